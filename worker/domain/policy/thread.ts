import { amountText, rowsText } from "./amount-words.ts";
import { ceilingText, failureText, instalmentsText, payersText, roundingText, stepText } from "./because.ts";
import type { Calculation } from "./calculate.ts";
import { compareExact, type Exact, minus, product, ratioOf } from "./exact.ts";
import type { Grant, Policy } from "./policy.ts";
import { type CeilingEntry, type Line, type Step, stepsOf } from "./steps.ts";
import { clauseOf, figure, percentText, shownFen, unitName, yuan } from "./words.ts";

/**
 * One step of a line as a page shows it (design.md "Steps / explanation"): what was done, the amount after it in whole fen,
 * a sentence with the figures, the sum as typed, the clause. The last step's amount is the line's.
 */
export interface ThreadStep {
  readonly rule: string;
  readonly title: string;
  readonly fen: number;
  readonly text: string;
  readonly sum?: string;
  readonly clause?: string;
}

/** The steps of a line, in the order they were taken. */
export function threadOf(calculation: Calculation, line: Line): readonly ThreadStep[] {
  const { policy } = calculation;
  const grant = policy.grants[line.grant];
  if (grant === undefined) return [];
  if (line.failure !== undefined) {
    return [{ rule: "error", title: "算不出", fen: 0, text: sentence(failureText(line.failure)) }];
  }
  const steps: ThreadStep[] = [];
  let before: Exact = 0;
  for (const step of stepsOf(line)) {
    steps.push(...threadSteps(policy, grant, line, step, before));
    before = step.fen;
  }
  return [...steps, ...splitSteps(policy, grant, line)];
}

function threadSteps(policy: Policy, grant: Grant, line: Line, step: Step, before: Exact): readonly ThreadStep[] {
  if (step.rule === "amount") return [amountStep(policy, grant, step)];
  if (step.rule === "prorate") return prorateSteps(policy, step);
  const sum = sumOf(step, before);
  return [
    {
      rule: step.rule,
      title: titleOf(policy, step),
      fen: shownFen(step.fen),
      text: sentence(stepText(policy, line, step)),
      ...(sum !== undefined && { sum }),
    },
  ];
}

function amountStep(policy: Policy, grant: Grant, step: Extract<Step, { rule: "amount" }>): ThreadStep {
  const rows = grant.amount.kind === "table" ? rowsText(grant.amount.rows) : undefined;
  const clause = clauseOf(grant.document.sources ?? policy.document.sources);
  return {
    rule: "amount",
    title: grant.document.title,
    fen: shownFen(step.fen),
    text: sentence(amountText(grant.amount, step.amount)) + (rows === undefined ? "" : sentence(`补助表：${rows}`)),
    ...(clause !== undefined && { clause }),
  };
}

/** A proration is shown as three steps: the exact share, to the unit, the units left over to the largest remainders. */
function prorateSteps(policy: Policy, step: Extract<Step, { rule: "prorate" }>): readonly ThreadStep[] {
  const { entry, beforeFen, hasExtra, fen } = step;
  const { toFen } = policy.document.rounding;
  const exact = ratioOf(product(beforeFen, entry.ceilingFen), exactSum(entry));
  const flooredFen = hasExtra ? fen - toFen : fen;
  const leftFen = entry.ceilingFen - (entry.ceilingFen % toFen) - entry.flooredFen;
  const sum = `${figure(beforeFen)} × ${figure(entry.ceilingFen)} ÷ ${figure(exactSum(entry))}`;
  const steps: ThreadStep[] = [
    {
      rule: "ceiling",
      title: `${entry.key ?? "总额"}封顶，按比例折算`,
      fen: shownFen(exact),
      text: sentence(ceilingText(entry)),
      sum: equals(sum, exact),
    },
  ];
  if (compareExact(exact, flooredFen) !== 0) {
    const text = `${entry.lines} 行取整后共 ${yuan(entry.flooredFen)}，封顶内还余 ${yuan(entry.ceilingFen - entry.flooredFen)}`;
    steps.push({ rule: "ceiling-unit", title: `取到${unitName(toFen)}，向下`, fen: flooredFen, text: sentence(text) });
  }
  if (leftFen > 0) {
    const text = `这一行余 ${yuan(shownFen(minus(exact, flooredFen)))}，${hasExtra ? `补 ${yuan(toFen)}` : "排在后面，没有补到"}`;
    const title = `余下的逐${unitName(toFen)}补给余数大的`;
    steps.push({ rule: "ceiling-extra", title, fen, text: sentence(text) });
  }
  return steps;
}

function exactSum(entry: CeilingEntry): Exact {
  return typeof entry.beforeFen === "number" ? entry.beforeFen : { n: entry.beforeFen, d: 1n };
}

function titleOf(policy: Policy, step: Exclude<Step, { rule: "amount" | "prorate" }>): string {
  switch (step.rule) {
    case "times":
      return `系数 ${percentText(step.percent)}`;
    case "at-least":
      return "不少于下限";
    case "at-most":
      return "不超过上限";
    case "less-paid":
      return "补差";
    case "once":
      return "不重复奖补";
    case "whole-fen":
      return "取到 0.01 元";
    case "group":
      return "就高不重复";
    case "rounding":
      return roundingText(policy, step.isHeldDown);
    case "recipient":
      return "每个对象封顶";
    case "rank":
      return `${step.entry.key ?? "总额"}封顶，按次序发放`;
    default:
      return step satisfies never;
  }
}

/** The sum as typed, where a step is one. */
function sumOf(step: Step, before: Exact): string | undefined {
  switch (step.rule) {
    case "times":
      return equals(`${figure(before)} × ${percentText(step.percent)}`, step.fen);
    case "less-paid":
      return compareExact(before, step.paidFen) < 0
        ? undefined
        : equals(`${figure(before)} − ${figure(step.paidFen)}`, step.fen);
    case "recipient":
      return equals(`${figure(before)} − ${figure(step.takenFen)}`, step.fen);
    default:
      return undefined;
  }
}

function equals(sum: string, fen: Exact): string {
  const text = figure(fen);
  return text.startsWith("约 ") ? `${sum} ≈ ${text.slice(2)}` : `${sum} = ${text}`;
}

function splitSteps(policy: Policy, grant: Grant, line: Line): readonly ThreadStep[] {
  const payers = grant.payers === undefined ? undefined : policy.payerPlans[grant.payers]?.payers;
  const clause = clauseOf(payers?.find((payer) => payer.sources !== undefined)?.sources ?? policy.document.sources);
  return [
    ...payersText(policy, line).map((text) => ({
      rule: "payers",
      title: "承担",
      fen: line.fen,
      text: sentence(text.slice("承担：".length)),
      ...(clause !== undefined && { clause }),
    })),
    ...instalmentsText(line).map((text) => ({
      rule: "instalments",
      title: "分期",
      fen: line.fen,
      text: sentence(text.slice("分期：".length)),
    })),
  ];
}

function sentence(text: string): string {
  return `${text}。`;
}
