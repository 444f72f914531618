import { describe, expect, it } from "vitest";
import { formatHundredths, roundedQuotient, roundedShare } from "../../worker/domain/score.ts";

describe("a score is written", () => {
  it.each([
    [7950, "79.50"],
    [0, "0.00"],
    [5, "0.05"],
    [-250, "−2.50"],
    [12345600, "123456.00"],
  ])("%i hundredths as %s", (hundredths, text) => {
    expect(formatHundredths(hundredths)).toBe(text);
  });
});

describe("a quotient is rounded half away from zero", () => {
  it.each([
    [5, 2, 3],
    [-5, 2, -3],
    [4, 3, 1],
    [-4, 3, -1],
    [9007199254740991, 2, 4503599627370496],
    [9007199254740989, 9007199254740991, 1],
    [0, 7, 0],
  ])("%i ÷ %i is %i", (a, b, rounded) => {
    expect(roundedQuotient(a, b)).toBe(rounded);
  });

  it("of a product past 2^53 too: 1,000,000.01 × 100,000.01 ÷ 100,000.02", () => {
    expect(roundedShare(100_000_001, 10_000_001, 10_000_002)).toBe(99_999_991);
  });
});
