import type { Decimal } from "../decimal.ts";
import { addR, compareR, divideR, multiplyR, type Rational, rational, roundHalfUpR, subtractR } from "../rational.ts";

/**
 * An amount of fen, exact: a number where it is a whole number that a double holds, which is the common case and the fast
 * one; else a fraction. Products stay exact until the one rounding to a whole fen (subsidies.md "Steps" 1).
 */
export type Exact = number | Rational;

/** 100 % in hundredths of a percent, which percentages are held in. */
export const WHOLE = 10_000;

/** The amount that a value of an expression is. */
export function exactOf(value: Decimal): Exact {
  return typeof value === "number" ? value : rational(value);
}

/** amount × hundredths ÷ 10,000. */
export function percentOf(amount: Exact, hundredths: number): Exact {
  if (hundredths === WHOLE) return amount;
  if (typeof amount === "number") {
    const product = amount * hundredths;
    if (Number.isSafeInteger(product) && product % WHOLE === 0) return product / WHOLE + 0; // −0 + 0 is 0
  }
  return whole(multiplyR(fraction(amount), { n: BigInt(hundredths), d: BigInt(WHOLE) }));
}

/** a + b. */
export function plus(a: Exact, b: Exact): Exact {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return whole(addR(fraction(a), fraction(b)));
}

/** a − b. */
export function minus(a: Exact, b: Exact): Exact {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return whole(subtractR(fraction(a), fraction(b)));
}

/** a × b. */
export function product(a: Exact, b: Exact): Exact {
  if (typeof a === "number" && typeof b === "number") {
    const both = a * b;
    if (Number.isSafeInteger(both)) return both + 0; // −0 + 0 is 0
  }
  return whole(multiplyR(fraction(a), fraction(b)));
}

/** a ÷ b; b isn't 0. */
export function ratioOf(a: Exact, b: Exact): Exact {
  if (b === 1) return a;
  if (typeof a === "number" && typeof b === "number" && a % b === 0) return a / b;
  return whole(divideR(fraction(a), fraction(b)));
}

/** −1, 0 or 1 as a is less than, equal to or greater than b. */
export function compareExact(a: Exact, b: Exact): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  return compareR(fraction(a), fraction(b));
}

/** The lesser. */
export function least(a: Exact, b: Exact): Exact {
  return compareExact(b, a) < 0 ? b : a;
}

/** The greater. */
export function most(a: Exact, b: Exact): Exact {
  return compareExact(b, a) > 0 ? b : a;
}

/** The nearest whole fen, half up; ∞ where a double doesn't hold it. */
export function wholeFen(a: Exact): number {
  if (typeof a === "number") return a;
  const fen = roundHalfUpR(a);
  return fen > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(fen);
}

/** The amount as a fraction. */
export function fraction(a: Exact): Rational {
  return typeof a === "number" ? rational(a) : a;
}

/** The one form: a fraction that is a safe whole number is that number. */
export function whole(a: Rational): Exact {
  if (a.d !== 1n) return a;
  const number = Number(a.n);
  return Number.isSafeInteger(number) ? number : a;
}
