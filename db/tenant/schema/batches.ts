import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { approvalDecisions, batchKinds, batchStates } from "../../../worker/domain/vocabulary.ts";
import { calculationLines, calculations } from "./calculations.ts";
import { pools } from "./pools.ts";
import { isBool, isDate, isInstant, isOneOf, isText, isWhole, namesOf } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/**
 * 发放批次. Its state goes only where it may (trigger): draft → prepared → approved → paid, or returned to be done
 * again, or void. `round` counts the preparations: a return voids the approvals of the round before. `levels` is how
 * many different people must approve, by the amount, as the tenant's setting said at the preparation. `reason`: why it
 * goes ahead without the lines in error.
 */
export const batches = sqliteTable(
  "batches",
  {
    id: text("id").primaryKey(),
    number: text("number").notNull().unique(),
    title: text("title").notNull(),
    kind: text("kind", { enum: namesOf(batchKinds) }).notNull(),
    unitId: text("unit_id").references(() => units.id),
    calculationId: text("calculation_id")
      .notNull()
      .references(() => calculations.id),
    state: text("state", { enum: namesOf(batchStates) })
      .notNull()
      .default("draft"),
    round: integer("round").notNull().default(0),
    levels: integer("levels"),
    totalFen: integer("total_fen").notNull(),
    lines: integer("lines").notNull(),
    reason: text("reason"),
    splitFrom: text("split_from"),
    createdBy: text("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: text("created_at").notNull(),
    preparedBy: text("prepared_by").references(() => users.id),
    preparedAt: text("prepared_at"),
    approvedAt: text("approved_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("batches_state").on(t.state, t.createdAt),
    index("batches_calculation").on(t.calculationId),
    check("batches_id", isText(t.id, 64)),
    check("batches_number", isText(t.number, 32)),
    check("batches_title", isText(t.title, 200)),
    check("batches_kind", isOneOf(t.kind, batchKinds)),
    check("batches_state", isOneOf(t.state, batchStates)),
    check("batches_round", isWhole(t.round, 0, 1000)),
    check("batches_levels", isWhole(t.levels, 1, 2)),
    check("batches_total_fen", isWhole(t.totalFen, -9e15, 9e15)),
    check("batches_lines", isWhole(t.lines, 0, 1e6)),
    check("batches_reason", isText(t.reason, 500)),
    check("batches_created_at", isInstant(t.createdAt)),
    check("batches_prepared", sql`("prepared_at" IS NULL) = ("prepared_by" IS NULL)`),
    check("batches_prepared_at", isInstant(t.preparedAt)),
    check(
      "batches_complete",
      sql`"state" NOT IN ('prepared', 'approved', 'paid') OR ("prepared_at" IS NOT NULL AND "levels" IS NOT NULL AND "round" >= 1)`,
    ),
    check("batches_approved_at", isInstant(t.approvedAt)),
    check("batches_approved", sql`"state" NOT IN ('approved', 'paid') OR "approved_at" IS NOT NULL`),
    check("batches_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/**
 * The lines of a batch: the calculation's own, or with `difference` what they differ from what stands. Each line is in
 * at most one live batch. `isLive` ends when the batch is void or the line is split off (triggers keep both).
 */
export const batchLines = sqliteTable(
  "batch_lines",
  {
    batchId: text("batch_id")
      .notNull()
      .references(() => batches.id),
    calculationId: text("calculation_id").notNull(),
    position: integer("position").notNull(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    grant: text("grant").notNull(),
    fen: integer("fen").notNull(),
    isLive: integer("is_live", { mode: "boolean" }).notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.position] }),
    uniqueIndex("batch_lines_once").on(t.calculationId, t.position).where(sql`"is_live" = 1`),
    index("batch_lines_unit").on(t.unitId),
    foreignKey({
      name: "batch_lines_line",
      columns: [t.calculationId, t.position],
      foreignColumns: [calculationLines.calculationId, calculationLines.position],
    }),
    check("batch_lines_position", isWhole(t.position, 0, 1e6)),
    check("batch_lines_grant", isText(t.grant, 64)),
    check("batch_lines_fen", isWhole(t.fen, -1e13, 1e13)),
    check("batch_lines_is_live", isBool(t.isLive)),
  ],
);

/**
 * Which pools stand for which payer of the policy, in the order in which they are drawn on; `payer` is `all` where the
 * policy names none. `upToFen`: at most so much of this pool, null for what the others leave.
 */
export const batchSources = sqliteTable(
  "batch_sources",
  {
    batchId: text("batch_id")
      .notNull()
      .references(() => batches.id),
    payer: text("payer").notNull(),
    position: integer("position").notNull(),
    poolId: text("pool_id")
      .notNull()
      .references(() => pools.id),
    upToFen: integer("up_to_fen"),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.payer, t.position] }),
    uniqueIndex("batch_sources_pool").on(t.batchId, t.payer, t.poolId),
    check("batch_sources_payer", isText(t.payer, 64)),
    check("batch_sources_position", isWhole(t.position, 0, 100)),
    check("batch_sources_up_to_fen", isWhole(t.upToFen, 0, 1e16)),
  ],
);

