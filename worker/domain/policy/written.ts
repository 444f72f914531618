import { decimal, digitsOf } from "../decimal.ts";
import { compileExpression, type Expression, type ResultType } from "../expression.ts";
import { at, type Fault } from "../fault.ts";

/** What a policy's expressions may read (subsidies.md "Steps"). */
export const VARIABLES = ["unit", "facts", "result", "previous", "paidFen"] as const;

/** A part of a document that may be anything: what checks of meaning read, whether or not its structure is sound. */
export type Written = Readonly<Record<string, unknown>>;

/** Collects faults of meaning, and the expressions that compile by their paths. */
export interface Findings {
  readonly faults: Fault[];
  readonly expressions: Map<string, Expression>;
}

/** The object that is written there; an empty one where it isn't an object, which structure.ts reports. */
export function objectAt(value: unknown): Written {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Written) : {};
}

/** The list that is written there; an empty one where it isn't a list. */
export function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Notes one fault. */
export function find(findings: Findings, path: string, message: string): void {
  findings.faults.push({ path, message });
}

/** Notes an expression that can't be compiled or yields something else than `result`. Left out is sound. */
export function checkExpression(findings: Findings, value: unknown, path: string, result: ResultType): void {
  if (typeof value !== "string" || value === "") return;
  const compiled = compileExpression(value, { variables: VARIABLES, result });
  if ("fault" in compiled) find(findings, path, compiled.fault);
  else findings.expressions.set(path, compiled.expression);
}

/** Notes a number with more decimals than `places`. */
export function checkPlaces(findings: Findings, value: unknown, path: string, places: number): void {
  if (typeof value !== "number" || !Number.isFinite(value) || Number.isInteger(value)) return;
  if (digitsOf(decimal(value)).places > places) find(findings, path, `最多${places === 2 ? "两" : "六"}位小数。`);
}

/** Notes a code that another item of the list has already. */
export function checkUnique(findings: Findings, list: unknown, path: string): void {
  const seen = new Set<unknown>();
  listAt(list).forEach((item, place) => {
    const { code } = objectAt(item);
    if (typeof code !== "string") return;
    if (seen.has(code)) find(findings, at(at(path, place), "code"), `编码 ${code} 已经用过，换一个。`);
    seen.add(code);
  });
}

/** The codes of a list. */
export function codesOf(list: unknown): ReadonlySet<unknown> {
  return new Set(listAt(list).map((item) => objectAt(item)["code"]));
}

/** The sum of numbers in hundredths; undefined where one of them isn't a number with two decimals at most. */
export function hundredthsOf(values: readonly unknown[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
    const hundredths = Math.round(value * 100);
    if (hundredths / 100 !== value) return undefined;
    sum += hundredths;
  }
  return sum;
}

/**
 * Notes what a list of thresholds gets wrong: each item has `inclusive` or `strict`, not both, and they go one way.
 * A strict threshold stands above an inclusive one of the same number.
 */
export function checkThresholds(
  findings: Findings,
  list: unknown,
  path: string,
  order: { readonly inclusive: "from" | "atLeast"; readonly isRising: boolean },
): void {
  let last: readonly [number, number] | undefined;
  let isOrdered = true;
  listAt(list).forEach((item, place) => {
    const { [order.inclusive]: inclusive, above } = objectAt(item);
    checkPlaces(findings, inclusive, at(at(path, place), order.inclusive), 6);
    checkPlaces(findings, above, at(at(path, place), "above"), 6);
    if ((inclusive === undefined) === (above === undefined)) {
      find(findings, at(path, place), `${order.inclusive} 与 above 要写一个，只写一个。`);
      return;
    }
    const threshold = inclusive ?? above;
    if (typeof threshold !== "number") return;
    const now = [threshold, above === undefined ? 0 : 1] as const;
    if (last !== undefined) {
      const step = now[0] - last[0] || now[1] - last[1];
      if (order.isRising ? step <= 0 : step >= 0) isOrdered = false;
    }
    last = now;
  });
  if (!isOrdered) find(findings, path, order.isRising ? "要从低到高排列，不得重复。" : "要从高到低排列，不得重复。");
}
