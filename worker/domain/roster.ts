import type { Json } from "./expression.ts";
import type { ImportMode } from "./vocabulary.ts";

/** What a cell of a roster may say instead of a value. */
export interface Mark {
  readonly mark: "unknown" | "none";
}

/** Not known: never 0, never 否. */
export const UNKNOWN: Mark = { mark: "unknown" };

/** Known that there is none. */
export const NONE: Mark = { mark: "none" };

/** One row of a roster as it was read: a key that isn't there was blank, and says nothing. */
export interface RosterRow {
  readonly number: number;
  readonly values: Readonly<Record<string, Json>>;
}

/** What is wrong with a row, at the column of `key`. */
export interface RosterFault {
  readonly row: number;
  readonly key: string | null;
  readonly message: string;
}

/** How many rows will do what. */
export interface RosterCounts {
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
}

/** Whether a value is a mark, and which. */
export function markOf(value: Json | undefined): Mark["mark"] | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const mark = (value as { readonly [key: string]: Json })["mark"];
  return mark === "unknown" || mark === "none" ? mark : undefined;
}

/** What a blank, a mark or a value makes of what stood there: blank leaves it, a mark empties it. */
export function laidOver<Value>(before: Value, said: Json | undefined): Value | null {
  if (said === undefined) return before;
  // The format of the column has seen to it that the value is one of its kind.
  return markOf(said) === undefined ? (said as Value) : null;
}

/** Facts after a row: blank leaves, `*` makes unknown, 无 is known to be none. */
export function factsAfter(
  before: Readonly<Record<string, unknown>>,
  values: RosterRow["values"],
): Readonly<Record<string, unknown>> {
  const after: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(values)) {
    if (!key.startsWith("facts.")) continue;
    const name = key.slice("facts.".length);
    const mark = markOf(value);
    if (mark === "unknown") delete after[name];
    else after[name] = mark === "none" ? null : value;
  }
  return after;
}

/** Rows whose code stands in a row before, or is there already where only new ones are wanted. */
export function repeatedFaults(
  rows: readonly RosterRow[],
  key: string,
  isThere: (code: string) => boolean,
  mode: ImportMode,
): readonly RosterFault[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ number, values }) => {
    const code = values[key];
    if (typeof code !== "string" || code === "") return [{ row: number, key, message: "要填，现在空着" }];
    const before = first.get(code);
    if (before !== undefined) return [{ row: number, key, message: `与第 ${before} 行重复，请删去一行` }];
    first.set(code, number);
    if (mode !== "add" || !isThere(code)) return [];
    return [{ row: number, key, message: "已经有了；要改它请选「更新」，不改请删去这一行" }];
  });
}

/** Whether two values are the same, however their keys are ordered. */
export function isSame(a: unknown, b: unknown): boolean {
  return ordered(a) === ordered(b);
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  });
}
