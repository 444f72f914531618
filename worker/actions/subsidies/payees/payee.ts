import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { payees, units, users } from "../../../../db/tenant/schema/index.ts";
import { type Account, accountNumberFault, digitsOf } from "../../../domain/account.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Payee as PayeeKind } from "../../../domain/vocabulary.ts";
import { created } from "../../answer.ts";
import { commit, exactlyOne } from "../../commit.ts";
import { decrypt, type EncryptionKeys, encrypt } from "../../encryption.ts";
import { refuseStale } from "../../etag.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import { noteReading } from "../../reading.ts";
import { refuseAny } from "../../refuse.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { type UnitReference, unitReference } from "../../unit-reference.ts";
import { unitsWithin } from "../../within.ts";

/** 收款人 as it is shown: of the account only its last digits. */
export interface Payee {
  readonly id: string;
  readonly kind: PayeeKind;
  readonly unit: UnitReference;
  readonly holder: string;
  readonly lastDigits: string;
  readonly changedBy: string;
  readonly changedAt: string;
  readonly endedAt: string | null;
  readonly revision: number;
}

export interface AskedPayee extends Account {
  readonly kind: PayeeKind;
  readonly unit: string;
  readonly holder?: string | undefined;
}

function selectPayees(scope: Scope) {
  const { id, kind, holder, lastDigits, changedAt, endedAt, revision } = payees;
  return scope.db
    .select({ id, kind, unit: unitReference, holder, lastDigits, changedBy: users.name, changedAt, endedAt, revision })
    .from(payees)
    .innerJoin(units, eq(units.id, payees.unitId))
    .innerJoin(users, eq(users.id, payees.changedBy))
    .$dynamic();
}

const within = (scope: Scope) => unitsWithin(scope, sql`${payees.unitId}`);

