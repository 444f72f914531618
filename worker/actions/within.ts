import { or, type SQL, sql } from "drizzle-orm";
import type { Scope } from "./scope.ts";

/**
 * What of the organisation tree the actor reaches, as a condition on a unit's id; undefined where that is everything.
 * A township's clerk reaches the unit of the scope and all below it, a trade's likewise, a secretary the one unit.
 * Everyone else reaches the tenant. Lists, counts and single units all ask this, so that what lies outside isn't found.
 */
export function unitsWithin(scope: Scope, id: SQL): SQL | undefined {
  const { roles } = scope.actor;
  if (roles.some(({ scope: { kind } }) => kind === "tenant" || kind === "department")) return undefined;
  const parts = roles.map(({ role, scope: { id: root } }) =>
    role === "secretary" ? sql`${id} = ${root}` : sql`${id} IN ${subtreeOf(root)}`,
  );
  return or(...parts) ?? sql`0`;
}

/** A unit and all units below it, as a subquery of ids. */
export function subtreeOf(root: string): SQL {
  return sql`(WITH RECURSIVE "below"("id") AS (VALUES(${root}) UNION SELECT "child"."id" FROM "units" AS "child" JOIN "below" ON "child"."parent_id" = "below"."id") SELECT "id" FROM "below")`;
}

/** The belts that the actor reaches: those of the townships and of the units within, undefined where that is all. */
export function beltsWithin(scope: Scope, id: SQL, townshipId: SQL): SQL | undefined {
  const units = unitsWithin(scope, sql`"mine"."id"`);
  if (units === undefined) return undefined;
  const township = unitsWithin(scope, townshipId);
  return or(township, sql`${id} IN (SELECT "mine"."belt_id" FROM "units" AS "mine" WHERE ${units})`);
}
