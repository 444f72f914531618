import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { belts, facts, units } from "../../db/tenant/schema/index.ts";
import { beltVariablesOf } from "../domain/belt.ts";
import type { Json } from "../domain/expression.ts";
import { withFormerKeys } from "../domain/facts.ts";
import type { Scope } from "./scope.ts";
import type { RenamedFact } from "./unit-variables.ts";

/** The belt that a row of `assessments` or `results` is about, beside the belt on which a unit lies. */
export const assessedBelts = alias(belts, "assessed_belts");

/** The belt that was assessed, as answers name it; null where a unit was. */
export interface AssessedBelt {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** Null for all three where no belt was joined. */
export const assessedBelt = { id: assessedBelts.id, code: assessedBelts.code, name: assessedBelts.name };

/** Belts with everything that expressions see of them and who answers for them: nobody where that unit is closed. */
export function beltStandings(db: Scope["db"]) {
  return db
    .select({
      id: belts.id,
      code: belts.code,
      name: belts.name,
      answersId: units.id,
      kind: units.kind,
      place: units.shortName,
      facts: belts.facts,
    })
    .from(belts)
    .leftJoin(units, and(eq(units.id, belts.townshipId), isNull(units.closedOn)))
    .$dynamic();
}

export type BeltStandingRow = Awaited<ReturnType<typeof beltStandings>>[number];

/** The facts of belts that have had another name. */
export function selectRenamedBeltFacts({ db }: Pick<Scope, "db">) {
  return db
    .select({ key: facts.key, per: facts.per, formerKeys: facts.formerKeys })
    .from(facts)
    .where(and(eq(facts.of, "belt"), sql`json_array_length(${facts.formerKeys}) > 0`));
}

/** What `unit` is in the expressions of a standard of belts. */
export function beltVariables(
  { code, name, kind, place, facts: stored }: BeltStandingRow,
  renamed: readonly RenamedFact[],
): { readonly [key: string]: Json } {
  const standing = renamed.filter(({ per }) => per === "standing");
  // Facts come out of a JSON column; their values are JSON, which a column's type can't say.
  const known = withFormerKeys(stored as { readonly [key: string]: Json }, standing);
  return beltVariablesOf({ code, name, place, isTrade: kind === "industry", facts: known });
}
