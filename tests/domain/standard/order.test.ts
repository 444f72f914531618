import { describe, expect, it } from "vitest";
import { documentOf, item, rating, scored, scoredAlone, section } from "../../support/standards.ts";

const flag = (points = 1): object => ({ kind: "yes-no", points });

describe("an item's `from` sees", () => {
  it("given answers of later items, but not one that was marked not applicable", () => {
    const document = documentOf([
      section("s", [item("e", flag(), { from: "has(answers.later)" }), item("later", rating(5), { optional: true })], {
        notApplicable: "zero",
      }),
    ]);
    expect(scoredAlone(document, { answers: { later: 4 } }).score).toBe(5);
    expect(scoredAlone(document, { answers: { later: 4 }, notApplicable: ["later"] }).score).toBe(0);
  });

  it("no answer of an item that an earlier `applies` put out", () => {
    const document = documentOf(
      [
        section("s", [
          item("before", flag(1), { from: "has(answers.x)" }),
          item("x", rating(5), { applies: "unit.on" }),
          item("after", flag(2), { from: "has(answers.x)" }),
        ]),
      ],
      { notApplicable: "zero" },
    );
    expect(scoredAlone(document, { unit: { on: false }, answers: { x: 4 } }).score).toBe(1);
    expect(scoredAlone(document, { unit: { on: true }, answers: { x: 4 } }).score).toBe(7);
  });

  it("what an earlier `from` computed as an answer, and no answer given in its stead", () => {
    const document = documentOf([
      section("s", [
        item("early", flag(1), { from: "has(answers.n)" }),
        item("n", { kind: "count", each: 1, atMost: 9 }, { from: "unit.n" }),
        item("late", flag(1), { from: "answers.n == 3" }),
      ]),
    ]);
    expect(scoredAlone(document, { unit: { n: 3 }, answers: { n: 8 } }).score).toBe(4);
  });
});

describe("`appliesTo`", () => {
  it("sees the answers as given, and leaves out whom it doesn't hold for", () => {
    const document = documentOf([section("s", [item("x", rating(5), { optional: true })])], {
      appliesTo: "has(answers.x)",
    });
    const results = scored(document, [
      { id: "u1", answers: { x: 1 }, notApplicable: ["x"] },
      { id: "u2", answers: {} },
    ]);
    expect(results.get("u1")).toMatchObject({ applies: true, score: 0 });
    expect(results.get("u2")).toEqual({ id: "u2", applies: false });
  });
});

describe("a veto", () => {
  it("sees the score before any veto, a badge and a level the score after", () => {
    const document = documentOf([section("s", [item("x", rating(100))])], {
      vetoes: [
        { code: "zero", title: "零", effect: { kind: "zero-score" } },
        { code: "high", title: "高", when: "score == 90 && size(badges) == 0", effect: { kind: "lower", by: 1 } },
      ],
      badges: [{ code: "b", title: "章", when: "score == 0 && size(badges) == 0" }],
      levels: [
        { code: "2", title: "二", atLeast: 0, when: "score == 0 && 'b' in badges && sections.s == 90" },
        { code: "1", title: "一", atLeast: 0 },
      ],
    });
    const result = scoredAlone(document, { answers: { x: 90 }, vetoes: ["zero"] });
    expect(result).toMatchObject({ score: 0, level: "1", badges: ["b"], vetoes: ["zero", "high"] });
  });
});

describe("a subject that fails", () => {
  it("names the first `applies` or `from` that fails before any formula that stands earlier", () => {
    const document = documentOf([
      section("s", [
        item("f", { kind: "formula", points: 5, expression: "unit.none" }),
        item("x", rating(5), { from: "unit.none" }),
      ]),
    ]);
    expect(scored(document, [{ id: "u1" }]).get("u1")).toMatchObject({ applies: true, error: { item: "x" } });
  });

  it("fails on a condition of a level or badge that it had no chance of", () => {
    const document = documentOf([section("s", [item("x", rating(5))])], {
      badges: [{ code: "b", title: "章", section: "s", atLeast: 100, when: "unit.b" }],
      levels: [
        { code: "2", title: "二", atLeast: 0 },
        { code: "1", title: "一", atLeast: 100, when: "unit.c" },
      ],
    });
    const results = scored(document, [
      { id: "u1", answers: { x: 1 }, unit: {} },
      { id: "u2", answers: { x: 1 }, unit: { b: true } },
      { id: "u3", answers: { x: 1 }, unit: { b: true, c: true } },
    ]);
    expect(results.get("u1")).toMatchObject({ error: { item: "b" } });
    expect(results.get("u2")).toMatchObject({ error: { item: "level 1" } });
    expect(results.get("u3")).toMatchObject({ score: 1, level: "2", badges: [] });
  });
});
