import type { FindingState } from "./vocabulary.ts";

/** What can be done with a finding: 报整改, 销号, 退回再改, 撤回, 改期限等. */
export const findingSteps = ["answer", "close", "send-back", "withdraw", "change"] as const;
export type FindingStep = (typeof findingSteps)[number];

/** Where each step leads; what isn't here can't be done. `closed` and `withdrawn` are ends. */
const steps: Readonly<Record<FindingState, Partial<Readonly<Record<FindingStep, FindingState>>>>> = {
  open: { answer: "answered", withdraw: "withdrawn", change: "open" },
  answered: { close: "closed", "send-back": "open" },
  closed: {},
  withdrawn: {},
};

/** The state that a step leads to; undefined where it can't be done now. */
export function afterStep(state: FindingState, step: FindingStep): FindingState | undefined {
  return steps[state][step];
}

/** Whether the unit let the day pass: a finding is overdue while nothing was handed in, from the day after. */
export function isOverdue({ state, dueOn }: { readonly state: FindingState; readonly dueOn: string }, today: string) {
  return state === "open" && dueOn < today;
}

/** A finding as far as it holds money, until it is closed or withdrawn. */
export interface HoldingFinding {
  readonly id: string;
  readonly unit: string;
  readonly text: string;
  readonly state: FindingState;
  readonly dueOn: string;
}

/** Which finding holds a unit's money, and why, in words for the line of a batch. */
export interface HeldBy {
  readonly finding: string;
  readonly because: string;
}

/** Why the money of each unit is held, by unit; a unit without an entry isn't held. */
export function heldMoney(findings: readonly HoldingFinding[]): ReadonlyMap<string, readonly HeldBy[]> {
  const held = new Map<string, readonly HeldBy[]>();
  for (const each of findings) {
    const where = each.state === "answered" ? "已报整改，待复查" : `整改期限 ${each.dueOn}`;
    const by = { finding: each.id, because: `有问题没有销号：${each.text}（${where}）` };
    held.set(each.unit, [...(held.get(each.unit) ?? []), by]);
  }
  return held;
}
