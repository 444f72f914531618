import { and, desc, eq, sql } from "drizzle-orm";
import { calculationLines, calculations, units } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { moneyWithin } from "../../money-within.ts";
import type { Scope } from "../../scope.ts";
import { type UnitReference, unitReference } from "../../unit-reference.ts";
import { selectCalculation } from "./calculation.ts";

/** A line that came to something else than before, in fen; null where there was, or is, no such line. */
export interface ChangedLine {
  readonly unit: UnitReference;
  readonly grant: string;
  readonly beforeFen: number | null;
  readonly afterFen: number | null;
  readonly differenceFen: number;
}

/** What changed since the calculation before of the same policy and year; `before` null where there is none. */
export interface CalculationComparison {
  readonly before: { readonly id: string; readonly createdAt: string; readonly totalFen: number } | null;
  readonly totalFen: number;
  readonly count: number;
  readonly items: readonly ChangedLine[];
}

const mostLines = 1000;

/** Line by line, the greatest differences first, at most a thousand. Refusals: not-found. */
export async function compareCalculation(scope: Scope, id: string): Promise<CalculationComparison> {
  const [[calculation]] = await scope.read([selectCalculation(scope, id)]);
  if (calculation === undefined) throw new Problem("not-found");
  const { policyCode, year, createdAt, totalFen } = calculation;
  const [[before]] = await scope.read([
    scope.db
      .select({ id: calculations.id, createdAt: calculations.createdAt, totalFen: calculations.totalFen })
      .from(calculations)
      .where(
        and(
          moneyWithin(scope, sql`${calculations.unitId}`),
          eq(calculations.policyCode, policyCode),
          eq(calculations.year, year),
          sql`(${calculations.createdAt}, ${calculations.id}) < (${createdAt}, ${id})`,
        ),
      )
      .orderBy(desc(calculations.createdAt), desc(calculations.id))
      .limit(1),
  ]);
  if (before === undefined) return { before: null, totalFen, count: 0, items: [] };
  const [was, is] = await scope.read([selectSums(scope, before.id), selectSums(scope, id)]);
  const items = changesOf(was, is);
  return { before, totalFen, count: items.length, items: items.slice(0, mostLines) };
}

function selectSums(scope: Scope, id: string) {
  const { grant, fen } = calculationLines;
  return scope.db
    .select({ unit: unitReference, grant, fen })
    .from(calculationLines)
    .innerJoin(units, eq(units.id, calculationLines.unitId))
    .where(eq(calculationLines.calculationId, id));
}

type Sum = Awaited<ReturnType<typeof selectSums>>[number];

function changesOf(was: readonly Sum[], is: readonly Sum[]): readonly ChangedLine[] {
  const keyOf = ({ unit, grant }: Sum): string => `${unit.id}/${grant}`;
  const before = new Map(was.map((line) => [keyOf(line), line]));
  const after = new Map(is.map((line) => [keyOf(line), line]));
  return [...new Map([...before, ...after])]
    .map(([key, { unit, grant }]): ChangedLine => {
      const [beforeFen, afterFen] = [before.get(key)?.fen ?? null, after.get(key)?.fen ?? null];
      return { unit, grant, beforeFen, afterFen, differenceFen: (afterFen ?? 0) - (beforeFen ?? 0) };
    })
    .filter(({ beforeFen, afterFen }) => beforeFen !== afterFen)
    .sort((a, b) => Math.abs(b.differenceFen) - Math.abs(a.differenceFen));
}
