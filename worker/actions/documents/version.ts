import { and, eq, type SQL, sql } from "drizzle-orm";
import { events, facts } from "../../../db/tenant/schema/index.ts";
import type { DocumentNoun } from "../../domain/document-expressions.ts";
import { Problem } from "../../domain/problem.ts";
import type { Allowance } from "../../domain/standard/adopt.ts";
import type { DocumentState } from "../../domain/vocabulary.ts";
import { kindOf, tableOf } from "../documents.ts";
import type { Scope } from "../scope.ts";
import { type Document, type Examined, examine } from "./examine.ts";
import { knownLevels, type StandardLevels, selectStandardLevels } from "./known-levels.ts";

/** Who decided, when and why; `by` is null where the document came with a template. */
export interface Decision {
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly reason: string | null;
}

/** One version of a standard or policy as the API shows it, with what is to be said of it. */
export interface Version extends Examined {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly state: DocumentState;
  readonly holdsFrom: string | null;
  readonly sha256: string | null;
  readonly revision: number;
  readonly publication:
    | (Decision & {
        readonly over: readonly { readonly path: string; readonly message: string }[];
        readonly allows?: Allowance;
      })
    | null;
  readonly retirement: Decision | null;
  readonly document: Document;
}

export type VersionRow = Awaited<ReturnType<typeof selectStored>>[number];

/** A version's row; a draft is at most 256 KB, so that there is nothing to page. */
export function selectStored(scope: Scope, noun: DocumentNoun, code: string, version: number) {
  const table = tableOf(noun);
  const { title, state, holdsFrom, sha256, publishedAt, publication, retirement, document, revision } = table;
  return scope.db
    .select({
      code: table.code,
      version: table.version,
      ...{ title, state, holdsFrom, sha256, publishedAt, publication, retirement, document, revision },
    })
    .from(table)
    .where(and(eq(table.code, code), eq(table.version, version)));
}

/** The facts that a document may name. */
function selectNamedFacts(scope: Scope) {
  const { key, of, per, formerKeys } = facts;
  return scope.db.select({ key, of, per, formerKeys }).from(facts);
}

/** What of the tenant's a document is held against: two queries of one batch. */
export function selectSurroundings(scope: Scope, noun: DocumentNoun) {
  return [selectNamedFacts(scope), selectStandardLevels(scope, noun)] as const;
}

export type Surroundings = readonly [Awaited<ReturnType<typeof selectNamedFacts>>, StandardLevels];

/**
 * The revision that a version which isn't there begins with: a draft that was removed has left its events, and the
 * next of the same number goes on from there.
 */
export function selectFirstRevision(scope: Scope, noun: DocumentNoun, id: string | SQL<string>) {
  return scope.db
    .select({ revision: sql<number>`coalesce(max(${events.revision}), 0) + 1` })
    .from(events)
    .where(and(eq(events.subjectKind, kindOf(noun)), eq(events.subjectId, id)));
}

/** A version with its document. One round trip. Refusals: not-found. */
export async function readVersion(scope: Scope, noun: DocumentNoun, code: string, version: number): Promise<Version> {
  const [[row], ...around] = await scope.read([
    selectStored(scope, noun, code, version),
    ...selectSurroundings(scope, noun),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return versionOf(noun, row, around);
}

/** What was published is no longer held against the standards of today: its reasons are kept with it. */
export function versionOf(noun: DocumentNoun, row: VersionRow, [named, levels]: Surroundings): Version {
  const { publishedAt, publication, retirement, ...same } = row;
  const examined = examine(noun, row.document, named, row.state === "draft" ? knownLevels(levels) : {});
  const decided = publication ?? (publishedAt === null ? null : { at: publishedAt, by: null, reason: null });
  return {
    ...same,
    publication: decided === null ? null : { ...decided, over: decided.over ?? [] },
    retirement,
    ...examined,
    publicationFaults: row.state === "draft" ? examined.publicationFaults : [],
    undeclaredFacts: row.state === "draft" ? examined.undeclaredFacts : [],
  };
}

export function pathOf(scope: Scope, noun: DocumentNoun, code: string, version: number): string {
  return `/api/tenants/${scope.actor.tenant}/${noun}/${code}/versions/${version}`;
}
