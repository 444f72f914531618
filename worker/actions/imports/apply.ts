import { and, eq, type SQL, sql } from "drizzle-orm";
import { guards, importParts, imports } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { ImportSubject } from "../../domain/vocabulary.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import { keepEntityStandings } from "../entity-standing.ts";
import { rawStatement } from "../raw-statement.ts";
import type { Scope } from "../scope.ts";
import { keepUnitStandings } from "../unit-standing.ts";
import { basis } from "./ground.ts";
import { type Import, selectImport } from "./import.ts";

/**
 * Writes a checked roster, all of it or nothing: one batch that moves rows inside the database, each with its event,
 * and holds only where nothing that it was checked against has changed. Refusals: not-found; conflict, where it was
 * applied before, or something has changed since.
 */
export async function applyImport(scope: Scope, of: ImportSubject, id: string): Promise<Import> {
  const [[row], [now]] = await scope.read([
    selectImport(scope, of, id),
    scope.db.select({ basis }).from(sql`(SELECT 1)`),
  ]);
  if (row === undefined) throw new Problem("not-found");
  if (row.state === "applied") throw new Problem("conflict", { detail: "这份表已经写入，不会再写一遍。" });
  if (row.basis !== now?.basis) {
    throw new Problem("conflict", { detail: "核对之后有人改过党组织、两新组织或登记的事实，请重新核对再写入。" });
  }
  const revision = row.revision + 1;
  const update = scope.db
    .update(imports)
    .set({ state: "applied", appliedAt: scope.now, revision })
    .where(and(eq(imports.id, id), eq(imports.state, "checked")));
  const subject = { kind: "import", id, revision };
  const { basis: _, ...shown } = row;
  const body = { of, added: row.added, updated: row.updated, sha256: row.sha256 };
  await commit(scope, { subject, action: "apply", body }, [
    scope.db.insert(guards).values({ ok: sql`(${basis} = ${row.basis})` }),
    ...exactlyOne(scope, update),
    ...(of === "units" ? unitStatements(scope, id) : entityStatements(scope, id)),
    eventsOf(scope, of, id),
    scope.db.delete(importParts).where(eq(importParts.importId, id)),
  ]);
  return { ...shown, state: "applied", appliedAt: scope.now, revision };
}

/** The rows that wait, each as `r`. */
function rowsOf(id: string): SQL {
  return sql`"import_parts" AS "p", json_each("p"."rows") AS "r" WHERE "p"."import_id" = ${id}`;
}

const inOrder = sql`ORDER BY "p"."part", "r"."key"`;
const of = (key: string): SQL => sql.raw(`"r"."value" ->> '$.${key}'`);
const isNew = sql`${of("isNew")} = 1`;

/** The ids of those that were there. */
function changedIds(id: string): SQL {
  return sql`"id" IN (SELECT ${of("id")} FROM ${rowsOf(id)} AND NOT ${isNew})`;
}

const beltOf = sql`(SELECT "b"."id" FROM "belts" AS "b" WHERE "b"."code" = ${of("belt")})`;
const factsOf = sql.raw(`json("r"."value" -> '$.facts')`);

