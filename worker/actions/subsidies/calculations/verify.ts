import { canonicalJson } from "../../../domain/canonical.ts";
import { calculate, calculationDigest, type KeptLine, keptLines } from "../../../domain/policy/index.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Scope } from "../../scope.ts";
import { selectCalculation, selectInputs, selectKeptLines, selectPolicyOf, soundPolicy } from "./calculation.ts";

/** What recalculating from the stored inputs came to: nothing differs where all is well. */
export interface Verified {
  readonly isSame: boolean;
  readonly digest: string;
  readonly digestAgain: string;
  readonly totalFen: number;
  readonly totalFenAgain: number;
  /** The places of lines that differ, the first hundred. */
  readonly differing: readonly number[];
}

/** 重算一遍核对: the same digest and the same lines, or where they differ. Refusals: not-found. */
export async function verifyCalculation(scope: Scope, id: string): Promise<Verified> {
  const [[calculation], [policy], inputs, rows] = await scope.read([
    selectCalculation(scope, id),
    selectPolicyOf(scope, id),
    selectInputs(scope, id),
    selectKeptLines(scope, id),
  ]);
  if (calculation === undefined || policy === undefined) throw new Problem("not-found");
  return await compareAgain(
    calculation,
    policy.document,
    inputs.flatMap(({ recipients }) => recipients),
    rows,
  );
}

type Row = KeptLine & { readonly position: number };

/** Recalculates from stored inputs and holds digest, sum and lines against what is stored. */
export async function compareAgain(
  { digest, totalFen }: { readonly digest: string; readonly totalFen: number },
  document: unknown,
  recipients: Parameters<typeof calculate>[1],
  all: readonly Row[],
): Promise<Verified> {
  // A line of 0 without a step is one that is made no more; it isn't computed.
  const rows = all.filter(({ steps, failure }) => steps.length > 0 || failure !== null);
  const again = calculate(soundPolicy(document), recipients);
  const lines = keptLines(again);
  const digestAgain = await calculationDigest(document, recipients);
  const differing: number[] = [];
  for (let position = 0; position < Math.max(lines.length, rows.length); position += 1) {
    if (differing.length < 100 && textOf(lines[position]) !== textOf(rows[position])) differing.push(position);
  }
  const totalFenAgain = Number(again.totalFen);
  const isSame = digest === digestAgain && totalFen === totalFenAgain && differing.length === 0;
  return { isSame, digest, digestAgain, totalFen, totalFenAgain, differing };
}

function textOf(line: KeptLine | undefined): string {
  if (line === undefined) return "";
  const { recipient, grant, fen, beforeCeilingsFen, steps, failure, payers, instalments } = line;
  return canonicalJson({ recipient, grant, fen, beforeCeilingsFen, steps, failure, payers, instalments } as never);
}
