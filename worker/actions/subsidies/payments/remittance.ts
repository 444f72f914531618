import { and, asc, desc, eq, sql } from "drizzle-orm";
import { batches, payees, payments, remittances, units, users } from "../../../../db/tenant/schema/index.ts";
import { sha256Of } from "../../../domain/canonical.ts";
import { Problem } from "../../../domain/problem.ts";
import { columnsOf, csvOf, type RemittanceRow, remittanceTable } from "../../../domain/remittance.ts";
import type { RemittanceState } from "../../../domain/vocabulary.ts";
import type { EncryptionKeys } from "../../encryption.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import { noteReading } from "../../reading.ts";
import type { Scope } from "../../scope.ts";
import { reachedBatch } from "../batches/batch.ts";
import { grantsOf, selectBatchPolicy } from "../batches/held.ts";
import { selectSettings } from "../batches/settings.ts";
import { openedAccount } from "../payees/payee.ts";

/** 付款清单, its sum in fen; `sha256` is of the file as CSV. */
export interface Remittance {
  readonly id: string;
  readonly number: string;
  readonly batch: { readonly id: string; readonly number: string };
  readonly payments: number;
  readonly totalFen: number;
  readonly sha256: string;
  readonly state: RemittanceState;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly revision: number;
}

/** How many lists a batch has had. */
export function selectCount(scope: Scope, batch: string) {
  return scope.db.select({ count: sql<number>`count(*)` }).from(remittances).where(eq(remittances.batchId, batch));
}

function selectRemittances(scope: Scope) {
  const { id, number, totalFen, sha256, state, createdAt, revision } = remittances;
  return scope.db
    .select({
      ...{ id, number, batch: { id: batches.id, number: batches.number }, payments: remittances.payments, totalFen },
      ...{ sha256, state, createdBy: users.name, createdAt, revision },
    })
    .from(remittances)
    .innerJoin(batches, eq(batches.id, remittances.batchId))
    .innerJoin(users, eq(users.id, remittances.createdBy))
    .$dynamic();
}

export function selectRemittance(scope: Scope, id: string) {
  return selectRemittances(scope).where(and(eq(remittances.id, id), reachedBatch(scope)));
}

export interface RemittanceFilter extends PageRequest {
  readonly batch?: string | undefined;
  readonly state?: RemittanceState | undefined;
}

/** The lists within reach, the latest first. */
export async function listRemittances(scope: Scope, filter: RemittanceFilter): Promise<Page<Remittance>> {
  const after = readCursor(filter.cursor, ["string", "string"]);
  const [rows] = await scope.read([
    selectRemittances(scope)
      .where(
        and(
          reachedBatch(scope),
          filter.batch === undefined ? undefined : eq(remittances.batchId, filter.batch),
          filter.state && eq(remittances.state, filter.state),
          after && sql`(${remittances.createdAt}, ${remittances.id}) < (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(desc(remittances.createdAt), desc(remittances.id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.createdAt, row.id],
    (row): Remittance => row,
  );
}

/** Refusals: not-found. */
export async function readRemittance(scope: Scope, id: string): Promise<Remittance> {
  const [[row]] = await scope.read([selectRemittance(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  return row;
}

/** What stands on a list, as it went to the bank: the same order as when it was made. */
export function selectListed(scope: Scope, id: string) {
  return scope.db
    .select({
      ...{ id: payments.id, position: payments.position, grant: payments.grant, instalment: payments.instalment },
      ...{ fen: payments.fen, state: payments.state, unitCode: units.code, unitName: units.name },
      ...{ payee: payees.id, sealed: payees.sealed },
    })
    .from(payments)
    .innerJoin(units, eq(units.id, payments.unitId))
    .leftJoin(payees, eq(payees.id, payments.payeeId))
    .where(eq(payments.remittanceId, id))
    .orderBy(asc(payments.position), asc(payments.id));
}

/**
 * The list as a table with whole accounts, the same bytes as when it was made; each reading leaves an event. Refusals:
 * not-found; conflict where an account or a payment on it has changed since.
 */
export async function remittanceFile(
  scope: Scope,
  keys: EncryptionKeys,
  id: string,
): Promise<{ readonly number: string; readonly table: readonly (readonly string[])[]; readonly csv: string }> {
  const [[remittance], listed, [settings]] = await scope.read([
    selectRemittance(scope, id),
    selectListed(scope, id),
    selectSettings(scope),
  ]);
  if (remittance === undefined) throw new Problem("not-found");
  const [[policy]] = await scope.read([selectBatchPolicy(scope, remittance.batch.id)]);
  const titles = new Map([...grantsOf(policy?.document)].map(([code, { title }]) => [code, title]));
  const rows = await Promise.all(listed.map(async (each) => await rowOf(keys, each, titles)));
  const table = remittanceTable(columnsOf(settings?.settings ?? {}), rows);
  const csv = csvOf(table);
  if ((await sha256Of(csv)) !== remittance.sha256) {
    throw new Problem("conflict", { detail: "清单里有账户、付款结果或栏目在开单以后改过，不能再取原来的文件。" });
  }
  await noteReading(scope, { kind: "remittance", id }, "付款清单（收款账户全号）");
  return { number: remittance.number, table, csv };
}

/** A payment as a list shows it. */
interface Listed {
  readonly id: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly grant: string;
  readonly instalment: string;
  readonly fen: number;
  readonly payee: string | null;
  readonly sealed: string | null;
}

/** One row of the list, its account opened. */
export async function rowOf(
  keys: EncryptionKeys,
  each: Listed,
  titles: ReadonlyMap<string, string>,
): Promise<RemittanceRow> {
  const account = await openedAccount(keys, each.payee ?? "", each.sealed ?? "");
  const { unitCode, unitName, instalment, fen } = each;
  return {
    ...account,
    payment: each.id,
    unitCode,
    unitName,
    grant: titles.get(each.grant) ?? each.grant,
    instalment,
    fen,
  };
}
