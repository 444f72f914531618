import { describe, expect, it } from "vitest";
import type { PolicyDocument, StandardDocument } from "../../web/document-shapes.ts";
import { spokenOfPolicies } from "../../web/pages/policy-editor/spoken.ts";
import { spokenOfStandards } from "../../web/pages/standard-editor/spoken.ts";
import { comparePolicies } from "../../worker/domain/policy/compare.ts";
import { compareStandards } from "../../worker/domain/standard/compare.ts";

// What a comparison says on the screen: the server's sentences, with the tenant's words for what they name.

const words = {
  names: new Map([["unit.party_members", "党员人数"]]),
  levels: new Map([["5", "五星级"]]),
  codes: new Map<string, string>(),
};
const grant = (more: object) => ({ code: "star", title: "星级奖补", amount: { kind: "fixed", fen: 100 }, ...more });
const policy = (more: object): PolicyDocument =>
  ({ title: "办法", rounding: { toFen: 1, mode: "down" }, grants: [grant({})], ...more }) as never;
const standard = (more: object): StandardDocument =>
  ({
    title: "标准",
    sections: [{ code: "team", title: "红色队伍", items: [] }],
    levels: [{ code: "5", title: "五星级", atLeast: 90 }],
    ...more,
  }) as never;

function policies(before: object, after: object): readonly string[] {
  const [was, is] = [policy(before), policy(after)];
  return comparePolicies(was as never, is as never).map((each) => spokenOfPolicies(each, is, was, words));
}
function standards(before: object, after: object): readonly string[] {
  const [was, is] = [standard(before), standard(after)];
  return compareStandards(was as never, is as never).map((each) => spokenOfStandards(each, is, was, words));
}

describe("a policy's difference", () => {
  it("calls a condition as it is read elsewhere", () => {
    expect(policies({}, { grants: [grant({ when: "unit.party_members >= 3" })] })).toEqual([
      "补助「星级奖补」的条件 都有 → “党员人数 ≥ 3”",
    ]);
  });

  it("calls what a factor looks at by its word", () => {
    const times = [{ of: "result.score", bands: [{ atLeast: 90, percent: 90 }] }];
    expect(policies({}, { grants: [grant({ times })] })).toEqual([
      "加了补助「星级奖补」第 1 个系数：“认定得分”（90 以上 90%）",
    ]);
  });

  it("calls a ceiling by what it holds, and its grants by their titles", () => {
    const ceiling = (more: object) => ({
      code: "township",
      by: "unit.township",
      rows: { 汤溪镇: 1 },
      share: "rank",
      ...more,
    });
    expect(policies({ ceilings: [ceiling({})] }, { ceilings: [ceiling({ grants: ["star"] })] })).toEqual([
      "封顶「按乡镇、街道或行业」管的补助 全部 → 「星级奖补」",
    ]);
    expect(policies({ ceilings: [ceiling({})] }, {})).toEqual(["删去封顶「按乡镇、街道或行业」"]);
  });

  it("calls a row of a table by level by the level's title, and no other row", () => {
    const table = (of: string, fen: number) => ({
      grants: [grant({ amount: { kind: "table", of, rows: { 5: fen } } })],
    });
    expect(policies(table("result.level", 100), table("result.level", 200))).toEqual([
      "补助「星级奖补」「五星级」 1.00 元 → 2.00 元",
    ]);
    expect(policies(table("unit.party_members", 100), table("unit.party_members", 200))).toEqual([
      "补助「星级奖补」「5」 1.00 元 → 2.00 元",
    ]);
  });

  it("leaves what it can't read as it is written", () => {
    expect(policies({}, { grants: [grant({ when: "unit.a.exists(x, x > 1)" })] })).toEqual([
      "补助「星级奖补」的条件 都有 → “unit.a.exists(x, x > 1)”",
    ]);
  });
});

describe("a standard's difference", () => {
  it("calls levels and sections by their titles", () => {
    expect(standards({}, { directLevels: [{ level: "5", when: "unit.party_members >= 3" }] })).toEqual([
      "直接定级 没有 → “党员人数 ≥ 3”评「五星级」",
    ]);
    expect(standards({}, { tieBreak: ["team"] })).toEqual(["同分先看 没有 → 「红色队伍」"]);
  });

  it("keeps a level's wording as the notice has it", () => {
    const level = (wording: string) => ({ levels: [{ code: "5", title: "五星级", atLeast: 90, wording }] });
    expect(standards(level("90 分以上"), level("90—100 分"))).toEqual(["等级「五星级」原文 “90 分以上” → “90—100 分”"]);
  });
});
