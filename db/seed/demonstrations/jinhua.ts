import type { Demonstration, PlanSeed, UnitSeed } from "../demonstration.ts";

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

/** What 律师协会 means to do is an example; the plan asks for belts, posts and days alone. */
const plan: PlanSeed = {
  unit: "lawyers",
  goals: "（示例）把支部建成党建示范点，党员律师挂牌服务，群众找得到人、办得成事。",
  measures: [
    { text: "每月安排一天公益法律咨询，值班表公开", responsible: "书记 01", dueOn: "06-30" },
    { text: "介绍牌、指示牌按统一标识立好", responsible: "组织委员 01", dueOn: "09-30" },
  ],
  milestones: [
    { title: "值班表公开，咨询开到第三次", dueOn: "06-30" },
    { title: "标识立齐，迎年底逐个验收", dueOn: "12-10" },
  ],
};

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
  entities: [
    {
      creditCode: "91000000MA0100001C",
      name: "示例企业 01",
      kind: "enterprise",
      fullMembers: 4,
      covered: { by: "city", mode: "area" },
    },
    { creditCode: "91000000MA0100002F", name: "示例企业 02", kind: "enterprise", fullMembers: 1 },
    { creditCode: "51000000MJ01000011", name: "示例社会组织 01", kind: "social", fullMembers: 3 },
  ],
  plan,
  cycles: [],
  figures: [],
  reach: { township: ["city"], secretary: ["lawyers", "zotye"], department: ["two_new"] },
};