/** Places on belts are freed first, so that two units may change theirs; parents stand before what lies below them. */
function unitStatements(scope: Scope, id: string): readonly Statement[] {
  return [
    keepUnitStandings(dayInChina(scope.now), changedIds(id)),
    rawStatement(
      sql`UPDATE "units" SET "belt_position" = NULL WHERE "belt_position" IS NOT NULL AND ${changedIds(id)}`,
    ),
    rawStatement(sql`INSERT INTO "units" ("id", "code", "name", "short_name", "kind", "field", "parent_id", "township_id",
      "trade_id", "belt_id", "belt_position", "demonstration", "category", "facts", "established_on", "created_at", "revision")
      SELECT ${of("id")}, ${of("code")}, ${of("name")}, ${of("shortName")}, ${of("kind")}, ${of("field")}, ${of("parentId")},
      ${of("townshipId")}, ${of("tradeId")}, ${beltOf}, ${of("beltPosition")}, ${of("demonstration")}, ${of("category")},
      ${factsOf}, ${of("establishedOn")}, ${scope.now}, 1 FROM ${rowsOf(id)} AND ${isNew} ${inOrder}`),
    rawStatement(sql`UPDATE "units" SET "name" = ${of("name")}, "short_name" = ${of("shortName")}, "field" = ${of("field")},
      "parent_id" = ${of("parentId")}, "township_id" = ${of("townshipId")}, "trade_id" = ${of("tradeId")},
      "belt_id" = ${beltOf}, "belt_position" = ${of("beltPosition")}, "demonstration" = ${of("demonstration")},
      "category" = ${of("category")}, "facts" = ${factsOf}, "established_on" = ${of("establishedOn")},
      "revision" = "units"."revision" + 1
      FROM ${rowsOf(id)} AND NOT ${isNew} AND "units"."id" = ${of("id")}`),
  ];
}

function entityStatements(scope: Scope, id: string): readonly Statement[] {
  const place = (key: string, kind: string): SQL =>
    sql`(SELECT "x"."id" FROM "units" AS "x" WHERE "x"."short_name" = ${of(key)} AND "x"."kind" = ${kind} AND "x"."closed_on" IS NULL)`;
  const township = place("township", "township");
  const trade = place("trade", "industry");
  return [
    keepEntityStandings(dayInChina(scope.now), changedIds(id)),
    rawStatement(sql`INSERT INTO "entities" ("id", "credit_code", "name", "kind", "township_id", "trade_id", "is_operating",
      "full_members", "facts", "established_on", "created_at", "revision")
      SELECT ${of("id")}, ${of("creditCode")}, ${of("name")}, ${of("kind")}, ${township}, ${trade}, ${of("isOperating")},
      ${of("fullMembers")}, ${factsOf}, ${of("establishedOn")}, ${scope.now}, 1 FROM ${rowsOf(id)} AND ${isNew} ${inOrder}`),
    rawStatement(sql`UPDATE "entities" SET "name" = ${of("name")}, "township_id" = ${township}, "trade_id" = ${trade},
      "is_operating" = ${of("isOperating")}, "full_members" = ${of("fullMembers")}, "facts" = ${factsOf},
      "established_on" = ${of("establishedOn")}, "revision" = "entities"."revision" + 1
      FROM ${rowsOf(id)} AND NOT ${isNew} AND "entities"."id" = ${of("id")}`),
    rawStatement(sql`INSERT INTO "coverages" ("id", "entity_id", "unit_id", "mode", "from_on", "revision")
      SELECT "l"."value" ->> '$.id', ${of("id")}, (SELECT "x"."id" FROM "units" AS "x" WHERE "x"."code" = "l"."value" ->> '$.unit'),
      "l"."value" ->> '$.mode', coalesce("l"."value" ->> '$.from', ${dayInChina(scope.now)}), 1
      FROM "import_parts" AS "p", json_each("p"."rows") AS "r", json_each("r"."value", '$.covered') AS "l" WHERE "p"."import_id" = ${id}`),
  ];
}

/** Each row leaves an event of its own, as if it had been typed. */
function eventsOf(scope: Scope, subjects: ImportSubject, id: string): Statement {
  const kind = subjects === "units" ? "unit" : "entity";
  return rawStatement(sql`INSERT INTO "events" ("id", "at", "actor_id", "actor_name", "action", "subject_kind", "subject_id", "revision", "body")
    SELECT ${of("event")}, ${scope.now}, ${scope.actor.id}, ${scope.actor.name}, iif(${isNew}, 'create', 'change'), ${kind},
    ${of("id")}, CAST(${of("revision")} AS INTEGER), json_set(json("r"."value" -> '$.body'), '$.import', ${id}) FROM ${rowsOf(id)} ${inOrder}`);
}
