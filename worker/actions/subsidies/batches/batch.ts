import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import {
  approvals,
  batches,
  batchSources,
  calculations,
  policies,
  pools,
  users,
} from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import type { ApprovalDecision, BatchKind, BatchState, Role } from "../../../domain/vocabulary.ts";
import { moneyWithin } from "../../money-within.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import type { Scope } from "../../scope.ts";
import { type BatchPool, batchPoolOf, selectBatchPools } from "./batch-pools.ts";

/** 发放批次, in fen. `levels`: how many approvals it takes, null before it is prepared. */
export interface Batch {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly kind: BatchKind;
  readonly calculation: string;
  readonly policy: { readonly code: string; readonly version: number; readonly title: string };
  readonly year: number;
  readonly state: BatchState;
  readonly round: number;
  readonly levels: number | null;
  readonly totalFen: number;
  readonly lines: number;
  readonly reason: string | null;
  readonly splitFrom: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly preparedBy: string | null;
  readonly preparedAt: string | null;
  readonly approvedAt: string | null;
  readonly revision: number;
}

/** One decision on a batch, of whichever round. */
export interface Approval {
  readonly round: number;
  readonly level: number;
  readonly decision: ApprovalDecision;
  readonly comment: string | null;
  readonly by: string;
  readonly onBehalfOf: string | null;
  readonly at: string;
}

/** A pool that bears a payer's part, with what it has now. */
export interface BatchSource {
  readonly payer: string;
  readonly pool: string;
  readonly title: string;
  readonly upToFen: number | null;
  readonly availableFen: number;
}

export interface WholeBatch extends Batch {
  readonly sources: readonly BatchSource[];
  readonly pools: readonly BatchPool[];
  readonly approvals: readonly Approval[];
}

const preparers = alias(users, "preparers");

export function selectBatches(scope: Scope) {
  const { id, number, title, kind, state, round, levels, totalFen, lines, reason, splitFrom } = batches;
  return scope.db
    .select({
      ...{ id, number, title, kind, calculation: batches.calculationId, unitId: batches.unitId },
      ...{
        policyCode: calculations.policyCode,
        policyVersion: calculations.policyVersion,
        policyTitle: policies.title,
      },
      ...{ year: calculations.year, state, round, levels, totalFen, lines, reason, splitFrom },
      ...{ createdBy: users.name, createdAt: batches.createdAt, preparedBy: preparers.name },
      ...{ preparedAt: batches.preparedAt, approvedAt: batches.approvedAt, revision: batches.revision },
    })
    .from(batches)
    .innerJoin(calculations, eq(calculations.id, batches.calculationId))
    .innerJoin(
      policies,
      and(eq(policies.code, calculations.policyCode), eq(policies.version, calculations.policyVersion)),
    )
    .innerJoin(users, eq(users.id, batches.createdBy))
    .leftJoin(preparers, eq(preparers.id, batches.preparedBy))
    .$dynamic();
}

export type BatchRow = Awaited<ReturnType<typeof selectBatches>>[number];

export function batchOf({ policyCode, policyVersion, policyTitle, unitId: _, ...row }: BatchRow): Batch {
  return { ...row, policy: { code: policyCode, version: policyVersion, title: policyTitle } };
}

/** Whose batches the actor sees: those within reach, and of drafts only who prepares (subsidies.md; viewers from `prepared` on). */
export function reachedBatch(scope: Scope, roles?: readonly Role[]) {
  const prepares = scope.reach.some(({ role }) => role === "preparer" || role === "admin");
  return and(moneyWithin(scope, sql`${batches.unitId}`, roles), prepares ? undefined : ne(batches.state, "draft"));
}

export interface BatchFilter extends PageRequest {
  readonly state?: BatchState | undefined;
  readonly calculation?: string | undefined;
}

/** The batches within reach, the latest first. */
export async function listBatches(scope: Scope, filter: BatchFilter): Promise<Page<Batch>> {
  const after = readCursor(filter.cursor, ["string", "string"]);
  const [rows] = await scope.read([
    selectBatches(scope)
      .where(
        and(
          reachedBatch(scope),
          filter.state && eq(batches.state, filter.state),
          filter.calculation === undefined ? undefined : eq(batches.calculationId, filter.calculation),
          after && sql`(${batches.createdAt}, ${batches.id}) < (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(desc(batches.createdAt), desc(batches.id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(rows, filter.limit, (row) => [row.createdAt, row.id], batchOf);
}

export function selectBatch(scope: Scope, id: string, roles?: readonly Role[]) {
  return selectBatches(scope).where(and(eq(batches.id, id), reachedBatch(scope, roles)));
}

export function selectSources(scope: Scope, id: string) {
  const { payer, poolId, upToFen } = batchSources;
  return scope.db
    .select({
      ...{ payer, pool: poolId, title: sql<string>`${pools.source} || ' ' || ${pools.year}`, upToFen },
      ...{ availableFen: pools.availableFen, state: pools.state },
    })
    .from(batchSources)
    .innerJoin(pools, eq(pools.id, poolId))
    .where(eq(batchSources.batchId, id))
    .orderBy(asc(payer), asc(batchSources.position));
}

const absent = alias(users, "absent");

export function selectApprovals(scope: Scope, id: string) {
  const { round, level, decision, comment, userId, at } = approvals;
  return scope.db
    .select({ round, level, decision, comment, by: users.name, userId, onBehalfOf: absent.name, at })
    .from(approvals)
    .innerJoin(users, eq(users.id, userId))
    .leftJoin(absent, eq(absent.id, approvals.onBehalfOf))
    .where(eq(approvals.batchId, id))
    .orderBy(asc(at), asc(approvals.id));
}

/** A batch with its sources, what it takes of which pool, and every decision on it. Refusals: not-found. */
export async function readBatch(scope: Scope, id: string): Promise<WholeBatch> {
  const [[row], sources, drawn, decisions] = await scope.read([
    selectBatch(scope, id),
    selectSources(scope, id),
    selectBatchPools(scope, id),
    selectApprovals(scope, id),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return {
    ...batchOf(row),
    sources: sources.map(({ state: _, ...source }) => source),
    pools: drawn.map(batchPoolOf),
    approvals: decisions.map(({ userId: _, ...decision }) => decision),
  };
}
