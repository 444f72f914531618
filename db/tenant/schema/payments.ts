import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import {
  payees as payeeKinds,
  paymentOutcomes,
  paymentStates,
  remittanceStates,
} from "../../../worker/domain/vocabulary.ts";
import { batches, batchLines } from "./batches.ts";
import { pools } from "./pools.ts";
import { isBool, isDate, isInstant, isOneOf, isSha256, isText, isWhole, namesOf } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/**
 * 收款人: the account of a unit, of a township, or of a unit's secretary's post and whoever holds it (`holder`, an alias
 * without a name; empty for the others). `sealed` is the account's name, number and bank under the configuration's key;
 * `lastDigits` is all that is ever shown unasked. Ended and written anew where the holder changes; `revision` rises with
 * every change of the account, and a payment approved under another one waits.
 */
export const payees = sqliteTable(
  "payees",
  {
    id: text("id").primaryKey(),
    kind: text("kind", { enum: namesOf(payeeKinds) }).notNull(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    holder: text("holder").notNull().default(""),
    sealed: text("sealed").notNull(),
    lastDigits: text("last_digits").notNull(),
    changedBy: text("changed_by")
      .notNull()
      .references(() => users.id),
    changedAt: text("changed_at").notNull(),
    endedAt: text("ended_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    uniqueIndex("payees_current").on(t.kind, t.unitId).where(sql`"ended_at" IS NULL`),
    check("payees_id", isText(t.id, 64)),
    check("payees_kind", isOneOf(t.kind, payeeKinds)),
    check("payees_holder", sql`length("holder") <= 50 AND ("kind" = 'secretary') = ("holder" <> '')`),
    check("payees_sealed", isText(t.sealed, 4000)),
    check("payees_last_digits", sql`length("last_digits") = 4 AND "last_digits" NOT GLOB '*[^0-9]*'`),
    check("payees_changed_at", isInstant(t.changedAt)),
    check("payees_ended_at", isInstant(t.endedAt)),
    check("payees_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/**
 * 发放: one line's one instalment. Its key (unit, payee, holder, policy, grant, year, instalment, correction) is
 * taken when the batch is prepared and is there once among all that aren't void, so that nothing is paid twice.
 * `correction` 0 is the original, k the k-th difference; below 0 fen it is a clawback. What it is for never changes, its
 * state goes only where it may, and it is paid only out of an approved batch (triggers). `payeeRevision`: the account as
 * it stood at the approval.
 */
export const payments = sqliteTable(
  "payments",
  {
    id: text("id").primaryKey(),
    batchId: text("batch_id")
      .notNull()
      .references(() => batches.id),
    position: integer("position").notNull(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    payeeKind: text("payee_kind", { enum: namesOf(payeeKinds) }).notNull(),
    holder: text("holder").notNull().default(""),
    policyCode: text("policy_code").notNull(),
    grant: text("grant").notNull(),
    year: integer("year").notNull(),
    instalment: text("instalment").notNull(),
    correction: integer("correction").notNull().default(0),
    fen: integer("fen").notNull(),
    isDue: integer("is_due", { mode: "boolean" }).notNull(),
    state: text("state", { enum: namesOf(paymentStates) })
      .notNull()
      .default("waiting"),
    payeeId: text("payee_id").references(() => payees.id),
    payeeRevision: integer("payee_revision"),
    remittanceId: text("remittance_id").references(() => remittances.id),
    paidOn: text("paid_on"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    uniqueIndex("payments_once")
      .on(t.unitId, t.payeeKind, t.holder, t.policyCode, t.grant, t.year, t.instalment, t.correction)
      .where(sql`"state" <> 'void'`),
    index("payments_batch").on(t.batchId, t.position),
    index("payments_remittance").on(t.remittanceId),
    foreignKey({
      name: "payments_line",
      columns: [t.batchId, t.position],
      foreignColumns: [batchLines.batchId, batchLines.position],
    }),
    check("payments_id", isText(t.id, 64)),
    check("payments_payee_kind", isOneOf(t.payeeKind, payeeKinds)),
    check("payments_holder", sql`length("holder") <= 50`),
    check("payments_policy_code", isText(t.policyCode, 64)),
    check("payments_grant", isText(t.grant, 64)),
    check("payments_year", isWhole(t.year, 1949, 9999)),
    check("payments_instalment", isText(t.instalment, 64)),
    check("payments_correction", isWhole(t.correction, 0, 1000)),
    check("payments_fen", sql`${isWhole(t.fen, -1e13, 1e13)} AND ("correction" > 0 OR "fen" >= 0)`),
    check("payments_is_due", isBool(t.isDue)),
    check("payments_state", isOneOf(t.state, paymentStates)),
    check("payments_payee", sql`"payee_revision" IS NULL OR "payee_id" IS NOT NULL`),
    check("payments_paid_on", isDate(t.paidOn)),
    check("payments_paid", sql`("state" IN ('paid', 'returned')) = ("paid_on" IS NOT NULL)`),
    check("payments_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** What of a payment each payer bears out of which pool; the parts sum to the payment (subsidies.md "Payers by instalments"). */
export const paymentParts = sqliteTable(
  "payment_parts",
  {
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id),
    payer: text("payer").notNull(),
    poolId: text("pool_id")
      .notNull()
      .references(() => pools.id),
    fen: integer("fen").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.paymentId, t.payer, t.poolId] }),
    index("payment_parts_pool").on(t.poolId),
    check("payment_parts_payer", isText(t.payer, 64)),
    check("payment_parts_fen", sql`${isWhole(t.fen, -1e13, 1e13)} AND "fen" <> 0`),
  ],
);

/** 付款清单: what a cashier hands to the bank at once, and the SHA-256 of the file. Settled when each payment has its outcome. */
export const remittances = sqliteTable(
  "remittances",
  {
    id: text("id").primaryKey(),
    number: text("number").notNull().unique(),
    batchId: text("batch_id")
      .notNull()
      .references(() => batches.id),
    payments: integer("payments").notNull(),
    totalFen: integer("total_fen").notNull(),
    sha256: text("sha256").notNull(),
    state: text("state", { enum: namesOf(remittanceStates) })
      .notNull()
      .default("open"),
    createdBy: text("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: text("created_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("remittances_batch").on(t.batchId),
    check("remittances_id", isText(t.id, 64)),
    check("remittances_number", isText(t.number, 32)),
    check("remittances_payments", isWhole(t.payments, 1, 1e6)),
    check("remittances_total_fen", isWhole(t.totalFen, -9e15, 9e15)),
    check("remittances_sha256", isSha256(t.sha256)),
    check("remittances_state", isOneOf(t.state, remittanceStates)),
    check("remittances_created_at", isInstant(t.createdAt)),
    check("remittances_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** What became of a payment each time: paid, not paid, or come back; with the bank's word. Only added to (triggers). */
export const paymentSteps = sqliteTable(
  "payment_steps",
  {
    id: text("id").primaryKey(),
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id),
    remittanceId: text("remittance_id").references(() => remittances.id),
    outcome: text("outcome", { enum: namesOf(paymentOutcomes) }).notNull(),
    on: text("on").notNull(),
    reference: text("reference"),
    reason: text("reason"),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    at: text("at").notNull(),
  },
  (t) => [
    index("payment_steps_payment").on(t.paymentId),
    check("payment_steps_id", isText(t.id, 64)),
    check("payment_steps_outcome", isOneOf(t.outcome, paymentOutcomes)),
    check("payment_steps_on", isDate(t.on)),
    check("payment_steps_reference", isText(t.reference, 100)),
    check("payment_steps_reason", isText(t.reason, 500)),
    check("payment_steps_with_reason", sql`"outcome" = 'paid' OR "reason" IS NOT NULL`),
    check("payment_steps_at", isInstant(t.at)),
  ],
);

/** What the dated job of 账实核对 found: each check by its code, and how much is wrong with it. Only added to. */
export const reconciliations = sqliteTable(
  "reconciliations",
  {
    id: text("id").primaryKey(),
    at: text("at").notNull(),
    found: text("found", { mode: "json" }).$type<Readonly<Record<string, number>>>().notNull(),
    details: text("details", { mode: "json" }).$type<readonly string[]>().notNull().default([]),
  },
  (t) => [
    index("reconciliations_at").on(t.at),
    check("reconciliations_id", isText(t.id, 64)),
    check("reconciliations_at", isInstant(t.at)),
    check("reconciliations_found", sql`json_valid("found")`),
    check("reconciliations_details", sql`json_valid("details")`),
  ],
);
