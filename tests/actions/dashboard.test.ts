import { describe, expect, it } from "vitest";
import type { UnitSeed } from "../../db/seed/demonstration.ts";
import { demonstrations } from "../../db/seed/demonstrations.ts";
import { templates } from "../../db/seed/templates.ts";
import { assembleDashboard, type DashboardRows } from "../../worker/actions/dashboard/assemble.ts";
import type { UnitRow } from "../../worker/actions/dashboard/rows.ts";

/** A demonstration as rows, without results: what the documents alone give. */
function planned(code: string): DashboardRows {
  const demonstration = demonstrations.find((each) => each.tenant === code);
  const template = templates.find((each) => each.code === code);
  if (demonstration === undefined || template === undefined) throw new Error(code);
  const shortName = (of: string | undefined): string | null =>
    demonstration.units.find((unit) => unit.code === of)?.shortName ?? null;
  const unitRow = (unit: UnitSeed): UnitRow => ({
    id: unit.code,
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    township: shortName(unit.township),
    tradeId: unit.trade ?? null,
    trade: shortName(unit.trade),
    beltId: unit.belt ?? null,
    beltPosition: unit.beltPosition ?? null,
    demonstration: unit.demonstration ?? false,
    category: unit.category ?? null,
    scoreHundredths: null,
    level: null,
    gates: null,
  });
  return {
    tenant: { code, name: demonstration.name, kind: template.kind, parent: demonstration.parent, parentName: null },
    isWhole: true,
    cycle: null,
    units: demonstration.units.map(unitRow),
    belts: demonstration.belts.map((belt) => ({
      ...belt,
      id: belt.code,
      township: shortName(belt.township),
      units: demonstration.units.filter((unit) => unit.belt === belt.code).length,
    })),
    targets: template.targets.map((target) => ({ horizon: null, ...target })),
    horizons: template.horizons,
    categories: template.categories,
    departments: template.departments,
    figures: demonstration.figures.map((figure) => ({ ...figure, remark: null })),
    standards: [],
    policies: [],
    badges: [],
  };
}

describe("the notice of the development zone", () => {
  const dashboard = assembleDashboard(planned("jinhua-edz"));

  it("has eight townships and two trade committees with the numbers that it gives", () => {
    expect(
      dashboard.targets?.rows.map((row) => [row.label, row.plannedUnits, row.units, row.plannedDemonstrations]),
    ).toEqual([
      ["苏孟乡", 10, 10, 3],
      ["秋滨街道", 10, 10, 3],
      ["三江街道", 10, 10, 3],
      ["西关街道", 7, 7, 3],
      ["江南街道", 7, 7, 3],
      ["汤溪镇", 15, 15, 5],
      ["罗埠镇", 15, 15, 5],
      ["洋埠镇", 10, 10, 3],
      ["网络经济产业", null, 0, 8],
      ["商会", null, 0, 4],
    ]);
  });

  it("has as many demonstrations as it plans, everywhere", () => {
    expect(dashboard.targets?.rows.every((row) => row.demonstrations === row.plannedDemonstrations)).toBe(true);
  });

  it("adds up: 84 points, 28 + 8 + 4 = 40 demonstrations, twelve of them outside the 84", () => {
    expect(dashboard.targets?.sums).toEqual([
      {
        label: "示范带上的点",
        terms: [10, 10, 10, 7, 7, 15, 15, 10],
        total: 84,
        stated: 84,
        agrees: true,
        text: "文件写明 84，相符",
      },
      {
        label: "示范带上的示范点",
        terms: [3, 3, 3, 3, 3, 5, 5, 3],
        total: 28,
        stated: null,
        agrees: true,
        text: "文件没有写这个合计",
      },
      { label: "带外示范点", terms: [8, 4], total: 12, stated: null, agrees: true, text: "这 12 个在 84 个点之外" },
      { label: "示范点", terms: [28, 8, 4], total: 40, stated: 40, agrees: true, text: "文件写明 40，相符" },
    ]);
  });

  it("names the trades outside the belts in its own order", () => {
    expect(dashboard.outside.map((line) => [line.name, line.demonstrations])).toEqual([
      ["网络经济产业", 8],
      ["商会", 4],
    ]);
  });

  it("says nothing of results before there are any", () => {
    expect(dashboard.horizons.flatMap((horizon) => horizon.targets.map((target) => target.reached))).toEqual([
      null,
      null,
      null,
    ]);
    expect(dashboard.stuck).toEqual([]);
  });
});

describe("the plan of Jinhua", () => {
  const dashboard = assembleDashboard(planned("jinhua"));

  it("has three horizons with the numbers that it gives and none where it gives none", () => {
    expect(
      dashboard.horizons.map((horizon) => [
        horizon.title,
        horizon.dueOn,
        horizon.targets.map((target) => [target.label, target.count, target.isAbout]),
      ]),
    ).toEqual([
      [
        "近期",
        "2015-12-31",
        [
          ["打造示范带的县（市、区）", 9, false],
          ["示范带（每条长约 10 公里）", 11, false],
        ],
      ],
      ["中期", "2017-12-31", [["示范带", 20, true]]],
      ["远期", "2020-12-31", [["示范带全覆盖", null, false]]],
    ]);
  });

  it("has seven categories, five with twenty and two without a number; only 双重管理 without 左右", () => {
    expect(dashboard.categories.map((each) => [each.code, each.target, each.isAbout])).toEqual([
      ["service-centre", 20, true],
      ["showcase", null, false],
      ["e-commerce", 20, true],
      ["youth", 20, true],
      ["dual-managed", 20, false],
      ["supermarket", 20, true],
      ["merchants-abroad", null, false],
    ]);
  });

  it("has six committees abroad and three showcases", () => {
    const counts = Object.fromEntries(dashboard.categories.map((each) => [each.code, each.units]));
    expect(counts).toMatchObject({ "merchants-abroad": 6, showcase: 3 });
  });

  it("has no belts and so nothing outside of them", () => {
    expect([dashboard.belts, dashboard.outside]).toEqual([[], []]);
  });

  it("adds its five categories up to about a hundred", () => {
    expect(dashboard.targets?.sums).toEqual([
      {
        label: "各类示范点",
        terms: [20, 20, 20, 20, 20],
        total: 100,
        stated: 100,
        agrees: true,
        text: "文件写明 100 左右，相符",
      },
    ]);
  });

  it("opens with the plan while there are no results", () => {
    expect(dashboard.sentences[0]).toBe("近期 11 条示范带，中期 20 条左右示范带。");
  });
});

describe("the report of Kaihua", () => {
  const dashboard = assembleDashboard(planned("kaihua"));

  it("gives persons and shares that no one total allows", () => {
    expect(dashboard.figureFault).toMatch(/^两新组织党组织书记构成：45、43、12 人分别占 41%、38%、11%，没有一个总数/);
  });

  it("gives 72.5 % of what it doesn't count: unknown, not 0", () => {
    expect(dashboard.figures.find((figure) => figure.code === "recommended-members")).toMatchObject({
      value: null,
      denominator: null,
      stated: "72.5%",
      remark: "原文只有比例，分子、分母未知",
    });
  });
});

it("a tenant without anything gets empty lists", () => {
  const empty = assembleDashboard({ ...planned("quzhou"), units: [], figures: [], departments: [] });
  expect(empty).toMatchObject({ targets: null, belts: [], outside: [], stuck: [], horizons: [], figureFault: null });
});
