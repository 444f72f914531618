import { and, eq, sql } from "drizzle-orm";
import { guards, payments } from "../../../../db/tenant/schema/index.ts";
import { calculate, calculationDigest, keptLines } from "../../../domain/policy/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { commit } from "../../commit.ts";
import { rawStatement } from "../../raw-statement.ts";
import type { Scope } from "../../scope.ts";
import { type Batch, batchOf, selectBatch } from "../batches/batch.ts";
import { updateBatch } from "../batches/create.ts";
import { payToCurrent } from "../batches/current-accounts.ts";
import { selectBatchPolicy } from "../batches/held.ts";
import { selectCalculation, soundPolicy } from "../calculations/calculation.ts";
import { chooseCycle, selectCycles } from "../cycle.ts";
import { readOwnUnits } from "../own-units.ts";

/**
 * Looks again which instalments have fallen due: their `when` by the facts and results of today. What was due stays due.
 * The digest of what was read goes into the event. Refusals: not-found, wrong-stage, conflict, stale.
 */
export async function refreshDues(scope: Scope, id: string): Promise<Batch & { readonly due: number }> {
  const [[batch], [policy], cycles, waiting] = await scope.read([
    selectBatch(scope, id),
    selectBatchPolicy(scope, id),
    selectCycles(scope),
    scope.db
      .select({ id: payments.id, unit: payments.unitId, grant: payments.grant, instalment: payments.instalment })
      .from(payments)
      .where(and(eq(payments.batchId, id), eq(payments.state, "waiting"), eq(payments.isDue, false))),
  ]);
  if (batch === undefined || policy === undefined) throw new Problem("not-found");
  if (batch.state !== "approved") throw new Problem("wrong-stage", { detail: "批准以后、付清以前才看分期到没到。" });
  const [[calculation]] = await scope.read([selectCalculation(scope, batch.calculation)]);
  if (calculation === undefined) throw new Problem("not-found");
  const chosen = chooseCycle(cycles, { cycle: calculation.cycleId, standard: calculation.standardCode });
  const own = await readOwnUnits(scope, chosen, batch.policyCode);
  const recipients = own.map(({ recipient }) => recipient);
  const units = new Map(own.map(({ unitId, recipient }) => [recipient.id, unitId]));
  const due = new Set(
    keptLines(calculate(soundPolicy(policy.document), recipients)).flatMap(({ recipient, grant, instalments }) =>
      instalments.filter((each) => each.due).map(({ code }) => `${units.get(recipient)}/${grant}/${code}`),
    ),
  );
  const fallen = waiting.filter(({ unit, grant, instalment }) => due.has(`${unit}/${grant}/${instalment}`));
  if (fallen.length === 0) throw new Problem("conflict", { detail: "没有新到期的分期。" });
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  const body = { due: fallen.length, digest: await calculationDigest(policy.document, recipients) };
  await commit(scope, { subject, action: "refresh-dues", body }, [
    rawStatement(sql`UPDATE "payments" SET "is_due" = 1, "revision" = "revision" + 1
      WHERE "state" = 'waiting' AND "is_due" = 0 AND "id" IN (SELECT "value" FROM json_each(${JSON.stringify(fallen.map((each) => each.id))}))`),
    scope.db.insert(guards).values({ ok: sql`changes() = CAST(${fallen.length} AS INTEGER)` }),
    ...updateBatch(scope, batch, {}),
  ]);
  return { ...batchOf(batch), revision: batch.revision + 1, due: fallen.length };
}

/**
 * 核对账户: an approver has looked at the accounts that changed after the approval; the batch pays to them from now on.
 * Refusals: not-found, wrong-stage, stale.
 */
export async function acceptAccounts(scope: Scope, id: string, reason: string): Promise<Batch> {
  const [[batch]] = await scope.read([selectBatch(scope, id)]);
  if (batch === undefined) throw new Problem("not-found");
  if (batch.state !== "approved" && batch.state !== "paid") {
    throw new Problem("wrong-stage", { detail: "批准以后才有改过的账户要核对。" });
  }
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  await commit(scope, { subject, action: "accept-accounts", body: { reason } }, [
    payToCurrent(sql`"batch_id" = ${id} AND "state" IN ('waiting', 'returned')`),
    ...updateBatch(scope, batch, {}),
  ]);
  return { ...batchOf(batch), revision: batch.revision + 1 };
}
