import type { Demonstration, FigureSeed, UnitSeed } from "../demonstration.ts";

/** 五个走在前: the goal is a place in the province; the article gives none, so it is unknown. */
const goal = (label: string): FigureSeed => ({
  code: "five-ahead",
  title: "五个走在前",
  label,
  value: null,
  measure: "全省排位",
  denominator: null,
  denominatorLabel: "全省各市",
  stated: null,
  document: "打造两新组织党建的“衢州标准”（署名文）",
  clause: `${label}走在前`,
});

/** One of each field, so that both texts of 六个好 are answered; the article names no party organisation. */
const example = (code: string, name: string, field: "enterprise" | "social"): UnitSeed => ({
  ...{ code, name, field, kind: "branch", parent: "longyou" },
});

/** 衢州: the committee that sets the standard and the county that the article names for its trial. */
export const quzhou: Demonstration = {
  tenant: "quzhou",
  name: "衢州市",
  parent: null,
  units: [
    { code: "city", name: "衢州市委“两新”工委", shortName: "市委两新工委", kind: "committee", parent: null },
    { code: "longyou", name: "龙游“两新”工委", shortName: "龙游", kind: "committee", parent: "city" },
    example("longyou-01", "龙游新经济组织 01 党支部（示例）", "enterprise"),
    example("longyou-02", "龙游新社会组织 01 党支部（示例）", "social"),
  ],
  belts: [],
  // Who is covered and how many members there are, the article doesn't say: all of it 示例.
  entities: [
    {
      creditCode: "91000000MA0200001Y",
      name: "示例企业 01",
      kind: "enterprise",
      fullMembers: 5,
      covered: { by: "longyou-01", mode: "single" },
    },
    {
      creditCode: "91000000MA02000022",
      name: "示例企业 02",
      kind: "enterprise",
      fullMembers: 1,
      covered: { by: "longyou-01", mode: "attached" },
    },
    { creditCode: "91000000MA02000035", name: "示例企业 03", kind: "enterprise", fullMembers: 4 },
    {
      creditCode: "51000000MJ0200001K",
      name: "示例社会组织 01",
      kind: "social",
      fullMembers: 3,
      covered: { by: "longyou-02", mode: "single" },
    },
  ],
  plan: null,
  cycles: [],
  figures: ["组织覆盖", "标准建设", "规范提升", "创先争优", "体制创新"].map(goal),
  reach: { township: ["longyou"], secretary: ["longyou", "longyou-01", "longyou-02"], department: ["two_new"] },
};
