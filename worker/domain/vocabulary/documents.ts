export const factTypes = {
  bool: "是否",
  number: "数",
  text: "文字",
  date: "日期",
  choice: "单选",
  choices: "多选",
} as const;
export type FactType = keyof typeof factTypes;

export const factSubjects = { unit: "党组织", belt: "示范带", entity: "两新组织", committee: "工委" } as const;
export type FactSubject = keyof typeof factSubjects;

export const factPeriods = { standing: "常设", cycle: "每个考核周期" } as const;
export type FactPeriod = keyof typeof factPeriods;

/** Names that `unit` carries in expressions beside the facts; a fact may not take one of them. */
export const unitVariables = [
  "code",
  "name",
  "kind",
  "field",
  "township",
  "trade",
  "on_belt",
  "demonstration",
  "category",
] as const;

export const documentStates = { draft: "草稿", published: "已发布", retired: "已停用" } as const;
export type DocumentState = keyof typeof documentStates;

export const itemKinds = {
  "yes-no": "是否",
  choice: "选项",
  count: "计次",
  tally: "累计",
  bands: "分档",
  brackets: "分段",
  proportion: "比例",
  deduct: "扣次",
  rating: "评分",
  rank: "名次",
  relative: "相对分",
  formula: "公式",
} as const;
export type ItemKind = keyof typeof itemKinds;

export const proofs = {
  statement: "承诺",
  record: "记录",
  document: "文件",
  "site-visit": "实地查看",
  photo: "照片",
} as const;
export type Proof = keyof typeof proofs;

export const amountKinds = {
  fixed: "定额",
  table: "按表",
  rate: "按数量",
  percent: "按比例",
  brackets: "分档",
  share: "因素分配",
  decided: "酌定",
  formula: "公式",
  capped: "限额",
  sum: "合计",
} as const;
export type AmountKind = keyof typeof amountKinds;

export const payees = { unit: "党组织", township: "乡镇", secretary: "书记岗位" } as const;
export type Payee = keyof typeof payees;

/** What a parent lets its children lower of a standard that they adopt. */
export const lowerings = { none: "一项也不许放宽", parts: "只许放宽所选的", all: "都许放宽" } as const;
export type Lowering = keyof typeof lowerings;

/** What a child's change does to what its parent asks. */
export const overlayEffects = { adds: "添加", raises: "提高", keeps: "不变", lowers: "放宽" } as const;
