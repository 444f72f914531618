import { and, eq, sql } from "drizzle-orm";
import {
  adoptions,
  cycleFacts,
  entities,
  entityStandings,
  unitStandings,
  units,
} from "../../../db/tenant/schema/index.ts";
import { factOf, factVariables } from "../../domain/fact-reads.ts";
import { withRenamedFact } from "../../domain/renamed-fact.ts";
import type { Statement } from "../commit.ts";
import { subjectAt, tableOf } from "../documents.ts";
import type { Scope } from "../scope.ts";
import type { FactRow } from "./fact.ts";
import type { Reader, ReaderRow } from "./uses.ts";

/** A draft that follows a renaming: its new text, the update, and the event of that. */
interface FollowingDraft {
  readonly row: ReaderRow;
  readonly document: Readonly<Record<string, unknown>>;
  readonly statement: Statement;
  readonly event: {
    readonly subject: ReturnType<typeof subjectAt>;
    readonly action: string;
    readonly body: Readonly<Record<string, unknown>>;
  };
}

/** Every draft that reads the fact by its key, with its expressions naming it by the new one. */
export function followingDrafts(
  scope: Scope,
  fact: FactRow,
  to: string,
  facts: readonly FactRow[],
  readers: readonly Reader[],
): readonly FollowingDraft[] {
  return readers.flatMap(({ noun, row, expressions, subject }) => {
    if (noun === null || row === null || row.state !== "draft") return [];
    if (factOf(facts, { key: fact.key, per: fact.per }, subject) !== fact) return [];
    const document = withRenamedFact(row.document, expressions, factVariables[fact.per], fact.key, to);
    if (document === row.document) return [];
    const table = tableOf(noun);
    const revision = row.revision + 1;
    const statement = scope.db
      .update(table)
      .set({ document, revision })
      .where(and(eq(table.code, row.code), eq(table.version, row.version), eq(table.revision, row.revision)));
    const body = { fact: fact.key, to, before: row.document };
    return [
      { row, document, statement, event: { subject: subjectAt(noun, row, revision), action: "rename-fact", body } },
    ];
  });
}

/** A parent's text that a draft stands on goes on reading the fact by its old name. */
export function adoptionsFollow({ db }: Scope, { per, key }: FactRow, to: string): Statement {
  const isOfDraft = sql`("code", "version") IN (SELECT "code", "version" FROM "standards" WHERE "state" = 'draft')`;
  const names = sql`json_set("names", ${`$."${factVariables[per]}.${key}"`}, ${to})`;
  return db.update(adoptions).set({ names }).where(isOfDraft);
}

/** The values that are stored under the old key go to the new one, what was known on earlier days too. */
export function movedValues(scope: Scope, { of, per, key }: FactRow, to: string): readonly Statement[] {
  if (of !== "unit" && of !== "entity") return [];
  const moved = sql`json_remove(json_set("facts", ${`$."${to}"`}, json("facts" -> ${`$."${key}"`})), ${`$."${key}"`})`;
  const isHeld = sql`json_type("facts", ${`$."${key}"`}) IS NOT NULL`;
  if (per === "cycle" && of === "unit") return [scope.db.update(cycleFacts).set({ facts: moved }).where(isHeld)];
  const [now, then] = of === "unit" ? ([units, unitStandings] as const) : ([entities, entityStandings] as const);
  return [
    scope.db
      .update(now)
      .set({ facts: moved, revision: sql`${now.revision} + 1` })
      .where(isHeld),
    scope.db.update(then).set({ facts: moved }).where(isHeld),
  ];
}
