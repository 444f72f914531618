import { type SQL, sql } from "drizzle-orm";
import type { Scope } from "./scope.ts";

/**
 * Whether what somebody else found on a visit is still hidden from the actor: both are sent to the same unit blind to
 * one another, and the actor hasn't reported yet. `visitId` names a visit, or is null.
 */
export function isHiddenVisit(scope: Scope, visitId: SQL): SQL<number> {
  return sql<number>`EXISTS (
    SELECT 1 FROM "visits" AS "theirs"
    JOIN "inspections" AS "both" ON "both"."id" = "theirs"."inspection_id" AND "both"."is_blind" = 1
    JOIN "visits" AS "mine" ON "mine"."inspection_id" = "theirs"."inspection_id" AND "mine"."unit_id" = "theirs"."unit_id"
    WHERE "theirs"."id" = ${visitId} AND "theirs"."user_id" <> ${scope.actor.id}
      AND "mine"."user_id" = ${scope.actor.id} AND "mine"."state" = 'planned')`;
}
