import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  Big,
  compare,
  type Decimal,
  decimal,
  digitsOf,
  divide,
  isInteger,
  isNegative,
  multiply,
  negate,
  quotient,
  remainder,
  round,
  scaled,
  subtract,
  toNumber,
  toText,
  truncate,
  unscaled,
} from "../../worker/domain/decimal.ts";

const d = decimal;

describe("a JSON number is the decimal it was written as", () => {
  test.each([
    [0.1, "0.1"],
    [86.5, "86.5"],
    [-0.3, "-0.3"],
    [90, "90"],
    [-0, "0"],
    [89.995, "89.995"],
    [1e21, "1000000000000000000000"],
    [1e-7, "0.0000001"],
    [1.5e-9, "0.0000000015"],
    [123456789.123456, "123456789.123456"],
    [0.1 + 0.2, "0.30000000000000004"],
    [2 ** 53, "9007199254740992"],
  ])("%d is %s", (given, text) => {
    expect(toText(d(given))).toBe(text);
  });

  test("every finite one reads back as itself", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => toNumber(d(x)) === x + 0),
      { numRuns: 500 },
    );
  });

  test("and is the same as its shortest text states", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), (x) => {
        return compare(d(x), d(String(x))) === 0;
      }),
    );
  });

  test("one with six places or fewer too", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.integer({ min: 0, max: 6 }), (n, places) => {
        return toText(d(n / 10 ** places)) === toText(unscaled(n, places));
      }),
    );
  });
});

describe("a text that states a decimal", () => {
  test.each([
    ["1.50", "1.5"],
    ["+7", "7"],
    ["-0.0", "0"],
    ["007", "7"],
    ["1e3", "1000"],
    ["12.5E-1", "1.25"],
    ["0.000001", "0.000001"],
  ])("%s is %s", (given, text) => {
    expect(toText(d(given))).toBe(text);
  });

  test.each(["", " 1", "1.", ".5", "1e", "0x10", "NaN", "Infinity", "1,000", "１", "1e999999999", "1e-401"])(
    "%j is refused",
    (given) => {
      expect(() => d(given)).toThrow(RangeError);
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%d is refused", (given) => {
    expect(() => d(given)).toThrow(RangeError);
  });
});

describe("sums, differences and products are exact", () => {
  test("0.1 + 0.2 is 0.3, and 0.1 × 3 is 0.3", () => {
    expect(toText(add(d(0.1), d(0.2)))).toBe("0.3");
    expect(toText(multiply(d(0.1), 3))).toBe("0.3");
    expect(toText(subtract(1, d(0.9)))).toBe("0.1");
  });

  test("whole numbers past 2^53 lose nothing", () => {
    expect(toText(add(9007199254740991, 9007199254740991))).toBe("18014398509481982");
    expect(toText(multiply(9007199254740991, 9007199254740991))).toBe("81129638414606663681390495662081");
    expect(subtract(add(9007199254740991, 2), 2)).toBe(9007199254740991);
  });

  test("what comes to a whole number is a plain number again", () => {
    expect(add(d(0.5), d(1.5))).toBe(2);
    expect(multiply(d(2.5), 4)).toBe(10);
    expect(multiply(0, -5)).toBe(0);
  });

  const number = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }))
    .map(([n, places]) => unscaled(n, places));

  test("they obey the laws of arithmetic", () => {
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const same = (x: Decimal, y: Decimal): void => expect(toText(x)).toBe(toText(y));
        same(add(a, b), add(b, a));
        same(subtract(add(a, b), b), a);
        same(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)));
        same(negate(negate(a)), a);
      }),
    );
  });

  test("no value has two forms", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        for (const x of [add(a, b), subtract(a, b), multiply(a, b), round(a, 2), truncate(b), negate(a)]) {
          if (typeof x === "number") expect(Number.isSafeInteger(x) && !Object.is(x, -0)).toBe(true);
          else
            expect(x.places > 0 ? x.coefficient % 10n !== 0n : !Number.isSafeInteger(Number(x.coefficient))).toBe(true);
        }
      }),
    );
  });
});

