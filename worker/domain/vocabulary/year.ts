export const cycleKinds = { quarterly: "季度督查", acceptance: "考核验收", "year-end": "年底考核" } as const;
export type CycleKind = keyof typeof cycleKinds;

/** Where an assessment stands: at one of its four stages, or decided. */
export const assessmentStates = {
  self: "自评",
  township: "初审",
  department: "部门评审",
  acceptance: "验收",
  decided: "已定",
} as const;
export type AssessmentState = keyof typeof assessmentStates;

/** What somebody may do with an assessment. */
export const assessmentActions = {
  answer: "填答",
  submit: "提交",
  return: "退回",
  review: "初审通过",
  "review-section": "部门评审通过",
  verify: "核验",
  accept: "认定",
} as const;
export type AssessmentAction = keyof typeof assessmentActions;

/** How far a cycle has come. */
export const cycleStates = {
  planned: "未开启",
  opening: "正在开启",
  open: "进行中",
  closing: "正在结束",
  closed: "已结束",
} as const;
export type CycleState = keyof typeof cycleStates;

/** A result from acceptance on: it is final once it has stood published. */
export const resultStates = { accepted: "已认定", publicised: "公示中", final: "已生效" } as const;
export type ResultState = keyof typeof resultStates;

/** The three values of an item that never overwrite one another. */
export const answerStages = { claimed: "自报", verified: "核实", accepted: "认定" } as const;
export type AnswerStage = keyof typeof answerStages;

/** How far a draw has come: committed to its list, then finished with a word, or abandoned with a reason. */
export const drawStates = { committed: "已封存", finished: "已抽出", abandoned: "已作废" } as const;
export type DrawState = keyof typeof drawStates;

/** What a unit's chance in a draw goes by. */
export const drawWeightings = { equal: "机会均等", deviations: "偏差多的机会大" } as const;
export type DrawWeighting = keyof typeof drawWeightings;

export const visitStates = { planned: "待去", done: "去过了", cancelled: "不去了" } as const;
export type VisitState = keyof typeof visitStates;

/** How far a finding has come. 销号 is `closed`. */
export const findingStates = { open: "待整改", answered: "待复查", closed: "已销号", withdrawn: "已撤回" } as const;
export type FindingState = keyof typeof findingStates;

/** Where a veto that came upon a unit stands. */
export const vetoStates = { standing: "有效", appealed: "申诉中", kept: "申诉后维持", lifted: "已解除" } as const;
export type VetoState = keyof typeof vetoStates;

/** Whether results may still be objected to. */
export const publicityStates = { open: "公示中", over: "公示期满", closed: "已全部生效" } as const;
export type PublicityState = keyof typeof publicityStates;

/** In whose name an objection is raised. */
export const objectionSources = { unit: "党组织提出", outside: "外部来信" } as const;
export type ObjectionSource = keyof typeof objectionSources;

export const objectionStates = { open: "待答复", upheld: "成立", dismissed: "不成立" } as const;
export type ObjectionState = keyof typeof objectionStates;

/** Why a unit holds another level under a standard than before. */
export const awardCauses = {
  granted: "首次认定",
  renewed: "续认",
  promoted: "升级",
  downgraded: "降级",
  withdrawn: "取消",
  expired: "到期",
} as const;
export type AwardCause = keyof typeof awardCauses;
