import type { Demonstration, UnitSeed } from "../demonstration.ts";

/** 六家在外婺商党工委 lie outside the territory; they hang under the city's committee and are in no township. */
const abroad = (code: string, place: string): UnitSeed => ({
  code,
  name: `${place}在外婺商党工委`,
  shortName: place,
  kind: "committee",
  parent: "city",
  category: "merchants-abroad",
});

/** What the report calls 示范点, by the names it gives; which kind of party organisation each is, it doesn't say. */
const showcase = (code: string, name: string, field: "social" | "enterprise"): UnitSeed => ({
  code,
  name,
  kind: "branch",
  field,
  parent: "city",
  demonstration: true,
  category: "showcase",
});

/** 金华: the city's committee, its six committees elsewhere and the three demonstrations that the report names. */
export const jinhua: Demonstration = {
  tenant: "jinhua",
  name: "金华市",
  parent: null,
  units: [
    { code: "city", name: "金华市委“两新”工委", shortName: "市委两新工委", kind: "committee", parent: null },
    abroad("beijing", "北京"),
    abroad("shanghai", "上海"),
    abroad("guangdong", "广东"),
    abroad("jiangsu", "江苏"),
    abroad("shaanxi", "陕西"),
    abroad("hangzhou", "杭州"),
    showcase("lawyers", "律师协会", "social"),
    showcase("pastry", "酥饼协会", "social"),
    showcase("zotye", "众泰集团", "enterprise"),
  ],
  belts: [],
  cycles: [],
  figures: [],
  reach: { township: ["city"], secretary: ["lawyers", "zotye"], department: ["two_new"] },
};
