import type { Calculation, Line, Result } from "../../api-shapes.ts";
import { starsOf } from "../../format.ts";

/** A column that counts units of a township; `short` says how many are missing to the column before it. */
export interface CountColumn {
  readonly title: string;
  readonly counts: (unit: Result, hasLine: boolean) => boolean;
  readonly isShortOf?: true;
}

/** One line of a township's unit, or a unit that has none, and why. */
export interface UnitRow {
  readonly key: string;
  readonly result: Result | null;
  readonly recipient: string;
  readonly line: Line | null;
  readonly reason: string;
}

export interface TownshipRow {
  readonly name: string;
  readonly counts: readonly number[];
  readonly beforeFen: number;
  readonly ceilingFen: number | null;
  readonly changedFen: number;
  readonly fen: number;
  readonly units: readonly UnitRow[];
  /** Units that the policy isn't about, by the reason. */
  readonly others: readonly { readonly reason: string; readonly count: number }[];
}

/** What is counted beside the money: by stars where levels are stars, else those that get something. */
export function countColumns(results: readonly Result[]): readonly CountColumn[] {
  const hasStars = results.some(({ levelTitle }) => (starsOf(levelTitle) ?? 0) >= 4);
  if (!hasStars || !results.some(({ demonstration }) => demonstration)) {
    return [
      { title: "党组织", counts: () => true },
      { title: "有补助", counts: (_, hasLine) => hasLine },
    ];
  }
  const stars = (unit: Result): number => (unit.demonstration ? (starsOf(unit.levelTitle) ?? 0) : 0);
  return [
    { title: "示范点", counts: (unit) => unit.demonstration },
    { title: "四星以上", counts: (unit) => stars(unit) >= 4, isShortOf: true },
    { title: "五星", counts: (unit) => stars(unit) === 5 },
    { title: "四星", counts: (unit) => stars(unit) === 4 },
  ];
}

/** The server's townships and lines, with the results that they stand on. Counts are made here, money never. */
export function townshipRows(
  calculation: Calculation,
  results: readonly Result[],
  columns: readonly CountColumn[],
): readonly TownshipRow[] {
  const linesOf = grouped(calculation.lines, ({ recipient }) => recipient);
  const reasonsOf = grouped(calculation.without, ({ recipient }) => recipient);
  const unitsOf = grouped(results, ({ township }) => township ?? "");
  const paid = new Set(calculation.townships.map(({ township }) => township ?? ""));
  const unpaid = [...unitsOf.keys()].filter((township) => !paid.has(township)).map(withoutLines);
  return [...calculation.townships, ...unpaid].map((each) => {
    const units = unitsOf.get(each.township ?? "") ?? [];
    const lined = (unit: Result): boolean => linesOf.has(unit.unitCode);
    const told = units.filter((unit) => lined(unit) || unit.demonstration);
    const untold = units.filter((unit) => !told.includes(unit));
    const reasons = grouped(untold, (unit) => reasonOf(reasonsOf.get(unit.unitCode)));
    return {
      ...each,
      name: each.township === null || each.township === "" ? "不属乡镇" : each.township,
      counts: columns.map((column) => units.filter((unit) => column.counts(unit, lined(unit))).length),
      units: told.flatMap((unit) => unitRows(unit, linesOf.get(unit.unitCode), reasonsOf.get(unit.unitCode))),
      others: [...reasons].map(([reason, of]) => ({ reason, count: of.length })),
    };
  });
}

/** A township that the server has no line of: nothing is paid there. */
function withoutLines(township: string): Calculation["townships"][number] {
  return { township, lines: 0, beforeFen: 0, ceilingFen: null, changedFen: 0, fen: 0 };
}

function unitRows(
  result: Result,
  lines: readonly Line[] | undefined,
  without: readonly { readonly reason: string }[] | undefined,
): readonly UnitRow[] {
  const recipient = result.unitCode;
  if (lines === undefined) return [{ key: recipient, result, recipient, line: null, reason: reasonOf(without) }];
  return lines.map((line) => ({ key: lineKey(line), result, recipient, line, reason: "" }));
}

/** A line in the address of the page. */
export function lineKey(line: Line): string {
  return `${line.recipient}/${line.grant}`;
}

/** A unit may be without each of several grants; the first reason is the one of the grant listed first. */
function reasonOf(without: readonly { readonly reason: string }[] | undefined): string {
  return without?.[0]?.reason ?? "办法没有写到";
}

/** Those without a line whom the policy might have been about: demonstration points, by the reason. */
export function missed(rows: readonly TownshipRow[]): readonly { readonly reason: string; readonly names: string[] }[] {
  const bare = rows.flatMap(({ units }) => units.filter(({ line }) => line === null));
  return [...grouped(bare, ({ reason }) => reason)].map(([reason, units]) => ({
    reason,
    names: units.map(({ result, recipient }) => result?.unitName ?? recipient),
  }));
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
