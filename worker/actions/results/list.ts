import { and, asc, eq, gt, or, type SQL, sql } from "drizzle-orm";
import { cycleStandards, cycles, results, standards, units } from "../../../db/tenant/schema/index.ts";
import { type Level, levelsOf } from "../../domain/level-scale.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import { type Result, resultOf, resultRows, townshipUnits, tradeUnits } from "./columns.ts";

/** What a list of results may be narrowed by; `cycle` is an id or a code, left out the latest with accepted results. */
export interface ResultFilter extends PageRequest {
  readonly cycle?: string | undefined;
  readonly standard?: string | undefined;
  readonly township?: string | undefined;
  readonly demonstration?: boolean | undefined;
  readonly accepted?: boolean | undefined;
  readonly q?: string | undefined;
}

const latestAccepted: SQL<string> = sql`(SELECT c."id" FROM ${cycles} c WHERE EXISTS (SELECT 1 FROM ${results} r
  WHERE r."cycle_id" = c."id" AND r."is_accepted" = 1) ORDER BY c."opens_on" DESC, c."code" LIMIT 1)`;

/** The results of one cycle, by the units' codes. */
export async function listResults(scope: Scope, filter: ResultFilter): Promise<Page<Result>> {
  const [unitCode, standardCode] = (readCursor(filter.cursor, ["string", "string"]) ?? []).map(String);
  const cycle = cycleOf(filter.cycle);
  const after =
    unitCode === undefined || standardCode === undefined
      ? undefined
      : or(gt(units.code, unitCode), and(eq(units.code, unitCode), gt(results.standardCode, standardCode)));
  const [rows, scales] = await scope.read([
    resultRows(scope)
      .where(and(eq(results.cycleId, cycle), unitsWithin(scope, sql`${units.id}`), ...narrowed(filter), after))
      .orderBy(asc(units.code), asc(results.standardCode))
      .limit(filter.limit + 1),
    scope.db
      .select({
        code: standards.code,
        version: standards.version,
        levels: sql<string | null>`json_extract(${standards.document}, '$.levels')`,
      })
      .from(cycleStandards)
      .innerJoin(
        standards,
        and(eq(standards.code, cycleStandards.standardCode), eq(standards.version, cycleStandards.standardVersion)),
      )
      .where(eq(cycleStandards.cycleId, cycle)),
  ]);
  const levels = new Map(scales.map((scale) => [`${scale.code}/${scale.version}`, levelsFrom(scale.levels)]));
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.unitCode, row.standardCode],
    (row) => resultOf(row, levels.get(`${row.standardCode}/${row.standardVersion}`) ?? []),
  );
}

function cycleOf(named: string | undefined): SQL<string> {
  if (named === undefined) return latestAccepted;
  return sql`(SELECT c."id" FROM ${cycles} c WHERE c."id" = ${named} OR c."code" = ${named})`;
}

function narrowed(filter: ResultFilter): (SQL | undefined)[] {
  const { standard, township, demonstration, accepted, q } = filter;
  return [
    standard === undefined ? undefined : eq(results.standardCode, standard),
    township === undefined ? undefined : or(eq(townshipUnits.shortName, township), eq(tradeUnits.shortName, township)),
    demonstration === undefined ? undefined : eq(units.demonstration, demonstration),
    accepted === undefined ? undefined : eq(results.isAccepted, accepted),
    q === undefined ? undefined : sql`(instr(${units.name}, ${q}) > 0 OR instr(${units.code}, ${q}) > 0)`,
  ];
}

function levelsFrom(text: string | null): readonly Level[] {
  return text === null ? [] : levelsOf({ levels: JSON.parse(text) });
}
