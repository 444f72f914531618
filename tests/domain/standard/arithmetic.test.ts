import { describe, expect, it } from "vitest";
import { documentOf, item, rating, scoredAlone, section } from "../../support/standards.ts";

const optional = (code: string, points: number): object => item(code, rating(points), { optional: true });

describe("sections in mode rescale", () => {
  const document = documentOf([
    section("a", [item("a1", rating(8)), item("a2", rating(4)), optional("a3", 3)], { atMost: 10 }),
    section("b", [optional("b1", 10)]),
  ]);

  it("are rescaled together, after each cap", () => {
    // a: 8 + 4 held to 10, of which 10 apply; b: leaves. 10 × 20 ÷ 10 = 20.
    const result = scoredAlone(document, { answers: { a1: 8, a2: 4 }, notApplicable: ["a3", "b1"] });
    expect(result.score).toBe(20);
    expect(result.sections.map(({ points, full }) => [points, full])).toEqual([
      [10, 10],
      [0, 10],
    ]);
  });

  it("are not rescaled where a cap hides what leaves", () => {
    // a1 + a2 alone still fill a's cap of 10: full and applicable are both 20.
    expect(scoredAlone(document, { answers: { a1: 3, b1: 5 }, notApplicable: ["a3"] }).score).toBe(8);
  });

  it("give nothing where nothing of them applies", () => {
    const alone = documentOf([section("b", [optional("b1", 10)])], { start: 7 });
    expect(scoredAlone(alone, { notApplicable: ["b1"] }).score).toBe(7);
  });

  it("round a result below zero away from zero: −1.5 × 7 ÷ 4 = −2.625", () => {
    const options = [
      { code: "good", title: "好", points: 4 },
      { code: "bad", title: "差", points: -1.5 },
    ];
    const document = documentOf([section("s", [item("x", { kind: "choice", options }), optional("y", 3)])], {
      start: 10,
    });
    expect(scoredAlone(document, { answers: { x: "bad" }, notApplicable: ["y"] }).score).toBe(7.37);
  });
});

describe("not applicable in a bonus or deduction section", () => {
  it("gives 0 in every mode, and leaves the marks a badge is taken of", () => {
    const plus = section("p", [optional("p1", 4), item("p2", rating(4))], { kind: "bonus", notApplicable: "full" });
    const minus = section("m", [optional("m1", 4)], { kind: "deduction", notApplicable: "full" });
    const base = section("s", [item("x", rating(10))]);
    const badges = [{ code: "g", title: "章", section: "p", atLeast: 100 }];
    const given = { answers: { x: 10, p2: 4 }, notApplicable: ["p1", "m1"] };
    expect(scoredAlone(documentOf([base, plus, minus], { badges }), given)).toMatchObject({ score: 14, badges: [] });
    const rescaled = documentOf([base, { ...plus, notApplicable: "rescale" }, minus], { badges });
    expect(scoredAlone(rescaled, given)).toMatchObject({ score: 14, badges: ["g"] });
  });
});

describe("the total", () => {
  const plus = section("p", [item("p1", rating(50))], { kind: "bonus", atMost: 20 });
  const minus = section("m", [item("m1", rating(200))], { kind: "deduction", atMost: 150 });
  const document = documentOf([section("s", [item("x", rating(100))]), plus, minus], { start: 5, atMost: 110 });

  it.each([
    [{ x: 100, p1: 30, m1: 0 }, 110],
    [{ x: 100, p1: 30, m1: 10.01 }, 110],
    [{ x: 100, p1: 30, m1: 20.5 }, 104.5],
    [{ x: 10, m1: 200 }, 0],
    [{}, 5],
  ])("is start + base + bonus − deduction, held within 0 and the ceiling: %j", (answers, score) => {
    expect(scoredAlone(document, { answers }).score).toBe(score);
  });

  it("shows a deduction as the positive number taken off", () => {
    expect(scoredAlone(document, { answers: { m1: 200 } }).sections[2]).toMatchObject({ points: 150, full: 150 });
  });
});

describe("weights", () => {
  const document = documentOf(
    [
      section("a", [optional("a1", 3)], { weight: 33.33 }),
      section("b", [optional("b1", 3), optional("b2", 3)], { weight: 33.33, atMost: 5 }),
      section("c", [item("c1", rating(7))], { weight: 33.34 }),
      section("p", [item("p1", rating(5))], { kind: "bonus" }),
    ],
    { scoring: "weights" },
  );

  it("are rounded once each, of the contribution", () => {
    // 33.33 × 1 ÷ 3 = 11.11; 33.33 × 5 ÷ 5 (6 held to 5); 33.34 × 2 ÷ 7 = 9.5257…; 1.5 beside.
    const result = scoredAlone(document, { answers: { a1: 1, b1: 3, b2: 3, c1: 2, p1: 1.5 } });
    expect(result.sections.map(({ points }) => points)).toEqual([11.11, 33.33, 9.53, 1.5]);
    expect(result.score).toBe(55.47);
  });

  it("go to the others where a section leaves: 33.33 × 100 ÷ 66.67 × 1 ÷ 3", () => {
    const result = scoredAlone(document, { answers: { b1: 1, c1: 7 }, notApplicable: ["a1", "b2"] });
    expect(result.sections.map(({ points }) => points)).toEqual([0, 16.66, 50.01, 0]);
    expect(result.score).toBe(66.67);
  });
});

describe("a badge", () => {
  it("is earned at exactly its percentage of what was earned, not of what was weighed", () => {
    const sections = [
      section("a", [item("a1", rating(3))], { weight: 10 }),
      section("b", [item("b1", rating(3))], { weight: 90 }),
    ];
    const badges = [
      { code: "third", title: "三分之一", section: "a", atLeast: 33.33 },
      { code: "more", title: "再多一点", section: "a", atLeast: 33.34 },
    ];
    const document = documentOf(sections, { scoring: "weights", badges });
    expect(scoredAlone(document, { answers: { a1: 1 } }).badges).toEqual(["third"]);
  });

  it("is earned where options make what was earned and the marks negative, and the percentage is reached", () => {
    const fine = (points: number) => ({ code: `o${-points}`, title: "扣", points });
    const badges = [{ code: "g", title: "章", section: "s", atLeast: 80 }];
    const document = documentOf([section("s", [item("x", { kind: "choice", options: [fine(-5), fine(-9)] })])], {
      badges,
    });
    // The marks are −5: −5 is 100 %, −9 is 180 %, unanswered 0 %.
    expect(scoredAlone(document, { answers: { x: "o5" } }).badges).toEqual(["g"]);
    expect(scoredAlone(document, { answers: { x: "o9" } }).badges).toEqual(["g"]);
    expect(scoredAlone(document, {}).badges).toEqual([]);
  });

  it("is not earned of marks that are 0", () => {
    const badges = [{ code: "g", title: "章", section: "s", atLeast: 0 }];
    const document = documentOf([section("s", [optional("x", 5)])], { badges });
    expect(scoredAlone(document, { answers: {} }).badges).toEqual(["g"]);
    expect(scoredAlone(document, { notApplicable: ["x"] }).badges).toEqual([]);
  });
});
