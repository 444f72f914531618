import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimal } from "../../worker/domain/decimal.ts";
import {
  addR,
  ceilR,
  compareR,
  divideR,
  floorR,
  fractionR,
  isNegativeR,
  isZeroR,
  maxR,
  minR,
  multiplyR,
  ratio,
  rational,
  roundHalfUpR,
  subtractR,
  ZERO,
} from "../../worker/domain/rational.ts";

describe("fractions are exact", () => {
  test("a third of 10,000.00 元, three times, is all of it", () => {
    const third = divideR(rational(1_000_000n), rational(3));
    expect(addR(addR(third, third), third)).toEqual({ n: 1_000_000n, d: 1n });
  });

  test("86.5 % is 173 ÷ 200", () => {
    expect(divideR(rational(decimal(86.5)), rational(100))).toEqual({ n: 173n, d: 200n });
  });

  test("the divisor is always above 0", () => {
    expect(ratio(1n, -2n)).toEqual({ n: -1n, d: 2n });
    expect(divideR(rational(-1), rational(-2))).toEqual({ n: 1n, d: 2n });
    expect(() => ratio(1n, 0n)).toThrow(RangeError);
    expect(() => divideR(rational(1), ZERO)).toThrow(RangeError);
  });

  test("products, differences and order", () => {
    expect(multiplyR(ratio(2n, 3n), ratio(3n, 4n))).toEqual({ n: 1n, d: 2n });
    expect(subtractR(ratio(1n, 2n), ratio(1n, 3n))).toEqual({ n: 1n, d: 6n });
    expect(compareR(ratio(1n, 3n), ratio(2n, 6n))).toBe(0);
    expect(minR(ratio(1n, 3n), ratio(1n, 2n))).toEqual({ n: 1n, d: 3n });
    expect(maxR(ratio(1n, 3n), ratio(1n, 2n))).toEqual({ n: 1n, d: 2n });
    expect(isZeroR(subtractR(ratio(1n, 3n), ratio(1n, 3n)))).toBe(true);
    expect(isNegativeR(ratio(-1n, 9n))).toBe(true);
  });
});

describe("a fraction comes to a whole number", () => {
  test.each([
    [7n, 2n, 3n, 4n, 4n],
    [-7n, 2n, -4n, -3n, -4n],
    [5n, 3n, 1n, 2n, 2n],
    [4n, 3n, 1n, 2n, 1n],
    [-4n, 3n, -2n, -1n, -1n],
    [6n, 3n, 2n, 2n, 2n],
    [0n, 3n, 0n, 0n, 0n],
  ])("%d ÷ %d: down %d, up %d, half up %d", (n, d, down, up, half) => {
    const r = ratio(n, d);
    expect([floorR(r), ceilR(r), roundHalfUpR(r)]).toEqual([down, up, half]);
  });

  test("what is left is at least 0 and below 1, and with the whole part makes the fraction again", () => {
    const any = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 6n }));
    fc.assert(
      fc.property(any, ([n, d]) => {
        const r = ratio(n, d);
        const rest = fractionR(r);
        expect(compareR(rest, ZERO)).not.toBe(-1);
        expect(compareR(rest, rational(1))).toBe(-1);
        expect(compareR(addR(rational(floorR(r)), rest), r)).toBe(0);
      }),
    );
  });
});
