import type { EntitySeed, PlanSeed } from "../demonstration.ts";

/** The notice names no enterprise; these are examples in two townships and both trades, covered and not. */
export const entities: readonly EntitySeed[] = [
  {
    creditCode: "91000000MA04000014",
    name: "示例企业 01",
    kind: "enterprise",
    township: "sumeng",
    fullMembers: 6,
    covered: { by: "sumeng-02", mode: "single" },
  },
  {
    creditCode: "91000000MA04000027",
    name: "示例企业 02",
    kind: "enterprise",
    township: "sumeng",
    fullMembers: 2,
    covered: { by: "sumeng-02", mode: "attached" },
  },
  { creditCode: "91000000MA0400003A", name: "示例企业 03", kind: "enterprise", township: "sumeng", fullMembers: 3 },
  {
    creditCode: "91000000MA0400004D",
    name: "示例企业 04",
    kind: "enterprise",
    township: "sanjiang",
    fullMembers: 4,
    covered: { by: "sanjiang-02", mode: "single" },
  },
  { creditCode: "91000000MA0400005G", name: "示例企业 05", kind: "enterprise", township: "sanjiang", fullMembers: 1 },
  {
    creditCode: "91000000MA0400006K",
    name: "示例企业 06",
    kind: "enterprise",
    trade: "network",
    fullMembers: 5,
    covered: { by: "network-01", mode: "trade" },
  },
  {
    creditCode: "51000000MJ0400001Q",
    name: "示例社会组织 01",
    kind: "social",
    trade: "chamber",
    fullMembers: 3,
    covered: { by: "chamber-01", mode: "single" },
  },
];

/** 一点一策 of a demonstration on 苏孟乡's belt, with the four things that the notice wants; what it says is an example. */
export const plan: PlanSeed = {
  unit: "sumeng-02",
  goals: "（示例）十月验收到四星级，建成示范点：队伍齐、活动正常、场所开放、制度上墙。",
  measures: [
    { text: "配齐支部班子，书记参加一次轮训", responsible: "书记 01", dueOn: "06-30" },
    { text: "活动场所修好，每周开放三个下午", responsible: "组织委员 01", dueOn: "08-31" },
    { text: "三会一课按月记录，党费按月收齐", responsible: "书记 01", dueOn: "09-30" },
  ],
  milestones: [
    { title: "场所修好开放", dueOn: "08-31" },
    { title: "自评八十分以上，请乡镇初审", dueOn: "10-10" },
  ],
};
