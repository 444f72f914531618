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
