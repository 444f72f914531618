import type { DocumentSeed, TargetSeed, Template } from "../template.ts";
import belt from "./jinhua-belt.json" with { type: "json" };
import beltPoint from "./jinhua-belt-point.json" with { type: "json" };

const document = "金华：规划先行 辐射引领 以示范带建设提升两新党建";
const plan = "“近、中、远”三期规划";
const special = "“1+7”模式";

const horizon = (code: string, label: string, subject: "belt", count: number | null, isAbout: boolean): TargetSeed => ({
  horizon: code,
  subject,
  byKind: "tenant",
  key: "",
  label,
  count,
  isAbout,
  document,
  clause: plan,
});

const category = (key: string, label: string, count: number | null, isAbout: boolean): TargetSeed => ({
  subject: "demonstration",
  byKind: "category",
  key,
  label,
  count,
  isAbout,
  document,
  clause: special,
});

/** Named by the plan and not defined in it: one part for each that is named, empty for the tenant to fill in. */
const unfilled = (
  code: string,
  title: string,
  clause: string,
  appliesTo: string,
  parts: readonly (readonly [code: string, title: string])[],
): DocumentSeed => ({
  code,
  state: "draft",
  holdsFrom: null,
  document: {
    format: "hongdai/standard@1",
    title,
    sources: [{ document, clause }],
    subject: "unit",
    appliesTo,
    scoring: "points",
    sections: parts.map(([part, named]) => ({
      code: part,
      title: named,
      items: [{ code: `${part}_item`, title: "内容待填", score: { kind: "yes-no", points: 0 } }],
    })),
  },
});

/** 金华 from the report of 2015-04-29 on its plan. Points are examples: the report gives none. */
export const jinhua: Template = {
  code: "jinhua",
  title: "市域两新党建发展规划",
  kind: "city",
  departments: [{ code: "two_new", title: "金华市委“两新”工委" }],
  categories: [
    { code: "service-centre", title: "党群服务中心" },
    { code: "showcase", title: "党建示范点" },
    { code: "e-commerce", title: "网商（电商）党建" },
    { code: "youth", title: "青春党建" },
    { code: "dual-managed", title: "双重管理两新党组织" },
    { code: "supermarket", title: "党建超市" },
    { code: "merchants-abroad", title: "在外婺商党建" },
  ],
  facts: [
    {
      key: "belt_length",
      of: "belt",
      label: "示范带长度",
      type: "number",
      measure: "公里",
      per: "standing",
      filledBy: "township",
    },
    {
      key: "signage",
      of: "unit",
      label: "标识介绍牌已设",
      type: "bool",
      per: "standing",
      filledBy: "township",
    },
  ],
  standards: [
    { code: "belt", state: "published", holdsFrom: "2015-04-29", document: belt },
    { code: "belt-point", state: "published", holdsFrom: "2015-04-29", document: beltPoint },
    unfilled(
      "six-plus-one",
      "“6+1”标准化建设（示范点以外，内容待填）",
      "三大实施举措",
      "!unit.on_belt && !unit.demonstration",
      [
        ["six", "“6”"],
        ["one", "“1”"],
      ],
    ),
    unfilled("market", "市场党建“三定三有三促三亮”（内容待填）", "近年来的做法", "unit.field == 'market'", [
      ["fix", "三定"],
      ["have", "三有"],
      ["promote", "三促"],
      ["show", "三亮"],
    ]),
  ],
  policies: [],
  horizons: [
    {
      code: "near",
      title: "近期",
      dueOn: "2015-12-31",
      wording: "在9个县（市、区）分别打造两新党建示范带，在全市形成11条长约10公里的“红色”示范带。",
    },
    { code: "middle", title: "中期", dueOn: "2017-12-31", wording: "在全市建成20条左右两新党建示范带。" },
    {
      code: "far",
      title: "远期",
      dueOn: "2020-12-31",
      wording: "在全市实现“红带共舞、群星璀璨”的两新党建示范带全覆盖。",
    },
  ],
  targets: [
    { ...horizon("near", "打造示范带的县（市、区）", "belt", 9, false), byKind: "county", key: "县（市、区）" },
    horizon("near", "示范带（每条长约 10 公里）", "belt", 11, false),
    horizon("middle", "示范带", "belt", 20, true),
    horizon("far", "示范带全覆盖", "belt", null, false),
    {
      subject: "demonstration",
      byKind: "tenant",
      key: "",
      label: "党建精品示范点",
      count: 100,
      isAbout: true,
      document,
      clause: special,
    },
    category("service-centre", "党群服务中心示范点", 20, true),
    category("e-commerce", "网商党建示范点", 20, true),
    category("youth", "青春党建示范点", 20, true),
    category("supermarket", "党建超市示范点", 20, true),
    category("dual-managed", "双重管理两新党组织示范点", 20, false),
    category("showcase", "两新组织党建示范点", null, false),
    category("merchants-abroad", "在外婺商党建", null, false),
  ],
  gates: [],
};
