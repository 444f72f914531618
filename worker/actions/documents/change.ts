import { and, eq } from "drizzle-orm";
import { policies, standards } from "../../../db/tenant/schema/index.ts";
import type { DocumentNoun } from "../../domain/document-expressions.ts";
import { Problem } from "../../domain/problem.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import { subjectAt, tableOf } from "../documents.ts";
import { refuseStale } from "../etag.ts";
import type { Scope } from "../scope.ts";
import { adoptionEnds } from "./adoption.ts";
import { columnsOf, refuseUnstorable } from "./draft.ts";
import type { Document } from "./examine.ts";
import { selectStored, selectSurroundings, type Version, type VersionRow, versionOf } from "./version.ts";

export interface DraftChange {
  readonly ifMatch: string;
  readonly document: Document;
  readonly holdsFrom?: string | null | undefined;
}

/** The version that is asked for while it is a draft, and as it was read. Refusals: not-found, version-published, stale. */
export function refuseUnlessDraft(row: VersionRow | undefined, ifMatch: string): VersionRow {
  if (row === undefined) throw new Problem("not-found");
  if (row.state !== "draft") throw publishedProblem(row);
  refuseStale(ifMatch, row.revision);
  return row;
}

function publishedProblem({ version, state, sha256 }: VersionRow): Problem {
  const then = state === "retired" ? "发布过，现已停用" : "已经发布";
  const detail = `第 ${version} 版${then}，正文和校验值 ${(sha256 ?? "").slice(0, 12)}… 不再改动；要改请另起一版草稿。`;
  return new Problem("version-published", { detail });
}

/** Writes a draft anew. Refusals: too-large, invalid, not-found, version-published, stale. */
export async function changeDraft(
  scope: Scope,
  noun: DocumentNoun,
  code: string,
  version: number,
  { ifMatch, document, holdsFrom }: DraftChange,
): Promise<Version> {
  const [[row], ...around] = await scope.read([
    selectStored(scope, noun, code, version),
    ...selectSurroundings(scope, noun),
  ]);
  const before = refuseUnlessDraft(row, ifMatch);
  refuseUnstorable(document);
  const { subject, year, ...columns } = columnsOf(scope, document);
  const day = holdsFrom === undefined ? before.holdsFrom : holdsFrom;
  const after = { ...before, ...columns, holdsFrom: day, revision: before.revision + 1 };
  const set = { ...columns, holdsFrom: day, revision: after.revision };
  const table = tableOf(noun);
  const isAsRead = and(eq(table.code, code), eq(table.version, version), eq(table.revision, before.revision));
  const update: Statement =
    noun === "standards"
      ? scope.db
          .update(standards)
          .set({ ...set, subject })
          .where(isAsRead)
      : scope.db
          .update(policies)
          .set({ ...set, year })
          .where(isAsRead);
  const body = { title: after.title, holdsFrom: day, before: before.document };
  await commit(
    scope,
    { subject: subjectAt(noun, before, after.revision), action: "change", body },
    exactlyOne(scope, update),
  );
  return versionOf(noun, after, around);
}

/** Removes a draft. Refusals: not-found, version-published, stale. */
export async function removeDraft(
  scope: Scope,
  noun: DocumentNoun,
  code: string,
  version: number,
  ifMatch: string,
): Promise<void> {
  const [[row]] = await scope.read([selectStored(scope, noun, code, version)]);
  const before = refuseUnlessDraft(row, ifMatch);
  const table = tableOf(noun);
  const removal = scope.db
    .delete(table)
    .where(and(eq(table.code, code), eq(table.version, version), eq(table.revision, before.revision)));
  const subject = subjectAt(noun, before, before.revision + 1);
  await commit(scope, { subject, action: "remove", body: { before: before.document } }, [
    ...(noun === "standards" ? [adoptionEnds(scope, code, version)] : []),
    ...exactlyOne(scope, removal),
  ]);
}
