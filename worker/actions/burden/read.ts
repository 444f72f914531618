import {
  type Burden,
  type BurdenCeiling,
  ceilingOf,
  isAbove,
  minutesOf,
  noBurden,
  spreadOf,
} from "../../domain/burden.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { selectRenamedFacts, selectUnitStandings } from "../unit-variables.ts";
import { selectAsking } from "./asking.ts";
import { type CycleBurden, type CycleBurdens, cycleBurdens } from "./cycle.ts";

/** What is asked of one secretary; minutes are reckoned from what is asked, not measured. */
export interface Load {
  readonly fields: number;
  readonly uploads: number;
  readonly minutes: number;
}

/** 「负担计」 of a month: what the product asks of each unit's secretary, beside the tenant's own ceiling. */
export interface MonthBurden {
  readonly month: string;
  readonly ceiling: BurdenCeiling;
  readonly units: number;
  readonly above: number;
  readonly typical: Load;
  readonly most: Load;
  readonly cycles: readonly CycleBurden[];
  readonly items: Page<UnitBurden>["items"];
  readonly nextCursor: string | null;
}

export interface UnitBurden extends Load {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly township: string | null;
  readonly isAbove: boolean;
}

export interface BurdenAsked extends PageRequest {
  /** `2026-11`; left out: this month in China. */
  readonly month?: string | undefined;
  readonly above?: boolean | undefined;
}

/**
 * What is due in a month of each unit that the actor reaches: the items of the assessments whose answers are due then,
 * and the facts of those cycles that its secretary fills in, less what is known already. One round trip. By units' codes.
 * Source: capabilities.md, 负担计.
 */
export async function readBurden(scope: Scope, { month: asked, above, ...page }: BurdenAsked): Promise<MonthBurden> {
  const [after] = readCursor(page.cursor, ["string"]) ?? [];
  const month = asked ?? dayInChina(scope.now).slice(0, 7);
  const [unitRows, renamed, ...asking] = await scope.read([
    selectUnitStandings(scope),
    selectRenamedFacts(scope),
    ...selectAsking(scope, month),
  ]);
  const ceiling = ceilingOf(asking[0][0]?.settings ?? {});
  const found = cycleBurdens(unitRows, renamed, asking);
  const rows = unitRows.flatMap((row) => rowOf(row, found.byUnit, ceiling));
  const spread = spreadOf(rows.map(({ burden }) => burden));
  const listed = rows.filter(
    (row) => (above !== true || row.isAbove) && (after === undefined || row.code > String(after)),
  );
  return {
    month,
    ceiling,
    units: rows.length,
    above: rows.filter((row) => row.isAbove).length,
    typical: loadOf(spread.typical),
    most: loadOf(spread.most),
    cycles: found.cycles,
    ...pageOf(
      listed.slice(0, page.limit + 1),
      page.limit,
      (row) => [row.code],
      ({ burden, ...row }): UnitBurden => ({ ...row, ...loadOf(burden) }),
    ),
  };
}

type Row = Omit<UnitBurden, keyof Load> & { readonly burden: Burden };

function rowOf(
  row: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly township: string | null;
    readonly trade: string | null;
  },
  byUnit: CycleBurdens["byUnit"],
  ceiling: BurdenCeiling,
): readonly Row[] {
  const burden = byUnit.get(row.id);
  if (burden === undefined) return [];
  const { id: unit, code, name, township, trade } = row;
  return [{ unit, code, name, township: township ?? trade, isAbove: isAbove(burden, ceiling), burden }];
}

function loadOf(burden: Burden = noBurden): Load {
  return { fields: burden.fields, uploads: burden.uploads, minutes: minutesOf(burden) };
}
