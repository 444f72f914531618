import { withAmount } from "./amount-places.ts";
import { recipientColumns } from "./asked.ts";
import { calculateColumns } from "./calculate.ts";
import { readPolicy } from "./compile.ts";
import type { PolicyDocument } from "./document.ts";
import type { Recipient } from "./recipient.ts";

/** The largest amount that a pool just bears, in whole steps: one step more and the total passes the pool. */
export interface Solution {
  readonly fen: number;
  readonly totalFen: number;
  /** What one step more would come to; null where the amount could be any: it changes nothing. */
  readonly nextTotalFen: number | null;
}

/**
 * Which amount in `path` just fits the pool: exact to the step. The total never falls when an amount rises, so halving
 * finds it. undefined where not even 0 fits. `poolFen` and `stepFen` are whole fen.
 */
export function solveAmount(
  document: PolicyDocument,
  recipients: readonly Recipient[],
  { path, poolFen, stepFen }: { readonly path: string; readonly poolFen: number; readonly stepFen: number },
): Solution | undefined {
  const columns = recipientColumns(recipients);
  const totalOf = (steps: number): number => {
    const outcome = readPolicy(withAmount(document, path, steps * stepFen));
    if (!("policy" in outcome)) throw new Error("a policy whose amount can't be set");
    return Number(calculateColumns(outcome.policy, columns).totalFen);
  };
  if (totalOf(0) > poolFen) return undefined;
  let low = 0;
  let high = Math.floor(poolFen / stepFen) + 1;
  if (totalOf(high) <= poolFen) return { fen: high * stepFen, totalFen: totalOf(high), nextTotalFen: null };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (totalOf(middle) <= poolFen) low = middle;
    else high = middle;
  }
  return { fen: low * stepFen, totalFen: totalOf(low), nextTotalFen: totalOf(high) };
}
