import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { payees, paymentParts, payments, units } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Payee, PaymentState } from "../../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import type { Scope } from "../../scope.ts";
import { type UnitReference, unitReference } from "../../unit-reference.ts";
import { selectBatch } from "../batches/batch.ts";

/** 发放 of one line's one instalment, in fen; below 0 it is a clawback. `isAccountChanged`: it waits for an approver. */
export interface Payment {
  readonly id: string;
  readonly position: number;
  readonly unit: UnitReference;
  readonly payeeKind: Payee;
  readonly holder: string;
  readonly grant: string;
  readonly instalment: string;
  readonly correction: number;
  readonly fen: number;
  readonly isDue: boolean;
  readonly state: PaymentState;
  readonly lastDigits: string | null;
  readonly isAccountChanged: boolean;
  readonly remittance: string | null;
  readonly paidOn: string | null;
  readonly revision: number;
}

/** Whether the account of the approval has changed or ended since, for a selection that joins `payees`. */
export const isAccountChanged = sql<number>`${payments.payeeRevision} IS NOT NULL AND (${payees.revision} IS NOT ${payments.payeeRevision} OR ${payees.endedAt} IS NOT NULL)`;

export function selectPayments(scope: Scope) {
  const { id, position, payeeKind, holder, grant, instalment, correction, fen, isDue, state, paidOn, revision } =
    payments;
  return scope.db
    .select({
      ...{ id, position, unit: unitReference, payeeKind, holder, grant, instalment, correction, fen, isDue, state },
      ...{
        lastDigits: payees.lastDigits,
        isChanged: isAccountChanged,
        remittance: payments.remittanceId,
        paidOn,
        revision,
      },
    })
    .from(payments)
    .innerJoin(units, eq(units.id, payments.unitId))
    .leftJoin(payees, eq(payees.id, payments.payeeId))
    .$dynamic();
}

export type PaymentRow = Awaited<ReturnType<typeof selectPayments>>[number];

export function paymentOf({ isChanged, ...row }: PaymentRow): Payment {
  return { ...row, isAccountChanged: isChanged === 1 };
}

export interface PaymentFilter extends PageRequest {
  readonly state?: PaymentState | undefined;
}

/** A batch's payments, in the order of its lines; those that are void only where they are asked for. Refusals: not-found. */
export async function listPayments(scope: Scope, batch: string, filter: PaymentFilter): Promise<Page<Payment>> {
  const after = readCursor(filter.cursor, ["number", "string"]);
  const [[found], rows] = await scope.read([
    selectBatch(scope, batch),
    selectPayments(scope)
      .where(
        and(
          eq(payments.batchId, batch),
          filter.state === undefined ? sql`${payments.state} <> 'void'` : eq(payments.state, filter.state),
          after && sql`(${payments.position}, ${payments.id}) > (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(asc(payments.position), asc(payments.id))
      .limit(filter.limit + 1),
  ]);
  if (found === undefined) throw new Problem("not-found");
  return pageOf(rows, filter.limit, (row) => [row.position, row.id], paymentOf);
}

/** What these payments take of each pool, payer by payer: what they give out, and what comes back to it. */
export function selectPartsOf(scope: Scope, ids: readonly string[]) {
  const { payer, fen } = paymentParts;
  return scope.db
    .select({ payment: paymentParts.paymentId, payer, pool: paymentParts.poolId, fen })
    .from(paymentParts)
    .where(inArray(paymentParts.paymentId, sql`(SELECT "value" FROM json_each(${JSON.stringify(ids)}))`));
}
