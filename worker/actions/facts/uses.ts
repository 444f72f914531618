import { asc, sql } from "drizzle-orm";
import { gates } from "../../../db/tenant/schema/index.ts";
import { type DocumentNoun, expressionsOf, subjectOf } from "../../domain/document-expressions.ts";
import { compileExpression, type Expression } from "../../domain/expression.ts";
import { factOf, factReads, type NamedFact } from "../../domain/fact-reads.ts";
import type { DocumentState, FactSubject } from "../../domain/vocabulary.ts";
import { kindOf, tableOf } from "../documents.ts";
import type { Scope } from "../scope.ts";

/** What reads a fact, and where: a version of a document, or a gate of acceptance, which has no versions. */
export interface Use {
  readonly kind: "standard" | "policy" | "gate";
  readonly code: string;
  readonly title: string;
  readonly version: number | null;
  readonly state: DocumentState | null;
  readonly paths: readonly string[];
}

/** Every version whose text holds one of these words, and every gate: three queries of one batch. No words: all. */
export function selectReaders(scope: Scope, words: readonly string[]) {
  return [
    selectVersions(scope, "standards", words),
    selectVersions(scope, "policies", words),
    scope.db
      .select({ code: gates.code, title: gates.title, applies: gates.applies })
      .from(gates)
      .orderBy(asc(gates.position)),
  ] as const;
}

function selectVersions(scope: Scope, noun: DocumentNoun, words: readonly string[]) {
  const table = tableOf(noun);
  const { code, version, state, title, document, revision } = table;
  const holds = words.map((word) => sql`instr(${document}, ${word}) > 0`);
  return scope.db
    .select({ code, version, state, title, document, revision })
    .from(table)
    .where(holds.length === 0 ? undefined : sql.join(holds, sql` OR `))
    .orderBy(asc(code), asc(version));
}

export type ReaderRow = Awaited<ReturnType<typeof selectVersions>>[number];
type GateRow = { readonly code: string; readonly title: string; readonly applies: string };
export type Readers = readonly [readonly ReaderRow[], readonly ReaderRow[], readonly GateRow[]];

/** One reader with its expressions compiled. */
export interface Reader {
  readonly noun: DocumentNoun | null;
  readonly use: Omit<Use, "paths">;
  readonly expressions: ReadonlyMap<string, Expression>;
  readonly subject: FactSubject | null;
  readonly row: ReaderRow | null;
}

export function readersOf([standards, policies, gateRows]: Readers): readonly Reader[] {
  const documents = (noun: DocumentNoun, rows: readonly ReaderRow[]) =>
    rows.map((row): Reader => {
      const { code, title, version, state, document } = row;
      const use = { kind: kindOf(noun), code, title, version, state };
      return { noun, use, row, expressions: expressionsOf(noun, document), subject: subjectOf(noun, document) };
    });
  return [
    ...documents("standards", standards),
    ...documents("policies", policies),
    ...gateRows.map(({ code, title, applies }): Reader => {
      const compiled = compileExpression(applies, { variables: ["unit"], result: "bool" });
      const expressions = "fault" in compiled ? [] : [["applies", compiled.expression] as const];
      const use = { kind: "gate" as const, code, title, version: null, state: null };
      return { noun: null, use, row: null, expressions: new Map(expressions), subject: "unit" };
    }),
  ];
}

/** Where a fact is read, by its key or one of its former ones. `facts` are all that the tenant has. */
export function usesOf<Fact extends NamedFact>(
  fact: Fact,
  facts: readonly NamedFact[],
  readers: readonly Reader[],
): readonly Use[] {
  return readers.flatMap(({ use, expressions, subject }) => {
    const reads = factReads(expressions).filter((read) => {
      const named = factOf(facts, read, subject);
      return named?.key === fact.key && named.of === fact.of;
    });
    const paths = [...new Set(reads.map(({ path }) => path))];
    return paths.length === 0 ? [] : [{ ...use, paths }];
  });
}