describe("a quotient is rounded once, half away from zero", () => {
  test.each<[Decimal, Decimal, string]>([
    [1, 3, "0.333333333333"],
    [2, 3, "0.666666666667"],
    [-2, 3, "-0.666666666667"],
    [2, -3, "-0.666666666667"],
    [7, 2, "3.5"],
    [6, 3, "2"],
    [0, -5, "0"],
    [d("0.000000000001"), 2, "0.000000000001"],
    [d("-0.000000000001"), 2, "-0.000000000001"],
    [d("0.000000000001"), 3, "0"],
    [d(1e21), d(1e20), "10"],
  ])("%s ÷ %s to twelve decimals is %s", (a, b, text) => {
    expect(toText(divide(a, b))).toBe(text);
  });

  test("to two decimals 89.995 ÷ 1 is 90", () => {
    expect(toText(quotient(d(89.995), 1, 2))).toBe("90");
    expect(toText(quotient(1, 8, 2))).toBe("0.13");
    expect(toText(quotient(-1, 8, 2))).toBe("-0.13");
    expect(toText(quotient(5, 2, 0))).toBe("3");
  });

  test("by zero there is none", () => {
    expect(() => divide(1, 0)).toThrow(RangeError);
    expect(() => divide(1, d("0.0"))).toThrow(RangeError);
    expect(() => remainder(1, 0)).toThrow(RangeError);
  });

  test("a remainder has the sign of what is divided", () => {
    expect(remainder(7, 3)).toBe(1);
    expect(remainder(-7, 3)).toBe(-1);
    expect(remainder(7, -3)).toBe(1);
    expect(Object.is(remainder(-6, 3), 0)).toBe(true);
    expect(remainder(d(1e21), 7)).toBe(6);
    expect(() => remainder(d(7.5), 2)).toThrow(RangeError);
  });
});

describe("rounding goes half away from zero", () => {
  test.each<[number | string, number, string]>([
    [89.995, 2, "90"],
    [89.994, 2, "89.99"],
    [-0.005, 2, "-0.01"],
    [2.5, 0, "3"],
    [-2.5, 0, "-3"],
    [1.005, 2, "1.01"],
    ["0.4999999", 0, "0"],
    [5, 2, "5"],
  ])("%s to %d places is %s", (given, places, text) => {
    expect(toText(round(d(given), places))).toBe(text);
  });

  test("hundredths are whole numbers", () => {
    expect(scaled(d(86.5), 2)).toBe(8650);
    expect(scaled(d(89.995), 2)).toBe(9000);
    expect(scaled(-3, 2)).toBe(-300);
    expect(scaled(d(-0.005), 2)).toBe(-1);
    expect(() => scaled(90071992547410, 2)).toThrow(RangeError);
    expect(() => scaled(d(1e21), 0)).toThrow(RangeError);
  });

  test("hundredths read back", () => {
    expect(toText(unscaled(8650, 2))).toBe("86.5");
    expect(unscaled(-300, 2)).toBe(-3);
    expect(toText(unscaled(9007199254740993n, 0))).toBe("9007199254740993");
  });

  test("truncating drops the fraction", () => {
    expect(truncate(d(86.5))).toBe(86);
    expect(truncate(d(-86.5))).toBe(-86);
    expect(truncate(d(0.9))).toBe(0);
    expect(truncate(4)).toBe(4);
  });
});

test("numbers compare by value, whatever their form", () => {
  expect(compare(d(0.3), add(d(0.1), d(0.2)))).toBe(0);
  expect(compare(90, d("90.0"))).toBe(0);
  expect(compare(d(86.5), 86)).toBe(1);
  expect(compare(d(-86.5), -86)).toBe(-1);
  expect(compare(d(1e21), d(1e22))).toBe(-1);
});

test("a number says whether it is whole, whether it is negative, and how long it is", () => {
  expect(isInteger(4)).toBe(true);
  expect(isInteger(d(1e21))).toBe(true);
  expect(isInteger(d(4.5))).toBe(false);
  expect(isNegative(d(-0.1))).toBe(true);
  expect(isNegative(0)).toBe(false);
  expect(digitsOf(d(-86.25))).toEqual({ whole: 2, places: 2 });
  expect(digitsOf(d(0.001))).toEqual({ whole: 1, places: 3 });
});

test("the shortest form never has an exponent", () => {
  expect(toText(d(1e-9))).toBe("0.000000001");
  expect(toText(new Big(-5n, 3))).toBe("-0.005");
  expect(toText(4)).toBe("4");
  expect(toNumber(d(86.5))).toBe(86.5);
});
