import { and, eq } from "drizzle-orm";
import { evidenceUses } from "../../../db/tenant/schema/index.ts";
import { evidenceLimits } from "../../domain/evidence.ts";
import { Problem } from "../../domain/problem.ts";
import { commit, exactlyOne } from "../commit.ts";
import type { Scope } from "../scope.ts";
import { type Evidence, evidenceOf, selectPiece, selectPurpose } from "./piece.ts";
import { addUse, handedIn, type Purpose, refusePurpose } from "./purpose.ts";

/** Lets a piece that the unit has stand for an item; already so, nothing changes. Refusals: not-found, invalid, conflict. */
export async function useEvidence(scope: Scope, id: string, purpose: Purpose): Promise<Evidence> {
  const inItem = and(eq(evidenceUses.assessmentId, purpose.assessment), eq(evidenceUses.item, purpose.item));
  const [[row], [of], already] = await scope.read([
    selectPiece(scope, id),
    selectPurpose(scope, purpose.assessment, purpose.item),
    scope.db.select({ evidence: evidenceUses.evidenceId }).from(evidenceUses).where(inItem),
  ]);
  if (row === undefined) throw new Problem("not-found");
  const piece = evidenceOf(row);
  refusePurpose(of, piece.unit);
  if (already.some(({ evidence }) => evidence === id)) return piece;
  if (already.length >= evidenceLimits.perItem) {
    throw new Problem("conflict", { detail: `一项最多添 ${evidenceLimits.perItem} 份佐证材料。` });
  }
  const use = scope.newId();
  const change = { subject: { kind: "evidence-use", id: use, revision: 1 }, action: "add" };
  await commit(scope, { ...change, body: { evidence: id, ...purpose } }, [addUse(scope, use, id, purpose)]);
  return { ...piece, uses: [...piece.uses, { ...purpose, cycleTitle: of.cycleTitle, state: of.state }] };
}

/** Takes a piece from an item; the unit keeps it. Refusals: not-found, conflict. */
export async function endUse(scope: Scope, id: string, { assessment, item }: Purpose): Promise<void> {
  const [[row], [of], [use]] = await scope.read([
    selectPiece(scope, id),
    selectPurpose(scope, assessment, item),
    scope.db
      .select({ id: evidenceUses.id })
      .from(evidenceUses)
      .where(
        and(eq(evidenceUses.evidenceId, id), eq(evidenceUses.assessmentId, assessment), eq(evidenceUses.item, item)),
      ),
  ]);
  if (row === undefined || of === undefined || use === undefined) throw new Problem("not-found");
  if (of.state !== "self") throw handedIn();
  const change = { subject: { kind: "evidence-use", id: use.id, revision: 2 }, action: "end" };
  await commit(
    scope,
    { ...change, body: { evidence: id, assessment, item } },
    exactlyOne(scope, scope.db.delete(evidenceUses).where(eq(evidenceUses.id, use.id))),
  );
}
