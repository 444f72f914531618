export const unitKinds = {
  committee: "工委、党委",
  township: "乡镇（街道）党（工）委",
  industry: "行业党委",
  "general-branch": "党总支",
  branch: "党支部",
} as const;
export type UnitKind = keyof typeof unitKinds;

export const fields = {
  enterprise: "两新企业",
  social: "社会组织",
  village: "村",
  community: "社区",
  market: "专业市场",
  "e-commerce": "网商",
  office: "机关",
} as const;
export type Field = keyof typeof fields;

export const secretaryBackgrounds = {
  owner: "业主",
  executive: "高管",
  "mass-organisation": "群团负责人",
  other: "其他",
} as const;
export type SecretaryBackground = keyof typeof secretaryBackgrounds;

export const coverageModes = {
  single: "单独组建",
  area: "划片联建",
  trade: "行业联建",
  attached: "挂靠联建",
  "village-enterprise": "村企联建",
  building: "楼宇联建",
} as const;
export type CoverageMode = keyof typeof coverageModes;

export const entityKinds = { enterprise: "企业", social: "社会组织" } as const;
export type EntityKind = keyof typeof entityKinds;

/** Who looks after what: a leader a point or a belt, a leader an area, a cadre an entity (两包三定). */
export const assignmentKinds = { liaison: "联系指导", area: "领导包片", entity: "干部包点" } as const;
export type AssignmentKind = keyof typeof assignmentKinds;

/** What a belt puts up (进出口指示牌、导向示意图、标识介绍牌、统一 LOGO); a plate stands at every point. */
export const signageKinds = {
  entrance: "进口指示牌",
  exit: "出口指示牌",
  map: "导向示意图",
  logo: "统一标识",
  plate: "标识介绍牌",
} as const;
export type SignageKind = keyof typeof signageKinds;

export const importSubjects = { units: "党组织", entities: "两新组织" } as const;
export type ImportSubject = keyof typeof importSubjects;

/** What an import does with a row whose code is there already. */
export const importModes = { add: "只新增，已有的算错", update: "新增，已有的更新", skip: "新增，已有的跳过" } as const;
export type ImportMode = keyof typeof importModes;

export const importStates = { checked: "已核对", applied: "已写入" } as const;
export type ImportState = keyof typeof importStates;

/** How far a plan (一点一策) has come. */
export const planStates = { draft: "在写", submitted: "待审", approved: "已审定" } as const;
export type PlanState = keyof typeof planStates;

export const planDecisions = { submit: "报送", approve: "审定", return: "退回" } as const;
export type PlanDecision = keyof typeof planDecisions;

/** What a number in a plan counts. */
export const targetSubjects = { belt: "示范带", unit: "创建点", demonstration: "示范点" } as const;
export type TargetSubject = keyof typeof targetSubjects;

/** What a plan breaks its numbers down by. */
export const targetGroupings = {
  tenant: "全租户",
  township: "乡镇（街道）",
  trade: "行业",
  category: "示范点类别",
  county: "县（市、区）",
} as const;
export type TargetGrouping = keyof typeof targetGroupings;
