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

/** What is done with a batch, as its trail has it. */
export const batchStages = {
  create: "成批次",
  "choose-sources": "选定资金来源",
  prepare: "送审批",
  split: "拆出几行",
  approve: "批准",
  return: "退回",
  void: "作废",
  "create-remittance": "开付款清单",
  "confirm-payments": "登记回单",
  receive: "登记收回",
  "return-payment": "登记退票",
  "withdraw-payment": "撤回一笔",
  "refresh-dues": "看分期到期",
  "accept-accounts": "核对改过的账户",
} as const;
export type BatchStage = keyof typeof batchStages;

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
