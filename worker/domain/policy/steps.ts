import type { Decimal } from "../decimal.ts";
import type { Exact } from "./exact.ts";

/** Why an amount is what it is: what was read, what it came to. Data; because.ts and thread.ts put it into Chinese. */
export type AmountReason =
  | { readonly kind: "fixed"; readonly fen: Exact }
  | { readonly kind: "table"; readonly key: string | null; readonly isRow: boolean; readonly fen: Exact }
  | { readonly kind: "rate"; readonly value: Decimal; readonly quantity: Exact; readonly fen: Exact }
  | { readonly kind: "percent"; readonly value: Decimal; readonly baseFen: Exact; readonly fen: Exact }
  /** `reached`: the place of the last bracket reached; −1 where none was. */
  | { readonly kind: "brackets"; readonly value: Decimal; readonly reached: number; readonly fen: Exact }
  | {
      readonly kind: "share";
      readonly values: readonly Decimal[];
      readonly sums: readonly Exact[];
      readonly fen: Exact;
    }
  | { readonly kind: "decided"; readonly atLeastFen: Exact; readonly atMostFen: Exact; readonly fen: Exact }
  | { readonly kind: "formula"; readonly value: Decimal; readonly fen: Exact }
  | {
      readonly kind: "capped";
      readonly inner: AmountReason;
      readonly atLeastFen: Exact | undefined;
      readonly atMostFen: Exact | undefined;
      readonly fen: Exact;
    }
  | { readonly kind: "sum"; readonly parts: readonly AmountReason[]; readonly fen: Exact };

/** One ceiling, for one value of its `by`: what its lines came to before and after. */
export interface CeilingEntry {
  readonly ceiling: number;
  readonly key: string | null;
  readonly ceilingFen: number;
  readonly beforeFen: number | bigint;
  readonly lines: number;
  /** Prorated lines before the units left over were handed out. */
  flooredFen: number;
  afterFen: number | bigint;
}

/** What one step did to a line, and the amount after it. The last step's amount is the line's. */
export type Step =
  | { readonly rule: "amount"; readonly amount: AmountReason; readonly fen: Exact }
  /** `place`: which of `times`; `band`: the place of the band reached, −1 where none was; `key`: of rows. */
  | {
      readonly rule: "times";
      readonly place: number;
      readonly value: string | Decimal | null;
      readonly percent: number;
      readonly isFound: boolean;
      readonly fen: Exact;
    }
  | { readonly rule: "at-least"; readonly limitFen: Exact; readonly fen: Exact }
  | { readonly rule: "at-most"; readonly limitFen: Exact; readonly fen: Exact }
  | { readonly rule: "less-paid"; readonly paidFen: number; readonly fen: Exact }
  | { readonly rule: "once"; readonly paidFen: number; readonly fen: Exact }
  | { readonly rule: "whole-fen"; readonly fen: number }
  /** `paid`: the place of the grant that is paid in its stead, and what that comes to. */
  | { readonly rule: "group"; readonly paid: number; readonly paidFen: number; readonly fen: number }
  | { readonly rule: "rounding"; readonly isHeldDown: boolean; readonly fen: number }
  | { readonly rule: "recipient"; readonly sumFen: number; readonly takenFen: number; readonly fen: number }
  | {
      readonly rule: "prorate";
      readonly entry: CeilingEntry;
      readonly beforeFen: number;
      readonly hasExtra: boolean;
      readonly fen: number;
    }
  /** `leftFen`: what was left when this recipient's turn came. */
  | {
      readonly rule: "rank";
      readonly entry: CeilingEntry;
      readonly beforeFen: number;
      readonly leftFen: number;
      readonly order: Decimal;
      readonly fen: number;
    };

/** Where a line failed. */
export type FailedPart = "when" | "amount" | "times" | "limits" | "bound" | "ceiling" | "instalment";

/** Why a line failed; `reason` is Chinese. */
export interface LineFailure {
  readonly part: FailedPart;
  readonly reason: string;
}

/** A line while it is worked out, and after: what one recipient gets under one grant, and why. */
export interface Line {
  /** Places in the calculation's recipients and the policy's grants. */
  readonly recipient: number;
  readonly grant: number;
  /** What was done to it, the last step first; stepsOf() puts them in order. */
  trace: Trace | undefined;
  fen: number;
  /** What rounding must not lift the line above: `atMostFen`, with `lessPaid` less what was paid. */
  capFen: Exact | undefined;
  beforeCeilingsFen: number;
  failure: LineFailure | undefined;
  payersFen: readonly number[];
  instalmentsFen: readonly number[];
  isDue: readonly boolean[];
}

/**
 * A step and those before it. Lines that went the same way share their traces: a hundred thousand lines of few amounts
 * have few traces, where an array each would keep room for steps that never come.
 */
export interface Trace {
  readonly step: Step;
  readonly before: Trace | undefined;
  /** The trace that went on from here last; the next line may take the same step. */
  after: Trace | undefined;
}

/** Notes what a step did to a line. */
export function addStep(line: Pick<Line, "trace">, step: Step): void {
  const before = line.trace;
  if (before?.after?.step === step) {
    line.trace = before.after;
    return;
  }
  const trace: Trace = { step, before, after: undefined };
  if (before !== undefined) before.after = trace;
  line.trace = trace;
}

/** What was done to a line, in order. */
export function stepsOf(line: Pick<Line, "trace">): readonly Step[] {
  const steps: Step[] = [];
  for (let { trace } = line; trace !== undefined; trace = trace.before) steps.push(trace.step);
  return steps.reverse();
}
