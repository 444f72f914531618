import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { batches, grantDecisions, payments } from "../../../db/tenant/schema/index.ts";
import type { Scope } from "../scope.ts";

/** Which policy's money: `year` is the year that is being worked out, whose own payments aren't among what was paid. */
export interface MoneyAsked {
  readonly policy: string;
  readonly year: number;
}

/**
 * What was paid under each grant of a policy in other years, over its versions, by unit: approved + paid − voided −
 * refunded − clawed back (subsidies.md "Once"). Within its own year a later calculation pays or claws back the
 * difference instead.
 */
export function selectPaid(scope: Scope, { policy, year }: MoneyAsked) {
  return scope.db
    .select({ unit: payments.unitId, grant: payments.grant, fen: sql<number>`sum(${payments.fen})` })
    .from(payments)
    .innerJoin(batches, eq(batches.id, payments.batchId))
    .where(
      and(
        eq(payments.policyCode, policy),
        ne(payments.year, year),
        inArray(payments.state, ["waiting", "ordered", "paid"]),
        inArray(batches.state, ["approved", "paid"]),
      ),
    )
    .groupBy(payments.unitId, payments.grant);
}

/** What people decided under the grants of a policy in a year, the latest last. */
export function selectDecided(scope: Scope, { policy, year }: MoneyAsked) {
  const { unitId: unit, grant, fen, decidedAt, id } = grantDecisions;
  return scope.db
    .select({ unit, grant, fen })
    .from(grantDecisions)
    .where(and(eq(grantDecisions.policyCode, policy), eq(grantDecisions.year, year)))
    .orderBy(asc(decidedAt), asc(id));
}

/** Fen by grant, by unit; of two for one grant the later holds. What came to less than 0 counts as nothing. */
export function fenByGrant(
  rows: readonly { readonly unit: string; readonly grant: string; readonly fen: number }[],
): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const units = new Map<string, Record<string, number>>();
  for (const { unit, grant, fen } of rows) {
    const fens = units.get(unit) ?? {};
    fens[grant] = Math.max(0, fen);
    units.set(unit, fens);
  }
  return units;
}
