import { and, eq, isNull } from "drizzle-orm";
import { evidence, evidenceUses } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import type { EvidenceStore } from "../evidence-store.ts";
import type { Scope } from "../scope.ts";
import { readEvidence } from "./list.ts";
import type { Evidence } from "./piece.ts";

export interface EvidenceChange {
  readonly ifMatch: string;
  readonly name?: string | undefined;
  readonly note?: string | null | undefined;
  readonly validUntil?: string | null | undefined;
}

/** Changes what is said of a piece; the file itself stays what it is. Refusals: not-found, stale. */
export async function changeEvidence(
  scope: Scope,
  id: string,
  { ifMatch, ...change }: EvidenceChange,
): Promise<Evidence> {
  const before = await readEvidence(scope, id);
  refuseStale(ifMatch, before.revision);
  const { name = before.name, note = before.note, validUntil = before.validUntil } = change;
  const after = { ...before, name, note, validUntil, revision: before.revision + 1 };
  const update = scope.db
    .update(evidence)
    .set({ name, note, validUntil, revision: after.revision })
    .where(and(eq(evidence.id, id), eq(evidence.revision, before.revision)));
  const subject = { kind: "evidence", id, revision: after.revision };
  await commit(scope, { subject, action: "change", body: { name, note, validUntil } }, exactlyOne(scope, update));
  return after;
}

/**
 * Removes a piece: it goes from every assessment that is still being filled in, its file from the store, and its row
 * says when. Refusals: not-found, stale, conflict where something that was handed in stands on it.
 */
export async function removeEvidence(scope: Scope, store: EvidenceStore, id: string, ifMatch: string): Promise<void> {
  const before = await readEvidence(scope, id);
  refuseStale(ifMatch, before.revision);
  const handedIn = before.uses.find(({ state }) => state !== "self");
  if (handedIn !== undefined) {
    throw new Problem("conflict", { detail: `「${handedIn.cycleTitle}」已经报送，用到这份材料，不能移去。` });
  }
  const revision = before.revision + 1;
  const update = scope.db
    .update(evidence)
    .set({ removedAt: scope.now, revision })
    .where(and(eq(evidence.id, id), eq(evidence.revision, before.revision), isNull(evidence.removedAt)));
  const { unit, name, sha256 } = before;
  const change = { subject: { kind: "evidence", id, revision }, action: "remove", body: { unit, name, sha256 } };
  await commit(scope, change, [
    scope.db.delete(evidenceUses).where(eq(evidenceUses.evidenceId, id)),
    ...exactlyOne(scope, update),
  ]);
  // What the store doesn't do now the daily sweep does.
  await store.remove([id]).catch((error: unknown) => console.error("evidence store", error));
}
