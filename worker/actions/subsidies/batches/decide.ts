import { and, eq, gte, isNull, lte, sql } from "drizzle-orm";
import { approvals, type batches, delegations, guards } from "../../../../db/tenant/schema/index.ts";
import { approvalLevels, approvalTermsOf } from "../../../domain/batch.ts";
import { Problem } from "../../../domain/problem.ts";
import { refuseSeparation } from "../../../domain/separation.ts";
import { dayInChina } from "../../../domain/version-in-force.ts";
import type { ApprovalDecision, CaseStep } from "../../../domain/vocabulary.ts";
import { changed } from "../../answer.ts";
import { selectRelaxed, selectStepsOn, stepOn } from "../../case-steps.ts";
import { commit, type Statement } from "../../commit.ts";
import { refuseStale } from "../../etag.ts";
import { rawStatement } from "../../raw-statement.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { moveAllOf } from "../pools/entries.ts";
import { type Batch, type BatchRow, batchOf, selectApprovals, selectBatch } from "./batch.ts";
import { updateBatch } from "./create.ts";
import { payToCurrent } from "./current-accounts.ts";
import { grantsOf, type Hold, holdsOf, selectBatchLines, selectBatchPolicy, selectHolds } from "./held.ts";
import { voidPayments } from "./payments.ts";
import { refuseFrozen, refuseStep } from "./prepare.ts";
import { selectSettings } from "./settings.ts";
import { stillStands } from "./still-stands.ts";

/** The delegations by which the actor approves in somebody's place today. */
function selectDelegated(scope: Scope) {
  const today = dayInChina(scope.now);
  return scope.db
    .select({ from: delegations.fromUserId })
    .from(delegations)
    .where(
      and(
        eq(delegations.toUserId, scope.actor.id),
        isNull(delegations.endedAt),
        lte(delegations.fromOn, today),
        gte(delegations.untilOn, today),
        sql`EXISTS (SELECT 1 FROM "user_roles" WHERE "user_id" = ${delegations.fromUserId} AND "role" = 'approver')`,
      ),
    );
}

/** In whose place the actor decides: their own as an approver (null), or an absent one's. Refusals: forbidden. */
function behalfOf(scope: Scope, delegated: readonly { readonly from: string }[]): string | null {
  if (scope.reach.some(({ role }) => role === "approver")) return null;
  const [first] = delegated;
  if (first === undefined) {
    throw new Problem("forbidden", { detail: "由财务审批来批；没有人委托您代批。" });
  }
  return first.from;
}

/**
 * Approves the next level of a batch; the last one commits the money and fixes each payment's account. Refused while a
 * line is held, each named. Whoever did another step on it, or on an assessment that it pays, doesn't approve.
 * Refusals: not-found, stale, wrong-stage, forbidden, frozen, separation, lines-held, conflict.
 */
export async function approveBatch(
  scope: Scope,
  id: string,
  ifMatch: string,
  { comment }: { readonly comment?: string | undefined },
): Promise<EarlierAnswer> {
  const [[batch], done, delegated, [settings], steps, relaxed, [policy], lines, findings, vetoes, objections, payees] =
    await scope.read([
      selectBatch(scope, id),
      selectApprovals(scope, id),
      selectDelegated(scope),
      selectSettings(scope),
      selectStepsOn(scope, "batch", id),
      selectRelaxed(scope),
      selectBatchPolicy(scope, id),
      selectBatchLines(scope, id),
      ...selectHolds(scope, id),
    ]);
  if (batch === undefined || policy === undefined) throw new Problem("not-found");
  const onBehalfOf = behalfOf(scope, delegated);
  refuseStale(ifMatch, batch.revision);
  refuseStep(batch, "approve");
  refuseFrozen(settings?.settings ?? {}, scope.now);
  const levels = levelsOf(batch, settings?.settings ?? {});
  const level = levelNow(batch, done);
  const step: CaseStep = level === 1 ? "approve-1" : "approve-2";
  refuseSeparation(steps, scope.actor.id, step, relaxed);
  refuseHeld(holdsOf(lines, grantsOf(policy.document), { findings, vetoes, objections, payees }));
  const isLast = level === levels;
  const set: Partial<typeof batches.$inferInsert> = isLast ? { state: "approved", approvedAt: scope.now } : {};
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  const body = { level, comment: comment ?? null, onBehalfOf };
  const state = isLast ? "approved" : "prepared";
  const answer = told(batch, { state, approvedAt: isLast ? scope.now : null });
  await commit(scope, { subject, action: "approve", body, answer }, [
    stepOn(scope, "batch", id, step),
    decided(scope, batch, level, "approve", comment ?? null, onBehalfOf),
    ...(isLast ? fixAccounts(scope, id) : []),
    stillStands(scope, id, { policy: batch.policyCode, year: batch.year }),
    ...updateBatch(scope, batch, set),
    ...(isLast ? [moveAllOf(scope, id, "commit", `批次 ${batch.number} 批准`)] : []),
  ]);
  return answer;
}

