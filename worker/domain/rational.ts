import { type Decimal, tenTo } from "./decimal.ts";

/**
 * An exact fraction n ÷ d with d > 0, in lowest terms: what money is computed in until the one rounding that a step names
 * (subsidies.md "Steps": products are exact until that one rounding).
 */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** 0 ÷ 1. */
export const ZERO: Rational = { n: 0n, d: 1n };

/** 1 ÷ 1. */
export const ONE: Rational = { n: 1n, d: 1n };

/** The fraction that a decimal or a whole number is. */
export function rational(a: Decimal | bigint): Rational {
  if (typeof a === "bigint") return { n: a, d: 1n };
  if (typeof a === "number") return { n: BigInt(a), d: 1n };
  return reduced(a.coefficient, tenTo(a.places));
}

/** n ÷ d. Throws RangeError where d is 0. */
export function ratio(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new RangeError("division by zero");
  return d < 0n ? reduced(-n, -d) : reduced(n, d);
}

/** a + b. */
export function addR(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return reduced(a.n + b.n, a.d);
  return reduced(a.n * b.d + b.n * a.d, a.d * b.d);
}

/** a − b. */
export function subtractR(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return reduced(a.n - b.n, a.d);
  return reduced(a.n * b.d - b.n * a.d, a.d * b.d);
}

/** a × b. */
export function multiplyR(a: Rational, b: Rational): Rational {
  return reduced(a.n * b.n, a.d * b.d);
}

/** a ÷ b. Throws RangeError where b is 0. */
export function divideR(a: Rational, b: Rational): Rational {
  return ratio(a.n * b.d, a.d * b.n);
}

/** −1, 0 or 1 as a is less than, equal to or greater than b. */
export function compareR(a: Rational, b: Rational): -1 | 0 | 1 {
  const x = a.n * b.d;
  const y = b.n * a.d;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The lesser; a where they are equal. */
export function minR(a: Rational, b: Rational): Rational {
  return compareR(a, b) <= 0 ? a : b;
}

/** The greater; a where they are equal. */
export function maxR(a: Rational, b: Rational): Rational {
  return compareR(a, b) >= 0 ? a : b;
}

/** The greatest whole number not above a. */
export function floorR(a: Rational): bigint {
  const whole = a.n / a.d;
  return a.n < 0n && whole * a.d !== a.n ? whole - 1n : whole;
}

/** The least whole number not below a. */
export function ceilR(a: Rational): bigint {
  const whole = a.n / a.d;
  return a.n > 0n && whole * a.d !== a.n ? whole + 1n : whole;
}

/** The nearest whole number, half up; half away from zero where a is negative (standards.md "Arithmetic" 1). */
export function roundHalfUpR(a: Rational): bigint {
  const top = a.n < 0n ? -a.n : a.n;
  const whole = (2n * top + a.d) / (2n * a.d);
  return a.n < 0n ? -whole : whole;
}

/** a − ⌊a⌋: what a largest remainder is compared by; at least 0 and below 1. */
export function fractionR(a: Rational): Rational {
  return { n: a.n - floorR(a) * a.d, d: a.d };
}

/** Whether a is 0. */
export function isZeroR(a: Rational): boolean {
  return a.n === 0n;
}

/** Whether a is below 0. */
export function isNegativeR(a: Rational): boolean {
  return a.n < 0n;
}

function reduced(n: bigint, d: bigint): Rational {
  if (d === 1n) return { n, d };
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d);
  return divisor === 1n ? { n, d } : { n: n / divisor, d: d / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
