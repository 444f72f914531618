import { describe, expect, it } from "vitest";
import { documentOf, item, section } from "../../support/standards.ts";
import { afterProposal, afterProposals, raised, theWarning } from "../../support/warnings.ts";

const of = (score: object): object => documentOf([section("s", [item("x", score)])]);
const bands = (list: readonly object[], more: object = {}): object => of({ kind: "bands", bands: list, ...more });
const ranks = (list: readonly object[]): object => of({ kind: "rank", of: "unit.v", order: "high", bands: list });

describe("bands", () => {
  it("that fall with the answer raise nothing", () => {
    expect(
      raised(
        bands([
          { atLeast: 3, points: 20 },
          { atLeast: 2, points: 14 },
          { atLeast: 1, points: 14 },
        ]),
      ),
    ).toEqual([]);
  });

  it("that give less for more are a slip; the proposal sorts the points", () => {
    const document = bands([
      { atLeast: 3, points: 14 },
      { atLeast: 2, points: 20 },
      { atLeast: 1, points: 8 },
    ]);
    const warning = theWarning(document, "band-backwards");
    expect(warning.path).toBe("sections[0].items[0].score.bands[1].points");
    expect(warning.message).toBe("「指标x」第 1 档得 14 分，比它低的第 2 档反而得 20 分。");
    expect(warning.figures).toEqual({ item: "指标x", better: 14, worse: 20 });
    expect(afterProposal(document, "band-backwards")).toEqual([]);
  });

  it("in words leave 1.01 to 1.99 open in 「1—1 分」, but nothing between 1 个 and 2 个", () => {
    const counted = bands([
      { atLeast: 3, points: 20, wording: "3 个以上" },
      { atLeast: 2, points: 14, wording: "2 个" },
      { atLeast: 1, points: 8, wording: "1 个" },
    ]);
    expect(raised(counted)).toEqual([]);
    const skipped = bands([
      { atLeast: 5, points: 20, wording: "5 个以上" },
      { atLeast: 1, points: 8, wording: "1—3 个" },
    ]);
    expect(theWarning(skipped, "band-gap").message).toBe(
      "「指标x」8 分那一档的原文到 3，上一档从 5 起：4 没有写得几分。",
    );
    expect(theWarning(skipped, "band-gap").proposal?.value).toBe("1 个以上、不满 5 个");
    expect(afterProposal(skipped, "band-gap")).toEqual([]);
  });

  it("of rates in words: 「80%—89%」 leaves 89.01 to 89.99 open; beside lines of 0.9 nothing is said", () => {
    const document = (lines: readonly [number, number]): object =>
      bands([
        { atLeast: lines[0], points: 10, wording: "90%以上" },
        { atLeast: lines[1], points: 5, wording: "80%—89%" },
      ]);
    expect(raised(document([90, 80]))).toEqual(["band-gap sections[0].items[0].score.bands[1].wording"]);
    expect(afterProposal(document([90, 80]), "band-gap")).toEqual([]);
    expect(raised(document([0.9, 0.8]))).toEqual([]);
  });

  it("where less is better are held the other way round", () => {
    const lower = (first: string, second: string, line = 5): object =>
      bands(
        [
          { atMost: 2, points: 10, wording: first },
          { atMost: line, points: 5, wording: second },
        ],
        { better: "lower" },
      );
    expect(raised(lower("2 次以下", "3—5 次"))).toEqual([]);
    expect(raised(lower("不超过 2%", "超过 2%、5%以下"))).toEqual([]);
    const gap = lower("2%以下", "3%—5%");
    expect(theWarning(gap, "band-gap").figures).toMatchObject({ upper: 3, next: 2, from: 2.01, to: 2.99 });
    expect(theWarning(gap, "band-gap").proposal?.value).toBe("超过 2%、5%以下");
    expect(afterProposal(gap, "band-gap")).toEqual([]);
    const differing = lower("2 次以下", "3—5 次", 6);
    expect(theWarning(differing, "band-wording-differs").path).toBe("sections[0].items[0].score.bands[1].atMost");
    expect(afterProposal(differing, "band-wording-differs")).toEqual([]);
  });

  it("whose words would take the line past a neighbour are reworded, as lines may not cross", () => {
    const document = bands([
      { atLeast: 90, points: 10 },
      { atLeast: 80, points: 5, wording: "95 分以上" },
    ]);
    expect(theWarning(document, "band-wording-differs").proposal).toMatchObject({
      path: "sections[0].items[0].score.bands[1].wording",
      value: "80 分以上、不满 90 分",
    });
    expect(afterProposal(document, "band-wording-differs")).toEqual([]);
  });

  it("of ranks that an earlier one holds are never reached", () => {
    const document = ranks([
      { topPercent: 50, points: 10 },
      { topPercent: 20, points: 10 },
    ]);
    expect(theWarning(document, "band-unreachable").message).toBe(
      "「指标x」前 20%这一档到不了：前面的前 50%已经包括它。",
    );
    expect(afterProposal(document, "band-unreachable")).toEqual([]);
    const twice = ranks([
      { topN: 3, points: 10 },
      { topN: 3, points: 5 },
    ]);
    expect(afterProposal(twice, "band-unreachable")).toEqual([]);
    expect(
      raised(
        ranks([
          { topN: 1, points: 10 },
          { topPercent: 20, points: 5 },
          { topPercent: 50, points: 2 },
        ]),
      ),
    ).toEqual([]);
  });
});

