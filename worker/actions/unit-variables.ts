import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { facts, units } from "../../db/tenant/schema/index.ts";
import type { Json } from "../domain/expression.ts";
import { withFormerKeys } from "../domain/facts.ts";
import { variablesOf } from "../domain/unit.ts";
import type { FactPeriod } from "../domain/vocabulary.ts";
import type { Scope } from "./scope.ts";
import { unitsWithin } from "./within.ts";

type Facts = { readonly [key: string]: Json };

/** The units that the actor reaches, by their codes, with everything that expressions see of them. */
export function selectUnitStandings(scope: Scope) {
  return unitStandings(scope.db)
    .where(and(isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`)))
    .orderBy(asc(units.code))
    .limit(20_001);
}

/** All units with everything that expressions see of them, for whoever says which. */
export function unitStandings(db: Scope["db"]) {
  const townships = alias(units, "townships");
  const trades = alias(units, "trades");
  return db
    .select({
      id: units.id,
      code: units.code,
      name: units.name,
      kind: units.kind,
      field: units.field,
      township: townships.shortName,
      trade: trades.shortName,
      belt: units.beltId,
      demonstration: units.demonstration,
      category: units.category,
      facts: units.facts,
    })
    .from(units)
    .leftJoin(townships, eq(townships.id, units.townshipId))
    .leftJoin(trades, eq(trades.id, units.tradeId))
    .$dynamic();
}

/** The facts of units that have had another name. */
export function selectRenamedFacts({ db }: Pick<Scope, "db">) {
  return db
    .select({ key: facts.key, per: facts.per, formerKeys: facts.formerKeys })
    .from(facts)
    .where(and(eq(facts.of, "unit"), sql`json_array_length(${facts.formerKeys}) > 0`));
}

export interface RenamedFact {
  readonly key: string;
  readonly per: FactPeriod;
  readonly formerKeys: readonly string[];
}

export type StandingRow = Awaited<ReturnType<typeof selectUnitStandings>>[number];

/** What `unit` is in expressions; a renamed fact is there under its former names too. */
export function unitVariables({ id: _, belt, ...row }: StandingRow, renamed: readonly RenamedFact[]): Facts {
  const standing = renamed.filter(({ per }) => per === "standing");
  return variablesOf({ ...row, facts: withFormerKeys(asJson(row.facts), standing), onBelt: belt !== null });
}

/** What `facts` is in expressions: the cycle's, a renamed one under its former names too. */
export function cycleVariables(
  stored: Readonly<Record<string, unknown>> | undefined,
  renamed: readonly RenamedFact[],
): Facts {
  return withFormerKeys(
    asJson(stored ?? {}),
    renamed.filter(({ per }) => per === "cycle"),
  );
}

/** Facts come out of a JSON column; their values are JSON, which a column's type can't say. */
function asJson(stored: Readonly<Record<string, unknown>>): Facts {
  return stored as Facts;
}