/**
 * 审批: one decision on one round of a batch. A level is approved once, the levels in order, each by another person than
 * those before and than the one who prepared it (triggers on case_steps). `onBehalfOf`: the approver whom the deciding
 * person stands in for, by a delegation. Only added to (triggers).
 */
export const approvals = sqliteTable(
  "approvals",
  {
    id: text("id").primaryKey(),
    batchId: text("batch_id")
      .notNull()
      .references(() => batches.id),
    round: integer("round").notNull(),
    level: integer("level").notNull(),
    decision: text("decision", { enum: namesOf(approvalDecisions) }).notNull(),
    comment: text("comment"),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    onBehalfOf: text("on_behalf_of").references(() => users.id),
    at: text("at").notNull(),
  },
  (t) => [
    uniqueIndex("approvals_once").on(t.batchId, t.round, t.level).where(sql`"decision" = 'approve'`),
    uniqueIndex("approvals_one_return").on(t.batchId, t.round).where(sql`"decision" = 'return'`),
    check("approvals_id", isText(t.id, 64)),
    check("approvals_round", isWhole(t.round, 1, 1000)),
    check("approvals_level", isWhole(t.level, 1, 2)),
    check("approvals_decision", isOneOf(t.decision, approvalDecisions)),
    check("approvals_comment", isText(t.comment, 500)),
    check("approvals_returned_with_reason", sql`"decision" <> 'return' OR "comment" IS NOT NULL`),
    check("approvals_at", isInstant(t.at)),
  ],
);

/**
 * 委托审批: who approves in an approver's place from one day to another, both inclusive, in China. Never changed but
 * for its end (trigger).
 */
export const delegations = sqliteTable(
  "delegations",
  {
    id: text("id").primaryKey(),
    fromUserId: text("from_user_id")
      .notNull()
      .references(() => users.id),
    toUserId: text("to_user_id")
      .notNull()
      .references(() => users.id),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on").notNull(),
    reason: text("reason").notNull(),
    decidedBy: text("decided_by")
      .notNull()
      .references(() => users.id),
    decidedAt: text("decided_at").notNull(),
    endedBy: text("ended_by").references(() => users.id),
    endedAt: text("ended_at"),
  },
  (t) => [
    index("delegations_to_user").on(t.toUserId, t.untilOn),
    check("delegations_id", isText(t.id, 64)),
    check("delegations_users", sql`"from_user_id" <> "to_user_id"`),
    check("delegations_from_on", isDate(t.fromOn)),
    check("delegations_until_on", sql`${isDate(t.untilOn)} AND "until_on" >= "from_on"`),
    check("delegations_reason", isText(t.reason, 500)),
    check("delegations_decided_at", isInstant(t.decidedAt)),
    check("delegations_ended_at", isInstant(t.endedAt)),
    check("delegations_ended", sql`("ended_at" IS NULL) = ("ended_by" IS NULL)`),
  ],
);

/** 酌定: what a person decided under a grant whose amount is `decided`, with the reason; the latest counts. Only added to. */
export const grantDecisions = sqliteTable(
  "grant_decisions",
  {
    id: text("id").primaryKey(),
    policyCode: text("policy_code").notNull(),
    grant: text("grant").notNull(),
    year: integer("year").notNull(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    fen: integer("fen").notNull(),
    reason: text("reason").notNull(),
    decidedBy: text("decided_by")
      .notNull()
      .references(() => users.id),
    decidedAt: text("decided_at").notNull(),
  },
  (t) => [
    index("grant_decisions_of").on(t.policyCode, t.year, t.unitId, t.grant),
    check("grant_decisions_id", isText(t.id, 64)),
    check("grant_decisions_policy_code", isText(t.policyCode, 64)),
    check("grant_decisions_grant", isText(t.grant, 64)),
    check("grant_decisions_year", isWhole(t.year, 1949, 9999)),
    check("grant_decisions_fen", isWhole(t.fen, 0, 1e13)),
    check("grant_decisions_reason", isText(t.reason, 500)),
    check("grant_decisions_decided_at", isInstant(t.decidedAt)),
  ],
);
