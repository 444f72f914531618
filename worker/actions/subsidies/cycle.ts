import { and, asc, eq, ne, sql } from "drizzle-orm";
import { cycleStandards, cycles, results, standards } from "../../../db/tenant/schema/index.ts";
import type { CycleKind } from "../../domain/vocabulary.ts";
import { refuse } from "../refuse.ts";
import type { Scope } from "../scope.ts";

/** Which results count: `cycle` by id or code, `standard` by code, alone or with its version. */
export interface CycleChoice {
  readonly cycle?: string;
  readonly standard?: string | { readonly code: string; readonly version: number };
}

export interface CycleRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly kind: CycleKind;
  readonly year: number;
  readonly opensOn: string;
  readonly standard: string;
  readonly version: number;
  readonly accepted: number;
}

/** The results of one cycle under one standard, and those of the cycle before of the same kind and standard. */
export interface ChosenCycle {
  readonly cycle: string;
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly previous: string | null;
  readonly standard: string;
}

/** Every cycle with each of its standards of units and how many results were accepted under it, oldest first. */
export function selectCycles(scope: Scope) {
  const accepted = sql<number>`(SELECT count(*) FROM ${results} WHERE ${and(
    eq(results.cycleId, cycles.id),
    eq(results.standardCode, cycleStandards.standardCode),
    eq(results.isAccepted, true),
  )})`;
  return scope.db
    .select({
      id: cycles.id,
      code: cycles.code,
      title: cycles.title,
      kind: cycles.kind,
      year: cycles.year,
      opensOn: cycles.opensOn,
      standard: cycleStandards.standardCode,
      version: cycleStandards.standardVersion,
      accepted,
    })
    .from(cycles)
    .innerJoin(cycleStandards, eq(cycleStandards.cycleId, cycles.id))
    .innerJoin(
      standards,
      and(
        ...[eq(standards.code, cycleStandards.standardCode), eq(standards.version, cycleStandards.standardVersion)],
        ne(standards.subject, "belt"),
      ),
    )
    .orderBy(asc(cycles.opensOn), asc(cycles.code), asc(cycleStandards.standardCode))
    .limit(2000);
}

/**
 * The cycle asked for, or the latest with accepted results; the standard asked for, needed where the cycle has several.
 * A standard that is named also says which cycle is the latest: one that has accepted results under it.
 */
export function chooseCycle(rows: readonly CycleRow[], asked: CycleChoice): ChosenCycle {
  const wanted = typeof asked.standard === "string" ? { code: asked.standard } : asked.standard;
  const isWanted = (row: CycleRow): boolean => wanted === undefined || isStandard(row, wanted);
  const latest = rows.findLast((row) => row.accepted > 0 && isWanted(row));
  const cycle = asked.cycle ?? latest?.id;
  if (cycle === undefined) refuse([{ path: "cycle", message: "还没有已认定结果的考核周期，请给出 recipients" }]);
  const ofCycle = rows.filter((row) => row.id === cycle || row.code === cycle);
  if (ofCycle.length === 0) refuse([{ path: "cycle", message: "没有这个考核周期" }]);
  const fitting = ofCycle.filter(isWanted);
  const [row, ...more] = fitting;
  const codes = ofCycle.map(({ standard }) => standard).join("、");
  if (row === undefined) refuse([{ path: "standard", message: `这个周期没有用这个标准，用的是：${codes}` }]);
  if (more.length > 0) refuse([{ path: "standard", message: `这个周期有几个标准，请指明其一：${codes}` }]);
  const before = rows.findLast(
    (each) => each.kind === row.kind && each.standard === row.standard && each.opensOn < row.opensOn,
  );
  const { id, code, title, year } = row;
  return { cycle: id, code, title, year, previous: before?.id ?? null, standard: row.standard };
}

function isStandard(row: CycleRow, wanted: { readonly code: string; readonly version?: number }): boolean {
  return row.standard === wanted.code && (wanted.version === undefined || wanted.version === row.version);
}
