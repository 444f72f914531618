import { amountText } from "./amount-words.ts";
import type { Calculation } from "./calculate.ts";
import type { Policy } from "./policy.ts";
import { type CeilingEntry, type FailedPart, type Line, type LineFailure, type Step, stepsOf } from "./steps.ts";
import { comesTo, percentText, pointsText, reading, unitName, yuan } from "./words.ts";

/** Why a line is what it is, one entry for each step that changed it, in Chinese with the figures. */
export function becauseOf(calculation: Calculation, line: Line): readonly string[] {
  if (line.failure !== undefined) return [failureText(line.failure)];
  const { policy } = calculation;
  return [
    ...stepsOf(line).map((step) => `${stepText(policy, line, step)}${comesTo(step.fen)}`),
    ...payersText(policy, line),
    ...instalmentsText(line),
  ];
}

/** Why a line failed, for the reader. */
export function failureText(failure: LineFailure): string {
  return `${FAILED[failure.part]}${failure.reason}`;
}

const FAILED: Readonly<Record<FailedPart, string>> = {
  when: "条件算不出：",
  amount: "金额算不出：",
  times: "系数算不出：",
  limits: "限额算不出：",
  bound: "",
  ceiling: "封顶算不出：",
  instalment: "分期的条件算不出：",
};

/** What a step did; what it comes to stands after it. */
export function stepText(policy: Policy, line: Line, step: Step): string {
  const grant = policy.grants[line.grant];
  switch (step.rule) {
    case "amount":
      return grant === undefined ? "" : `${grant.document.title}：${amountText(grant.amount, step.amount)}`;
    case "times": {
      const times = grant?.times[step.place];
      const read = reading(times?.of.source ?? "", step.value);
      const missing = step.isFound ? "" : times?.bands === undefined ? "按其他，" : "没有到一档，";
      return `${read}，${missing}按 ${percentText(step.percent)}`;
    }
    case "at-least":
      return `不少于 ${yuan(step.limitFen)}`;
    case "at-most":
      return `不超过 ${yuan(step.limitFen)}`;
    case "less-paid":
      return `补差，减去已发 ${yuan(step.paidFen)}`;
    case "once":
      return `不重复奖补，已发 ${yuan(step.paidFen)}`;
    case "whole-fen":
      return "四舍五入到 0.01 元";
    case "group":
      return `就高不重复，发「${policy.grants[step.paid]?.document.title ?? ""}」${yuan(step.paidFen)}，这一项不发`;
    case "rounding":
      return roundingText(policy, step.isHeldDown);
    case "recipient": {
      const atMostFen = policy.document.perRecipientAtMostFen ?? 0;
      return `每个对象最多 ${yuan(atMostFen)}，合计 ${yuan(step.sumFen)}，从后列的扣 ${yuan(step.takenFen)}`;
    }
    case "prorate":
      return `${ceilingText(step.entry)}，按比例折算`;
    case "rank":
      return `${ceilingText(step.entry)}，按次序发放（${pointsText(step.order)}），轮到时余 ${yuan(step.leftFen)}${unpaidText(policy, step.entry)}`;
    default:
      return step satisfies never;
  }
}

/** Why a recipient that money is left for gets nothing of it. */
function unpaidText(policy: Policy, entry: CeilingEntry): string {
  const partial = policy.ceilings[entry.ceiling]?.document.partial ?? true;
  if (partial === true) return "";
  return partial === "stop" ? "，从第一个不足全额的起都不发" : "，不足全额，不发";
}

/** `汤溪镇封顶 300,000.00 元，合计 340,000.00 元`. */
export function ceilingText(entry: CeilingEntry): string {
  return `${entry.key ?? "总额"}封顶 ${yuan(entry.ceilingFen)}，合计 ${yuan(entry.beforeFen)}`;
}

/** `取到百元，向下`. */
export function roundingText(policy: Policy, isHeldDown: boolean): string {
  const { toFen, mode } = policy.document.rounding;
  const modes = { down: "向下", up: "向上", "half-up": "四舍五入" } as const;
  return `取到${unitName(toFen)}，${isHeldDown ? "进上去会超过最高额，向下" : modes[mode]}`;
}

/** Who bears the line: `承担：开发区财政 14,400.00 元，乡镇配套 9,600.00 元`. */
export function payersText(policy: Policy, line: Line): readonly string[] {
  const place = policy.grants[line.grant]?.payers;
  const plan = place === undefined ? undefined : policy.payerPlans[place];
  if (plan === undefined) return [];
  return [`承担：${plan.payers.map(({ title }, at) => `${title} ${yuan(line.payersFen[at] ?? 0)}`).join("，")}`];
}

/** In which instalments the line is paid: `分期：第 1 期 12,000.00 元，还不能发；第 2 期 12,000.00 元，可以发`. */
export function instalmentsText(line: Line): readonly string[] {
  if (line.instalmentsFen.length === 0) return [];
  const parts = line.instalmentsFen.map(
    (fen, at) => `第 ${at + 1} 期 ${yuan(fen)}，${line.isDue[at] === true ? "可以发" : "还不能发"}`,
  );
  return [`分期：${parts.join("；")}`];
}
