import { describe, expect, it } from "vitest";
import { axisOf, isInGap, slipsOf, spansOf, tally, wordedLevel } from "../../web/pages/standard-editor/levels/scale.ts";

const worded = [
  { code: "5", title: "五星级", atLeast: 90, wording: "90 分以上" },
  { code: "4", title: "四星级", atLeast: 80, wording: "80—89 分" },
  { code: "3", title: "三星级", atLeast: 70, wording: "70—79 分" },
];
const spans = spansOf(worded) ?? [];

describe("levels as worded", () => {
  it("stand from the lowest up, the best reaching to full marks", () => {
    expect(spans.map(({ code, lower, upper }) => [code, lower.value, upper?.value ?? null])).toEqual([
      ["3", 70, 79],
      ["4", 80, 89],
      ["5", 90, null],
    ]);
  });

  it("reach to the next better line where the words name no end", () => {
    const plain = spansOf(worded.map(({ wording: _, ...level }) => level)) ?? [];
    expect(plain[0]).toMatchObject({ upper: { value: 80, isStrict: true }, isUpperWorded: false });
    expect(slipsOf(plain)).toEqual([]);
  });

  it("are no scale where all begin at the same points", () => {
    const bySize = ["5", "4", "3"].map((code) => ({ code, title: code, atLeast: 0 }));
    expect(spansOf(bySize)).toBeNull();
    expect(spansOf([])).toBeNull();
  });
});

describe("slips of wording", () => {
  it("are gaps where nobody names what lies between", () => {
    expect(slipsOf(spans)).toEqual([
      { kind: "gap", from: 79, to: 80 },
      { kind: "gap", from: 89, to: 90 },
    ]);
  });

  it("are overlaps where two name the same", () => {
    const shared = spansOf([
      { code: "a", title: "优秀", atLeast: 90, wording: "90 分以上" },
      { code: "b", title: "良好", atLeast: 80, wording: "80—90 分" },
    ]);
    expect(slipsOf(shared ?? [])).toEqual([{ kind: "overlap", from: 90, to: 90 }]);
  });

  it("are none where the words meet", () => {
    const repaired = spansOf([
      { code: "a", title: "优秀", atLeast: 90, wording: "90 分以上" },
      { code: "b", title: "良好", atLeast: 80, wording: "80 分以上、不满 90 分" },
    ]);
    expect(slipsOf(repaired ?? [])).toEqual([]);
  });

  it("leave 79.50 in the gap, and 80 at four stars", () => {
    expect(isInGap(spans, 79.5)).toBe(true);
    expect(isInGap(spans, 69)).toBe(false);
    expect(wordedLevel(spans, 80)?.title).toBe("四星级");
    expect(wordedLevel(spans, 79.5)).toBeNull();
  });
});

describe("the line", () => {
  it("holds every level and ends at full marks", () => {
    expect(axisOf(spans, undefined, [])).toEqual({ from: 60, to: 100 });
    expect(axisOf(spans, 120, [])).toEqual({ from: 60, to: 120 });
    expect(axisOf(spans, undefined, [110.5])).toEqual({ from: 60, to: 120 });
  });

  it("counts equal scores together", () => {
    expect(tally([80, 79.5, 80])).toEqual([
      { score: 79.5, count: 1 },
      { score: 80, count: 2 },
    ]);
  });
});
