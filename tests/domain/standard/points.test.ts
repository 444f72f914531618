import { describe, expect, it } from "vitest";
import type { Json } from "../../../worker/domain/expression.ts";
import { documentOf, item, pointsFor, scored, section } from "../../support/standards.ts";

function each(score: object, rows: readonly (readonly [Json, number])[]): void {
  it.each(rows)("%j earns %d", (answer, points) => {
    expect(pointsFor(score, answer)).toBe(points);
  });
}

describe("yes-no earns its points or nothing:", () => {
  each({ kind: "yes-no", points: 0.07 }, [
    [true, 0.07],
    [false, 0],
  ]);
});

describe("a choice earns its option's points, which may be below zero:", () => {
  const options = [
    { code: "good", title: "好", points: 5 },
    { code: "constructor", title: "差", points: -2.5 },
  ];
  each({ kind: "choice", options }, [
    ["good", 5],
    ["constructor", -2.5],
  ]);
});

describe("a count of 0.005 each, from 3 on, is rounded half up once:", () => {
  each({ kind: "count", each: 0.005, atMost: 0.03, atLeast: 3 }, [
    [0, 0],
    [2, 0],
    [3, 0.02],
    [4, 0.02],
    [5, 0.03],
    [7, 0.03],
    [900719925474099100000, 0.03],
  ]);
});

describe("a tally by sum adds points times counts and then caps:", () => {
  const options = [
    { code: "a", title: "甲", points: 1.5 },
    { code: "b", title: "乙", points: -2 },
  ];
  each({ kind: "tally", options, take: "sum", atMost: 4 }, [
    [{}, 0],
    [{ a: 2 }, 3],
    [{ a: 3 }, 4],
    [{ a: 3, b: 1 }, 2.5],
    [{ b: 3 }, -6],
    [{ a: 1e12, b: 75e10 }, 0],
  ]);
});

describe("a tally by highest takes the best option that occurs, be it below zero:", () => {
  const options = [
    { code: "a", title: "甲", points: 4 },
    { code: "b", title: "乙", points: -2 },
    { code: "c", title: "丙", points: -5 },
  ];
  each({ kind: "tally", options, take: "highest", atMost: 3 }, [
    [{}, 0],
    [{ a: 0, b: 0 }, 0],
    [{ a: 1, b: 1 }, 3],
    [{ b: 1, c: 7 }, -2],
    [{ c: 1 }, -5],
    [{ c: 1e20 }, -5],
  ]);
});

describe("bands give the first line reached; `above` must be passed:", () => {
  const bands = [
    { above: 90, points: 5 },
    { atLeast: 90, points: 4 },
    { atLeast: 60.5, points: 2 },
  ];
  each({ kind: "bands", bands }, [
    [90.0000001, 5],
    [90, 4],
    [89.999999, 2],
    [60.5, 2],
    [60.49, 0],
    [-1e20, 0],
    [1e300, 5],
  ]);
});

describe("bands where lower is better rise; `below` must be passed:", () => {
  const bands = [
    { below: 3, points: 5 },
    { atMost: 3, points: 4 },
    { atMost: 10, points: 1 },
  ];
  each({ kind: "bands", better: "lower", bands }, [
    [2.9999999, 5],
    [3, 4],
    [3.01, 1],
    [10, 1],
    [10.000001, 0],
    [-5, 5],
  ]);
});

describe("brackets by threes, each part to a whole number downwards:", () => {
  const brackets = [
    { from: 2, each: 1.25 },
    { from: 10, each: 0.5 },
  ];
  each({ kind: "brackets", brackets, atMost: 100, per: 3, whole: "down" }, [
    [2, 0],
    [4.999999, 0],
    [5, 1.25],
    [10, 2.5],
    [12.999999, 2.5],
    [13, 3],
    [1e15, 100],
  ]);
});

describe("brackets upwards and undivided:", () => {
  it("a part of a unit counts as one upwards, and as its share undivided", () => {
    const brackets = [{ from: 0, each: 2 }];
    expect(pointsFor({ kind: "brackets", brackets, atMost: 100, per: 3, whole: "up" }, 3.000001)).toBe(4);
    expect(pointsFor({ kind: "brackets", brackets, atMost: 100, per: 3 }, 1)).toBe(0.67);
    expect(pointsFor({ kind: "brackets", brackets, atMost: 100, whole: "up" }, 0.5)).toBe(2);
  });

  it("large amounts with six decimals are exact: 123,456,789.123456 × 0.000001 and × 0.008", () => {
    const score = { kind: "brackets", brackets: [{ from: 0, each: 0.000001 }], atMost: 1000 };
    expect(pointsFor(score, 123456789.123456)).toBe(123.46);
    const larger = { kind: "brackets", brackets: [{ from: 0, each: 0.008 }], atMost: 1000000 };
    expect(pointsFor(larger, 123456789.375)).toBe(987654.32);
  });
});

describe("a proportion is capped at its points and 0 below its floor:", () => {
  each({ kind: "proportion", points: 10, full: 0.9, floor: 0.3 }, [
    [0.299999, 0],
    [0.3, 3.33],
    [0.45, 5],
    [0.9, 10],
    [2, 10],
    [-1, 0],
    [0.4500000001, 5],
  ]);
});

describe("a deduction stops at zero, rounding what is left:", () => {
  each({ kind: "deduct", points: 1, each: 0.333335 }, [
    [0, 1],
    [1, 0.67],
    [2, 0.33],
    [3, 0],
    [1e18, 0],
  ]);
});

describe("a rating is rounded half up:", () => {
  each({ kind: "rating", points: 10 }, [
    [4.005, 4.01],
    [4.0049999999, 4],
    [10, 10],
  ]);
});

describe("a formula is held within 0 and its points:", () => {
  const document = documentOf([section("s", [item("x", { kind: "formula", points: 4.5, expression: "unit.v" })])]);
  it.each([
    [-3, 0],
    [1.005, 1.01],
    [4.49, 4.49],
    [4.504, 4.5],
    [1e30, 4.5],
  ])("%d earns %d", (v, points) => {
    expect(scored(document, [{ id: "u1", unit: { v } }]).get("u1")).toMatchObject({ score: points });
  });
});

describe("an absurd count", () => {
  it("fails its subject where no cap holds it, and nobody else", () => {
    const document = documentOf([section("s", [item("x", { kind: "count", each: 1 })], { kind: "bonus" })]);
    const results = scored(document, [
      { id: "u1", answers: { x: 1e17 } },
      { id: "u2", answers: { x: 1e9 } },
    ]);
    expect(results.get("u1")).toMatchObject({ error: { item: "x", reason: "得分超过 1000000000 分，数填得太大。" } });
    expect(results.get("u2")).toMatchObject({ score: 1e9 });
  });
});
