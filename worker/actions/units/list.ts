import { and, asc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { units } from "../../../db/tenant/schema/index.ts";
import type { Field, UnitKind } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import { selectUnits, townships, trades, type Unit, unitOf } from "./unit.ts";

export interface UnitFilter extends PageRequest {
  readonly kind?: UnitKind | undefined;
  readonly field?: Field | undefined;
  readonly township?: string | undefined;
  readonly belt?: string | undefined;
  readonly demonstration?: boolean | undefined;
  readonly q?: string | undefined;
}

/** The units within reach, by code. `township` is a township's or trade's name or id; `q` is part of a name or code. */
export async function listUnits(scope: Scope, filter: UnitFilter): Promise<Page<Unit>> {
  const [after] = readCursor(filter.cursor, ["string"]) ?? [];
  const conditions = [
    isNull(units.closedOn),
    unitsWithin(scope, sql`${units.id}`),
    after === undefined ? undefined : gt(units.code, String(after)),
    ...conditionsOf(filter),
  ];
  const [rows] = await scope.read([
    selectUnits(scope)
      .where(and(...conditions))
      .orderBy(asc(units.code))
      .limit(filter.limit + 1),
  ]);
  return pageOf(rows, filter.limit, (row) => [row.code], unitOf);
}

function conditionsOf({ kind, field, township, belt, demonstration, q }: UnitFilter): readonly (SQL | undefined)[] {
  return [
    kind && eq(units.kind, kind),
    field && eq(units.field, field),
    belt && eq(units.beltId, belt),
    demonstration === undefined ? undefined : eq(units.demonstration, demonstration),
    township &&
      or(
        eq(townships.shortName, township),
        eq(trades.shortName, township),
        eq(units.townshipId, township),
        eq(units.tradeId, township),
      ),
    q && or(sql`instr(${units.name}, ${q}) > 0`, sql`instr(${units.code}, ${q}) > 0`),
  ].map((condition) => condition || undefined);
}