/** The accounts within reach, by their units' codes. */
export async function listPayees(
  scope: Scope,
  { limit, cursor, unit }: PageRequest & { readonly unit?: string | undefined },
): Promise<Page<Payee>> {
  const after = readCursor(cursor, ["string", "string"]);
  const [rows] = await scope.read([
    selectPayees(scope)
      .where(
        and(
          within(scope),
          isNull(payees.endedAt),
          unit === undefined ? undefined : eq(payees.unitId, unit),
          after && sql`(${units.code}, ${payees.id}) > (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(asc(units.code), asc(payees.id))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.unit.code, row.id],
    (row): Payee => row,
  );
}

/** Registers where a unit, a township, or whoever holds a secretary's post is paid. Refusals: invalid, conflict. */
export async function createPayee(scope: Scope, keys: EncryptionKeys, asked: AskedPayee): Promise<EarlierAnswer> {
  const { kind, holder = "" } = asked;
  const [[unit], [current]] = await scope.read([
    scope.db
      .select({ ...unitReference, kind: units.kind })
      .from(units)
      .where(and(eq(units.id, asked.unit), unitsWithin(scope, sql`${units.id}`), isNull(units.closedOn))),
    selectPayees(scope).where(and(eq(payees.unitId, asked.unit), eq(payees.kind, kind), isNull(payees.endedAt))),
  ]);
  const isArranger = unit !== undefined && ["township", "industry"].includes(unit.kind);
  const number = digitsOf(asked.accountNumber);
  const fault = accountNumberFault(number);
  refuseAny([
    ...(unit === undefined ? [{ path: "unit", message: "没有这个党组织，或已撤销" }] : []),
    ...(unit !== undefined && kind === "township" && !isArranger
      ? [{ path: "unit", message: "应为乡镇（街道）或行业党委" }]
      : []),
    ...(kind === "secretary" && holder === ""
      ? [{ path: "holder", message: "写任职的代称，如 书记 01，不写姓名" }]
      : []),
    ...(kind !== "secretary" && holder !== "" ? [{ path: "holder", message: "只有书记岗位有任职的人" }] : []),
    ...(fault === undefined ? [] : [{ path: "accountNumber", message: fault }]),
  ]);
  if (unit === undefined) throw new Problem("invalid");
  if (current !== undefined) throw new Problem("conflict", { detail: "这里已有收款账户，请改那一个，或先停用。" });
  const id = scope.newId();
  const lastDigits = number.slice(-4);
  const { kind: _, ...reference } = unit;
  const payee: Payee = {
    ...{ id, kind, unit: reference, holder, lastDigits, changedBy: scope.actor.name, changedAt: scope.now },
    ...{ endedAt: null, revision: 1 },
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/payees/${id}`, payee);
  const sealed = await sealedOf(keys, id, asked, number);
  const row = {
    id,
    kind,
    unitId: unit.id,
    holder,
    sealed,
    lastDigits,
    changedBy: scope.actor.id,
    changedAt: scope.now,
  };
  const subject = { kind: "payee", id, revision: 1 };
  const body = { kind, unit: unit.id, holder, lastDigits };
  await commit(scope, { subject, action: "create", body, answer }, [scope.db.insert(payees).values(row)]);
  return answer;
}

/** A payee within reach that hasn't ended. Refusals: not-found. */
async function currentPayee(scope: Scope, id: string) {
  const [[payee], [row]] = await scope.read([
    selectPayees(scope).where(and(eq(payees.id, id), within(scope), isNull(payees.endedAt))),
    scope.db.select({ sealed: payees.sealed }).from(payees).where(eq(payees.id, id)),
  ]);
  if (payee === undefined || row === undefined) throw new Problem("not-found");
  return { payee, sealed: row.sealed };
}

/**
 * Another account of the same payee, with the reason. What was approved for the former one waits until an approver has
 * looked again. Refusals: not-found, stale, invalid.
 */
export async function changePayee(
  scope: Scope,
  keys: EncryptionKeys,
  id: string,
  ifMatch: string,
  asked: Account & { readonly reason: string },
): Promise<Payee> {
  const { payee } = await currentPayee(scope, id);
  refuseStale(ifMatch, payee.revision);
  const number = digitsOf(asked.accountNumber);
  const fault = accountNumberFault(number);
  refuseAny(fault === undefined ? [] : [{ path: "accountNumber", message: fault }]);
  const revision = payee.revision + 1;
  const sealed = await sealedOf(keys, id, asked, number);
  const lastDigits = number.slice(-4);
  const update = scope.db
    .update(payees)
    .set({ sealed, lastDigits, changedBy: scope.actor.id, changedAt: scope.now, revision })
    .where(and(eq(payees.id, id), eq(payees.revision, payee.revision)));
  const subject = { kind: "payee", id, revision };
  const body = { lastDigits, formerDigits: payee.lastDigits, reason: asked.reason };
  await commit(scope, { subject, action: "change", body }, exactlyOne(scope, update));
  return { ...payee, lastDigits, changedBy: scope.actor.name, changedAt: scope.now, revision };
}

/** Ends an account, as when the post has another holder. Refusals: not-found, stale. */
export async function endPayee(scope: Scope, id: string, ifMatch: string, reason: string): Promise<Payee> {
  const { payee } = await currentPayee(scope, id);
  refuseStale(ifMatch, payee.revision);
  const revision = payee.revision + 1;
  const update = scope.db
    .update(payees)
    .set({ endedAt: scope.now, changedBy: scope.actor.id, changedAt: scope.now, revision })
    .where(and(eq(payees.id, id), eq(payees.revision, payee.revision)));
  const subject = { kind: "payee", id, revision };
  await commit(scope, { subject, action: "end", body: { reason } }, exactlyOne(scope, update));
  return { ...payee, endedAt: scope.now, revision };
}

/** The whole account, for a reason; the event is there before the answer is. Refusals: not-found. */
export async function revealPayee(scope: Scope, keys: EncryptionKeys, id: string, reason: string): Promise<Account> {
  const { sealed } = await currentPayee(scope, id);
  const account = await openedAccount(keys, id, sealed);
  await noteReading(scope, { kind: "payee", id }, "收款账户全号", reason);
  return account;
}

const purposeOf = (id: string): string => `payee/${id}`;

async function sealedOf(keys: EncryptionKeys, id: string, account: Account, accountNumber: string): Promise<string> {
  const { accountName, bank } = account;
  return await encrypt(keys, JSON.stringify({ accountName, accountNumber, bank }), purposeOf(id));
}

/** An account out of what is stored of it. */
export async function openedAccount(keys: EncryptionKeys, id: string, sealed: string): Promise<Account> {
  return JSON.parse(await decrypt(keys, sealed, purposeOf(id))) as Account;
}
