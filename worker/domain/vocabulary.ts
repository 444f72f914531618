/**
 * One idea, one word: the identifiers of the field's terms and the Chinese a reader sees. The authority for tables,
 * types, routes and labels. A new name gets a row here first.
 */
export const tenantKinds = { city: "地市", county: "县（市、区）", zone: "开发区" } as const;
export type TenantKind = keyof typeof tenantKinds;

export const roles = {
  admin: "租户管理员",
  assessor: "考核员",
  department: "牵头部门",
  township: "乡镇经办",
  secretary: "书记",
  preparer: "财务经办",
  approver: "财务审批",
  cashier: "出纳",
  viewer: "领导（只读）",
} as const;
export type Role = keyof typeof roles;

export const scopeKinds = { tenant: "全租户", unit: "党组织及其下级", trade: "行业", department: "牵头部门" } as const;
export type ScopeKind = keyof typeof scopeKinds;

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

export const cycleKinds = { quarterly: "季度督查", acceptance: "考核验收", "year-end": "年底考核" } as const;
export type CycleKind = keyof typeof cycleKinds;

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

/** What a piece of evidence is, by its content. */
export const evidenceTypes = {
  jpeg: "JPEG 照片",
  png: "PNG 图片",
  webp: "WebP 图片",
  pdf: "PDF",
  docx: "Word 文档",
  xlsx: "Excel 表格",
  pptx: "PowerPoint 演示",
  doc: "旧版 Word 文档",
  xls: "旧版 Excel 表格",
} as const;
export type EvidenceType = keyof typeof evidenceTypes;

/** How far a piece of evidence is like one elsewhere in the tenant. */
export const evidenceLikenesses = { same: "相同", near: "相近" } as const;
export type EvidenceLikeness = keyof typeof evidenceLikenesses;

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

