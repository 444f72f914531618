import { type SQL, sql } from "drizzle-orm";
import type { Role } from "../domain/vocabulary.ts";
import type { Scope } from "./scope.ts";
import { unitsWithin } from "./within.ts";

/**
 * 1 where the actor answers for the case or result, and objects in its name: a unit's secretary; for a belt, who has the
 * role township over the township or trade committee that it belongs to.
 */
export function isAnswerer(scope: Scope, unitId: SQL, beltId: SQL): SQL<number> {
  const by = (role: Role) => unitsWithin(scope, unitId, [role]) ?? sql`1`;
  return sql<number>`iif(${beltId} IS NULL, ${by("secretary")}, ${by("township")})`;
}
