import { or, type SQL, sql } from "drizzle-orm";
import type { Scope } from "./scope.ts";
import { unitsWithin } from "./within.ts";

/**
 * The entities that the actor reaches, of a table called `name`: those of the townships and trades within, and those
 * that a unit within covers or has covered. Undefined where that is everything.
 */
export function entitiesWithin(scope: Scope, name: string): SQL | undefined {
  const of = (column: string): SQL => sql.raw(`"${name}"."${column}"`);
  const covering = unitsWithin(scope, sql`"mine"."unit_id"`);
  if (covering === undefined) return undefined;
  return or(
    unitsWithin(scope, of("township_id")),
    unitsWithin(scope, of("trade_id")),
    sql`${of("id")} IN (SELECT "mine"."entity_id" FROM "coverages" AS "mine" WHERE ${covering})`,
  );
}