/** The words that tables and routes are made of, each with what it means. A table or a path uses no other. */
export const nouns: Readonly<Record<string, string>> = {
  api: "接口",
  health: "运行情况",
  openapi: "接口说明",
  docs: "接口说明页",
  schemas: "格式",
  directory: "租户名录",
  session: "会话",
  sessions: "会话",
  tenant: "租户",
  tenants: "租户",
  suspension: "停用",
  resumption: "恢复",
  operators: "平台运营",
  operator: "平台运营",
  signups: "申请",
  approval: "审核",
  renewal: "延期",
  invitation: "一次性链接",
  templates: "模板",
  schema: "库结构",
  versions: "版本",
  publication: "发布",
  retirement: "停用",
  comparison: "比较",
  parent: "上级",
  adoption: "采用上级标准",
  adoptions: "采用上级标准",
  notices: "告知",
  merge: "并入上级新版",
  check: "体检",
  effect: "影响",
  document: "全文",
  imports: "导入",
  migrations: "库结构变更",
  guards: "写入前提",
  users: "用户",
  user: "用户",
  roles: "角色",
  idempotency: "重复提交",
  keys: "键",
  events: "留痕",
  outbox: "待告知",
  jobs: "后台任务",
  departments: "牵头部门",
  categories: "示范点类别",
  facts: "事实",
  cycle: "考核周期",
  cycles: "考核周期",
  units: "党组织",
  belts: "示范带",
  horizons: "规划期",
  targets: "目标",
  gates: "验收门槛",
  figures: "统计数",
  standards: "标准",
  evaluate: "试算评分",
  policies: "办法",
  subsidies: "补助",
  calculate: "测算",
  assessments: "考核",
  assessment: "考核",
  drafts: "草稿",
  opening: "开启",
  answers: "填答",
  return: "退回",
  review: "初审",
  section: "一级指标",
  reviews: "评审",
  "department-reviews": "部门评审",
  verification: "核验",
  acceptance: "验收",
  site: "实地",
  checks: "核验",
  deviations: "偏差",
  result: "结果",
  corrections: "更正",
  documents: "答卷",
  results: "结果",
  dashboard: "总览",
  burden: "负担计",
  entities: "两新组织",
  entity: "两新组织",
  coverage: "覆盖率",
  coverages: "覆盖关系",
  unit: "党组织",
  standings: "以前的情况",
  closing: "撤销、结束",
  closings: "撤销",
  signage: "标识牌",
  order: "次序",
  assignments: "联系指导和包联",
  import: "导入",
  parts: "分块",
  application: "写入",
  template: "空白表",
  export: "导出",
  plans: "一点一策",
  plan: "一点一策",
  decisions: "审定",
  pieces: "文字片段",
  progress: "进度",
  submission: "报送",
  case: "一件",
  steps: "步骤",
  relaxations: "放宽",
  invitations: "一次性链接",
  password: "密码",
  event: "留痕",
  seals: "封存",
  heads: "链首",
  audit: "留痕",
  draw: "随机抽查",
  draws: "随机抽查",
  word: "公证词",
  abandonment: "作废",
  assessors: "考核员",
  inspections: "督查",
  visits: "到访",
  report: "督查记录",
  cancellation: "取消",
  findings: "问题",
  rectifications: "整改",
  recheck: "复查",
  withdrawal: "撤回",
  vetoes: "一票否决",
  appeal: "申诉",
  decision: "申诉的答复",
  inbox: "消息",
  reading: "已读",
  webhooks: "群机器人",
  webhook: "群机器人",
  trial: "试发",
  deliveries: "发送记录",
  publicity: "公示",
  publicities: "公示",
  objections: "异议",
  answer: "答复",
  awards: "等级",
  evidence: "佐证材料",
  uses: "用处",
  likenesses: "相同或相近",
  sweeps: "清理",
  links: "限时链接",
  content: "内容",
  pools: "资金池",
  pool: "资金池",
  grants: "拨入",
  transfers: "调拨",
  entries: "流水",
  calculations: "测算",
  calculation: "测算",
  inputs: "输入",
  lines: "行",
  grant: "补助项目",
  batches: "发放批次",
  batch: "发放批次",
  sources: "资金来源",
  payees: "收款人",
  payee: "收款人",
  payments: "发放",
  payment: "发放",
  remittances: "付款清单",
  remittance: "付款清单",
  confirmation: "付款回单",
  preparation: "送审批",
  approvals: "审批",
  void: "作废",
  split: "拆分",
  holds: "暂不能发的行",
  delegations: "委托审批",
  delegation: "委托审批",
  revelation: "查看全号",
  reconciliation: "账实核对",
  reconciliations: "账实核对",
};

export const tenantStates = { provisioning: "开通中", active: "使用中", suspended: "已停用" } as const;
export type TenantState = keyof typeof tenantStates;

/** How far a sign-up has come. What is stored is the decision; the rest follows from it and from the tenant's state. */
export const signupStates = {
  submitted: "待审核",
  approved: "已同意",
  provisioning: "开通中",
  active: "已开通",
  refused: "未同意",
} as const;
export type SignupState = keyof typeof signupStates;

export const signupDecisions = { approve: "同意开通", refuse: "不同意" } as const;
export type SignupDecision = keyof typeof signupDecisions;

/** Whether the platform takes sign-ups: at once, after the operator's approval, or not (configuration `SIGNUPS`). */
export const signupModes = { open: "填好就开通", reviewed: "审核后开通", closed: "暂不接受申请" } as const;
export type SignupMode = keyof typeof signupModes;

/** A one-time link by which a new tenant's first admin sets username and password. */
export const invitationStates = { open: "可以使用", used: "已用过", expired: "已过期" } as const;
export type InvitationState = keyof typeof invitationStates;

/** A tenant's code that nobody may take: these name the platform itself. */
export const reservedTenantCodes = ["platform", "control", "api"] as const;

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

/** How far a piece of work has come that takes longer than a request. */
export const jobStates = { waiting: "等待", running: "进行中", done: "完成", failed: "未完成" } as const;
export type JobState = keyof typeof jobStates;

