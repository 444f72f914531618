import type { Calculation } from "../../worker/domain/policy/index.ts";
import type { CompiledAmount, Policy } from "../../worker/domain/policy/policy.ts";
import { type AmountReason, type Line, type Step, stepsOf } from "../../worker/domain/policy/steps.ts";
import {
  addR,
  compareR,
  floorR,
  maxR,
  minR,
  multiplyR,
  type Rational,
  ratio,
  rational,
  roundHalfUpR,
  subtractR,
} from "../../worker/domain/rational.ts";

/**
 * Works a line out again from what its steps recorded and nothing else, in fractions throughout. Throws where a step's
 * amount isn't what its inputs give. The amount after the last step.
 */
export function replaySteps(calculation: Calculation, line: Line): number {
  let fen = rational(0n);
  for (const step of stepsOf(line)) {
    fen = replay(calculation.policy, line, step, fen);
    if (compareR(fen, fraction(step.fen)) !== 0) throw new Error(`${step.rule}: ${fen.n}/${fen.d}`);
  }
  return Number(fen.n) / Number(fen.d);
}

function replay(policy: Policy, line: Line, step: Step, before: Rational): Rational {
  const unit = BigInt(policy.document.rounding.toFen);
  switch (step.rule) {
    case "amount":
      return amountAgain(policy.grants[line.grant]?.amount, step.amount);
    case "times":
      return percent(before, step.percent);
    case "at-least":
      return fraction(step.limitFen);
    case "at-most":
      return notBelowZero(fraction(step.limitFen));
    case "less-paid":
      return notBelowZero(subtractR(before, rational(BigInt(step.paidFen))));
    case "once":
    case "group":
      return rational(0n);
    case "whole-fen":
      return rational(roundHalfUpR(before));
    case "rounding": {
      const units = multiplyR(before, ratio(1n, unit));
      const mode = step.isHeldDown ? "down" : policy.document.rounding.mode;
      const whole = mode === "down" ? floorR(units) : mode === "up" ? -floorR(negative(units)) : roundHalfUpR(units);
      return rational(whole * unit);
    }
    case "recipient":
      return subtractR(before, rational(BigInt(step.takenFen)));
    case "prorate": {
      const share = multiplyR(before, ratio(BigInt(step.entry.ceilingFen), BigInt(step.entry.beforeFen) * unit));
      return rational((floorR(share) + (step.hasExtra ? 1n : 0n)) * unit);
    }
    case "rank":
      if (step.fen > step.leftFen || step.fen >= step.beforeFen) throw new Error("rank: more than was left");
      return rational(BigInt(step.fen));
    default:
      return step satisfies never;
  }
}

function amountAgain(amount: CompiledAmount | undefined, reason: AmountReason): Rational {
  if (amount === undefined || amount.kind !== reason.kind) throw new Error("the reason of another amount");
  if (amount.kind === "table" && reason.kind === "table") {
    return rational(BigInt((reason.isRow ? amount.rows.get(reason.key ?? "") : amount.otherwiseFen) ?? -1));
  }
  if (amount.kind === "rate" && reason.kind === "rate") {
    return multiplyR(rational(BigInt(amount.fenEach)), fraction(reason.quantity));
  }
  if (amount.kind === "percent" && reason.kind === "percent") {
    const base = rational(reason.value);
    const most = amount.ofAtMostFen === undefined ? base : minR(base, rational(BigInt(amount.ofAtMostFen)));
    return notBelowZero(percent(most, amount.percent));
  }
  if (reason.kind === "formula") return notBelowZero(rational(reason.value));
  if (amount.kind === "capped" && reason.kind === "capped") {
    const inner = amountAgain(amount.amount, reason.inner);
    const raised = reason.atLeastFen === undefined ? inner : maxR(inner, fraction(reason.atLeastFen));
    return notBelowZero(reason.atMostFen === undefined ? raised : minR(raised, fraction(reason.atMostFen)));
  }
  if (amount.kind === "sum" && reason.kind === "sum") {
    return reason.parts
      .map((part, place) => amountAgain(amount.parts[place], part))
      .reduce((sum, part) => addR(sum, part), rational(0n));
  }
  return fraction(reason.fen);
}

function percent(fen: Rational, hundredths: number): Rational {
  return multiplyR(fen, ratio(BigInt(hundredths), 10_000n));
}

function notBelowZero(fen: Rational): Rational {
  return maxR(fen, rational(0n));
}

function negative(fen: Rational): Rational {
  return { n: -fen.n, d: fen.d };
}

function fraction(fen: number | Rational): Rational {
  return typeof fen === "number" ? rational(BigInt(fen)) : fen;
}
