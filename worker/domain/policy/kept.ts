import { recipientColumns } from "./asked.ts";
import type { Calculation } from "./calculate.ts";
import type { Policy } from "./policy.ts";
import type { Recipient } from "./recipient.ts";
import { addStep, type FailedPart, type Line, type Step, stepsOf } from "./steps.ts";

/** One instalment of a kept line; `all` where the policy has none. */
export interface KeptInstalment {
  readonly code: string;
  readonly fen: number;
  readonly due: boolean;
}

/**
 * A line as it is kept for good: the amounts in fen, and its steps as JSON, where a number that a double doesn't hold is
 * `{"n": "…"}`. `payers` in the plan's order, empty where the policy names none.
 */
export interface KeptLine {
  readonly recipient: string;
  readonly grant: string;
  readonly fen: number;
  readonly beforeCeilingsFen: number;
  readonly steps: readonly unknown[];
  readonly failure: { readonly part: string; readonly reason: string } | null;
  readonly payers: readonly number[];
  readonly instalments: readonly KeptInstalment[];
}

/** The instalment of a line that isn't paid in several. */
export const wholeInstalment = "all";

/** A calculation's lines, in its order, as data that is kept: the reasons are those that the computing recorded. */
export function keptLines(calculation: Calculation): readonly KeptLine[] {
  const { policy, recipients, lines } = calculation;
  return lines.map((line) => {
    const grant = policy.grants[line.grant];
    const plan = grant?.instalments === undefined ? undefined : policy.instalmentPlans[grant.instalments];
    return {
      recipient: recipients.ids[line.recipient] ?? "",
      grant: grant?.document.code ?? "",
      fen: line.fen,
      beforeCeilingsFen: line.beforeCeilingsFen,
      steps: stepsOf(line).map(written),
      failure: line.failure ?? null,
      payers: line.payersFen,
      instalments: plan?.instalments.map(({ code }, place) => ({
        code,
        fen: line.instalmentsFen[place] ?? 0,
        due: line.isDue[place] === true,
      })) ?? [{ code: wholeInstalment, fen: line.fen, due: true }],
    };
  });
}

/** The calculation that these kept lines are of, as far as its reasons are told from it. */
export function calculationOf(
  policy: Policy,
  recipients: readonly Recipient[],
  kept: readonly KeptLine[],
): Calculation {
  const columns = recipientColumns(recipients);
  const places = new Map(columns.ids.map((id, place) => [id, place]));
  const grants = new Map(policy.grants.map(({ document, place }) => [document.code, place]));
  const lines = kept.map((each): Line => {
    const grant = grants.get(each.grant) ?? 0;
    const hasInstalments = policy.grants[grant]?.instalments !== undefined;
    const line: Line = {
      recipient: places.get(each.recipient) ?? 0,
      grant,
      trace: undefined,
      fen: each.fen,
      capFen: undefined,
      beforeCeilingsFen: each.beforeCeilingsFen,
      failure: each.failure === null ? undefined : { ...each.failure, part: each.failure.part as FailedPart },
      payersFen: each.payers,
      instalmentsFen: hasInstalments ? each.instalments.map(({ fen }) => fen) : [],
      isDue: hasInstalments ? each.instalments.map(({ due }) => due) : [],
    };
    for (const step of each.steps) addStep(line, read(step) as Step);
    return line;
  });
  return {
    ...{ policy, recipients: columns, lines, ceilings: [], without: [] },
    totalFen: lines.reduce((sum, { fen }) => sum + fen, 0),
  };
}

function written(value: unknown): unknown {
  if (typeof value === "bigint") return { n: String(value) };
  if (Array.isArray(value)) return value.map(written);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each)]));
}

function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "n" && typeof first[1] === "string") return BigInt(first[1]);
  return Object.fromEntries(entries.map(([key, each]) => [key, read(each)]));
}