/** What is decided by several people: one unit's assessment, one payment batch. */
export const caseKinds = { assessment: "考核", batch: "发放批次" } as const;
export type CaseKind = keyof typeof caseKinds;

/** The steps on a case in the year's order. Which of two one person may not both do: separation.ts. */
export const caseSteps = {
  "self-assess": "自评",
  "first-review": "初审",
  "site-check": "核验",
  accept: "验收",
  calculate: "测算",
  "approve-1": "一级审批",
  "approve-2": "二级审批",
  pay: "拨付",
} as const;
export type CaseStep = keyof typeof caseSteps;

/** Whether somebody can sign in: not before the first password is set, and not while disabled. */
export const userStates = { invited: "还没设密码", active: "能登录", disabled: "已停用" } as const;
export type UserState = keyof typeof userStates;
/** What a parent lets its children lower of a standard that they adopt. */
export const lowerings = { none: "一项也不许放宽", parts: "只许放宽所选的", all: "都许放宽" } as const;
export type Lowering = keyof typeof lowerings;

/** What a child's change does to what its parent asks. */
export const overlayEffects = { adds: "添加", raises: "提高", keeps: "不变", lowers: "放宽" } as const;

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
/** What a message in the inbox is about. */
export const inboxKinds = {
  reminder: "到期提醒",
  publicity: "公示",
  objection: "异议",
  award: "等级",
  finding: "问题整改",
  veto: "一票否决",
} as const;
export type InboxKind = keyof typeof inboxKinds;

/** Whose group robots are told of deadlines. */
export const webhookKinds = { dingtalk: "钉钉", wecom: "企业微信" } as const;
export type WebhookKind = keyof typeof webhookKinds;

/** What became of a message to a robot. */
export const deliveryStates = { waiting: "待发", delivered: "已送达", failed: "没送到" } as const;
export type DeliveryState = keyof typeof deliveryStates;

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

/** What moves money in a pool (subsidies.md "The pool and the batch"). */
export const entryKinds = {
  grant: "拨入",
  reserve: "占用",
  commit: "批准",
  pay: "付出",
  release: "释放",
  refund: "退回",
  clawback: "收回",
  transfer: "调拨",
} as const;
export type EntryKind = keyof typeof entryKinds;

/** The four buckets of a pool; money stands in one of them, or outside. */
export const buckets = { available: "可用", reserved: "已占用", committed: "已批准", paid: "已付出" } as const;
export type Bucket = keyof typeof buckets;

export const poolStates = { open: "使用中", closed: "已关账" } as const;
export type PoolState = keyof typeof poolStates;

/** How far a batch has come. */
export const batchStates = {
  draft: "在做",
  prepared: "待批",
  approved: "已批",
  paid: "已付清",
  returned: "已退回",
  void: "已作废",
} as const;
export type BatchState = keyof typeof batchStates;

/** A batch pays a calculation's lines, or only what they differ from what stands already. */
export const batchKinds = { original: "首次发放", difference: "差额" } as const;
export type BatchKind = keyof typeof batchKinds;

export const approvalDecisions = { approve: "批准", return: "退回" } as const;
export type ApprovalDecision = keyof typeof approvalDecisions;

/** How far a payment has come; one below 0 is a clawback, and `paid` means that the money came back. */
export const paymentStates = {
  waiting: "待付",
  ordered: "已开单",
  paid: "已付",
  returned: "已退票",
  void: "已作废",
} as const;
export type PaymentState = keyof typeof paymentStates;

export const remittanceStates = { open: "待回单", settled: "已回单" } as const;
export type RemittanceState = keyof typeof remittanceStates;

/** What the bank answered to one payment. */
export const paymentOutcomes = { paid: "付出", failed: "没付成", returned: "退票" } as const;
export type PaymentOutcome = keyof typeof paymentOutcomes;
