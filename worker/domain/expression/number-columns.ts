import { type Decimal, digitsOf, scaled } from "../decimal.ts";
import type { Column } from "./column.ts";

/** A column of numbers: safe integers × 10^−places, NaN where a subject has to be asked by itself. */
export type Numbers = Extract<Column, { kind: "number" }>;

/** What keeps places where it can. */
export type Arithmetic = "+" | "-" | "*";

const MOST = Number.MAX_SAFE_INTEGER;
/** Beyond this many places a power of ten is no safe integer. */
const PLACES_LIMIT = 15;
const DIVISION_PLACES = 12;
const MILLION = 1e6;

/** The same number for all, as a column of one value; undefined where it has no safe integer. */
export function constantNumbers(value: Decimal): Numbers | undefined {
  const { whole, places } = digitsOf(value);
  if (whole + places > PLACES_LIMIT) return undefined;
  return { kind: "number", places, values: Float64Array.of(scaled(value, places)) };
}

/** a + b, a − b, a × b; NaN where a step leaves 2^53. */
export function combine(a: Numbers, b: Numbers, operator: Arithmetic): Numbers {
  const values = new Float64Array(Math.max(a.values.length, b.values.length));
  const [stepA, stepB] = [strideOf(a), strideOf(b)];
  if (operator === "*") {
    for (let i = 0; i < values.length; i++) {
      const product = (a.values[i * stepA] ?? 0) * (b.values[i * stepB] ?? 0);
      values[i] = product <= MOST && product >= -MOST ? product + 0 : Number.NaN;
    }
    return { kind: "number", places: a.places + b.places, values };
  }
  const most = Math.max(a.places, b.places);
  const [left, right] = [10 ** (most - a.places), 10 ** (most - b.places) * (operator === "-" ? -1 : 1)];
  for (let i = 0; i < values.length; i++) {
    const x = (a.values[i * stepA] ?? 0) * left;
    const y = (b.values[i * stepB] ?? 0) * right;
    const sum = x + y;
    const isSafe = x <= MOST && x >= -MOST && y <= MOST && y >= -MOST && sum <= MOST && sum >= -MOST;
    values[i] = isSafe ? sum + 0 : Number.NaN;
  }
  return { kind: "number", places: most, values };
}

/** 0 for the one value of a constant, which stands for every subject. */
function strideOf({ values }: Numbers): 0 | 1 {
  return values.length === 1 ? 0 : 1;
}

/** A column of so many values, constants filled up. */
export function spread(values: Float64Array, count: number): Float64Array {
  return values.length === count ? values : new Float64Array(count).fill(values[0] ?? Number.NaN);
}

/** 1 where the comparison holds, 0 where it doesn't. */
export function compareColumns(a: Numbers, b: Numbers, operator: "<" | "<=" | ">" | ">=" | "==" | "!="): Float64Array {
  const order = combine(a, b, "-").values;
  const [below, equal, above] = HOLDS[operator];
  for (let i = 0; i < order.length; i++) {
    const difference = order[i] ?? Number.NaN;
    if (!Number.isNaN(difference)) order[i] = difference < 0 ? below : difference > 0 ? above : equal;
  }
  return order;
}

const HOLDS: Readonly<Record<"<" | "<=" | ">" | ">=" | "==" | "!=", readonly [number, number, number]>> = {
  "<": [1, 0, 0],
  "<=": [1, 1, 0],
  ">": [0, 0, 1],
  ">=": [0, 1, 1],
  "==": [0, 1, 0],
  "!=": [1, 0, 1],
};

/** a ÷ b to twelve decimals, half away from zero, six digits at a time so that every step is a safe integer. */
export function divideColumns(a: Numbers, b: Numbers): Numbers {
  const values = new Float64Array(Math.max(a.values.length, b.values.length));
  const [stepA, stepB] = [strideOf(a), strideOf(b)];
  const [left, right] = [10 ** Math.max(0, b.places - a.places), 10 ** Math.max(0, a.places - b.places)];
  for (let i = 0; i < values.length; i++) {
    values[i] = quotient((a.values[i * stepA] ?? 0) * left, (b.values[i * stepB] ?? 0) * right);
  }
  return { kind: "number", places: DIVISION_PLACES, values };
}

/** In 10^−12; NaN where a or b is, where b is 0, or where the quotient or a remainder on the way is no safe integer. */
function quotient(a: number, b: number): number {
  const [top, bottom] = [Math.abs(a), Math.abs(b)];
  if (!(top <= MOST && bottom > 0 && bottom <= MOST / MILLION)) return Number.NaN;
  const rest = top % bottom;
  const second = (rest * MILLION) % bottom;
  const third = (second * MILLION) % bottom;
  const whole = (top - rest) / bottom;
  const millionths = (rest * MILLION - second) / bottom;
  const last = (second * MILLION - third) / bottom + (third * 2 >= bottom ? 1 : 0);
  const all = whole * 1e12 + millionths * MILLION + last;
  if (!(whole < 9_000)) return Number.NaN;
  return a < 0 !== b < 0 ? 0 - all : all;
}
