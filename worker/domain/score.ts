/**
 * Scores as the code holds them: whole hundredths of a point, in a number that is a safe integer. Every rounding is half
 * away from zero (standards.md "Arithmetic" 1) and happens here, once, on the exact quotient.
 */

/** `79.50`; `−2.50` below zero. The unit 分 is the caller's to add. */
export function formatHundredths(hundredths: number): string {
  const digits = String(Math.abs(hundredths)).padStart(3, "0");
  return `${hundredths < 0 ? "−" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The points as a JSON number: 8650 is 86.5, the double nearest to it, which JSON writes as 86.5. */
export function pointsOf(hundredths: number): number {
  return hundredths / 100;
}

/** a ÷ b to a whole number, half away from zero. Both are safe integers, b > 0. */
export function roundedQuotient(a: number, b: number): number {
  const magnitude = a < 0 ? -a : a;
  const whole = Math.floor(magnitude / b);
  // The quotient of doubles may have been rounded up to the next whole number; the remainder tells, exactly.
  const remainder = magnitude - whole * b;
  const rounded = remainder < 0 ? roundedFrom(whole - 1, remainder + b, b) : roundedFrom(whole, remainder, b);
  return a < 0 ? 0 - rounded : rounded;
}

function roundedFrom(whole: number, remainder: number, b: number): number {
  return remainder >= b - remainder ? whole + 1 : whole;
}

/** a × b ÷ c to a whole number, half away from zero; exact whatever the size of the product. c > 0. */
export function roundedShare(a: number, b: number, c: number): number {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER && product >= -Number.MAX_SAFE_INTEGER) return roundedQuotient(product, c);
  return roundedBigQuotient(BigInt(a) * BigInt(b), BigInt(c));
}

/** n ÷ d to a whole number, half away from zero, as a number. d > 0; the quotient must be a safe integer to be exact. */
export function roundedBigQuotient(n: bigint, d: bigint): number {
  const magnitude = n < 0n ? -n : n;
  const rounded = Number((2n * magnitude + d) / (2n * d));
  return n < 0n ? 0 - rounded : rounded;
}
