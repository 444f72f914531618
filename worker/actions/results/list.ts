import { and, asc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { cycleStandards, cycles, results, standards, units } from "../../../db/tenant/schema/index.ts";
import { type Level, levelsOf } from "../../domain/level-scale.ts";
import { assessedBelts } from "../belt-variables.ts";
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

function latestAccepted(standard: string | undefined): SQL<string> {
  const isShown = standard === undefined ? sql`r."belt_id" IS NULL` : sql`r."standard_code" = ${standard}`;
  return sql`(SELECT c."id" FROM ${cycles} c WHERE EXISTS (SELECT 1 FROM ${results} r
    WHERE r."cycle_id" = c."id" AND r."is_accepted" = 1 AND ${isShown}) ORDER BY c."opens_on" DESC, c."code" LIMIT 1)`;
}

/** The belt's code, "" where the result is a unit's. */
const beltCode = sql<string>`coalesce(${assessedBelts.code}, '')`;

/** The results of one cycle, by the units' codes; those of belts with who answers for them. */
export async function listResults(scope: Scope, filter: ResultFilter): Promise<Page<Result>> {
  const from = readCursor(filter.cursor, ["string", "string", "string"]);
  const cycle = cycleOf(filter);
  const after =
    from &&
    or(
      gt(units.code, String(from[0])),
      and(eq(units.code, String(from[0])), sql`(${beltCode}, ${results.standardCode}) > (${from[1]}, ${from[2]})`),
    );
  const [rows, scales] = await scope.read([
    resultRows(scope)
      .where(and(eq(results.cycleId, cycle), unitsWithin(scope, sql`${units.id}`), ...narrowed(filter), after))
      .orderBy(asc(units.code), asc(beltCode), asc(results.standardCode))
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
    (row) => [row.unitCode, row.ofBelt?.code ?? "", row.standardCode],
    (row) => resultOf(row, levels.get(`${row.standardCode}/${row.standardVersion}`) ?? []),
  );
}

function cycleOf({ cycle: named, standard }: ResultFilter): SQL<string> {
  if (named === undefined) return latestAccepted(standard);
  return sql`(SELECT c."id" FROM ${cycles} c WHERE c."id" = ${named} OR c."code" = ${named})`;
}

function narrowed(filter: ResultFilter): (SQL | undefined)[] {
  const { standard, township, demonstration, accepted, q } = filter;
  return [
    standard === undefined ? undefined : eq(results.standardCode, standard),
    township === undefined ? undefined : or(eq(townshipUnits.shortName, township), eq(tradeUnits.shortName, township)),
    demonstration === undefined ? undefined : and(eq(units.demonstration, demonstration), isNull(results.beltId)),
    accepted === undefined ? undefined : eq(results.isAccepted, accepted),
    q === undefined
      ? undefined
      : sql`(instr(${units.name}, ${q}) > 0 OR instr(${units.code}, ${q}) > 0 OR instr(${assessedBelts.name}, ${q}) > 0)`,
  ];
}

function levelsFrom(text: string | null): readonly Level[] {
  return text === null ? [] : levelsOf({ levels: JSON.parse(text) });
}
