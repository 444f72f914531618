import { or, type SQL, sql } from "drizzle-orm";
import type { Role } from "../domain/vocabulary.ts";
import type { Appointment, Scope } from "./scope.ts";

/**
 * What of the organisation tree the actor reaches, as a condition on a unit's id; undefined where that is everything.
 * Only the appointments by which the operation may be called count, or those of `roles` among them: a secretary who is
 * also a viewer reads all, and answers for the one unit. A secretary reaches the one unit; a trade its committee's
 * units in either hierarchy; a department all, of which it decides its own sections; anyone else the unit of the scope
 * and all below it. Lists, counts, searches and single units all ask this, so that what lies outside isn't found.
 */
export function unitsWithin(scope: Scope, id: SQL, roles?: readonly Role[]): SQL | undefined {
  const reach = reachBy(scope, roles);
  if (reach.some(({ scope: { kind } }) => kind === "tenant" || kind === "department")) return undefined;
  const parts = reach.map(({ role, scope: { kind, id: root } }) => {
    if (role === "secretary") return sql`${id} = ${root}`;
    return sql`${id} IN ${kind === "trade" ? tradeOf(root) : subtreeOf(root)}`;
  });
  return or(...parts) ?? sql`0`;
}

/** A unit and all units below it, as a subquery of ids. */
export function subtreeOf(root: string): SQL {
  return below(sql`VALUES(${root})`);
}

/** A trade committee, the units that belong to it wherever they stand in the territory, and all below them. */
export function tradeOf(root: string): SQL {
  return below(sql`SELECT "id" FROM "units" WHERE "id" = ${root} OR "trade_id" = ${root}`);
}

/** The belts that the actor reaches: those of the townships and of the units within, undefined where that is all. */
export function beltsWithin(scope: Scope, id: SQL, townshipId: SQL, roles?: readonly Role[]): SQL | undefined {
  const units = unitsWithin(scope, sql`"mine"."id"`, roles);
  if (units === undefined) return undefined;
  const township = unitsWithin(scope, townshipId, roles);
  return or(township, sql`${id} IN (SELECT "mine"."belt_id" FROM "units" AS "mine" WHERE ${units})`);
}

/** The codes of the departments for which the actor stands here: whose sections of a standard they review. */
export function departmentsOf(scope: Scope): readonly string[] {
  return reachBy(scope, ["department"]).flatMap(({ scope: { kind, id } }) => (kind === "department" ? [id] : []));
}

function reachBy({ reach }: Scope, roles: readonly Role[] | undefined): readonly Appointment[] {
  return roles === undefined ? reach : reach.filter(({ role }) => (roles as readonly string[]).includes(role));
}

function below(roots: SQL): SQL {
  return sql`(WITH RECURSIVE "below"("id") AS (${roots} UNION SELECT "child"."id" FROM "units" AS "child" JOIN "below" ON "child"."parent_id" = "below"."id") SELECT "id" FROM "below")`;
}
