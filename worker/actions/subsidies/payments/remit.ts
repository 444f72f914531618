import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { guards, payees, payments, remittances, units } from "../../../../db/tenant/schema/index.ts";
import { sha256Of } from "../../../domain/canonical.ts";
import { Problem } from "../../../domain/problem.ts";
import { columnsOf, csvOf, remittanceTable } from "../../../domain/remittance.ts";
import { refuseSeparation } from "../../../domain/separation.ts";
import { batchStates } from "../../../domain/vocabulary.ts";
import { created } from "../../answer.ts";
import { selectRelaxed, selectStepsOn, stepOn } from "../../case-steps.ts";
import { commit, type Statement } from "../../commit.ts";
import type { EncryptionKeys } from "../../encryption.ts";
import { rawStatement } from "../../raw-statement.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { type BatchRow, selectBatch } from "../batches/batch.ts";
import { grantsOf, holdsOf, selectBatchLines, selectBatchPolicy, selectHolds } from "../batches/held.ts";
import { refuseFrozen } from "../batches/prepare.ts";
import { selectSettings } from "../batches/settings.ts";
import { commitAgain } from "./movements.ts";
import { selectPartsOf } from "./payment.ts";
import { type Remittance, rowOf, selectCount } from "./remittance.ts";

/** What of a batch could go to the bank now: due, above 0, not on its way. */
function selectPayable(scope: Scope, batch: string) {
  const { id, position, grant, instalment, fen, state, revision, payeeRevision } = payments;
  return scope.db
    .select({
      ...{ id, position, grant, instalment, fen, state, revision, payeeRevision },
      ...{ unitCode: units.code, unitName: units.name, payee: payees.id, sealed: payees.sealed },
      ...{ nowRevision: payees.revision, endedAt: payees.endedAt },
    })
    .from(payments)
    .innerJoin(units, eq(units.id, payments.unitId))
    .leftJoin(payees, eq(payees.id, payments.payeeId))
    .where(
      and(
        eq(payments.batchId, batch),
        eq(payments.isDue, true),
        inArray(payments.state, ["waiting", "returned"]),
        sql`${fen} > 0`,
      ),
    )
    .orderBy(asc(position), asc(id));
}

type Payable = Awaited<ReturnType<typeof selectPayable>>[number];

/**
 * Makes a list for the bank of everything of a batch that is due and free: what is held, or whose account changed after
 * the approval, stays behind. What came back from the bank is committed anew. The file's SHA-256 is kept with it.
 * Refusals: not-found, wrong-stage, frozen, separation, lines-held, pool-short, stale.
 */
export async function createRemittance(scope: Scope, keys: EncryptionKeys, id: string): Promise<EarlierAnswer> {
  const [
    [batch],
    payable,
    [settings],
    steps,
    relaxed,
    [policy],
    [count],
    lines,
    findings,
    vetoes,
    objections,
    current,
  ] = await scope.read([
    selectBatch(scope, id),
    selectPayable(scope, id),
    selectSettings(scope),
    selectStepsOn(scope, "batch", id),
    selectRelaxed(scope),
    selectBatchPolicy(scope, id),
    selectCount(scope, id),
    selectBatchLines(scope, id),
    ...selectHolds(scope, id),
  ]);
  if (batch === undefined || policy === undefined) throw new Problem("not-found");
  if (batch.state !== "approved" && batch.state !== "paid") {
    throw new Problem("wrong-stage", { detail: `这一批次${batchStates[batch.state]}，批准以后才能开付款清单。` });
  }
  refuseFrozen(settings?.settings ?? {}, scope.now);
  refuseSeparation(steps, scope.actor.id, "pay", relaxed);
  const grants = grantsOf(policy.document);
  const holds = holdsOf(lines, grants, { findings, vetoes, objections, payees: current });
  const free = payable.filter((each) => !holds.has(each.position) && isAccountSame(each));
  if (free.length === 0) throw nothingToPay(payable, holds);
  const titles = new Map([...grants].map(([code, { title }]) => [code, title]));
  const rows = await Promise.all(free.map((each) => rowOf(keys, each, titles)));
  const file = csvOf(remittanceTable(columnsOf(settings?.settings ?? {}), rows));
  const again = free.filter(({ state }) => state === "returned").map((each) => each.id);
  const [parts] = again.length === 0 ? [[]] : await scope.read([selectPartsOf(scope, again)]);
  const { own, answer } = await madeOf(scope, batch, free, (count?.count ?? 0) + 1, file);
  const change = { subject: { kind: "remittance", id: own.id, revision: 1 }, body: { ...own, batch: id } };
  await commit(scope, { ...change, action: "create", answer }, [
    stepOn(scope, "batch", id, "pay"),
    scope.db.insert(remittances).values({ ...own, batchId: id, createdBy: scope.actor.id, createdAt: scope.now }),
    ...commitAgain(scope, parts, { batch: id, because: `付款清单 ${own.number} 重付退票` }),
    ...order(scope, own.id, free),
  ]);
  return answer;
}

/** The list's row and the answer that tells of it. */
async function madeOf(scope: Scope, batch: BatchRow, free: readonly Payable[], place: number, file: string) {
  const number = `${batch.number}-${String(place).padStart(2, "0")}`;
  const totalFen = free.reduce((sum, { fen }) => sum + fen, 0);
  const own = { id: scope.newId(), number, payments: free.length, totalFen, sha256: await sha256Of(file) };
  const remittance: Remittance = {
    ...{ ...own, batch: { id: batch.id, number: batch.number }, state: "open" as const },
    ...{ createdBy: scope.actor.name, createdAt: scope.now, revision: 1 },
  };
  return { own, answer: created(`/api/tenants/${scope.actor.tenant}/remittances/${own.id}`, remittance) };
}

/** The payments go on the list, each as it was read; a guard undoes all where one has moved. */
function order(scope: Scope, remittance: string, free: readonly Payable[]): readonly Statement[] {
  const read = JSON.stringify(free.map(({ id, revision }) => ({ id, revision })));
  return [
    rawStatement(sql`UPDATE "payments" SET "state" = 'ordered', "paid_on" = NULL, "remittance_id" = ${remittance}, "revision" = "revision" + 1
      WHERE ("id", "revision") IN (SELECT "value" ->> 'id', "value" ->> 'revision' FROM json_each(${read}))`),
    scope.db.insert(guards).values({ ok: sql`changes() = CAST(${free.length} AS INTEGER)` }),
  ];
}

function isAccountSame({ payee, payeeRevision, nowRevision, endedAt }: Payable): boolean {
  return payee !== null && payeeRevision !== null && payeeRevision === nowRevision && endedAt === null;
}

function nothingToPay(
  payable: readonly Payable[],
  holds: ReadonlyMap<number, readonly { readonly because: string }[]>,
): Problem {
  if (payable.length === 0) return new Problem("conflict", { detail: "现在没有到期要付的。" });
  const errors = payable.slice(0, 1000).map((each) => ({
    path: `lines[${each.position}]`,
    message: holds.get(each.position)?.[0]?.because ?? "收款账户在审批以后改过，请财务审批核对",
  }));
  return new Problem("lines-held", { detail: "到期的都暂不能付。", errors });
}
