import { type SQL, sql } from "drizzle-orm";
import { entities, entityStandings } from "../../db/tenant/schema/index.ts";
import type { Statement } from "./commit.ts";
import { rawStatement } from "./raw-statement.ts";
import type { Scope } from "./scope.ts";

/** What of an entity may change from one day to the next. */
const changing = ["name", "township_id", "trade_id", "is_operating", "full_members", "facts"];
const columns = sql.raw(changing.map((name) => `"${name}"`).join(", "));

/** Keeps what entities are until `day`, to go before the statement that changes them. */
export function keepEntityStandings(day: string, which: SQL): Statement {
  return rawStatement(sql`INSERT INTO ${entityStandings} ("entity_id", "until_on", ${columns})
    SELECT "id", ${day}, ${columns} FROM ${entities} WHERE ${which} AND ("established_on" IS NULL OR "established_on" < ${day})
    ON CONFLICT DO NOTHING`);
}

/** The last day on which an entity changed; empty where it never has, as far as is recorded. */
export function selectLatestEntityDay(scope: Scope, id: string) {
  const founded = sql`(SELECT max("established_on") FROM "entities" WHERE "id" = ${id})`;
  return scope.db
    .select({ latest: sql<string>`max(coalesce(max(${entityStandings.untilOn}), ''), coalesce(${founded}, ''))` })
    .from(entityStandings)
    .where(sql`${entityStandings.entityId} = ${id}`);
}

/** Entities as they stood on a day, to select from as `name`: those that were there, with what was known of them then. */
export function entitiesAsOf(day: string, name: string): SQL {
  const then = (column: string): SQL =>
    sql.raw(`iif("s"."entity_id" IS NULL, "e"."${column}", "s"."${column}") AS "${column}"`);
  return sql`(SELECT "e"."id", "e"."credit_code", "e"."kind", "e"."revision", "e"."established_on", ${sql.join(changing.map(then), sql`, `)}
    FROM "entities" AS "e" LEFT JOIN "entity_standings" AS "s" ON "s"."entity_id" = "e"."id" AND "s"."until_on" =
      (SELECT min("until_on") FROM "entity_standings" WHERE "entity_id" = "e"."id" AND "until_on" > ${day})
    WHERE ("e"."established_on" IS NULL OR "e"."established_on" <= ${day}) AND ("e"."closed_on" IS NULL OR "e"."closed_on" > ${day})
    ) AS ${sql.raw(`"${name}"`)}`;
}

/** Whether a unit that was there on `day` covered the entity `id` then; `mode`: in that way. */
export function isCoveredOn(day: string, id: SQL, mode?: "single"): SQL {
  const so = mode === undefined ? sql`` : sql` AND "c"."mode" = ${mode}`;
  return sql`EXISTS (SELECT 1 FROM "coverages" AS "c" JOIN "units" AS "by" ON "by"."id" = "c"."unit_id"
    WHERE "c"."entity_id" = ${id} AND "c"."from_on" <= ${day} AND ("c"."until_on" IS NULL OR "c"."until_on" > ${day})
    AND ("by"."closed_on" IS NULL OR "by"."closed_on" > ${day})${so})`;
}

/** From how many full members an entity must be covered: the tenant's own number, else three (党章). */
export const mustMembers = sql`coalesce((SELECT CAST("settings" ->> '$.mustOrganiseMembers' AS INTEGER) FROM "tenant"), 3)`;
