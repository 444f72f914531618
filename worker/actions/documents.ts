import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { policies, standards } from "../../db/tenant/schema/index.ts";
import type { DocumentNoun } from "../domain/document-expressions.ts";
import { Problem } from "../domain/problem.ts";
import { dayInChina, versionInForce } from "../domain/version-in-force.ts";
import type { DocumentState } from "../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "./page.ts";
import type { Scope } from "./scope.ts";

// Standards and policies are both documents with versions; what is read of them is the same.

export interface DocumentVersion {
  readonly version: number;
  readonly state: DocumentState;
  readonly holdsFrom: string | null;
  readonly sha256: string | null;
}

/** A standard or policy in a list: `version` is the latest published one, null while there is only a draft. */
export interface DocumentHead extends Omit<DocumentVersion, "version"> {
  readonly code: string;
  readonly title: string;
  readonly version: number | null;
}

interface HeadRow extends DocumentVersion {
  readonly code: string;
  readonly title: string;
}

/** Both tables have these columns; drizzle can't type a query of either. */
export function tableOf(noun: DocumentNoun): typeof standards {
  return (noun === "standards" ? standards : policies) as typeof standards;
}

function selectHeads(scope: Scope, noun: DocumentNoun) {
  const { code, title, version, state, holdsFrom, sha256 } = tableOf(noun);
  return scope.db.select({ code, title, version, state, holdsFrom, sha256 }).from(tableOf(noun)).$dynamic();
}

/** The tenant's standards or policies, by code. */
export async function listDocuments(
  scope: Scope,
  noun: DocumentNoun,
  { limit, cursor }: PageRequest,
): Promise<Page<DocumentHead>> {
  const table = tableOf(noun);
  const [after] = readCursor(cursor, ["string"]) ?? [];
  const codes = scope.db
    .selectDistinct({ code: table.code })
    .from(table)
    .where(after === undefined ? undefined : sql`${table.code} > ${after}`)
    .orderBy(asc(table.code))
    .limit(limit + 1);
  const [rows] = await scope.read([
    selectHeads(scope, noun).where(inArray(table.code, codes)).orderBy(asc(table.code), asc(table.version)),
  ]);
  const heads = [...Map.groupBy(rows, ({ code }) => code).values()].map(headOf);
  return pageOf(
    heads,
    limit,
    (head) => [head.code],
    (head) => head,
  );
}

/** One standard or policy with all its versions, oldest first, and which of them is in force on a day in China. */
export async function readDocument(
  scope: Scope,
  noun: DocumentNoun,
  code: string,
  on: string = dayInChina(scope.now),
): Promise<DocumentHead & { readonly versions: readonly DocumentVersion[]; readonly inForce: number | null }> {
  const table = tableOf(noun);
  const [rows, retirements] = await scope.read([
    selectHeads(scope, noun).where(eq(table.code, code)).orderBy(asc(table.version)),
    scope.db
      .select({ version: table.version, retirement: table.retirement })
      .from(table)
      .where(and(eq(table.code, code), eq(table.state, "retired"))),
  ]);
  if (rows.length === 0) throw new Problem("not-found");
  const retiredOn = new Map(retirements.map((row) => [row.version, row.retirement && dayInChina(row.retirement.at)]));
  const holding = rows.map((row) => ({ ...row, retiredOn: retiredOn.get(row.version) ?? null }));
  const versions = rows.map(({ version, state, holdsFrom, sha256 }) => ({ version, state, holdsFrom, sha256 }));
  return { ...headOf(rows), versions, inForce: versionInForce(holding, on) };
}

export function selectVersion(scope: Scope, noun: DocumentNoun, code: string, version: number) {
  const table = tableOf(noun);
  return scope.db
    .select({
      code: table.code,
      title: table.title,
      version: table.version,
      state: table.state,
      holdsFrom: table.holdsFrom,
      sha256: table.sha256,
      document: table.document,
    })
    .from(table)
    .where(and(eq(table.code, code), eq(table.version, version)));
}

/** A version by which something is scored or paid, or the refusal at `path` that there is none. */
export function knownVersion<Row>(rows: readonly Row[], path: string): Row {
  const [row] = rows;
  if (row === undefined) throw new Problem("invalid", { errors: [{ path, message: "没有这个编码的这一版，请核对" }] });
  return row;
}

function headOf(rows: readonly HeadRow[]): DocumentHead {
  const latest = rows.findLast(({ state }) => state === "published") ?? rows.findLast(({ state }) => state !== "draft");
  const shown = latest ?? rows[rows.length - 1];
  if (shown === undefined) throw new Error("a document without versions");
  const { code, title, state, holdsFrom, sha256 } = shown;
  return { code, title, version: latest?.version ?? null, state, holdsFrom, sha256 };
}

/** What events call a version of it. */
export function kindOf(noun: DocumentNoun): "standard" | "policy" {
  return noun === "standards" ? "standard" : "policy";
}

/** Whom an event is about: a version, at the revision that it has after the change. */
export function subjectAt(noun: DocumentNoun, { code, version }: { code: string; version: number }, revision: number) {
  return { kind: kindOf(noun), id: `${code}/${version}`, revision };
}
