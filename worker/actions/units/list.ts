import { and, asc, isNull, type SQL, sql } from "drizzle-orm";
import { units } from "../../../db/tenant/schema/index.ts";
import type { Field, UnitKind } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { masked, selectSensitive } from "../sensitive-facts.ts";
import { unitsAsOf } from "../unit-standing.ts";
import { unitsWithin } from "../within.ts";
import { type ShownUnit, selectUnits, type UnitRow, unitOf } from "./unit.ts";

export interface UnitFilter extends PageRequest {
  readonly kind?: UnitKind | undefined;
  readonly field?: Field | undefined;
  readonly township?: string | undefined;
  readonly belt?: string | undefined;
  readonly demonstration?: boolean | undefined;
  readonly q?: string | undefined;
  readonly asOf?: string | undefined;
}

/**
 * The units within reach, by code. `township` is a township's or trade's name or id; `q` is part of a name or code.
 * `asOf`: as they stood on that day; the same day asked later answers the same.
 */
export async function listUnits(scope: Scope, filter: UnitFilter): Promise<Page<ShownUnit>> {
  const [after] = readCursor(filter.cursor, ["string"]) ?? [];
  const isNow = filter.asOf === undefined;
  const at = isNow ? "units" : "at";
  const conditions = [
    isNow ? isNull(units.closedOn) : undefined,
    unitsWithin(scope, column(at, "id")),
    after === undefined ? undefined : sql`${column(at, "code")} > ${String(after)}`,
    ...conditionsOf(filter, at),
  ];
  const select = filter.asOf === undefined ? selectUnits(scope) : selectUnitsAsOf(scope, filter.asOf);
  const [rows, sensitive] = await scope.read([
    select
      .where(and(...conditions))
      .orderBy(asc(column(at, "code")))
      .limit(filter.limit + 1),
    selectSensitive(scope, "unit"),
  ]);
  return pageOf(
    rows as readonly UnitRow[],
    filter.limit,
    (row) => [row.code],
    (row) => masked(unitOf(row), sensitive),
  );
}

function column(table: string, name: string): SQL {
  return sql.raw(`"${table}"."${name}"`);
}

function conditionsOf(filter: UnitFilter, at: string): readonly (SQL | undefined)[] {
  const { kind, field, township, belt, demonstration, q } = filter;
  const of = (name: string): SQL => column(at, name);
  const conditions = [
    kind && sql`${of("kind")} = ${kind}`,
    field && sql`${of("field")} = ${field}`,
    belt && sql`${of("belt_id")} = ${belt}`,
    demonstration === undefined ? undefined : sql`${of("demonstration")} = ${demonstration ? 1 : 0}`,
    township &&
      sql`(${township} IN (${column("townships", "short_name")}, ${column("trades", "short_name")}, ${of("township_id")}, ${of("trade_id")}))`,
    q && sql`(instr(${of("name")}, ${q}) > 0 OR instr(${of("code")}, ${q}) > 0)`,
  ];
  return conditions.map((condition) => condition || undefined);
}

/** The same columns as `selectUnits`, of that day; what townships and trades were called then, too. */
function selectUnitsAsOf(scope: Scope, day: string) {
  const text = (name: string) => sql<string | null>`${column("at", name)}`;
  return scope.db
    .select({
      id: sql<string>`${column("at", "id")}`,
      code: sql<string>`${column("at", "code")}`,
      name: sql<string>`${column("at", "name")}`,
      shortName: text("short_name"),
      kind: sql<UnitKind>`${column("at", "kind")}`,
      field: sql<Field | null>`${column("at", "field")}`,
      parentId: text("parent_id"),
      township: sql<string | null>`${column("townships", "short_name")}`,
      trade: sql<string | null>`${column("trades", "short_name")}`,
      tradeId: text("trade_id"),
      beltId: text("belt_id"),
      beltPosition: sql<number | null>`${column("at", "belt_position")}`,
      demonstration: sql<boolean>`${column("at", "demonstration")}`.mapWith(units.demonstration),
      category: text("category"),
      establishedOn: text("established_on"),
      facts: sql<Readonly<Record<string, unknown>>>`${column("at", "facts")}`.mapWith(units.facts),
      revision: sql<number>`${column("at", "revision")}`,
    })
    .from(unitsAsOf(day, "at"))
    .leftJoin(unitsAsOf(day, "townships"), sql`"townships"."id" = "at"."township_id"`)
    .leftJoin(unitsAsOf(day, "trades"), sql`"trades"."id" = "at"."trade_id"`)
    .$dynamic();
}
