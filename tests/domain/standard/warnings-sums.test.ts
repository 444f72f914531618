import { describe, expect, it } from "vitest";
import { documentOf, item, rating, section } from "../../support/standards.ts";
import { afterProposal, afterProposals, raised, theWarning } from "../../support/warnings.ts";

const yes = (points: number): object => ({ kind: "yes-no", points });
const levels = [{ code: "5", title: "五星级", atLeast: 90 }];

describe("items of a section with a cap", () => {
  it("add up to it and raise nothing", () => {
    expect(raised(documentOf([section("s", [item("x", rating(12)), item("y", yes(8))], { atMost: 20 })]))).toEqual([]);
  });

  it("fall short of it", () => {
    const document = documentOf([section("s", [item("x", rating(12)), item("y", yes(6))], { atMost: 20 })]);
    const warning = theWarning(document, "section-sum");
    expect(warning.path).toBe("sections[0].atMost");
    expect(warning.message).toBe("「大项s」各项合计 18.00 分，封顶 20.00 分：封顶够不着。");
    expect(warning.figures).toEqual({ section: "大项s", sum: 18, atMost: 20 });
    expect(warning.proposal?.value).toBe(18);
    expect(afterProposal(document, "section-sum")).toEqual([]);
  });

  it("go beyond it", () => {
    const document = documentOf([section("s", [item("x", rating(12)), item("y", yes(10))], { atMost: 20 })]);
    expect(theWarning(document, "section-sum").message).toContain("超出的分得不到");
    expect(afterProposal(document, "section-sum")).toEqual([]);
  });

  it("go beyond it together, but not for those that each applies to: 8 + 12 for villages, 8 + 12 for others", () => {
    const items = [
      item("a", yes(8)),
      item("b", yes(6), { applies: "unit.field == 'village'" }),
      item("c", yes(6), { applies: "unit.field == 'village'" }),
      item("d", yes(12), { applies: "unit.field == 'social'" }),
    ];
    expect(raised(documentOf([section("s", items, { atMost: 20 })]))).toEqual([]);
    const short = documentOf([section("s", items, { atMost: 21 })]);
    expect(theWarning(short, "section-sum").proposal?.value).toBe(20);
    expect(afterProposal(short, "section-sum")).toEqual([]);
  });

  it("may go beyond it in a bonus or deduction, and be uncapped there", () => {
    const base = section("s", [item("x", rating(10))]);
    const bonus = section("b", [item("y", yes(6)), item("z", yes(6))], { kind: "bonus", atMost: 10 });
    const minus = section("m", [item("w", { kind: "count", each: 1 })], { kind: "deduction", atMost: 10 });
    expect(raised(documentOf([base, bonus, minus]))).toEqual([]);
    const short = section("b", [item("y", yes(6))], { kind: "bonus", atMost: 10 });
    expect(raised(documentOf([base, short]))).toEqual(["section-sum sections[1].atMost"]);
  });
});

describe("sections out of 100", () => {
  const two = (first: number, second: number, more: object = {}): object =>
    documentOf([section("a", [item("x", rating(first))]), section("b", [item("y", rating(second))])], {
      levels,
      ...more,
    });

  it("that make 100 raise nothing", () => {
    expect(raised(two(60, 40))).toEqual([]);
    expect(raised(two(60, 20, { start: 20 }))).toEqual([]);
  });

  it.each([
    [60, 35, "各大项合计 95.00 分，不到 100 分。", 95],
    [60, 45, "各大项合计 105.00 分，超过 100 分。", 105],
  ])("that make %d + %d are a slip", (first, second, message, sum) => {
    const document = two(first, second);
    const warning = theWarning(document, "sections-sum");
    expect(warning.message).toBe(message);
    expect(warning.figures).toEqual({ sum, wanted: 100 });
    expect(afterProposal(document, "sections-sum")).toEqual([]);
  });

  it("that a ceiling of 100 holds", () => {
    const document = two(60, 45, { levels: [], atMost: 100 });
    expect(raised(document)).toEqual(["sections-sum sections"]);
    expect(afterProposal(document, "sections-sum")).toEqual([]);
  });

  it("with a cap: the proposal moves it too", () => {
    const document = documentOf(
      [section("a", [item("x", rating(55))], { atMost: 55 }), section("b", [item("y", rating(40))], { atMost: 40 })],
      { levels },
    );
    expect(raised(document)).toEqual(["sections-sum sections"]);
    expect(afterProposal(document, "sections-sum")).toEqual([]);
  });

  it("that a bonus fills up, or that aren't out of 100, raise nothing", () => {
    const bonus = section("c", [item("z", rating(10))], { kind: "bonus" });
    const base = section("a", [item("x", rating(90))]);
    expect(raised(documentOf([base, bonus], { levels }))).toEqual([]);
    expect(raised(documentOf([base]))).toEqual([]);
    expect(raised(two(100, 50, { levels: [{ code: "5", title: "五", atLeast: 130 }] }))).toEqual([]);
  });

  it("of which some count nothing for those they don't apply to: each makes 100 with the rest", () => {
    const sections = [
      section("a", [item("x", rating(40))]),
      section("b", [item("y", rating(60), { applies: "unit.a" })]),
      section("c", [item("z", rating(60), { applies: "unit.b" })]),
    ];
    expect(raised(documentOf(sections, { levels, notApplicable: "zero" }))).toEqual([]);
  });
});

describe("items under weights", () => {
  const weighed = (marks: readonly number[], weights: readonly number[]): object =>
    documentOf(
      marks.map((points, place) =>
        section(`s${place}`, [item(`x${place}`, rating(points))], { weight: weights[place] }),
      ),
      { scoring: "weights" },
    );

  it("are a scale of their own", () => {
    expect(raised(weighed([100, 100, 100], [40, 30, 30]))).toEqual([]);
  });

  it("that are otherwise just their weights are a slip where they aren't", () => {
    const document = weighed([40, 30, 25], [40, 30, 30]);
    const warning = theWarning(document, "section-weight");
    expect(warning.path).toBe("sections[2].weight");
    expect(warning.figures).toEqual({ section: "大项s2", sum: 25, weight: 30 });
    expect(afterProposal(document, "section-weight")).toEqual([]);
    expect(raised(weighed([40, 30, 30], [40, 30, 30]))).toEqual([]);
  });
});

describe("a ceiling of the total", () => {
  const of = (atMost: number): object => documentOf([section("a", [item("x", rating(90))])], { atMost });

  it("that nobody can come to is a slip", () => {
    expect(theWarning(of(120), "ceiling-above-possible").message).toBe(
      "总分封顶 120.00 分，最多只能得 90.00 分，封顶够不着。",
    );
    expect(afterProposals(of(120), "ceiling-above-possible")).toEqual([]);
  });

  it("that can be reached is none", () => {
    expect(raised(of(90))).toEqual([]);
    expect(raised(of(80))).toEqual([]);
  });
});
