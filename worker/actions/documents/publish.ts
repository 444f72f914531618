import { and, eq, sql } from "drizzle-orm";
import { type DocumentDecision, events } from "../../../db/tenant/schema/index.ts";
import { canonicalJson, digestOf } from "../../domain/canonical.ts";
import type { DocumentNoun } from "../../domain/document-expressions.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { type Allowance, allowanceFaults } from "../../domain/standard/adopt.ts";
import { commit, exactlyOne } from "../commit.ts";
import { subjectAt, tableOf } from "../documents.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { refuseLowered, selectAdoption } from "./adoption.ts";
import { refuseUnlessDraft } from "./change.ts";
import { selectStored, selectSurroundings, type Version, versionOf } from "./version.ts";

export interface Publication {
  readonly ifMatch: string;
  readonly holdsFrom: string;
  /** Needed where the document has warnings; kept in any case. */
  readonly reason?: string | undefined;
  /** What children who adopt a standard may lower; where nothing is said, nothing. */
  readonly allows?: Allowance | undefined;
}

/** The last event about facts or about which standards hold: unchanged, the document was held against what there still is. */
const lastKnown = sql<number>`(SELECT coalesce(max(${events.seq}), 0) FROM ${events} WHERE ${events.subjectKind} = 'fact'
  OR (${events.subjectKind} = 'standard' AND ${events.action} IN ('publish', 'retire')))`;

/**
 * Freezes a draft for good, with the hash of its canonical form and the day from which it holds. Checked in this order:
 * there (not-found), a draft (version-published), as it was read (stale), without a fault and with facts that are
 * declared (invalid, by paths from `document.`), no lower than the parent's standard that it stands on (lowers-parent), and
 * what it warns of answered for (warnings-need-reason).
 */
export async function publishVersion(
  scope: Scope,
  noun: DocumentNoun,
  code: string,
  version: number,
  { ifMatch, holdsFrom, reason, allows }: Publication,
): Promise<Version> {
  const [[row], [known], [adopted], ...around] = await scope.read([
    selectStored(scope, noun, code, version),
    scope.db.select({ seq: lastKnown }).from(sql`(SELECT 1)`),
    selectAdoption(scope, code, version),
    ...selectSurroundings(scope, noun),
  ]);
  const draft = refuseUnlessDraft(row, ifMatch);
  const { faults, publicationFaults, warnings } = versionOf(noun, draft, around);
  refuseAny([...inBody([...faults, ...publicationFaults]), ...allowanceFaults(allows, draft.document)]);
  if (noun === "standards") refuseLowered(adopted, draft.document, around[0]);
  if (warnings.length > 0 && reason === undefined) {
    throw new Problem("warnings-need-reason", { detail: `有 ${warnings.length} 处提醒。`, errors: inBody(warnings) });
  }
  const [canonical, sha256] = [canonicalJson(draft.document), await digestOf(draft.document)];
  const over = warnings.map(({ path, message }) => ({ path, message }));
  const publication: DocumentDecision = { ...decisionOf(scope, reason ?? null), over, ...(allows && { allows }) };
  const decided = { state: "published" as const, holdsFrom, sha256, publication, publishedAt: scope.now };
  const after = { ...draft, ...decided, revision: draft.revision + 1 };
  const table = tableOf(noun);
  const update = scope.db
    .update(table)
    .set({ ...decided, canonical, revision: after.revision })
    .where(
      and(
        eq(table.code, code),
        eq(table.version, version),
        eq(table.revision, draft.revision),
        eq(lastKnown, known?.seq ?? 0),
      ),
    );
  await commit(
    scope,
    {
      subject: subjectAt(noun, draft, after.revision),
      action: "publish",
      body: { holdsFrom, reason: reason ?? null, sha256, over, ...(allows && { allows }) },
    },
    exactlyOne(scope, update),
  );
  return versionOf(noun, after, around);
}

/**
 * Ends the use of a published version; what was scored under it stays and scores the same. Refusals: not-found,
 * version-not-published, version-retired, stale.
 */
export async function retireVersion(
  scope: Scope,
  noun: DocumentNoun,
  code: string,
  version: number,
  { ifMatch, reason }: { readonly ifMatch: string; readonly reason: string },
): Promise<Version> {
  const [[row], ...around] = await scope.read([
    selectStored(scope, noun, code, version),
    ...selectSurroundings(scope, noun),
  ]);
  if (row === undefined) throw new Problem("not-found");
  if (row.state === "draft") throw new Problem("version-not-published", { detail: `第 ${version} 版还是草稿。` });
  if (row.state === "retired") throw new Problem("version-retired", { detail: `第 ${version} 版早已停用。` });
  refuseStale(ifMatch, row.revision);
  const retirement = decisionOf(scope, reason);
  const after = { ...row, state: "retired" as const, retirement, revision: row.revision + 1 };
  const table = tableOf(noun);
  const update = scope.db
    .update(table)
    .set({ state: "retired", retirement, revision: after.revision })
    .where(and(eq(table.code, code), eq(table.version, version), eq(table.revision, row.revision)));
  await commit(
    scope,
    { subject: subjectAt(noun, row, after.revision), action: "retire", body: { reason } },
    exactlyOne(scope, update),
  );
  return versionOf(noun, after, around);
}

function decisionOf({ actor, now }: Scope, reason: string | null) {
  return { at: now, by: { id: actor.id, name: actor.name }, reason };
}

/** Paths from the root of the draft's own PUT, which is where a person mends them. */
function inBody(found: readonly Fault[]): readonly Fault[] {
  return found.map(({ path, message }) => ({ path: path === "" ? "document" : `document.${path}`, message }));
}
