import { type SQL, sql } from "drizzle-orm";

/**
 * Which of these people looks after the unit (联系指导), or its belt, on a day: a name, or null where none does. An
 * assignment that names no user is held against the name; nobody inspects what they look after. For a selection
 * from `units`.
 */
export function liaisonAmong(userIds: readonly string[], day: string): SQL<string | null> {
  return sql`(
    SELECT "person"."name" FROM "assignments" AS "own"
    JOIN "users" AS "person" ON "own"."user_id" = "person"."id" OR ("own"."user_id" IS NULL AND "own"."person" = "person"."name")
    WHERE "own"."kind" = 'liaison' AND "own"."from_on" <= ${day} AND ("own"."until_on" IS NULL OR "own"."until_on" > ${day})
      AND "person"."id" IN (SELECT "value" FROM json_each(${JSON.stringify(userIds)}))
      AND ("own"."unit_id" = "units"."id" OR "own"."belt_id" = "units"."belt_id")
    ORDER BY "person"."name" LIMIT 1)`;
}
