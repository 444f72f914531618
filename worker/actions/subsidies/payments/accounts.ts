import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { guards, payees, payments, units, users } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Payee, PaymentState } from "../../../domain/vocabulary.ts";
import { changed } from "../../answer.ts";
import { commit } from "../../commit.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { type UnitReference, unitReference } from "../../unit-reference.ts";
import { type BatchRow, batchOf, selectBatch } from "../batches/batch.ts";
import { updateBatch } from "../batches/create.ts";
import { payToCurrent } from "../batches/current-accounts.ts";

/**
 * A payment whose account isn't any more what it was at the approval: the last digits then and now (null: none is
 * registered now), the account it would be paid to now and its revision, and who changed it when.
 */
export interface ChangedAccount {
  readonly payment: string;
  readonly position: number;
  readonly unit: UnitReference;
  readonly payeeKind: Payee;
  readonly grant: string;
  readonly instalment: string;
  readonly fen: number;
  readonly state: PaymentState;
  readonly formerDigits: string | null;
  readonly lastDigits: string | null;
  readonly account: string | null;
  readonly accountRevision: number | null;
  readonly changedBy: string | null;
  readonly changedAt: string | null;
}

const mostChanged = 1000;
const current = alias(payees, "current");
const former = alias(payees, "former");

/** Payments still to be made whose payee's account now isn't the one that was approved. */
function selectChanged(scope: Scope, batch: string) {
  const { id: payment, position, payeeKind, grant, instalment, fen, state } = payments;
  const formerDigits = sql<string | null>`coalesce((SELECT "body" ->> 'lastDigits' FROM "events"
    WHERE "subject_kind" = 'payee' AND "subject_id" = ${payments.payeeId} AND "revision" = ${payments.payeeRevision}), ${former.lastDigits})`;
  return scope.db
    .select({
      ...{ payment, position, unit: unitReference, payeeKind, grant, instalment, fen, state, formerDigits },
      ...{ lastDigits: current.lastDigits, account: current.id, accountRevision: current.revision },
      ...{ changedBy: users.name, changedAt: current.changedAt },
    })
    .from(payments)
    .innerJoin(units, eq(units.id, payments.unitId))
    .leftJoin(former, eq(former.id, payments.payeeId))
    .leftJoin(
      current,
      and(
        isNull(current.endedAt),
        eq(current.kind, payeeKind),
        eq(current.holder, payments.holder),
        sql`${current.unitId} = CASE ${payeeKind} WHEN 'township' THEN coalesce(${units.townshipId}, ${units.tradeId}) ELSE ${units.id} END`,
      ),
    )
    .leftJoin(users, eq(users.id, current.changedBy))
    .where(
      and(
        eq(payments.batchId, batch),
        inArray(state, ["waiting", "returned"]),
        sql`${fen} > 0 AND (${current.id} IS NOT ${payments.payeeId} OR ${current.revision} IS NOT ${payments.payeeRevision})`,
      ),
    )
    .orderBy(asc(position), asc(payment));
}

function isApproved({ state }: BatchRow): boolean {
  return state === "approved" || state === "paid";
}

/**
 * The accounts that changed after a batch's approval, which its payments wait for; at most a thousand, none before the
 * approval. Refusals: not-found.
 */
export async function listChangedAccounts(
  scope: Scope,
  id: string,
): Promise<{ readonly count: number; readonly items: readonly ChangedAccount[] }> {
  const [[batch], rows] = await scope.read([selectBatch(scope, id), selectChanged(scope, id)]);
  if (batch === undefined) throw new Problem("not-found");
  const items = isApproved(batch) ? rows : [];
  return { count: items.length, items: items.slice(0, mostChanged) };
}

/** An account as the approver saw it. */
export interface SeenAccount {
  readonly account: string;
  readonly revision: number;
}

/**
 * 核对账户: an approver has looked at the accounts that changed after the approval; the batch pays to them from now on.
 * `seen`: only these, each as it was seen; one that changed before goes on waiting. All where it is left out. One that
 * changes at the same moment undoes it all.
 * Refusals: not-found, wrong-stage, conflict, stale.
 */
export async function acceptAccounts(
  scope: Scope,
  id: string,
  { reason, accounts: seen }: { readonly reason: string; readonly accounts?: readonly SeenAccount[] | undefined },
): Promise<EarlierAnswer> {
  const [[batch], rows] = await scope.read([selectBatch(scope, id), selectChanged(scope, id)]);
  if (batch === undefined) throw new Problem("not-found");
  if (!isApproved(batch)) throw new Problem("wrong-stage", { detail: "批准以后才有改过的账户要核对。" });
  const looked = new Set(seen?.map(({ account, revision }) => `${account}/${revision}`));
  const taken = rows.filter(
    ({ account, accountRevision }) =>
      account !== null && (seen === undefined || looked.has(`${account}/${accountRevision}`)),
  );
  if (taken.length === 0)
    throw new Problem("conflict", { detail: "没有要核对的账户，或看过以后又改了，请重新打开再看。" });
  const accounts = [...new Set(taken.map(({ account, accountRevision }) => `${account}/${accountRevision}`))];
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  const body = { reason, payments: taken.length, accounts: accounts.slice(0, mostChanged) };
  const answer = changed({ ...batchOf(batch), revision: batch.revision + 1 });
  const ids = JSON.stringify(taken.map(({ payment }) => payment));
  const which = sql`"batch_id" = ${id} AND "state" IN ('waiting', 'returned') AND "id" IN (SELECT "value" FROM json_each(${ids}))`;
  await commit(scope, { subject, action: "accept-accounts", body, answer }, [
    payToCurrent(which),
    scope.db.insert(guards).values({
      ok: sql`NOT EXISTS (SELECT 1 FROM "payments" WHERE ${which} AND coalesce("payee_id" || '/' || "payee_revision", '') NOT IN (SELECT "value" FROM json_each(${JSON.stringify(accounts)})))`,
    }),
    ...updateBatch(scope, batch, {}),
  ]);
  return answer;
}
