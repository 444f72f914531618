import { describe, expect, it } from "vitest";
import type { Demonstration } from "../../db/seed/demonstration.ts";
import { demonstrations } from "../../db/seed/demonstrations.ts";
import type { Template } from "../../db/seed/template.ts";
import { templates } from "../../db/seed/templates.ts";
import { type Computed, computeResults, seedVariables } from "../../worker/actions/tenants/provision-results.ts";
import { answerOf, calculate, readPolicy } from "../../worker/domain/policy/index.ts";

function seedOf(code: string): { demonstration: Demonstration; template: Template } {
  const demonstration = demonstrations.find((each) => each.tenant === code);
  const template = templates.find((each) => each.code === code);
  if (demonstration === undefined || template === undefined) throw new Error(code);
  return { demonstration, template };
}

function resultsOf(code: string): ReadonlyMap<string, Computed> {
  const { demonstration, template } = seedOf(code);
  const cycle = demonstration.cycles.find((each) => each.accepted !== null);
  if (cycle === undefined || cycle.accepted === null) throw new Error(code);
  return computeResults({ ...cycle, accepted: cycle.accepted }, demonstration.units, template);
}

function paid(code: string, policyCode: string) {
  const { demonstration, template } = seedOf(code);
  const read = readPolicy(template.policies.find((each) => each.code === policyCode)?.document);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  const results = resultsOf(code);
  const byCode = new Map(demonstration.units.map((unit) => [unit.code, unit]));
  const sheets = demonstration.cycles.flatMap((cycle) => cycle.accepted?.answers ?? []);
  const recipients = sheets.map((sheet) => {
    const result = results.get(sheet.unit);
    if (result === undefined) throw new Error(sheet.unit);
    return {
      id: sheet.unit,
      unit: seedVariables(sheet.unit, byCode),
      result: { accepted: result.isAccepted, level: result.level ?? null, badges: result.badges ?? [] },
      facts: sheet.facts ?? {},
    };
  });
  return answerOf(calculate(read.policy, recipients), { detail: true });
}

describe("the acceptance of October 2015 in the development zone", () => {
  const results = resultsOf("jinhua-edz");
  const all = [...results];

  it("scores 96 units", () => {
    expect(all.length).toBe(96);
  });

  it("finds 83 of the 84 points at three stars and 38 of the 40 demonstrations at four", () => {
    const met = (gate: string, isMet: boolean): number =>
      all.filter(([, result]) => result.gates?.some((each) => each["code"] === gate && each["isMet"] === isMet)).length;
    expect([met("belt-three", true), met("belt-three", false)]).toEqual([83, 1]);
    expect([met("demonstration-four", true), met("demonstration-four", false)]).toEqual([38, 2]);
  });

  it("doesn't accept the three that miss a hard gate", () => {
    const refused = all.filter(([, result]) => !result.isAccepted);
    expect(refused.map(([code, result]) => [code, result.scoreHundredths, result.level])).toEqual([
      ["sanjiang-09", 6950, null],
      ["tangxi-05", 7950, "3"],
      ["network-08", 7950, "3"],
    ]);
  });

  it("gives 20 five stars, 46 four, 29 three and one none", () => {
    const count = (level: string | null): number => all.filter(([, result]) => result.level === level).length;
    expect([count("5"), count("4"), count("3"), count(null)]).toEqual([20, 46, 29, 1]);
  });

  it("ranks by the units with a higher total", () => {
    const rank = (code: string) => results.get(code)?.rank;
    expect([rank("sumeng-01"), rank("sumeng-03"), rank("sumeng-02"), rank("sanjiang-09")]).toEqual([1, 11, 21, 96]);
  });
});

describe("the zone's policy on these results", () => {
  const answer = paid("jinhua-edz", "belt-awards");

  it("pays 38 demonstrations 1,530,000.00 元, after a ceiling took 10,000.00 元", () => {
    expect(answer.lines.filter((line) => line.fen > 0).length).toBe(38);
    expect(answer.totalFen).toBe(153_000_000);
    expect(answer.errors).toEqual([]);
  });

  it("only the ceiling of 汤溪镇 bites: 160,000.00 元 become 150,000.00 元", () => {
    const bites = answer.ceilings.filter((ceiling) => ceiling.afterFen < ceiling.beforeFen);
    expect(bites).toEqual([
      { code: "township", key: "汤溪镇", ceilingFen: 15_000_000, beforeFen: 16_000_000, afterFen: 15_000_000 },
    ]);
  });

  it("pays the four points of 汤溪镇 by the design's page", () => {
    const lines = answer.lines.filter((line) => line.recipient.startsWith("tangxi-"));
    expect(lines.map((line) => [line.recipient, line.fen])).toEqual([
      ["tangxi-01", 2_810_000],
      ["tangxi-02", 4_690_000],
      ["tangxi-03", 2_810_000],
      ["tangxi-04", 4_690_000],
    ]);
  });

  it("sums by township and trade as the design's page does", () => {
    const sums = answer.townships?.map((each) => [each.township, each.beforeFen, each.fen]) ?? [];
    expect(Object.fromEntries(sums.map(([name, before, fen]) => [name, [before, fen]]))).toEqual({
      苏孟乡: [13_000_000, 13_000_000],
      秋滨街道: [11_000_000, 11_000_000],
      三江街道: [13_000_000, 13_000_000],
      西关街道: [11_000_000, 11_000_000],
      江南街道: [13_000_000, 13_000_000],
      汤溪镇: [16_000_000, 15_000_000],
      罗埠镇: [21_000_000, 21_000_000],
      洋埠镇: [11_000_000, 11_000_000],
      网络经济产业: [29_000_000, 29_000_000],
      商会: [16_000_000, 16_000_000],
    });
  });
});

describe("the five stars of Kaihua", () => {
  it("make 元通硅业 a 五星企业 with all five badges", () => {
    expect(resultsOf("kaihua").get("yuantong")).toMatchObject({
      isAccepted: true,
      scoreHundredths: 8000,
      level: "five",
      badges: ["harmony", "innovation", "ecology", "dedication", "service"],
    });
  });

  it("pay its secretary twelve months of 100.00 元, an example", () => {
    const answer = paid("kaihua", "secretary-allowance");
    expect(answer.lines.map((line) => [line.grant, line.fen])).toEqual([["allowance", 120_000]]);
  });
});