/** Sends a prepared batch back with the reason: its keys are free again, its reservation released. Refusals as approveBatch. */
export async function returnBatch(scope: Scope, id: string, ifMatch: string, reason: string): Promise<EarlierAnswer> {
  const [[batch], done, delegated] = await scope.read([
    selectBatch(scope, id),
    selectApprovals(scope, id),
    selectDelegated(scope),
  ]);
  if (batch === undefined) throw new Problem("not-found");
  const onBehalfOf = behalfOf(scope, delegated);
  refuseStale(ifMatch, batch.revision);
  refuseStep(batch, "return");
  const level = levelNow(batch, done);
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  const answer = told(batch, { state: "returned" });
  await commit(scope, { subject, action: "return", body: { reason, onBehalfOf }, answer }, [
    decided(scope, batch, level, "return", reason, onBehalfOf),
    voidPayments(id),
    ...updateBatch(scope, batch, { state: "returned" }),
    moveAllOf(scope, id, "release-reserved", `批次 ${batch.number} 退回`),
  ]);
  return answer;
}

/**
 * 作废: releases what it holds and frees its lines and keys. The preparer voids what isn't approved, an approver what is,
 * while nothing of it went to the bank. Refusals: not-found, stale, wrong-stage, forbidden, conflict.
 */
export async function voidBatch(scope: Scope, id: string, ifMatch: string, reason: string): Promise<EarlierAnswer> {
  const [[batch]] = await scope.read([selectBatch(scope, id)]);
  if (batch === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, batch.revision);
  refuseStep(batch, "void");
  const role = batch.state === "approved" ? "approver" : "preparer";
  if (!scope.reach.some((each) => each.role === role)) {
    const detail = role === "approver" ? "已批的批次由财务审批作废。" : "没有批的批次由财务经办作废。";
    throw new Problem("forbidden", { detail });
  }
  const kind = batch.state === "approved" ? "release-committed" : "release-reserved";
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  const answer = told(batch, { state: "void" });
  await commit(scope, { subject, action: "void", body: { reason }, answer }, [
    voidPayments(id),
    ...updateBatch(scope, batch, { state: "void" }),
    rawStatement(sql`UPDATE "batch_lines" SET "is_live" = 0 WHERE "batch_id" = ${id} AND "is_live" = 1`),
    moveAllOf(scope, id, kind, `批次 ${batch.number} 作废`),
  ]);
  return answer;
}

const told = (batch: BatchRow, set: Partial<Batch>): EarlierAnswer =>
  changed({ ...batchOf(batch), ...set, revision: batch.revision + 1 });

/** The level that decides next in this round. */
function levelNow({ round }: BatchRow, done: readonly { readonly round: number; readonly decision: string }[]): number {
  return 1 + done.filter((each) => each.round === round && each.decision === "approve").length;
}

/** How many levels the batch takes. Fails closed: a setting that can't be read, or that asks for more by now, refuses. */
function levelsOf(batch: BatchRow, settings: Readonly<Record<string, unknown>>): number {
  const terms = approvalTermsOf(settings);
  if (terms === null) throw new Problem("conflict", { detail: "审批级数的设置读不出，请管理员改好再批。" });
  const levels = batch.levels ?? 0;
  if (approvalLevels(terms, batch.totalFen) > levels) {
    throw new Problem("conflict", { detail: "送审批以后审批级数提高了，请退回重新送审批。" });
  }
  return levels;
}

function refuseHeld(holds: ReadonlyMap<number, readonly Hold[]>): void {
  if (holds.size === 0) return;
  const errors = [...holds].slice(0, 1000).map(([position, [first]]) => {
    return { path: `lines[${position}]`, message: first?.because ?? "" };
  });
  throw new Problem("lines-held", { detail: `有 ${holds.size} 行暂不能发。`, errors });
}

function decided(
  scope: Scope,
  { id, round }: BatchRow,
  level: number,
  decision: ApprovalDecision,
  comment: string | null,
  onBehalfOf: string | null,
): Statement {
  const row = { id: scope.newId(), batchId: id, round, level, decision, comment, onBehalfOf };
  return scope.db.insert(approvals).values({ ...row, userId: scope.actor.id, at: scope.now });
}

/**
 * Each payment's account as it stands at the approval: changed later, it stops the payment. What is paid out without an
 * account of the post's same holder undoes the approval.
 */
function fixAccounts(scope: Scope, batch: string): readonly Statement[] {
  return [
    payToCurrent(sql`"batch_id" = ${batch} AND "state" = 'waiting'`),
    scope.db.insert(guards).values({
      ok: sql`NOT EXISTS (SELECT 1 FROM "payments" WHERE "batch_id" = ${batch} AND "state" = 'waiting' AND "fen" > 0 AND "payee_revision" IS NULL)`,
    }),
  ];
}
