import { and, eq, inArray, sql } from "drizzle-orm";
import { guards, paymentSteps, payments, remittances } from "../../../../db/tenant/schema/index.ts";
import type { Fault } from "../../../domain/fault.ts";
import { Problem } from "../../../domain/problem.ts";
import { refuseSeparation } from "../../../domain/separation.ts";
import { changed } from "../../answer.ts";
import { selectRelaxed, selectStepsOn, stepOn } from "../../case-steps.ts";
import { commit, exactlyOne, type Statement } from "../../commit.ts";
import { rawStatement } from "../../raw-statement.ts";
import { refuseAny } from "../../refuse.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { type BatchRow, selectBatch } from "../batches/batch.ts";
import { updateBatch } from "../batches/create.ts";
import { refuseFrozen } from "../batches/prepare.ts";
import { selectSettings } from "../batches/settings.ts";
import { payOut } from "./movements.ts";
import { selectPartsOf } from "./payment.ts";
import { type Remittance, selectListed, selectRemittance } from "./remittance.ts";

/** What the bank answered to one payment of a list. */
export interface Outcome {
  readonly payment: string;
  readonly outcome: "paid" | "failed";
  readonly on: string;
  readonly reference?: string | undefined;
  readonly reason?: string | undefined;
}

/** The payments of a batch that are still to be made, besides those that are named here. */
function selectOpen(scope: Scope, batch: string) {
  return scope.db
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.batchId, batch), inArray(payments.state, ["waiting", "ordered"])));
}

/**
 * Enters what became of payments on a list: what was paid moves from committed to paid, what failed waits for the next
 * list. The list is settled with its last answer, the batch paid with its last payment. Refusals: not-found, wrong-stage,
 * invalid, frozen, separation, stale.
 */
export async function confirmRemittance(
  scope: Scope,
  id: string,
  outcomes: readonly Outcome[],
): Promise<EarlierAnswer> {
  const [[remittance], listed] = await scope.read([selectRemittance(scope, id), selectListed(scope, id)]);
  if (remittance === undefined) throw new Problem("not-found");
  const open = listed.filter(({ state }) => state === "ordered");
  if (open.length === 0) throw new Problem("wrong-stage", { detail: "这份付款清单已经全部有了回单。" });
  refuseAny(outcomeFaults(outcomes, new Set(open.map((each) => each.id))));
  const paid = outcomes.filter(({ outcome }) => outcome === "paid");
  const batchId = remittance.batch.id;
  const [[batch], parts, still, [settings], steps, relaxed] = await scope.read([
    selectBatch(scope, batchId),
    selectPartsOf(
      scope,
      paid.map(({ payment }) => payment),
    ),
    selectOpen(scope, batchId),
    selectSettings(scope),
    selectStepsOn(scope, "batch", batchId),
    selectRelaxed(scope),
  ]);
  if (batch === undefined) throw new Problem("not-found");
  refuseFrozen(settings?.settings ?? {}, scope.now);
  refuseSeparation(steps, scope.actor.id, "pay", relaxed);
  const isSettled = outcomes.length === open.length;
  const revision = remittance.revision + (isSettled ? 1 : 0);
  const of = { batch: batchId, because: `付款清单 ${remittance.number} 付出` };
  const answer = changed({ ...remittance, state: isSettled ? "settled" : "open", revision });
  const isAll = still.length - paid.length === 0;
  await commit(scope, { ...changeOf(scope, batch, remittance, outcomes, isAll), answer }, [
    stepOn(scope, "batch", batchId, "pay"),
    ...settleEach(scope, id, outcomes),
    ...payOut(scope, parts, of, "refund"),
    ...(isSettled ? settle(scope, remittance) : []),
    ...endBatch(scope, batch, isAll),
  ]);
  return answer;
}

