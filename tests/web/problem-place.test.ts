import { describe, expect, it } from "vitest";
import { placeOf } from "../../web/problem-place.ts";

describe("where a refusal stands", () => {
  it.each([
    ["", ""],
    ["cycle", "考核周期"],
    ["policy.grants[1].amount.fen", "第 2 项补助 · 金额 · 金额"],
    ["document.sections[0].items[2].score.points", "第 1 节 · 第 3 项 · 评分 · 分值"],
    ["ceilings[0].rows.汤溪镇", "第 1 处封顶 · 表 · 汤溪镇"],
    ["facts.staff", "事实 · staff"],
    ["roles[0]", "第 1 个 roles"],
  ])("of %j is told as %j", (path, said) => {
    expect(placeOf(path)).toBe(said);
  });
});
