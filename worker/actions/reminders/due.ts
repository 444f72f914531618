import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import type { DueThing } from "../../domain/reminder.ts";
import type { Role } from "../../domain/vocabulary.ts";

/** Of whose things: users with ids after `after`, up to and including `last`. */
export interface UserRange {
  readonly after: string;
  readonly last: string;
}

interface DueRow extends DueThing {
  readonly user: string;
}

/** What is due on these days, per person: the secretary's own, what a role reaches, a department's sections. */
export function selectDue(db: Database["db"], days: readonly string[], range: UserRange) {
  const isIn = sql`"user_roles"."user_id" > ${range.after} AND "user_roles"."user_id" <= ${range.last}`;
  const matters = mattersOn(days);
  const group = sql`GROUP BY 1, 2, 3, 4`;
  const things = sql`"kind", "of", "due_on", count(*)`;
  const own = sql`SELECT "user_roles"."user_id", ${things} FROM (${matters}) JOIN "user_roles"
    ON "user_roles"."role" = 'secretary' AND "user_roles"."scope_id" = "unit_id" AND ${isIn} WHERE "for" = 'secretary' ${group}`;
  const reached = (role: Role): SQL => sql`SELECT "reach"."user_id", ${things} FROM (${reachOf(role, isIn)}) AS "reach"
    JOIN (${matters}) AS "matter" ON "matter"."for" = ${role} AND "matter"."unit_id" = "reach"."unit_id" ${group}`;
  const departments = sql`SELECT "user_roles"."user_id", ${things} FROM (${sectionsOn(days)}) JOIN "user_roles"
    ON "user_roles"."role" = 'department' AND "user_roles"."scope_id" = "department" AND ${isIn} ${group}`;
  return [own, reached("township"), reached("assessor"), departments].map((query) => rowsOf(db, query));
}

/** What is due on these days in the whole tenant. */
export function selectTotals(db: Database["db"], days: readonly string[]) {
  const departments = sql`SELECT "kind", "of", "due_on" FROM (${sectionsOn(days)}) GROUP BY "id", 1, 2, 3`;
  const all = sql`SELECT "kind", "of", "due_on" FROM (${mattersOn(days)}) UNION ALL SELECT * FROM (${departments})`;
  return rowsOf(db, sql`SELECT '', "kind", "of", "due_on", count(*) FROM (${all}) GROUP BY 2, 3, 4`);
}

/** Who is told the totals. */
export function selectAdmins(db: Database["db"], { after, last }: UserRange) {
  return db
    .selectDistinct({ user: sql<string>`"user_id"` })
    .from(sql`"user_roles"`)
    .where(sql`"role" = 'admin' AND "user_id" > ${after} AND "user_id" <= ${last}`);
}

function rowsOf(db: Database["db"], query: SQL) {
  return db
    .select({
      user: sql<DueRow["user"]>`"user"`,
      kind: sql<DueRow["kind"]>`"kind"`,
      of: sql<string>`"of"`,
      dueOn: sql<string>`"due_on"`,
      count: sql<number>`"count"`,
    })
    .from(sql`(WITH "due"("user", "kind", "of", "due_on", "count") AS (${query}) SELECT * FROM "due")`);
}

const among = (days: readonly string[]): SQL => sql`IN (SELECT "value" FROM json_each(${JSON.stringify(days)}))`;

