import { describe, expect, it } from "vitest";
import { commonPercent, type PlanText, piecesOf, planFaults, samplePieces } from "../../worker/domain/plan.ts";

const whole: PlanText = {
  goals: "年内建成四星级示范点",
  measures: [{ text: "每月开放一次党员活动室", responsible: "支部书记", dueOn: "2015-09-30" }],
  milestones: [{ title: "活动室挂牌", dueOn: "2015-09-15" }],
};

describe("a plan", () => {
  it("lacks nothing where goals, measures, who and by when, and milestones are written", () => {
    expect(planFaults(whole, 2015)).toEqual([]);
  });

  it("names everything that was left empty, by its place", () => {
    const empty: PlanText = {
      goals: " ",
      measures: [{ text: "", responsible: "", dueOn: null }],
      milestones: [{ title: "", dueOn: "2016-01-01" }],
    };
    expect(planFaults(empty, 2015)).toEqual([
      { path: "goals", message: "创建目标要写" },
      { path: "measures[0].text", message: "举措要写" },
      { path: "measures[0].responsible", message: "责任人要写，写职务即可" },
      { path: "measures[0].dueOn", message: "完成时限要写" },
      { path: "milestones[0].title", message: "节点要写" },
      { path: "milestones[0].dueOn", message: "完成时限应在 2015 年内" },
    ]);
    expect(planFaults({ goals: "有", measures: [], milestones: [] }, 2015).map(({ path }) => path)).toEqual([
      "measures",
      "milestones",
    ]);
  });
});

describe("the text that two plans have in common", () => {
  it("is all of it where only punctuation differs, and none where nothing is the same", () => {
    const punctuated = { ...whole, goals: "年内，建成「四星级」示范点。" };
    expect(commonPercent(piecesOf(whole), piecesOf(punctuated))).toBe(100);
    const other: PlanText = { goals: "开展志愿服务进社区", measures: [], milestones: [] };
    expect(commonPercent(piecesOf(whole), piecesOf(other))).toBe(0);
    expect(commonPercent(piecesOf({ goals: "", measures: [], milestones: [] }), piecesOf(whole))).toBe(0);
  });

  it("is counted in pieces of four characters", () => {
    const text = (goals: string): PlanText => ({ goals, measures: [], milestones: [] });
    expect(commonPercent(piecesOf(text("一二三四五六")), piecesOf(text("一二三四五七")))).toBe(66);
  });

  it("is looked for by no more than 64 pieces of each", () => {
    const long = {
      goals: Array.from({ length: 500 }, (_, n) => String.fromCharCode(0x4e00 + n)).join(""),
      measures: [],
      milestones: [],
    };
    expect(samplePieces(piecesOf(long))).toHaveLength(64);
  });
});
