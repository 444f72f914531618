import { and, eq } from "drizzle-orm";
import { payments } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { refuseSeparation } from "../../../domain/separation.ts";
import { paymentStates } from "../../../domain/vocabulary.ts";
import { changed } from "../../answer.ts";
import { selectRelaxed, selectStepsOn, stepOn } from "../../case-steps.ts";
import { commit, exactlyOne, type Statement } from "../../commit.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { type BatchRow, selectBatch } from "../batches/batch.ts";
import { refuseFrozen } from "../batches/prepare.ts";
import { selectSettings } from "../batches/settings.ts";
import { endBatch, stepOf } from "./confirm.ts";
import { giveBack, payOut, takeBack } from "./movements.ts";
import { type Payment, paymentOf, selectPartsOf, selectPayments } from "./payment.ts";

interface Answered {
  readonly on: string;
  readonly reference?: string | undefined;
}

/** 退票: what was paid came back; its key stays taken, and the next list pays it again. Refusals: not-found, wrong-stage, separation, frozen, stale. */
export async function returnPayment(
  scope: Scope,
  id: string,
  asked: Answered & { readonly reason: string },
): Promise<EarlierAnswer> {
  const { batch, payment, parts } = await paymentFor(scope, id);
  if (payment.state !== "paid" || payment.fen <= 0) throw notNow(payment);
  const of = { batch: batch.id, because: `批次 ${batch.number} 退票` };
  return await settleOne(scope, batch, payment, "returned", asked, false, [
    stepOf(scope, id, "returned", asked),
    ...takeBack(scope, parts, of),
  ]);
}

/** 收回: the money of a clawback has come. Refusals as returnPayment. */
export async function receivePayment(scope: Scope, id: string, asked: Answered): Promise<EarlierAnswer> {
  const { batch, payment, parts, others } = await paymentFor(scope, id);
  if (payment.state !== "waiting" || payment.fen > 0 || !["approved", "paid"].includes(batch.state)) {
    throw notNow(payment);
  }
  const of = { batch: batch.id, because: `批次 ${batch.number} 收回` };
  return await settleOne(scope, batch, payment, "paid", asked, others === 0, [
    stepOf(scope, id, "paid", asked),
    ...payOut(scope, parts, of, "clawback"),
  ]);
}

/**
 * 撤回: what was approved and isn't paid is not paid: its key is free, and a batch of differences pays what is right.
 * Refusals: not-found, wrong-stage, frozen, stale.
 */
export async function withdrawPayment(scope: Scope, id: string, reason: string): Promise<EarlierAnswer> {
  const { batch, payment, parts, others } = await paymentFor(scope, id, false);
  const isCommitted = payment.state === "waiting";
  if (!(isCommitted || payment.state === "returned") || !["approved", "paid"].includes(batch.state)) {
    throw notNow(payment);
  }
  const of = { batch: batch.id, because: `批次 ${batch.number} 撤回一笔` };
  const revision = payment.revision + 1;
  const update = scope.db
    .update(payments)
    .set({ state: "void", paidOn: null, revision })
    .where(and(eq(payments.id, id), eq(payments.revision, payment.revision)));
  const subject = { kind: "batch", id: batch.id, revision: batch.revision + 1 };
  const answer = changed({ ...payment, state: "void", paidOn: null, revision });
  const body = { payment: id, fen: payment.fen, reason };
  await commit(scope, { subject, action: "withdraw-payment", body, answer }, [
    ...exactlyOne(scope, update),
    ...(isCommitted ? giveBack(scope, parts, of) : []),
    ...endBatch(scope, batch, others === 0),
  ]);
  return answer;
}

async function paymentFor(scope: Scope, id: string, isPaying = true) {
  const [[own]] = await scope.read([
    scope.db.select({ batch: payments.batchId }).from(payments).where(eq(payments.id, id)),
  ]);
  const [[batch], [row], parts, open, [settings], steps, relaxed] = await scope.read([
    selectBatch(scope, own?.batch ?? ""),
    selectPayments(scope).where(eq(payments.id, id)),
    selectPartsOf(scope, [id]),
    scope.db
      .select({ id: payments.id, state: payments.state })
      .from(payments)
      .where(eq(payments.batchId, own?.batch ?? "")),
    selectSettings(scope),
    selectStepsOn(scope, "batch", own?.batch ?? ""),
    selectRelaxed(scope),
  ]);
  if (batch === undefined || row === undefined) throw new Problem("not-found");
  refuseFrozen(settings?.settings ?? {}, scope.now);
  if (isPaying) refuseSeparation(steps, scope.actor.id, "pay", relaxed);
  const others = open.filter((each) => each.id !== id && (each.state === "waiting" || each.state === "ordered")).length;
  return { batch, payment: paymentOf(row), parts, others };
}

function notNow({ state, fen }: Payment): Problem {
  const what = fen < 0 ? "这笔收回" : "这笔发放";
  return new Problem("wrong-stage", { detail: `${what}${paymentStates[state]}，现在不能这样办。` });
}

async function settleOne(
  scope: Scope,
  batch: BatchRow,
  payment: Payment,
  state: "paid" | "returned",
  { on, reference, reason }: Answered & { readonly reason?: string },
  isAll: boolean,
  statements: readonly Statement[],
): Promise<EarlierAnswer> {
  const revision = payment.revision + 1;
  const update = scope.db
    .update(payments)
    .set({ state, paidOn: state === "paid" ? on : payment.paidOn, revision })
    .where(and(eq(payments.id, payment.id), eq(payments.revision, payment.revision)));
  const subject = { kind: "batch", id: batch.id, revision: batch.revision + 1 };
  const body = { payment: payment.id, fen: payment.fen, on, reference: reference ?? null, reason: reason ?? null };
  const answer = changed({ ...payment, state, paidOn: state === "paid" ? on : payment.paidOn, revision });
  await commit(scope, { subject, action: state === "paid" ? "receive" : "return-payment", body, answer }, [
    stepOn(scope, "batch", batch.id, "pay"),
    ...exactlyOne(scope, update),
    ...statements,
    ...endBatch(scope, batch, isAll),
  ]);
  return answer;
}