/** One row for each thing that waits for somebody: what, at which unit, and for whom. */
function mattersOn(days: readonly string[]): SQL {
  const stage = (state: string, kind: string, until: string, role: Role): SQL => sql`
    SELECT ${kind} AS "kind", ${role} AS "for", a."unit_id" AS "unit_id", c."title" AS "of", ${sql.raw(`c."${until}"`)} AS "due_on"
    FROM "cycles" c JOIN "assessments" a ON a."cycle_id" = c."id" AND a."state" = ${state} AND ${role === "secretary" ? sql`a."belt_id" IS NULL` : state === "self" ? sql`a."belt_id" IS NOT NULL` : sql`1`}
    WHERE c."state" = 'open' AND ${sql.raw(`c."${until}"`)} ${among(days)}`;
  return sql.join(
    [
      stage("self", "self", "self_until", "secretary"),
      stage("self", "self", "self_until", "township"),
      stage("township", "review", "review_until", "township"),
      stage("acceptance", "acceptance", "acceptance_until", "assessor"),
      sql`SELECT 'milestone', 'secretary', p."unit_id", p."year" || ' 年一点一策', m."value" ->> 'dueOn'
        FROM "plans" p, json_each(p."document", '$.milestones') m
        WHERE p."state" = 'approved' AND m."value" ->> 'dueOn' ${among(days)}
          AND coalesce(json_extract(p."progress", '$."' || m."key" || '".percent'), 0) < 100`,
      sql`SELECT 'rectification', 'secretary', f."unit_id", '督查问题', f."due_on" FROM "findings" f
        WHERE f."state" = 'open' AND f."due_on" ${among(days)}`,
      sql`SELECT 'award', 'secretary', w."unit_id", w."level_title", w."until_on" FROM "awards" w
        WHERE w."until_on" ${among(days)} AND NOT EXISTS (SELECT 1 FROM "awards" n WHERE n."unit_id" = w."unit_id"
          AND n."standard_code" = w."standard_code" AND (n."from_on", n."decided_at", n."id") > (w."from_on", w."decided_at", w."id"))`,
      sql`SELECT 'objection', 'assessor', o."unit_id", '公示', o."due_on" FROM "objections" o
        WHERE o."answered_at" IS NULL AND o."due_on" ${among(days)}`,
    ],
    sql` UNION ALL `,
  );
}

/** The assessments whose sections still wait for their department, by the department that owns them. */
function sectionsOn(days: readonly string[]): SQL {
  return sql`WITH "owned" AS MATERIALIZED (
      SELECT c."id" AS "cycle_id", c."title" AS "title", c."review_until" AS "due_on", s."code" AS "code",
        x."value" ->> 'code' AS "section", x."value" ->> 'department' AS "department"
      FROM "cycles" c JOIN "cycle_standards" b ON b."cycle_id" = c."id"
      JOIN "standards" s ON s."code" = b."standard_code" AND s."version" = b."standard_version", json_each(s."document", '$.sections') x
      WHERE c."state" = 'open' AND c."review_until" ${among(days)} AND x."value" ->> 'department' IS NOT NULL)
    SELECT DISTINCT 'department' AS "kind", a."id", "owned"."department" AS "department", "owned"."title" AS "of", "owned"."due_on" AS "due_on"
    FROM "owned" JOIN "assessments" a ON a."cycle_id" = "owned"."cycle_id" AND a."standard_code" = "owned"."code" AND a."state" = 'department'
    WHERE NOT EXISTS (SELECT 1 FROM "section_reviews" r
      WHERE r."assessment_id" = a."id" AND r."round" = a."round" AND r."section" = "owned"."section")`;
}

/** Which units a role of these users reaches (within.ts, for many users at once). */
function reachOf(role: Role, isIn: SQL): SQL {
  const holds = sql`"user_roles"."role" = ${role} AND ${isIn}`;
  return sql`WITH RECURSIVE "below"("user_id", "unit_id") AS (
      SELECT "user_id", "scope_id" FROM "user_roles" WHERE ${holds} AND "scope_kind" IN ('unit', 'trade')
      UNION SELECT "user_id", "units"."id" FROM "user_roles" JOIN "units" ON "units"."trade_id" = "scope_id" WHERE ${holds} AND "scope_kind" = 'trade'
      UNION SELECT "user_id", "units"."id" FROM "user_roles" JOIN "units" WHERE ${holds} AND "scope_kind" = 'tenant'
      UNION SELECT "below"."user_id", "units"."id" FROM "below" JOIN "units" ON "units"."parent_id" = "below"."unit_id")
    SELECT "user_id", "unit_id" FROM "below"`;
}
