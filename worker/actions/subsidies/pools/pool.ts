import { and, asc, desc, eq, sql } from "drizzle-orm";
import { poolEntries, pools, units, users } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Bucket, EntryKind, PoolState, Role } from "../../../domain/vocabulary.ts";
import { moneyWithin } from "../../money-within.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import type { Scope } from "../../scope.ts";

/** 资金池: the four buckets in fen, and who arranges it; `unit` null for the tenant itself. */
export interface Pool {
  readonly id: string;
  readonly source: string;
  readonly year: number;
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly state: PoolState;
  readonly availableFen: number;
  readonly reservedFen: number;
  readonly committedFen: number;
  readonly paidFen: number;
  readonly entries: number;
  readonly revision: number;
}

/** One movement of money in a pool; `other` is the pool at the other end of a transfer. */
export interface PoolEntry {
  readonly seq: number;
  readonly kind: EntryKind;
  readonly fen: number;
  readonly from: Bucket | null;
  readonly to: Bucket | null;
  readonly batch: { readonly id: string; readonly number: string } | null;
  readonly other: string | null;
  readonly because: string;
  readonly by: string;
  readonly at: string;
}

export function selectPools(scope: Scope) {
  const { id, source, year, state, availableFen, reservedFen, committedFen, paidFen, entries, revision } = pools;
  return scope.db
    .select({
      ...{ id, source, year, unitId: pools.unitId, unitName: units.name, state },
      ...{ availableFen, reservedFen, committedFen, paidFen, entries, revision },
    })
    .from(pools)
    .leftJoin(units, eq(units.id, pools.unitId))
    .$dynamic();
}

type PoolRow = Awaited<ReturnType<typeof selectPools>>[number];

export function poolOf({ unitId, unitName, ...row }: PoolRow): Pool {
  return { ...row, unit: unitId === null ? null : { id: unitId, name: unitName ?? "" } };
}

export interface PoolFilter extends PageRequest {
  readonly year?: number | undefined;
  readonly state?: PoolState | undefined;
}

/** The pools within reach, the latest year first. */
export async function listPools(scope: Scope, filter: PoolFilter): Promise<Page<Pool>> {
  const after = readCursor(filter.cursor, ["number", "string", "string"]);
  const isAfter =
    after && sql`(-${pools.year}, ${pools.source}, ${pools.id}) > (${-Number(after[0])}, ${after[1]}, ${after[2]})`;
  const [rows] = await scope.read([
    selectPools(scope)
      .where(
        and(
          moneyWithin(scope, sql`${pools.unitId}`),
          filter.year === undefined ? undefined : eq(pools.year, filter.year),
          filter.state && eq(pools.state, filter.state),
          isAfter,
        ),
      )
      .orderBy(desc(pools.year), asc(pools.source), asc(pools.id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(rows, filter.limit, (row) => [row.year, row.source, row.id], poolOf);
}

export function selectPool(scope: Scope, id: string, roles?: readonly Role[]) {
  return selectPools(scope).where(and(eq(pools.id, id), moneyWithin(scope, sql`${pools.unitId}`, roles)));
}

/** Refusals: not-found. */
export async function readPool(scope: Scope, id: string): Promise<Pool> {
  const [[row]] = await scope.read([selectPool(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  return poolOf(row);
}

/** The ledger of a pool, the latest movement first. Refusals: not-found. */
export async function listEntries(scope: Scope, id: string, { limit, cursor }: PageRequest): Promise<Page<PoolEntry>> {
  const after = readCursor(cursor, ["number"]);
  const { seq, kind, fen, fromBucket, toBucket, batchId, because, at } = poolEntries;
  const batch = sql<string | null>`(SELECT "number" FROM "batches" WHERE "id" = ${batchId})`;
  const other = sql<
    string | null
  >`(SELECT "other"."source" || ' ' || "other"."year" FROM "pools" AS "other" WHERE "other"."id" = ${poolEntries.otherPoolId})`;
  const [[pool], rows] = await scope.read([
    selectPool(scope, id),
    scope.db
      .select({ seq, kind, fen, from: fromBucket, to: toBucket, batchId, batch, other, because, by: users.name, at })
      .from(poolEntries)
      .innerJoin(users, eq(users.id, poolEntries.userId))
      .where(and(eq(poolEntries.poolId, id), after && sql`${seq} < ${after[0]}`))
      .orderBy(desc(seq))
      .limit(limit + 1),
  ]);
  if (pool === undefined) throw new Problem("not-found");
  return pageOf(
    rows,
    limit,
    (row) => [row.seq],
    ({ batchId: of, batch: number, ...row }): PoolEntry => ({
      ...row,
      batch: of === null ? null : { id: of, number: number ?? "" },
    }),
  );
}
