import type { Subject } from "../../worker/domain/standard/index.ts";
import { BONUS, ITEMS, LEVELS } from "./documents.ts";
import { type Dialect, fullHundredths, pointsFormula, removedWhen } from "./formulas.ts";

/** What stands in a cell: a value, a formula that begins with =, or nothing. */
export type Cell = string | number | null;

const FACTS = ["households", "members", "fund", "trained", "vacant", "field", "accident"] as const;
const MARKED = ["rating3", "tally1"] as const;
const ANSWERS = ITEMS.flatMap(({ code, kind }) =>
  kind === "tally" ? ["o0", "o1", "o2"].map((option) => `${code}.${option}`) : [code],
);
const INPUTS: readonly string[] = [...FACTS, ...MARKED.map((code) => `marked:${code}`), ...ANSWERS];
const COLUMNS: ReadonlyMap<string, number> = new Map([
  ...INPUTS.map((name, place) => [name, place] as const),
  ...[...ITEMS.map(({ code }) => `points:${code}`), "base", "left", "score", "level"].map(
    (name, place) => [name, INPUTS.length + place] as const,
  ),
]);

/** The last two columns. */
export const WIDTH = COLUMNS.size;

/** The same standard as one row a unit: what was answered, 100 cells of points, the total, the level. */
export function rowOf(subject: Subject, row: number): readonly Cell[] {
  return [...INPUTS.map((name) => inputCell(subject, name)), ...formulasAt(row)];
}

function inputCell({ unit, answers, notApplicable, vetoes }: Subject, name: string): Cell {
  if (name === "accident") return vetoes?.length ?? 0;
  if (name.startsWith("marked:")) return notApplicable?.includes(name.slice("marked:".length)) === true ? 1 : 0;
  const [code = "", option] = name.split(".");
  const value = (FACTS as readonly string[]).includes(code) ? unit?.[code] : answers?.[code];
  if (option !== undefined) return value === undefined ? null : ((value as Record<string, number>)[option] ?? 0);
  if (typeof value === "boolean") return Number(value);
  return typeof value === "number" || typeof value === "string" ? value : null;
}

function formulasAt(row: number): readonly string[] {
  const at = (name: string): string => `${letters(COLUMNS.get(name) ?? 0)}${row + 1}`;
  const say = dialect(at);
  const base = ITEMS.filter(({ section }) => section !== BONUS);
  const sum = (items: typeof ITEMS): string => items.map(({ code }) => at(`points:${code}`)).join("+");
  const full = base.reduce((total, item) => total + fullHundredths(item), 0) / 100;
  const lost = base.flatMap((item) => {
    const removed = removedWhen(item, say);
    return removed === undefined ? [] : [say.choose(removed, String(fullHundredths(item) / 100), "0")];
  });
  const [five, four, three] = LEVELS;
  const team = sum(ITEMS.filter(({ section }) => section === 0));
  const bonus = sum(ITEMS.filter(({ section }) => section === BONUS));
  return [
    ...ITEMS.map((item) => `=${pointsFormula(item, say)}`),
    `=${sum(base)}`,
    `=${full}-(${lost.join("+")})`,
    `=ROUND(IF(${at("left")}=${full},${at("base")},${at("base")}*${full}/${at("left")})+${bonus},2)`,
    `=IF(${at("accident")}=1,3,IF(AND(${at("score")}>=${five.atLeast},ROUND(${team},2)>=${five.team},${at("vacant")}=0),0,IF(${at("score")}>=${four.atLeast},1,IF(${at("score")}>=${three.atLeast},2,3))))`,
  ];
}

function dialect(at: (name: string) => string): Dialect {
  return {
    answer: (code, option) =>
      at(option === undefined ? (COLUMNS.has(code) ? code : `${code}.o0`) : `${code}.${option}`),
    isMissing: (code) => `ISBLANK(${at(COLUMNS.has(code) ? code : `${code}.o0`)})`,
    fact: at,
    isTrue: (name) => `${at(name)}=1`,
    isOption: (code, option) => `${at(code)}="${option}"`,
    isText: (name, text) => `${at(name)}="${text}"`,
    isMarked: (code) => `${at(`marked:${code}`)}=1`,
    yes: (code) => `${at(code)}=1`,
    choose: (condition, then, otherwise) => `IF(${condition},${then},${otherwise})`,
    and: (a, b) => `AND(${a},${b})`,
    not: (a) => `NOT(${a})`,
    // A blank cell is nothing to MIN; added to 0 it is 0.
    min: (a, b) => `MIN(0+${a},0+${b})`,
    max: (a, b) => `MAX(${a},${b})`,
    floor: (a) => `INT(${a})`,
    round: (a, places) => `ROUND(${a},${places})`,
  };
}

/** 0 is A, 26 is AA. */
function letters(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26));
  return column < 26 ? rest : letters(Math.floor(column / 26) - 1) + rest;
}

/** Scores and levels out of the last two columns. */
export function outcomeOf(rows: readonly (readonly unknown[])[]): { scores: Int32Array; levels: Uint8Array } {
  return {
    scores: Int32Array.from(rows, (row) => Math.round(Number(row[WIDTH - 2]) * 100)),
    levels: Uint8Array.from(rows, (row) => Number(row[WIDTH - 1])),
  };
}
