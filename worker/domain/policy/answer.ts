import { becauseOf, failureText } from "./because.ts";
import type { Calculation } from "./calculate.ts";
import { type Detail, detailOf } from "./detail.ts";
import type { Line } from "./steps.ts";
import { type ThreadStep, threadOf } from "./thread.ts";

/** One instalment of a line. */
export interface InstalmentAnswer {
  readonly code: string;
  readonly fen: number;
  readonly due: boolean;
}

/** One line of the answer; `payers` and `instalments` where the policy or the grant has them. */
export interface LineAnswer {
  readonly recipient: string;
  readonly grant: string;
  readonly fen: number;
  readonly payers?: Readonly<Record<string, number>>;
  readonly instalments?: readonly InstalmentAnswer[];
  readonly because: readonly string[];
  /** With detail: the line after step 4, what the ceilings changed of it (0 or less), and its steps. */
  readonly beforeCeilingsFen?: number;
  readonly changedFen?: number;
  readonly steps?: readonly ThreadStep[];
}

/** The answer of the calculation call, without its digest (subsidies.md "Calculation call"). */
export interface CalculationAnswer extends Partial<Detail> {
  readonly totalFen: number;
  readonly lines: readonly LineAnswer[];
  readonly ceilings: readonly {
    readonly code: string;
    readonly key: string | null;
    readonly ceilingFen: number;
    readonly beforeFen: number;
    readonly afterFen: number;
  }[];
  readonly errors: readonly { readonly recipient: string; readonly grant: string; readonly reason: string }[];
}

/** A calculation as the API gives it, with its reasons in Chinese; with `detail` also what the screens show. */
export function answerOf(
  calculation: Calculation,
  more: { readonly detail: boolean } = { detail: false },
): CalculationAnswer {
  const { policy, lines } = calculation;
  return {
    totalFen: Number(calculation.totalFen),
    lines: lines.map((line) => ({
      ...lineAnswer(calculation, line),
      ...(more.detail ? lineDetail(calculation, line) : {}),
    })),
    ceilings: calculation.ceilings.map((entry) => ({
      code: policy.document.ceilings?.[entry.ceiling]?.code ?? "",
      key: entry.key,
      ceilingFen: entry.ceilingFen,
      beforeFen: Number(entry.beforeFen),
      afterFen: Number(entry.afterFen),
    })),
    errors: lines.flatMap((line) =>
      line.failure === undefined ? [] : [{ ...nameOf(calculation, line), reason: failureText(line.failure) }],
    ),
    ...(more.detail ? detailOf(calculation) : {}),
  };
}

function lineAnswer(calculation: Calculation, line: Line): LineAnswer {
  const { policy } = calculation;
  const grant = policy.grants[line.grant];
  const payers = grant?.payers === undefined ? undefined : policy.payerPlans[grant.payers]?.payers;
  const instalments =
    grant?.instalments === undefined ? undefined : policy.instalmentPlans[grant.instalments]?.instalments;
  return {
    ...nameOf(calculation, line),
    fen: line.fen,
    ...(payers && { payers: Object.fromEntries(payers.map(({ code }, place) => [code, line.payersFen[place] ?? 0])) }),
    ...(instalments && {
      instalments: instalments.map(({ code }, place) => ({
        code,
        fen: line.instalmentsFen[place] ?? 0,
        due: line.isDue[place] === true,
      })),
    }),
    because: becauseOf(calculation, line),
  };
}

function lineDetail(
  calculation: Calculation,
  line: Line,
): Pick<LineAnswer, "beforeCeilingsFen" | "changedFen" | "steps"> {
  const { beforeCeilingsFen } = line;
  return { beforeCeilingsFen, changedFen: line.fen - beforeCeilingsFen, steps: threadOf(calculation, line) };
}

function nameOf(calculation: Calculation, line: Line): { readonly recipient: string; readonly grant: string } {
  return {
    recipient: calculation.recipients.ids[line.recipient] ?? "",
    grant: calculation.policy.grants[line.grant]?.document.code ?? "",
  };
}
