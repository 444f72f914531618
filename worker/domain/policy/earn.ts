import type { Decimal } from "../decimal.ts";
import { Failure } from "../expression.ts";
import { MAX_LINE_FEN } from "../money.ts";
import { amountOn, keyOn, limitOn, numberOn, reaches } from "./amounts.ts";
import type { Asked } from "./asked.ts";
import { compareExact, type Exact, least, minus, most, percentOf, wholeFen } from "./exact.ts";
import type { Grant, Times } from "./policy.ts";
import { fenFor, type Recipient } from "./recipient.ts";
import { type AmountReason, addStep, type FailedPart, type Line, type LineFailure, type Trace } from "./steps.ts";

type Traced = Pick<Line, "trace">;

/** What a grant comes to for one recipient after step 1, in whole fen, and what rounding must not lift it above. */
export interface Earned {
  readonly fen: number;
  readonly capFen: Exact | undefined;
}

/**
 * Step 1 of subsidies.md for one line: the amount; × each of `times`; `atLeastFen`, then `atMostFen`, the lesser holding
 * where they cross; `lessPaid` or `once`; half up to a whole fen. Notes what it did on the line. A `share` comes worked out.
 */
export function earn(grant: Grant, asked: Asked, shared: AmountReason | undefined, line: Traced): Earned | LineFailure {
  const amount = shared ?? ownAmount(grant, asked);
  if (amount instanceof Failure) return failed("amount", amount);
  line.trace = beginning(grant, asked, amount);
  let fen = amount.fen;
  for (const [place, times] of grant.times.entries()) {
    const found = factorOn(times, asked);
    if (found instanceof Failure) return failed("times", found);
    fen = percentOf(fen, found.percent);
    if (found.percent !== 10_000) addStep(line, { rule: "times", place, ...found, fen });
  }
  const limited = limit(grant, asked, fen, line);
  if (limited instanceof Failure) return failed("limits", limited);
  const unpaid = lessPaid(grant, asked, limited.fen, line);
  const rounded = wholeFen(unpaid);
  if (rounded > MAX_LINE_FEN) return { part: "bound", reason: "这一行超过 100,000,000,000.00 元" };
  if (rounded !== unpaid) addStep(line, { rule: "whole-fen", fen: rounded });
  return { fen: rounded, capFen: capOf(grant, asked, limited.capFen) };
}

/** Lines to which a table gives one row begin the same way. */
function beginning(grant: Grant, { begun }: Asked, amount: AmountReason): Trace {
  const own = amount.kind === "table" && amount.key !== null ? begun[grant.place] : undefined;
  const key = amount.kind === "table" ? (amount.key ?? "") : "";
  const known = own?.get(key);
  if (known !== undefined) return known;
  const trace: Trace = { step: { rule: "amount", amount, fen: amount.fen }, before: undefined, after: undefined };
  own?.set(key, trace);
  return trace;
}

function failed(part: FailedPart, failure: Failure): LineFailure {
  return { part, reason: failure.reason };
}

function ownAmount(grant: Grant, asked: Asked): AmountReason | Failure {
  if (grant.amount.kind === "share") throw new Error("a share that was not worked out");
  if (grant.amount.kind !== "decided") return amountOn(grant.amount, asked, undefined);
  return amountOn(grant.amount, asked, fenFor(recipientOf(asked).decidedFen, grant.document.code));
}

interface Factor {
  readonly value: string | Decimal | null;
  readonly percent: number;
  readonly isFound: boolean;
}

function factorOn(times: Times, asked: Asked): Factor | Failure {
  if (times.bands !== undefined) {
    const value = numberOn(times.of, asked);
    if (value instanceof Failure) return value;
    const band = times.bands.find((each) => reaches(value, each));
    return { value, percent: band?.percent ?? 0, isFound: band !== undefined };
  }
  const key = keyOn(times.of, asked);
  if (key instanceof Failure) return key;
  const row = key === null ? undefined : times.rows.get(key);
  return { value: key, percent: row ?? times.otherwise, isFound: row !== undefined };
}

function limit(
  grant: Grant,
  asked: Asked,
  amount: Exact,
  line: Traced,
): { readonly fen: Exact; readonly capFen: Exact | undefined } | Failure {
  let fen = amount;
  if (grant.atLeastFen !== undefined) {
    const limitFen = limitOn(grant.atLeastFen, asked);
    if (limitFen instanceof Failure) return limitFen;
    if (compareExact(fen, limitFen) < 0) {
      fen = limitFen;
      addStep(line, { rule: "at-least", limitFen, fen });
    }
  }
  if (grant.atMostFen === undefined) return { fen, capFen: undefined };
  const limitFen = limitOn(grant.atMostFen, asked);
  if (limitFen instanceof Failure) return limitFen;
  if (compareExact(fen, limitFen) > 0) {
    fen = most(least(fen, limitFen), 0);
    addStep(line, { rule: "at-most", limitFen, fen });
  }
  return { fen, capFen: limitFen };
}

function lessPaid(grant: Grant, asked: Asked, amount: Exact, line: Traced): Exact {
  if (grant.document.once !== true && grant.document.lessPaid !== true) return amount;
  const paidFen = paidFenOf(grant, asked);
  if (paidFen === 0 || compareExact(amount, 0) === 0) return amount;
  if (grant.document.once === true) {
    addStep(line, { rule: "once", paidFen, fen: 0 });
    return 0;
  }
  const fen = most(minus(amount, paidFen), 0);
  addStep(line, { rule: "less-paid", paidFen, fen });
  return fen;
}

function capOf(grant: Grant, asked: Asked, capFen: Exact | undefined): Exact | undefined {
  if (capFen === undefined || grant.document.lessPaid !== true) return capFen;
  return minus(capFen, paidFenOf(grant, asked));
}

function paidFenOf(grant: Grant, asked: Asked): number {
  return fenFor(recipientOf(asked).paidFen, grant.document.code) ?? 0;
}

function recipientOf({ recipients, index }: Asked): Recipient {
  return recipients.recipientAt(index);
}
