import type { Demonstration, FigureSeed, UnitSeed } from "../demonstration.ts";

const root = "county";
const document = "开化：探索党群共建“三五模式”激发两新组织党建工作“十足活力”（2015-03-24）";

const under = (unit: Omit<UnitSeed, "parent">): UnitSeed => ({ ...unit, parent: root });

/** 书记构成 as printed: persons and shares; of how many secretaries, the report doesn't say. */
const background = (label: string, value: number, stated: string): FigureSeed => ({
  code: "secretary-background",
  title: "两新组织党组织书记构成",
  label,
  value,
  measure: "人",
  denominator: null,
  denominatorLabel: "全县两新组织党组织书记",
  stated,
  document,
  clause: "第一，①融入队伍建设",
});

/** 开化 with the organisations that the report names; what it doesn't say of them stays unknown. */
export const kaihua: Demonstration = {
  tenant: "kaihua",
  name: "开化县",
  parent: "quzhou",
  units: [
    { code: root, name: "开化县委“两新”工委", shortName: "县委两新工委", kind: "committee", parent: null },
    under({
      code: "yuantong",
      name: "浙江元通硅业有限公司党总支",
      kind: "general-branch",
      field: "enterprise",
      facts: { declared: ["harmony", "innovation", "ecology", "dedication", "service"] },
    }),
    under({ code: "huakang", name: "浙江华康药业股份有限公司", kind: "branch", field: "enterprise" }),
    under({ code: "haifeng", name: "浙江海峰电子科技有限公司党支部", kind: "branch", field: "enterprise" }),
    under({ code: "qiyi", name: "浙江开化七一电力器材有限责任公司", kind: "branch", field: "enterprise" }),
    under({ code: "jiakechong", name: "甲壳虫动漫股份有限公司党支部", kind: "branch", field: "enterprise" }),
    under({ code: "tiandi", name: "开化天地外国语学校党支部", kind: "branch", field: "social" }),
  ],
  belts: [],
  // Of the enterprises that the report names it gives neither codes nor members; these are 示例, one unknown.
  entities: [
    {
      creditCode: "91000000MA0300001H",
      name: "示例企业 01",
      kind: "enterprise",
      fullMembers: 4,
      covered: { by: "county", mode: "area" },
    },
    { creditCode: "91000000MA0300002L", name: "示例企业 02", kind: "enterprise", fullMembers: 3 },
    { creditCode: "91000000MA0300003P", name: "示例企业 03", kind: "enterprise", fullMembers: null },
    { creditCode: "51000000MJ03000016", name: "示例社会组织 01", kind: "social", fullMembers: 1 },
  ],
  plan: null,
  cycles: [
    {
      code: "2015-stars",
      title: "五星争创（得分、月数为示例）",
      kind: "year-end",
      year: 2015,
      opensOn: "2015-01-01",
      selfUntil: null,
      reviewUntil: null,
      acceptanceUntil: null,
      closedOn: "2015-03-24",
      standards: ["five-stars"],
      accepted: {
        standard: "five-stars",
        answers: [
          {
            unit: "yuantong",
            answers: {
              unity: 8,
              relations: 8,
              saving: 8,
              upgrading: 8,
              discipline: 8,
              diligence: 8,
              charity: 8,
              volunteering: 8,
              water: 8,
              greening: 8,
            },
            notApplicable: [],
            vetoes: [],
            facts: { months: 12, outstanding: false },
          },
        ],
      },
    },
  ],
  figures: [
    background("党员业主兼任", 45, "41%"),
    background("董事会、经理层等高级管理人员兼任", 43, "38%"),
    background("群团组织负责人兼任", 12, "11%"),
    {
      code: "recommended-members",
      title: "推优入党",
      label: "来自推优入党机制的发展党员",
      value: null,
      measure: "人",
      denominator: null,
      denominatorLabel: "近两年来全县两新组织发展党员",
      stated: "72.5%",
      document,
      clause: "第一，③融入人才培育",
    },
  ],
  reach: {
    township: ["county"],
    secretary: ["yuantong", "huakang"],
    department: ["organisation", "economy", "environment", "union", "youth"],
  },
};
