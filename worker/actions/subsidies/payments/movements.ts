import type { Statement } from "../../commit.ts";
import type { Scope } from "../../scope.ts";
import { moveMoney } from "../pools/entries.ts";

/** One payer's part of a payment, out of one pool; below 0 it comes back to it. */
export interface Part {
  readonly payment: string;
  readonly pool: string;
  readonly fen: number;
}

interface Of {
  readonly batch: string;
  readonly because: string;
}

/** By pool: what goes out of it and what comes back, both 0 or more. */
function byPool(
  parts: readonly Part[],
): readonly { readonly pool: string; readonly out: number; readonly back: number }[] {
  return [...Map.groupBy(parts, ({ pool }) => pool)].map(([pool, own]) => ({
    pool,
    out: own.reduce((sum, { fen }) => sum + Math.max(0, fen), 0),
    back: own.reduce((sum, { fen }) => sum + Math.max(0, -fen), 0),
  }));
}

/** The ledger of payments that were made: committed → paid, and what comes back paid → available. */
export function payOut(
  scope: Scope,
  parts: readonly Part[],
  of: Of,
  back: "refund" | "clawback",
): readonly Statement[] {
  return byPool(parts).flatMap((each) => [
    ...(each.out > 0 ? moveMoney(scope, { ...of, pool: each.pool, kind: "pay", fen: each.out }) : []),
    ...(each.back > 0 ? moveMoney(scope, { ...of, pool: each.pool, kind: back, fen: each.back }) : []),
  ]);
}

/** The ledger of payments that came back: paid → available, and what had come back goes out again. */
export function takeBack(scope: Scope, parts: readonly Part[], of: Of): readonly Statement[] {
  return byPool(parts).flatMap((each) => [
    ...(each.out > 0 ? moveMoney(scope, { ...of, pool: each.pool, kind: "refund", fen: each.out }) : []),
    ...(each.back > 0
      ? (["reserve", "commit", "pay"] as const).flatMap((kind) =>
          moveMoney(scope, { ...of, pool: each.pool, kind, fen: each.back }),
        )
      : []),
  ]);
}

/** What is to be paid once more after it came back: available → reserved → committed. */
export function commitAgain(scope: Scope, parts: readonly Part[], of: Of): readonly Statement[] {
  return byPool(parts).flatMap((each) =>
    each.out === 0
      ? []
      : (["reserve", "commit"] as const).flatMap((kind) =>
          moveMoney(scope, { ...of, pool: each.pool, kind, fen: each.out }),
        ),
  );
}

/** What was committed and will not be paid: committed → available. */
export function giveBack(scope: Scope, parts: readonly Part[], of: Of): readonly Statement[] {
  return byPool(parts).flatMap((each) =>
    each.out === 0 ? [] : moveMoney(scope, { ...of, pool: each.pool, kind: "release-committed", fen: each.out }),
  );
}
