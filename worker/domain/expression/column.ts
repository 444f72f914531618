import { isMap, memberOf } from "./values.ts";

/**
 * One value of many subjects at once. What doesn't fit (absent, a list, a number of more than six places or fifteen
 * digits) is NaN or −1 there, and has to be asked of that subject alone: a column says less than the data, never else.
 */
export type Column =
  /** value × 10^places, safe integers. */
  | { readonly kind: "number"; readonly places: number; readonly values: Float64Array }
  /** 0 or 1. */
  | { readonly kind: "bool"; readonly values: Float64Array }
  /** Places in the dictionary. */
  | { readonly kind: "codes"; readonly codes: Int32Array; readonly dictionary: readonly Scalar[] };

/** What a dictionary holds. */
export type Scalar = null | boolean | string;

/** Where columns are read from: of the variable itself (`score`), or of one of its fields (`unit.households`). */
export interface ColumnTable {
  readonly count: number;
  readonly columnOf: (variable: string, field: string | undefined) => Column | undefined;
}

/** Fifteen digits read back as one double only: what `Math.round(x × 10⁶) ÷ 10⁶ === x` proves exact. */
const FIFTEEN_DIGITS = 1e15;

/** The column of a field of maps as JSON holds them; numbers if the first value is one. */
export function fieldColumn(maps: readonly unknown[], field: string): Column {
  const own = (index: number): unknown => {
    const map = maps[index];
    return isMap(map) ? memberOf(map, field) : undefined;
  };
  for (let index = 0; index < maps.length; index++) {
    const value = own(index);
    if (value === undefined || value === null) continue;
    return typeof value === "number" ? numbersOf(maps.length, own) : codesOf(maps.length, own);
  }
  return codesOf(maps.length, own);
}

function numbersOf(count: number, valueAt: (index: number) => unknown): Column {
  const values = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const value = valueAt(index);
    const millionths = typeof value === "number" ? Math.round(value * 1e6) : Number.NaN;
    const isExact = Math.abs(millionths) < FIFTEEN_DIGITS && millionths / 1e6 === value;
    values[index] = isExact ? millionths + 0 : Number.NaN;
  }
  return shrunk(values, 6);
}

/** A column of numbers with as few places as all of them need, so that products stay small. Changes what it is given. */
export function shrunk(values: Float64Array, places: number): Column {
  let [unit, left] = [10 ** places, 0];
  for (const value of values) {
    while (unit > 1 && !Number.isNaN(value) && value % unit !== 0) {
      unit /= 10;
      left++;
    }
  }
  if (unit > 1) for (let index = 0; index < values.length; index++) values[index] = (values[index] ?? 0) / unit;
  return { kind: "number", places: left, values };
}

/** The column of texts, truths and nulls. */
export function codesOf(count: number, valueAt: (index: number) => unknown): Column {
  const codes = new Int32Array(count);
  const dictionary: Scalar[] = [];
  const known = new Map<unknown, number>();
  for (let index = 0; index < count; index++) {
    const value = valueAt(index);
    let code = known.get(value);
    if (code === undefined) {
      const isScalar = value === null || typeof value === "string" || typeof value === "boolean";
      code = isScalar ? dictionary.push(value) - 1 : -1;
      if (isScalar) known.set(value, code);
    }
    codes[index] = code;
  }
  return { kind: "codes", codes, dictionary };
}
