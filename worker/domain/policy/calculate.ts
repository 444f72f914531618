import { Failure } from "../expression.ts";
import { split, splitInOrder } from "../money.ts";
import { type Asked, type Asking, askingOf, type RecipientColumns, recipientColumns, valueFor } from "./asked.ts";
import { applyCeilings, sumOfLines } from "./ceilings.ts";
import { earn } from "./earn.ts";
import type { Grant, PayerPlan, Policy } from "./policy.ts";
import type { Recipient } from "./recipient.ts";
import { settle } from "./settle.ts";
import { factorsOn, shareOut } from "./share.ts";
import { applyStanding, askStanding, openStandings, type Standings } from "./standing.ts";
import type { AmountReason, CeilingEntry, Line } from "./steps.ts";

/** What a policy pays these recipients, and why, as data; answer.ts puts it into words. */
export interface Calculation {
  readonly policy: Policy;
  /** By id, by code point. */
  readonly recipients: RecipientColumns;
  /** By recipient, then by the grant's place. */
  readonly lines: readonly Line[];
  /** By the ceiling's place, then by key. */
  readonly ceilings: readonly CeilingEntry[];
  /** Which recipients' which grants made no line because their `when` is false, by place. */
  readonly without: readonly { readonly recipient: number; readonly grant: number }[];
  readonly totalFen: number | bigint;
}

/**
 * Steps 1 to 7 of subsidies.md "Steps". The recipients were checked (checkRecipients); their order doesn't matter.
 * Never fails as a whole: a line that fails is in the result with 0 fen and its reason.
 */
export function calculate(policy: Policy, recipients: readonly Recipient[]): Calculation {
  return calculateColumns(policy, recipientColumns(recipients));
}

/** The same for recipients that are columns already. */
export function calculateColumns(policy: Policy, recipients: RecipientColumns): Calculation {
  const asking = askingOf(recipients, policy.grants);
  const { lines, without } = openLines(policy, asking);
  const shares = sharesOf(policy, lines, asking);
  const standings = openStandings(policy);
  const asked = { ...asking, index: 0 };
  for (let from = 0; from < lines.length; ) {
    asked.index = lines[from]?.recipient ?? 0;
    let to = from + 1;
    while (lines[to]?.recipient === asked.index) to++;
    const own = lines.slice(from, to);
    earnLines(policy, asked, own, shares, standings);
    settle(policy, own);
    from = to;
  }
  const ceilings = applyCeilings(policy, standings, lines);
  splitLines(policy, lines);
  const totalFen = sumOfLines(lines);
  return { policy, recipients, lines, ceilings, without, totalFen };
}

/** One line for each grant whose `when` holds, or fails. */
function openLines(
  policy: Policy,
  asking: Asking,
): { readonly lines: readonly Line[]; readonly without: Calculation["without"] } {
  const lines: Line[] = [];
  const without: { recipient: number; grant: number }[] = [];
  const asked = { ...asking, index: 0 };
  for (let index = 0; index < asking.recipients.ids.length; index++) {
    asked.index = index;
    for (const { when, place: grant } of policy.grants) {
      const holds = when === undefined || valueFor(when, asked);
      if (holds === false) {
        without.push({ recipient: index, grant });
        continue;
      }
      const line = emptyLine(index, grant);
      if (holds instanceof Failure) line.failure = { part: "when", reason: holds.reason };
      lines.push(line);
    }
  }
  return { lines, without };
}

function emptyLine(recipient: number, grant: number): Line {
  return {
    recipient,
    grant,
    trace: undefined,
    fen: 0,
    capFen: undefined,
    beforeCeilingsFen: 0,
    failure: undefined,
    payersFen: NONE,
    instalmentsFen: NONE,
    isDue: NO_INSTALMENT,
  };
}

const NONE: readonly number[] = [];
const NO_INSTALMENT: readonly boolean[] = [];

/** The shares of every grant that shares a pool out, by line; a line whose factor fails is marked and not in it. */
function sharesOf(policy: Policy, lines: readonly Line[], asking: Asking): ReadonlyMap<Line, AmountReason> {
  const shares = new Map<Line, AmountReason>();
  for (const { amount, place } of policy.grants) {
    if (amount.kind !== "share") continue;
    const taking = lines.flatMap((line) => {
      if (line.grant !== place || line.failure !== undefined) return [];
      const factors = factorsOn(amount, { ...asking, index: line.recipient });
      if (!(factors instanceof Failure)) return [{ line, factors }];
      line.failure = { part: "amount", reason: factors.reason };
      return [];
    });
    const reasons = shareOut(
      amount,
      taking.map(({ factors }) => factors),
    );
    taking.forEach(({ line }, at) => {
      const reason = reasons[at];
      if (reason !== undefined) shares.set(line, reason);
    });
  }
  return shares;
}

/** Step 1 for one recipient's lines, and what the later steps will ask of it. */
function earnLines(
  policy: Policy,
  asked: Asked,
  lines: readonly Line[],
  shares: ReadonlyMap<Line, AmountReason>,
  standings: Standings,
): void {
  askStanding(policy, asked, standings);
  for (const line of lines) {
    const grant = policy.grants[line.grant];
    if (grant === undefined) continue;
    if (line.failure === undefined) earnLine(grant, asked, shares.get(line), line);
    applyStanding(policy, grant, standings, line);
    if (line.failure !== undefined) line.fen = 0;
  }
}

function earnLine(grant: Grant, asked: Asked, shared: AmountReason | undefined, line: Line): void {
  const earned = earn(grant, asked, shared, line);
  if ("part" in earned) {
    line.failure = earned;
  } else {
    line.fen = earned.fen;
    line.capFen = earned.capFen;
  }
}

/** Steps 6 and 7; lines of one amount under one plan share what they were split into. */
function splitLines(policy: Policy, lines: readonly Line[]): void {
  const payers = policy.payerPlans.map(() => new Map<number, readonly number[]>());
  const instalments = policy.instalmentPlans.map(() => new Map<number, readonly number[]>());
  for (const line of lines) {
    const grant = policy.grants[line.grant];
    if (grant?.payers !== undefined) {
      const plan = policy.payerPlans[grant.payers];
      line.payersFen = once(payers[grant.payers], line.fen, () =>
        plan === undefined ? NONE : splitOver(plan, line.fen),
      );
    }
    if (grant?.instalments !== undefined) {
      const weights = policy.instalmentPlans[grant.instalments]?.weights ?? NONE;
      line.instalmentsFen = once(instalments[grant.instalments], line.fen, () => split(line.fen, weights));
    }
  }
}

function once(
  known: Map<number, readonly number[]> | undefined,
  fen: number,
  parts: () => readonly number[],
): readonly number[] {
  let found = known?.get(fen);
  if (found === undefined) {
    found = parts();
    known?.set(fen, found);
  }
  return found;
}

/** fen ≥ 0 over a plan's payers, in their order (subsidies.md "Steps" 6); the parts sum to it. */
export function splitOver(plan: PayerPlan, fen: number): readonly number[] {
  return plan.weights === undefined ? splitInOrder(fen, plan.limitsFen) : split(fen, plan.weights);
}
