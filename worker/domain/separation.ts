import { Problem } from "./problem.ts";
import { type CaseKind, type CaseStep, caseSteps } from "./vocabulary.ts";

/** A step that somebody did on a case. */
export interface StepDone {
  readonly caseKind: CaseKind;
  readonly step: CaseStep;
  readonly userId: string;
}

/** Two steps that the tenant lets one person do; in force while it isn't ended. */
export interface Relaxed {
  readonly firstStep: CaseStep;
  readonly secondStep: CaseStep;
}

/** The three steps that only find out; whoever did one of them may do the others. Every other pair is ×. */
const findingOut: readonly CaseStep[] = ["first-review", "site-check", "calculate"];

/**
 * Whether one person may do both steps on the same case, by the table of capabilities.md. Doing the same step again,
 * as after a return, is no pair.
 */
export function mayBothBeDone(one: CaseStep, other: CaseStep): boolean {
  return one === other || (findingOut.includes(one) && findingOut.includes(other));
}

/** The pair in the year's order, as relaxations are kept. */
export function pairOf(one: CaseStep, other: CaseStep): Relaxed {
  const order = Object.keys(caseSteps);
  const [firstStep, secondStep] = order.indexOf(one) < order.indexOf(other) ? [one, other] : [other, one];
  return { firstStep, secondStep };
}

/** The first step of this person's on the case that stands against the one asked for, if any does. */
export function stepAgainst(
  done: readonly StepDone[],
  userId: string,
  step: CaseStep,
  relaxations: readonly Relaxed[],
): StepDone | undefined {
  return done.find(
    (each) =>
      each.userId === userId && !mayBothBeDone(each.step, step) && !isRelaxed(pairOf(each.step, step), relaxations),
  );
}

/**
 * Refuses a step by somebody who did another one on the same case (`separation`), naming the step and who does it
 * instead. `done` are the case's steps; for a batch those of the assessments that it pays are among them.
 */
export function refuseSeparation(
  done: readonly StepDone[],
  userId: string,
  step: CaseStep,
  relaxations: readonly Relaxed[],
): void {
  const against = stepAgainst(done, userId, step, relaxations);
  if (against !== undefined) throw new Problem("separation", { detail: separationDetail(against, step) });
}

/** 「这一件是你自评的，由别的考核员验收。」 */
export function separationDetail({ caseKind, step: did }: Pick<StepDone, "caseKind" | "step">, step: CaseStep): string {
  const isOfBatch = stepWords[step].isOfBatch;
  const what = !isOfBatch ? "这一件是你" : caseKind === "batch" ? "这一批是你" : "这一批里有你";
  return `${what}${stepWords[did].did}的，由别的${stepWords[step].does}。`;
}

function isRelaxed({ firstStep, secondStep }: Relaxed, relaxations: readonly Relaxed[]): boolean {
  return relaxations.some((each) => each.firstStep === firstStep && each.secondStep === secondStep);
}

const stepWords: Readonly<Record<CaseStep, { did: string; does: string; isOfBatch: boolean }>> = {
  "self-assess": { did: "自评", does: "书记自评", isOfBatch: false },
  "first-review": { did: "初审", does: "经办初审", isOfBatch: false },
  "site-check": { did: "核验", does: "考核员核验", isOfBatch: false },
  accept: { did: "验收", does: "考核员验收", isOfBatch: false },
  calculate: { did: "经办", does: "财务经办测算", isOfBatch: true },
  "approve-1": { did: "审批", does: "财务审批来批", isOfBatch: true },
  "approve-2": { did: "审批", does: "财务审批来批", isOfBatch: true },
  pay: { did: "拨付", does: "出纳拨付", isOfBatch: true },
};
