/**
 * The one kind of number that documents and expressions know: exact decimals (standards.md "Expressions", "Arithmetic" 1).
 * A whole number that JavaScript holds exactly is a plain number, so that the common case costs nothing; everything else
 * is a `Big`. No value has two forms, and a plain number in a Decimal is always a safe integer.
 */
export type Decimal = number | Big;

/** coefficient ÷ 10^places, in lowest form: no trailing zero after the point, and never a safe integer. */
export class Big {
  readonly coefficient: bigint;
  readonly places: number;

  constructor(coefficient: bigint, places: number) {
    this.coefficient = coefficient;
    this.places = places;
  }
}

/** The most places after the point that a decimal text may be written with; a JSON number needs 324. */
const TEXT_PLACES_LIMIT = 400;
const DIVISION_PLACES = 12;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
/** Below it, of the decimals with six places or fewer only one reads back as a given double. */
const FIFTEEN_DIGITS = 1e15;
const DECIMAL_TEXT = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * The decimal that a JSON number was written as (its shortest text: 0.1 is a tenth), or that a text states.
 * Throws RangeError on NaN, ∞ and on text that is no decimal or is longer than 400 places.
 */
export function decimal(x: number | string): Decimal {
  if (typeof x === "number") {
    if (Number.isSafeInteger(x)) return x + 0;
    const millionths = Math.round(x * 1e6);
    const isExact = Math.abs(millionths) < FIFTEEN_DIGITS && millionths / 1e6 === x;
    return isExact ? fromMillionths(millionths) : fromText(String(x));
  }
  return fromText(x);
}

function fromMillionths(millionths: number): Decimal {
  let digits = millionths;
  let places = 6;
  while (digits % 10 === 0) {
    digits /= 10;
    places--;
  }
  return new Big(BigInt(digits), places);
}

function fromText(text: string): Decimal {
  const parts = DECIMAL_TEXT.exec(text);
  if (parts === null) throw new RangeError(`not a decimal: ${text.slice(0, 40)}`);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const places = fraction.length - Number(exponent);
  if (Math.abs(places) > TEXT_PLACES_LIMIT || whole.length > TEXT_PLACES_LIMIT) {
    throw new RangeError(`decimal of more than ${TEXT_PLACES_LIMIT} places`);
  }
  const digits = BigInt(whole + fraction);
  const coefficient = sign === "-" ? -digits : digits;
  return places >= 0 ? lowest(coefficient, places) : lowest(coefficient * tenTo(-places), 0);
}

/** a + b, exact. */
export function add(a: Decimal, b: Decimal): Decimal {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum + 0;
  }
  const places = Math.max(placesOf(a), placesOf(b));
  return lowest(coefficientAt(a, places) + coefficientAt(b, places), places);
}

/** a − b, exact. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference + 0;
  }
  const places = Math.max(placesOf(a), placesOf(b));
  return lowest(coefficientAt(a, places) - coefficientAt(b, places), places);
}

/** a × b, exact. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return lowest(coefficientOf(a) * coefficientOf(b), placesOf(a) + placesOf(b));
}

/** a ÷ b to twelve decimals, half away from zero (standards.md "Expressions"). Throws RangeError where b is 0. */
export function divide(a: Decimal, b: Decimal): Decimal {
  return quotient(a, b, DIVISION_PLACES);
}

/** The exact a ÷ b, rounded once, half away from zero, to `places` decimals. Throws RangeError where b is 0. */
export function quotient(a: Decimal, b: Decimal, places: number): Decimal {
  if (b === 0) throw new RangeError("division by zero");
  if (typeof a === "number" && typeof b === "number" && a % b === 0) return a / b + 0;
  const numerator = coefficientOf(a) * tenTo(placesOf(b) + places);
  return lowest(divideHalfAway(numerator, coefficientOf(b) * tenTo(placesOf(a))), places);
}

/** What is left of a after taking whole b's from it, with the sign of a. Both are whole; throws RangeError otherwise. */
export function remainder(a: Decimal, b: Decimal): Decimal {
  if (b === 0) throw new RangeError("division by zero");
  if (typeof a === "number" && typeof b === "number") return (a % b) + 0;
  if (!isInteger(a) || !isInteger(b)) throw new RangeError("remainder of a fraction");
  return lowest(coefficientOf(a) % coefficientOf(b), 0);
}