/** Every answer touches the batch, so that of two at once the later is told to look again. */
export function endBatch(scope: Scope, batch: BatchRow, isAll: boolean): readonly Statement[] {
  return updateBatch(scope, batch, isAll && batch.state === "approved" ? { state: "paid" } : {});
}

function changeOf(scope: Scope, batch: BatchRow, remittance: Remittance, outcomes: readonly Outcome[], isAll: boolean) {
  const paid = outcomes.filter(({ outcome }) => outcome === "paid").length;
  const body = { remittance: remittance.number, paid, failed: outcomes.length - paid, isAll };
  const subject = { kind: "batch", id: batch.id, revision: batch.revision + 1 };
  const listed = { kind: "remittance-answer", id: scope.newId(), revision: 1 };
  const alongside = [{ subject: listed, action: "confirm", body: { remittance: remittance.id, outcomes } }];
  return { subject, action: "confirm-payments", body, alongside };
}

function outcomeFaults(outcomes: readonly Outcome[], open: ReadonlySet<string>): readonly Fault[] {
  const seen = new Set<string>();
  return outcomes.flatMap(({ payment, outcome, reason }, place): readonly Fault[] => {
    const at = `outcomes[${place}]`;
    const isTwice = seen.has(payment);
    seen.add(payment);
    return [
      ...(open.has(payment) ? [] : [{ path: `${at}.payment`, message: "不在这份清单里，或已有回单" }]),
      ...(isTwice ? [{ path: `${at}.payment`, message: "这一笔已经列过" }] : []),
      ...(outcome === "failed" && reason === undefined
        ? [{ path: `${at}.reason`, message: "没付成的要写银行给的原因" }]
        : []),
    ];
  });
}

function settleEach(scope: Scope, remittance: string, outcomes: readonly Outcome[]): readonly Statement[] {
  const { actor, now } = scope;
  const rows = outcomes.map((each) => ({ ...each, id: scope.newId() }));
  const text = JSON.stringify(rows);
  return [
    rawStatement(sql`INSERT INTO "payment_steps" ("id", "payment_id", "remittance_id", "outcome", "on", "reference", "reason", "user_id", "at")
      SELECT "value" ->> 'id', "value" ->> 'payment', ${remittance}, "value" ->> 'outcome', "value" ->> 'on', "value" ->> 'reference', "value" ->> 'reason', ${actor.id}, ${now}
      FROM json_each(${text})`),
    rawStatement(sql`UPDATE "payments" SET "state" = CASE "said"."outcome" WHEN 'paid' THEN 'paid' ELSE 'waiting' END,
        "paid_on" = CASE "said"."outcome" WHEN 'paid' THEN "said"."on" END, "revision" = "payments"."revision" + 1
      FROM (SELECT "value" ->> 'payment' AS "payment", "value" ->> 'outcome' AS "outcome", "value" ->> 'on' AS "on" FROM json_each(${text})) AS "said"
      WHERE "payments"."id" = "said"."payment" AND "payments"."state" = 'ordered' AND "payments"."remittance_id" = ${remittance}`),
    scope.db.insert(guards).values({ ok: sql`changes() = CAST(${outcomes.length} AS INTEGER)` }),
  ];
}

function settle(scope: Scope, { id, revision }: Remittance): readonly Statement[] {
  const update = scope.db
    .update(remittances)
    .set({ state: "settled", revision: revision + 1 })
    .where(and(eq(remittances.id, id), eq(remittances.revision, revision)));
  return exactlyOne(scope, update);
}

/** A step of one payment with the bank's word. */
export function stepOf(
  scope: Scope,
  payment: string,
  outcome: "paid" | "returned",
  { on, reference, reason }: { readonly on: string; readonly reference?: string | undefined; readonly reason?: string },
): Statement {
  const row = { id: scope.newId(), paymentId: payment, outcome, on, reference: reference ?? null };
  return scope.db
    .insert(paymentSteps)
    .values({ ...row, reason: reason ?? null, userId: scope.actor.id, at: scope.now });
}
