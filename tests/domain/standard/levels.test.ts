import { describe, expect, it } from "vitest";
import type { Subject } from "../../../worker/domain/standard/index.ts";
import { documentOf, item, rating, scored, scoredAlone, section } from "../../support/standards.ts";

const levels = [
  { code: "5", title: "五星级", atLeast: 90 },
  { code: "4", title: "四星级", atLeast: 80 },
  { code: "3", title: "三星级", atLeast: 70 },
];
const whole = [section("s", [item("x", rating(100))])];

function levelsOf(document: object, subjects: readonly Subject[]): readonly (string | null | undefined)[] {
  return [...scored(document, subjects).values()].map((result) => ("level" in result ? result.level : undefined));
}

describe("vetoes", () => {
  const document = documentOf(whole, {
    levels,
    vetoes: [
      { code: "three", title: "最高三星", effect: { kind: "at-most-level", level: "3" } },
      { code: "held", title: "不高于原级", effect: { kind: "not-above-held" } },
      { code: "one", title: "降一级", effect: { kind: "lower", by: 1 } },
      { code: "two", title: "降两级", effect: { kind: "lower", by: 2 } },
      { code: "none", title: "不定级", effect: { kind: "no-level" } },
    ],
  });
  const level = (vetoes: readonly string[], held?: string | null): string | null =>
    scoredAlone(document, { answers: { x: 95 }, vetoes, ...(held === undefined ? {} : { held: { level: held } }) })
      .level;

  it("that lower add up, and past the last level there is none", () => {
    expect([level(["one"]), level(["two"]), level(["one", "two"])]).toEqual(["4", "3", null]);
  });

  it("forbid first and lower then", () => {
    expect([level(["three"]), level(["three", "one"]), level(["held", "one"], "4")]).toEqual(["3", null, "3"]);
  });

  it("forbid everything where nothing known is held", () => {
    expect([level(["held"], "5"), level(["held"], "示范"), level(["held"], null), level(["held"])]).toEqual([
      "5",
      null,
      null,
      null,
    ]);
  });

  it("of no level win over all", () => {
    expect(level(["none", "one", "three"])).toBe(null);
  });
});

describe("promotion", () => {
  const document = documentOf(whole, { levels, promotion: { atMostSteps: 1, unless: "score >= 99" } });
  const level = (x: number, held: string | null): string | null =>
    scoredAlone(document, { answers: { x }, held: { level: held } }).level;

  it("forbids what is more steps above the level held", () => {
    expect([level(95, "5"), level(95, "4"), level(95, "3"), level(95, null), level(95, "别的")]).toEqual([
      "5",
      "5",
      "4",
      "3",
      "3",
    ]);
  });

  it("forbids nothing where its exception holds", () => {
    expect(level(99, null)).toBe("5");
  });

  it("of no step at all keeps the level held", () => {
    const still = documentOf(whole, { levels, promotion: { atMostSteps: 0 } });
    expect(scoredAlone(still, { answers: { x: 95 }, held: { level: "4" } }).level).toBe("4");
    expect(scoredAlone(still, { answers: { x: 95 }, held: { level: null } }).level).toBe(null);
  });
});

describe("a quota", () => {
  const quota = (quota: object, more: object = {}): object =>
    documentOf(whole, {
      levels: [
        { code: "5", title: "五", atLeast: 90, quota },
        { code: "4", title: "四", atLeast: 0, ...more },
      ],
      vetoes: [{ code: "one", title: "降一级", effect: { kind: "lower", by: 1 } }],
      directLevels: [{ level: "5", when: "has(unit.direct)" }],
    });
  const subjects = (...points: readonly number[]): readonly Subject[] =>
    points.map((x, index) => ({ id: `u${index}`, answers: { x } }));

  it("of no place lets nobody in, ties or not", () => {
    expect(levelsOf(quota({ count: 0, ties: "include" }), subjects(95, 95))).toEqual(["4", "4"]);
  });

  it("lets equals in total of the last in, where ties are included", () => {
    expect(levelsOf(quota({ count: 2, ties: "include" }), subjects(91, 95, 91, 90, 91))).toEqual([
      "5",
      "5",
      "5",
      "4",
      "5",
    ]);
  });

  it("with more places than candidates lets all of them in", () => {
    expect(levelsOf(quota({ count: 9, ties: "include" }), subjects(91, 89, 92))).toEqual(["5", "4", "5"]);
  });

  it("keeps the place of who was lowered, and isn't asked in the level they fall to", () => {
    const [first = { id: "" }, ...others] = subjects(95, 94, 93);
    const given = [{ ...first, vetoes: ["one"] }, ...others];
    expect(levelsOf(quota({ count: 1 }), given)).toEqual(["4", "4", "4"]);
    // 4's one place goes to u1, the best left; u0 falls into 4 beside it.
    expect(levelsOf(quota({ count: 1 }, { quota: { count: 1 } }), given)).toEqual(["4", "4", null]);
  });

  it("is not taken by direct levels", () => {
    const given = subjects(95, 94).map((subject, index) =>
      index === 0 ? { ...subject, unit: { direct: true } } : subject,
    );
    expect(levelsOf(quota({ count: 1 }), given)).toEqual(["5", "5"]);
  });

  it("goes to lesser ids by code point where totals are equal", () => {
    const given = ["b", "𠮷", "Ａ", "B"].map((id) => ({ id, answers: { x: 95 } }));
    expect(levelsOf(quota({ count: 2 }), given)).toEqual(["5", "4", "4", "5"]);
    expect(levelsOf(quota({ count: 3 }), given)).toEqual(["5", "4", "5", "5"]);
  });

  it.each([
    ["down", 2.49, 0],
    ["half-up", 2.5, 1],
    ["half-up", 2.49, 0],
    ["up", 0.01, 1],
    ["up", 0, 0],
    ["down", 5, 1],
  ])("rounded %s of %d %% of twenty is %d", (rounding, percent, places) => {
    const given = subjects(...Array.from({ length: 20 }, () => 95));
    const held = levelsOf(quota({ percent, rounding }), given).filter((level) => level === "5");
    expect(held.length).toBe(places);
  });
});

describe("a direct level", () => {
  it("that is forbidden gives way to the next worse that isn't", () => {
    const document = documentOf(whole, {
      levels,
      directLevels: [{ level: "5", when: "unit.honour" }],
      promotion: { atMostSteps: 1 },
    });
    const of = (held: string | null): string | null =>
      scoredAlone(document, { unit: { honour: true }, answers: { x: 0 }, held: { level: held } }).level;
    expect([of("4"), of("3"), of(null)]).toEqual(["5", "4", "3"]);
  });
});

describe("a total of zero by veto", () => {
  it("still reaches a level whose line is zero, and keeps the badges", () => {
    const document = documentOf(whole, {
      levels: [...levels, { code: "0", title: "不评星", atLeast: 0 }],
      vetoes: [{ code: "zero", title: "零", effect: { kind: "zero-score" } }],
      badges: [{ code: "b", title: "章", section: "s", atLeast: 50 }],
    });
    const result = scoredAlone(document, { answers: { x: 95 }, vetoes: ["zero"] });
    expect(result).toMatchObject({ score: 0, level: "0", badges: ["b"] });
  });
});
