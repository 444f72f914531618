import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { alias, type SQLiteColumn } from "drizzle-orm/sqlite-core";
import {
  belts,
  categories,
  cycles,
  departments,
  figures,
  horizons,
  policies,
  results,
  standards,
  targets,
  tenant,
  units,
} from "../../../db/tenant/schema/index.ts";
import type { Scope } from "../scope.ts";
import { beltsWithin, unitsWithin } from "../within.ts";

type Db = Scope["db"];

/**
 * The cycle that a dashboard shows: the latest that has accepted results of units. Of several standards in it, the one with the
 * most results.
 */
const shownCycle: SQL<string | null> = sql`(SELECT c."id" FROM ${cycles} c WHERE EXISTS (SELECT 1 FROM ${results} r
  WHERE r."cycle_id" = c."id" AND r."is_accepted" = 1 AND r."belt_id" IS NULL) ORDER BY c."opens_on" DESC, c."code" LIMIT 1)`;

const shownStandard: SQL<string | null> = sql`(SELECT r."standard_code" FROM ${results} r
  WHERE r."cycle_id" = ${shownCycle} AND r."belt_id" IS NULL GROUP BY r."standard_code" ORDER BY count(*) DESC, r."standard_code" LIMIT 1)`;

export const unitId = sql`${units.id}`;

const townshipUnits = alias(units, "township_units");
const tradeUnits = alias(units, "trade_units");

/** Everything of a dashboard within the actor's reach, to be read in one batch. */
export function dashboardQueries(scope: Scope) {
  const { db } = scope;
  return [
    db.select().from(tenant),
    cycleQuery(db),
    unitQuery(scope),
    beltQuery(scope),
    db.select().from(targets).orderBy(asc(targets.position)),
    db.select().from(horizons).orderBy(asc(horizons.position)),
    db.select().from(categories).orderBy(asc(categories.position)),
    db.select().from(departments).orderBy(asc(departments.position)),
    db.select().from(figures).orderBy(asc(figures.position)),
    headQuery(db, standards),
    headQuery(db, policies),
    badgeQuery(db),
  ] as const;
}

/** The shown cycle with the levels of its standard; no row where no cycle has results. */
function cycleQuery(db: Db) {
  return db
    .select({
      id: cycles.id,
      title: cycles.title,
      levels: jsonOf<unknown>(standards.document, "$.levels").as("levels"),
    })
    .from(results)
    .innerJoin(cycles, eq(cycles.id, results.cycleId))
    .innerJoin(standards, and(eq(standards.code, results.standardCode), eq(standards.version, results.standardVersion)))
    .where(and(eq(results.cycleId, shownCycle), eq(results.standardCode, shownStandard)))
    .limit(1);
}

function unitQuery(scope: Scope) {
  return scope.db
    .select({
      id: units.id,
      code: units.code,
      name: units.name,
      kind: units.kind,
      township: townshipUnits.shortName,
      tradeId: units.tradeId,
      trade: tradeUnits.shortName,
      beltId: units.beltId,
      beltPosition: units.beltPosition,
      demonstration: units.demonstration,
      category: units.category,
      scoreHundredths: results.scoreHundredths,
      level: results.level,
      gates: results.gates,
    })
    .from(units)
    .leftJoin(townshipUnits, eq(townshipUnits.id, units.townshipId))
    .leftJoin(tradeUnits, eq(tradeUnits.id, units.tradeId))
    .leftJoin(
      results,
      and(eq(results.unitId, units.id), eq(results.cycleId, shownCycle), eq(results.standardCode, shownStandard)),
    )
    .where(and(isNull(units.closedOn), unitsWithin(scope, unitId)))
    .orderBy(asc(units.beltPosition), asc(units.code));
}

function beltQuery(scope: Scope) {
  return scope.db
    .select({
      id: belts.id,
      name: belts.name,
      township: townshipUnits.shortName,
      plannedUnits: belts.plannedUnits,
      plannedDemonstrations: belts.plannedDemonstrations,
      units: sql<number>`(SELECT count(*) FROM units AS placed WHERE placed.belt_id = ${belts.id} AND placed.closed_on IS NULL)`,
    })
    .from(belts)
    .leftJoin(townshipUnits, eq(townshipUnits.id, belts.townshipId))
    .where(beltsWithin(scope, sql`${belts.id}`, sql`${belts.townshipId}`))
    .orderBy(asc(belts.position), asc(belts.code));
}

function headQuery(db: Db, table: typeof standards | typeof policies) {
  const { code, version, title, state, holdsFrom, sha256 } = table;
  return db.select({ code, version, title, state, holdsFrom, sha256 }).from(table).orderBy(asc(code), asc(version));
}

/** Badges of published standards and the departments of their sections, taken out of the documents by the database. */
function badgeQuery(db: Db) {
  return db
    .select({
      badges: jsonOf<unknown>(standards.document, "$.badges").as("badges"),
      departments:
        sql`(SELECT json_group_object(json_extract(s."value", '$.code'), json_extract(s."value", '$.department'))
        FROM json_each(${standards.document}, '$.sections') s)`
          .mapWith((text: string): unknown => JSON.parse(text))
          .as("departments"),
    })
    .from(standards)
    .where(and(eq(standards.state, "published"), sql`json_extract(${standards.document}, '$.badges') IS NOT NULL`));
}

function jsonOf<Value>(document: SQLiteColumn, path: string): SQL<Value | null> {
  return sql`json_extract(${document}, ${path})`.mapWith((text: string): unknown =>
    JSON.parse(text),
  ) as SQL<Value | null>;
}
