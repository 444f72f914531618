import type { Demonstration, FigureSeed } from "../demonstration.ts";

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

/** 衢州: the committee that sets the standard and the county that the article names for its trial. */
export const quzhou: Demonstration = {
  tenant: "quzhou",
  name: "衢州市",
  parent: null,
  units: [
    { code: "city", name: "衢州市委“两新”工委", shortName: "市委两新工委", kind: "committee", parent: null },
    { code: "longyou", name: "龙游“两新”工委", shortName: "龙游", kind: "committee", parent: "city" },
  ],
  belts: [],
  cycles: [],
  figures: ["组织覆盖", "标准建设", "规范提升", "创先争优", "体制创新"].map(goal),
  reach: { township: "longyou", secretary: "longyou", department: "two_new" },
};
