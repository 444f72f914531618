export const tenantKinds = { city: "地市", county: "县（市、区）", zone: "开发区" } as const;
export type TenantKind = keyof typeof tenantKinds;

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
