import { and, eq } from "drizzle-orm";
import { adoptions, standards } from "../../../db/tenant/schema/index.ts";
import type { Difference } from "../../domain/difference.ts";
import { at, type Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { type OverlayChange, overlayOf } from "../../domain/standard/adopt.ts";
import { type AdoptionConflict, mergeAdoption } from "../../domain/standard/adopt-conflicts.ts";
import { inOwnNames } from "../../domain/standard/adopted-names.ts";
import { compareStandards } from "../../domain/standard/compare.ts";
import { readStandard } from "../../domain/standard/index.ts";
import type { Choice } from "../../domain/standard/merge.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import { subjectAt } from "../documents.ts";
import { type ParentText, textBy } from "../parent-standards.ts";
import { refuse, refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { factsTaken, type OpenTenant, takenFrom } from "./adopt.ts";
import { type AdoptionRow, selectAdoption, selectFactRevisions, selectOwnFacts, soundly } from "./adoption.ts";
import { refuseUnlessDraft } from "./change.ts";
import { columnsOf, refuseUnstorable } from "./draft.ts";
import { selectStored, selectSurroundings, type Version, type VersionRow, versionOf } from "./version.ts";

/** The parent's next version, what it changes, what both changed, and how the draft would stand to it then. */
export interface MergePreview {
  readonly from: number;
  readonly to: Omit<ParentText, "document" | "facts" | "allows"> | null;
  /** What the parent changed since its text was taken. */
  readonly theirs: readonly Difference[];
  readonly conflicts: readonly AdoptionConflict[];
  /** What one's own text would still have otherwise, with every proposal taken; null where that had faults. */
  readonly changes: readonly OverlayChange[] | null;
}

interface Sides {
  readonly base: ReturnType<typeof soundly>;
  readonly theirs: ReturnType<typeof soundly>;
  readonly ours: ReturnType<typeof soundly>;
}

/** How the parent's latest version would go into a version of one's own. Stores nothing; two round trips. Refusals: not-found, invalid (a draft with faults). */
export async function previewMerge(
  scope: Scope,
  openTenant: OpenTenant,
  code: string,
  version: number,
): Promise<MergePreview> {
  const [[row], [stored], own, revisions] = await scope.read([
    selectAdoption(scope, code, version),
    selectStored(scope, "standards", code, version),
    selectOwnFacts(scope),
    selectFactRevisions(scope),
  ]);
  if (row === undefined || stored === undefined) throw new Problem("not-found");
  const text = await textBy(openTenant(`t-${row.parent}`), row.parentCode);
  const nothing = { from: row.parentVersion, to: null, theirs: [], conflicts: [], changes: null };
  if (text === undefined || text.version <= row.parentVersion) return nothing;
  const { names } = factsTaken(scope, text, own, revisions);
  const { base, theirs, ours } = sidesOf(row, stored, text, own, names);
  const { document, conflicts } = mergeAdoption(base, theirs, ours, text.allows);
  const merged = readStandard(document);
  const { document: _, facts: __, allows: ___, ...to } = text;
  const changes = "faults" in merged ? null : overlayOf(theirs, merged.standard.document, text.allows);
  return { from: row.parentVersion, to, theirs: compareStandards(base, theirs), conflicts, changes };
}

function sidesOf(
  row: AdoptionRow,
  { version, document }: Pick<VersionRow, "version" | "document">,
  text: ParentText,
  own: Awaited<ReturnType<typeof selectOwnFacts>>,
  names: AdoptionRow["names"],
): Sides {
  const read = readStandard(inOwnNames(document, own));
  if ("faults" in read)
    refuse([{ path: "", message: `第 ${version} 版还有 ${read.faults.length} 处错误，改正后再并入` }]);
  return {
    base: soundly(inOwnNames(row.document, own, row.names)),
    theirs: soundly(inOwnNames(text.document, own, { ...row.names, ...names })),
    ours: read.standard.document,
  };
}

export interface MergeAsked {
  readonly ifMatch: string;
  /** The parent's version that was previewed. */
  readonly of: number;
  readonly choices: readonly { readonly path: string; readonly choice: Choice }[];
}

/**
 * Puts the parent's next version under a draft: what the parent changed comes in, what was laid over it stays, each
 * conflict as it was chosen. Three round trips. Refusals: not-found, version-published, stale, invalid (faults in the
 * draft, another version than the parent's latest, a conflict without a choice, a choice without a conflict).
 */
export async function mergeIntoDraft(
  scope: Scope,
  openTenant: OpenTenant,
  code: string,
  version: number,
  { ifMatch, of, choices }: MergeAsked,
): Promise<Version> {
  const [[row], [stored], own, revisions, ...around] = await scope.read([
    selectAdoption(scope, code, version),
    selectStored(scope, "standards", code, version),
    selectOwnFacts(scope),
    selectFactRevisions(scope),
    ...selectSurroundings(scope, "standards"),
  ]);
  if (row === undefined) throw new Problem("not-found");
  const before = refuseUnlessDraft(stored, ifMatch);
  const text = await textBy(openTenant(`t-${row.parent}`), row.parentCode);
  if (text === undefined || text.version !== of || of <= row.parentVersion) {
    refuse([{ path: "version", message: `上级的新版不是第 ${of} 版了，请重新看一遍再并入` }]);
  }
  const { names: found, declared } = factsTaken(scope, text, own, revisions);
  const names = { ...row.names, ...found };
  const { base, theirs, ours } = sidesOf(row, before, text, own, names);
  const chosen = new Map(choices.map(({ path, choice }) => [path, choice] as const));
  const { document, conflicts } = mergeAdoption(base, theirs, ours, text.allows, chosen);
  refuseAny(choiceFaults(choices, conflicts));
  refuseUnstorable(document);
  const after = { ...before, ...columnsOf(scope, document), revision: before.revision + 1 };
  const body = { from: row.parentVersion, to: text.version, sha256: text.sha256, choices, before: before.document };
  await commit(
    scope,
    {
      subject: subjectAt("standards", before, after.revision),
      action: "merge",
      body,
      alongside: declared.map(({ event }) => event),
    },
    [
      ...exactlyOne(scope, rewritten(scope, before, after)),
      ...exactlyOne(scope, standingOn(scope, before, { ...takenFrom(scope, text), names })),
      ...declared.map(({ statement }) => statement),
    ],
  );
  const { year: _, subject: __, ...shown } = after;
  const [named, levels] = around;
  return versionOf("standards", shown, [[...named, ...declared.map(({ fact }) => fact)], levels]);
}

function rewritten(
  { db }: Scope,
  { code, version, revision: read }: VersionRow,
  { title, document, subject, revision }: ReturnType<typeof columnsOf> & { readonly revision: number },
): Statement {
  const isAsRead = and(eq(standards.code, code), eq(standards.version, version), eq(standards.revision, read));
  return db.update(standards).set({ title, document, subject, revision }).where(isAsRead);
}

function standingOn({ db }: Scope, { code, version }: VersionRow, taken: Partial<AdoptionRow>): Statement {
  return db
    .update(adoptions)
    .set(taken)
    .where(and(eq(adoptions.code, code), eq(adoptions.version, version)));
}

/** Every conflict is decided, and nothing else is. */
function choiceFaults(choices: MergeAsked["choices"], conflicts: readonly AdoptionConflict[]): readonly Fault[] {
  const made = new Set(choices.map(({ path }) => path));
  const known = new Set(conflicts.map(({ path }) => path));
  return [
    ...choices.flatMap(({ path }, index) =>
      known.has(path)
        ? []
        : [{ path: at(at("choices", index), "path"), message: `${path} 没有冲突，请重新看一遍再并入` }],
    ),
    ...conflicts.flatMap(({ path }) =>
      made.has(path) ? [] : [{ path: "choices", message: `${path} 还没有选用上级的还是自己的` }],
    ),
  ];
}