describe("brackets", () => {
  const brackets = (atMost: number): object =>
    of({
      kind: "brackets",
      brackets: [
        { from: 0, each: 1 },
        { from: 10, each: 0.5 },
      ],
      atMost,
    });

  it("that begin where the cap is reached add nothing", () => {
    const warning = theWarning(brackets(10), "bracket-unreachable");
    expect(warning.path).toBe("sections[0].items[0].score.brackets[1].from");
    expect(warning.figures).toEqual({ item: "指标x", from: 10, atMost: 10 });
    expect(afterProposal(brackets(10), "bracket-unreachable")).toEqual([]);
  });

  it("that still add raise nothing", () => {
    expect(raised(brackets(10.01))).toEqual([]);
  });
});

describe("an option of a tally", () => {
  const tally = (atMost: number): object =>
    of({
      kind: "tally",
      take: "sum",
      atMost,
      options: [
        { code: "a", title: "国家级", points: 10 },
        { code: "b", title: "省级", points: 8 },
      ],
    });

  it("worth more than the cap is never had in full", () => {
    expect(raised(tally(5))).toEqual([
      "option-above-cap sections[0].items[0].score.options[0].points",
      "option-above-cap sections[0].items[0].score.options[1].points",
    ]);
    expect(afterProposals(tally(5), "option-above-cap")).toEqual([]);
  });

  it("worth no more raises nothing", () => {
    expect(raised(tally(10))).toEqual([]);
  });
});

describe("a proportion", () => {
  const proportion = (floor: number): object => of({ kind: "proportion", points: 10, full: 80, floor });

  it("whose floor lies above what earns full marks contradicts itself", () => {
    expect(theWarning(proportion(85), "floor-above-full").figures).toEqual({ item: "指标x", floor: 85, full: 80 });
    expect(afterProposal(proportion(85), "floor-above-full")).toEqual([]);
  });

  it("whose floor lies at or below raises nothing", () => {
    expect(raised(proportion(80))).toEqual([]);
  });
});

describe("a rating", () => {
  it.each([
    [20, 3, 1, "最多只能评到 18.00 分"],
    [7.5, 1, 0.5, "最多只能评到 7.00 分"],
    [0.33, 0.1, 0.01, "最多只能评到 0.30 分"],
  ])("of %d in steps of %d misses the full marks; %d fits", (points, step, fitting, text) => {
    const document = of({ kind: "rating", points, step });
    const warning = theWarning(document, "full-marks-unreachable");
    expect(warning.message).toContain(text);
    expect(warning.proposal?.value).toBe(fitting);
    expect(afterProposal(document, "full-marks-unreachable")).toEqual([]);
  });

  it("in steps that fit raises nothing", () => {
    expect(raised(of({ kind: "rating", points: 20, step: 0.5 }))).toEqual([]);
    expect(raised(of({ kind: "rating", points: 20 }))).toEqual([]);
  });
});
