import type { TargetSeed, Template } from "../template.ts";
import belt from "./jinhua-edz-belt.json" with { type: "json" };
import beltAwards from "./jinhua-edz-belt-awards.json" with { type: "json" };
import beltPoint from "./jinhua-edz-belt-point.json" with { type: "json" };

const document = "关于开展党建示范带创建的通知";

/** 创建目标 as the notice counts them: name, points, demonstrations. */
const townships = [
  ["苏孟乡", 10, 3],
  ["秋滨街道", 10, 3],
  ["三江街道", 10, 3],
  ["西关街道", 7, 3],
  ["江南街道", 7, 3],
  ["汤溪镇", 15, 5],
  ["罗埠镇", 15, 5],
  ["洋埠镇", 10, 3],
] as const;

const trades = [
  ["网络经济产业", 8],
  ["商会", 4],
] as const;

const exact = { horizon: "year-2015", isAbout: false, document, clause: "二、创建目标" } as const;

const targets: readonly TargetSeed[] = [
  { ...exact, subject: "belt", byKind: "tenant", key: "", label: "党建示范带", count: 8 },
  { ...exact, subject: "unit", byKind: "tenant", key: "", label: "涵盖各领域基层党组织", count: 84 },
  { ...exact, subject: "demonstration", byKind: "tenant", key: "", label: "建成示范点", count: 40 },
  ...townships.flatMap(([label, units, demonstrations]): TargetSeed[] => [
    { ...exact, subject: "unit", byKind: "township", key: label, label, count: units },
    { ...exact, subject: "demonstration", byKind: "township", key: label, label, count: demonstrations },
  ]),
  ...trades.map(
    ([label, count]): TargetSeed => ({ ...exact, subject: "demonstration", byKind: "trade", key: label, label, count }),
  ),
];

/** 金华经济技术开发区, from the notice of 2015-08-25. Points and rates are examples: the notice gives none. */
export const jinhuaEdz: Template = {
  code: "jinhua-edz",
  title: "开发区党建示范带创建",
  kind: "zone",
  departments: [
    { code: "organisation", title: "组织人力社保局" },
    { code: "two_new", title: "开发区“两新”工委" },
  ],
  categories: [],
  facts: [
    {
      key: "venue_state",
      of: "unit",
      label: "活动场所",
      type: "choice",
      choices: [
        { code: "met", title: "达标" },
        { code: "below", title: "不达标" },
        { code: "none", title: "没有" },
      ],
      per: "standing",
      filledBy: "township",
    },
    {
      key: "plan_approved",
      of: "unit",
      label: "“一点一策”创建方案已定",
      type: "bool",
      per: "cycle",
      filledBy: "township",
    },
    {
      key: "points_below_three",
      of: "belt",
      label: "未达三星级的点",
      type: "number",
      measure: "个",
      per: "standing",
      filledBy: "assessor",
    },
    {
      key: "demonstrations_at_four",
      of: "belt",
      label: "达到四星级的示范点",
      type: "number",
      measure: "个",
      per: "standing",
      filledBy: "assessor",
    },
    {
      key: "demonstrations_target",
      of: "belt",
      label: "应建成的示范点",
      type: "number",
      measure: "个",
      per: "standing",
      filledBy: "assessor",
    },
  ],
  standards: [
    { code: "belt-point", state: "published", holdsFrom: "2015-08-25", document: beltPoint },
    { code: "belt", state: "published", holdsFrom: "2015-08-25", document: belt },
  ],
  policies: [{ code: "belt-awards", state: "published", holdsFrom: "2015-08-25", document: beltAwards }],
  horizons: [
    {
      code: "year-2015",
      title: "2015 年底",
      dueOn: "2015-12-31",
      wording:
        "到2015年底，每个乡镇（街道）建成1条党建示范带，涵盖各领域基层党组织84个，建成示范点40个，形成“红带共舞、群星璀璨”党建示范集群。",
    },
  ],
  targets,
  gates: [
    {
      code: "belt-three",
      title: "示范带上的点全部到三星级以上",
      applies: "unit.on_belt",
      atLeastLevel: "3",
      isHard: true,
      document,
      clause: "二、创建目标",
    },
    {
      code: "demonstration-four",
      title: "示范点全部到四星级以上",
      applies: "unit.demonstration",
      atLeastLevel: "4",
      isHard: true,
      document,
      clause: "二、创建目标",
    },
    {
      code: "outside-three",
      title: "带外党组织力争到三星级",
      applies: "!unit.on_belt && !unit.demonstration",
      atLeastLevel: "3",
      isHard: false,
      document,
      clause: "二、创建目标",
    },
  ],
};