/** −1, 0 or 1 as a is less than, equal to or greater than b, exactly. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  const places = Math.max(placesOf(a), placesOf(b));
  const x = coefficientAt(a, places);
  const y = coefficientAt(b, places);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** −a. */
export function negate(a: Decimal): Decimal {
  return typeof a === "number" ? 0 - a : new Big(-a.coefficient, a.places);
}

/** Whether a is a whole number, of whatever size. */
export function isInteger(a: Decimal): boolean {
  return typeof a === "number" || a.places === 0;
}

/** Whether a is less than 0. */
export function isNegative(a: Decimal): boolean {
  return typeof a === "number" ? a < 0 : a.coefficient < 0n;
}

/** a without its fraction: 86.5 is 86, −86.5 is −86. */
export function truncate(a: Decimal): Decimal {
  return typeof a === "number" ? a : lowest(a.coefficient / tenTo(a.places), 0);
}

/** a to `places` decimals, half away from zero. */
export function round(a: Decimal, places: number): Decimal {
  if (typeof a === "number" || a.places <= places) return a;
  return lowest(divideHalfAway(a.coefficient, tenTo(a.places - places)), places);
}

/** a × 10^places, rounded half away from zero, as a safe integer: `scaled(x, 2)` is hundredths. RangeError past 2^53. */
export function scaled(a: Decimal, places: number): number {
  const units = coefficientAt(round(a, places), places);
  if (units > SAFE || units < -SAFE) throw new RangeError(`${clip(a)} has no safe integer at ${places} places`);
  return Number(units);
}

/** n ÷ 10^places: `unscaled(8650, 2)` is 86.5. A number given must be a safe integer. */
export function unscaled(n: number | bigint, places: number): Decimal {
  return lowest(BigInt(n), places);
}

/** The shortest form: `4`, `86.5`, `-0.3`; never an exponent (standards.md: `string` and table keys). */
export function toText(a: Decimal): string {
  if (typeof a === "number") return String(a);
  const digits = (a.coefficient < 0n ? -a.coefficient : a.coefficient).toString().padStart(a.places + 1, "0");
  const sign = a.coefficient < 0n ? "-" : "";
  if (a.places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -a.places)}.${digits.slice(-a.places)}`;
}

/** The nearest JSON number. */
export function toNumber(a: Decimal): number {
  return typeof a === "number" ? a : Number(toText(a));
}

/** How many digits stand before and after the point. */
export function digitsOf(a: Decimal): { readonly whole: number; readonly places: number } {
  const coefficient = coefficientOf(a);
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().length;
  const places = placesOf(a);
  return { whole: Math.max(1, digits - places), places };
}

function placesOf(a: Decimal): number {
  return typeof a === "number" ? 0 : a.places;
}

/** The digits of a as one whole number; together with `placesOf` it is a. */
function coefficientOf(a: Decimal): bigint {
  return typeof a === "number" ? BigInt(a) : a.coefficient;
}

/** The digits of a written with `places` decimals, which are at least as many as it has. */
function coefficientAt(a: Decimal, places: number): bigint {
  return coefficientOf(a) * tenTo(places - placesOf(a));
}

/** The one form of coefficient ÷ 10^places. */
function lowest(coefficient: bigint, places: number): Decimal {
  let digits = coefficient;
  let left = places;
  while (left > 0 && digits % 10n === 0n) {
    digits /= 10n;
    left--;
  }
  return left === 0 && digits <= SAFE && digits >= -SAFE ? Number(digits) : new Big(digits, left);
}

/** n ÷ d to a whole number, half away from zero. */
function divideHalfAway(n: bigint, d: bigint): bigint {
  const isBelowZero = n < 0n !== d < 0n;
  const top = n < 0n ? -n : n;
  const bottom = d < 0n ? -d : d;
  const whole = (2n * top + bottom) / (2n * bottom);
  return isBelowZero ? -whole : whole;
}

const POWERS: readonly bigint[] = Array.from({ length: 101 }, (_, power) => 10n ** BigInt(power));

/** 10^power; power ≥ 0. */
export function tenTo(power: number): bigint {
  return POWERS[power] ?? 10n ** BigInt(power);
}

function clip(a: Decimal): string {
  return toText(a).slice(0, 40);
}
