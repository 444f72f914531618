import { and, asc, eq, ne, sql } from "drizzle-orm";
import { batchPools, paymentParts, payments, pools } from "../../../../db/tenant/schema/index.ts";
import type { Scope } from "../../scope.ts";

/**
 * A pool beside a batch, in fen: `takesFen` is what the batch pays out of it and `backFen` what comes back to it;
 * `beforeFen` would be available now if the batch weren't there, `afterFen` is when all of the batch is done.
 */
export interface BatchPool {
  readonly pool: string;
  readonly title: string;
  readonly takesFen: number;
  readonly backFen: number;
  readonly availableFen: number;
  readonly beforeFen: number;
  readonly afterFen: number;
}

/** The pools that a batch's payments draw on; none before it is prepared. */
export function selectBatchPools(scope: Scope, batch: string) {
  const { reservedFen, committedFen, paidFen } = batchPools;
  return scope.db
    .select({
      ...{ pool: pools.id, title: sql<string>`${pools.source} || ' ' || ${pools.year}` },
      takesFen: sql<number>`sum(max(0, ${paymentParts.fen}))`,
      backFen: sql<number>`sum(max(0, -${paymentParts.fen}))`,
      availableFen: pools.availableFen,
      heldFen: sql<number>`coalesce(${reservedFen} + ${committedFen} + ${paidFen}, 0)`,
    })
    .from(paymentParts)
    .innerJoin(payments, eq(payments.id, paymentParts.paymentId))
    .innerJoin(pools, eq(pools.id, paymentParts.poolId))
    .leftJoin(batchPools, and(eq(batchPools.batchId, payments.batchId), eq(batchPools.poolId, pools.id)))
    .where(and(eq(payments.batchId, batch), ne(payments.state, "void")))
    .groupBy(pools.id)
    .orderBy(asc(pools.source), asc(pools.id));
}

export function batchPoolOf({ heldFen, ...row }: Awaited<ReturnType<typeof selectBatchPools>>[number]): BatchPool {
  const beforeFen = row.availableFen + heldFen;
  return { ...row, beforeFen, afterFen: beforeFen - row.takesFen + row.backFen };
}
