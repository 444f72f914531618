import { type SQL, sql } from "drizzle-orm";
import { unitStandings, units } from "../../db/tenant/schema/index.ts";
import type { Statement } from "./commit.ts";
import { rawStatement } from "./raw-statement.ts";
import type { Scope } from "./scope.ts";
import { subtreeOf } from "./within.ts";

/** What of a unit may change from one day to the next. */
const changing = [
  "name",
  "short_name",
  "field",
  "parent_id",
  "township_id",
  "trade_id",
  "belt_id",
  "belt_position",
  "demonstration",
  "category",
  "facts",
];
const columns = sql.raw(changing.map((name) => `"${name}"`).join(", "));

/**
 * Keeps what units are until `day`, to go before the statement that changes them. What changes twice on one day was
 * what it became first for no day at all, so the second leaves no row.
 */
export function keepUnitStandings(day: string, which: SQL): Statement {
  return rawStatement(sql`INSERT INTO ${unitStandings} ("unit_id", "until_on", ${columns})
    SELECT "id", ${day}, ${columns} FROM ${units} WHERE ${which} AND ("established_on" IS NULL OR "established_on" < ${day})
    ON CONFLICT DO NOTHING`);
}

/** The last day on which a unit, or one below it, changed; empty where none has, as far as is recorded. */
export function selectLatestDay(scope: Scope, id: string) {
  const founded = sql`(SELECT max("established_on") FROM "units" WHERE "id" = ${id})`;
  return scope.db
    .select({ latest: sql<string>`max(coalesce(max(${unitStandings.untilOn}), ''), coalesce(${founded}, ''))` })
    .from(unitStandings)
    .where(sql`${unitStandings.unitId} IN ${subtreeOf(id)}`);
}

/**
 * Units as they stood on a day, to select from as `name`: those that were there, with what they were called, where they
 * belonged and what was known of them then.
 */
export function unitsAsOf(day: string, name: string): SQL {
  const then = (column: string): SQL =>
    sql.raw(`iif("s"."unit_id" IS NULL, "u"."${column}", "s"."${column}") AS "${column}"`);
  const parts = changing.map(then);
  return sql`(SELECT "u"."id", "u"."code", "u"."kind", "u"."revision", "u"."established_on", ${sql.join(parts, sql`, `)}
    FROM "units" AS "u" LEFT JOIN "unit_standings" AS "s" ON "s"."unit_id" = "u"."id" AND "s"."until_on" =
      (SELECT min("until_on") FROM "unit_standings" WHERE "unit_id" = "u"."id" AND "until_on" > ${day})
    WHERE ("u"."established_on" IS NULL OR "u"."established_on" <= ${day}) AND ("u"."closed_on" IS NULL OR "u"."closed_on" > ${day})
    ) AS ${sql.raw(`"${name}"`)}`;
}
