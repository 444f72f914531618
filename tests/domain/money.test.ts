import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fenIn, formatFen, prorate, roundToUnit, split, splitInOrder, sumFen } from "../../worker/domain/money.ts";

describe("formatFen", () => {
  it.each([
    [0, "0.00"],
    [1, "0.01"],
    [99, "0.99"],
    [100, "1.00"],
    [99_999, "999.99"],
    [100_000, "1,000.00"],
    [4_690_000, "46,900.00"],
    [153_000_000, "1,530,000.00"],
    [-190_000, "−1,900.00"],
    [10_000_000_000_000, "100,000,000,000.00"],
    [123_456_789_012_345_678n, "1,234,567,890,123,456.78"],
  ])("writes %s fen as %s", (fen, text) => {
    expect(formatFen(fen)).toBe(text);
  });
});

describe("fenIn", () => {
  it.each([
    ["0", 0],
    ["0.01", 1],
    [".5", 50],
    ["12.", 1200],
    ["46,900.00", 4_690_000],
    ["46，900 元", 4_690_000],
    ["１２３．４５", 12_345],
    ["4.69 万", 4_690_000],
    ["0.000001万", 1],
    ["1.5亿元", 15_000_000_000],
    ["0.10", 10],
    ["1.005000", null],
    ["1.500", 150],
    ["90071992547409.91", 9_007_199_254_740_991],
  ])("reads %s as %s fen", (text, fen) => {
    expect(fenIn(text)).toBe(fen);
  });

  it.each(["0.001", "1.2345", "-1", "−1", "1e3", "一百", ".", "万", "1..2", "90071992547409.92"])(
    "takes %s for no sum",
    (text) => {
      expect(fenIn(text)).toBeNull();
    },
  );

  it("takes nothing for nothing", () => {
    expect(fenIn(" ")).toBeUndefined();
  });

  it("reads what formatFen writes", () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (fen) => {
        expect(fenIn(formatFen(fen))).toBe(fen);
      }),
    );
  });
});

describe("roundToUnit", () => {
  it.each([
    [149, 100, "half-up", 100],
    [150, 100, "half-up", 200],
    [199, 100, "down", 100],
    [101, 100, "up", 200],
    [200, 100, "up", 200],
    [1, 3, "half-up", 0],
    [2, 3, "half-up", 3],
  ] as const)("brings %i to units of %i, %s, as %i", (fen, unit, mode, expected) => {
    expect(roundToUnit(fen, unit, mode)).toBe(expected);
  });
});

describe("split", () => {
  it.each([
    [1, [6000, 4000], [1, 0]],
    [3, [6000, 4000], [2, 1]],
    [10, [3333, 3333, 3334], [3, 3, 4]],
    [3, [5000, 5000], [2, 1]],
    [100, [8, 10, 72], [9, 11, 80]],
    [0, [1, 1], [0, 0]],
    [7, [0, 1], [0, 7]],
    [9_999_999_999_999, [3333, 3333, 3334], [3_333_000_000_000, 3_333_000_000_000, 3_333_999_999_999]],
  ])("gives %i by %j as %j", (fen, weights, parts) => {
    expect(split(fen, weights)).toEqual(parts);
  });

  it("conserves the fen, whatever the weights, and gives no part a whole fen too much or too little", () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 20 })
      .filter((each) => each.some((weight) => weight > 0));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), weights, (fen, by) => {
        const parts = split(fen, by);
        const total = by.reduce((sum, weight) => sum + weight, 0);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(fen);
        parts.forEach((part, place) => {
          const over = BigInt(part) * BigInt(total) - BigInt(fen) * BigInt(by[place] ?? 0);
          expect(over > BigInt(-total) && over < BigInt(total)).toBe(true);
        });
      }),
    );
  });
});

describe("splitInOrder", () => {
  it.each([
    [400, [500, 300], [400, 0, 0]],
    [500, [500, 300], [500, 0, 0]],
    [700, [500, 300], [500, 200, 0]],
    [900, [500, 300], [500, 300, 100]],
    [5, [], [5]],
  ])("gives %i up to %j as %j", (fen, limits, parts) => {
    expect(splitInOrder(fen, limits)).toEqual(parts);
  });
});

describe("prorate", () => {
  it.each([
    [[100, 100, 100], 100, 1, [34, 33, 33]],
    [[500, 300, 200], 333, 1, [166, 100, 67]],
    [[100, 0, 100], 101, 1, [51, 0, 50]],
    [[1000, 1000, 1000], 1050, 100, [400, 300, 300]],
    [[700, 200, 100], 900, 100, [600, 200, 100]],
    [[100, 200], 0, 1, [0, 0]],
    [[3_000_000, 5_000_000, 3_000_000, 5_000_000], 15_000_000, 10_000, [2_810_000, 4_690_000, 2_810_000, 4_690_000]],
  ])("brings %j under %i in units of %i as %j", (lines, ceiling, unit, expected) => {
    expect([...prorate(lines, ceiling, unit).fen]).toEqual(expected);
  });

  it("is exact where products leave 2^53", () => {
    expect([...prorate([3_000_000_000_001, 3_000_000_000_001, 3_000_000_000_001], 3_000_000_000_001, 1).fen]).toEqual([
      1_000_000_000_001, 1_000_000_000_000, 1_000_000_000_000,
    ]);
  });

  it("uses the ceiling up to less than a unit and never passes it, nor lifts a line", () => {
    const lines = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 40 });
    const units = fc.constantFrom(1, 3, 100, 10_000);
    fc.assert(
      fc.property(lines, units, fc.double({ min: 0, max: 1, noNaN: true }), (raw, unit, part) => {
        const given = raw.map((units) => units * unit);
        const sum = Number(sumFen(given));
        const ceiling = Math.floor(sum * part * 0.999);
        fc.pre(ceiling < sum);
        const fen = [...prorate(given, ceiling, unit).fen];
        const total = fen.reduce((all, each) => all + each, 0);
        expect(total).toBeLessThanOrEqual(ceiling);
        expect(ceiling - total).toBeLessThan(unit);
        fen.forEach((each, place) => {
          expect(each).toBeLessThanOrEqual(given[place] ?? 0);
          expect(each % unit).toBe(0);
        });
      }),
    );
  });
});

describe("sumFen", () => {
  it("is a number where one holds it, else exact", () => {
    expect(sumFen([1, 2, 3])).toBe(6);
    expect(sumFen([Number.MAX_SAFE_INTEGER, 2, 2])).toBe(9_007_199_254_740_995n);
  });
});
