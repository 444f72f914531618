import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { batches, paymentParts, payments } from "../../../../db/tenant/schema/index.ts";
import type { Scope } from "../../scope.ts";
import type { MoneyAsked } from "../ledger.ts";

/** What stands already of a policy's year: every payment that isn't void, whoever's batch it is of. */
export function selectStanding(scope: Scope, { policy, year }: MoneyAsked) {
  const { id, unitId: unit, payeeKind, holder, grant, instalment, correction, fen, isDue, state } = payments;
  return scope.db
    .select({
      id,
      unit,
      payeeKind,
      holder,
      grant,
      instalment,
      correction,
      fen,
      isDue,
      state,
      batchState: batches.state,
    })
    .from(payments)
    .innerJoin(batches, eq(batches.id, payments.batchId))
    .where(and(eq(payments.policyCode, policy), eq(payments.year, year), ne(payments.state, "void")))
    .orderBy(asc(unit), asc(grant), asc(instalment), asc(correction));
}

/** The same, which payer bore what of it out of which pool. */
export function selectStandingParts(scope: Scope, { policy, year }: MoneyAsked) {
  return scope.db
    .select({
      ...{
        payment: paymentParts.paymentId,
        payer: paymentParts.payer,
        pool: paymentParts.poolId,
        fen: paymentParts.fen,
      },
    })
    .from(paymentParts)
    .innerJoin(payments, eq(payments.id, paymentParts.paymentId))
    .where(
      and(
        eq(payments.policyCode, policy),
        eq(payments.year, year),
        inArray(payments.state, ["waiting", "ordered", "paid", "returned"]),
      ),
    );
}

export type Standing = Awaited<ReturnType<typeof selectStanding>>[number];
export type StandingPart = Awaited<ReturnType<typeof selectStandingParts>>[number];

/** What stands of one unit under one grant. */
export interface StandingOf {
  readonly fen: number;
  readonly payments: readonly Standing[];
}

/** By `unit/grant`. */
export function standingBy(rows: readonly Standing[]): ReadonlyMap<string, StandingOf> {
  const groups = Map.groupBy(rows, ({ unit, grant }) => `${unit}/${grant}`);
  return new Map(
    [...groups].map(([key, own]) => [key, { payments: own, fen: own.reduce((sum, { fen }) => sum + fen, 0) }]),
  );
}
