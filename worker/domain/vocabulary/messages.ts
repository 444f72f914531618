/** How far a piece of work has come that takes longer than a request. */
export const jobStates = { waiting: "等待", running: "进行中", done: "完成", failed: "未完成" } as const;
export type JobState = keyof typeof jobStates;

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
