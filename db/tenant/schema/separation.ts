import { sql } from "drizzle-orm";
import { check, index, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { caseKinds, caseSteps as steps } from "../../../worker/domain/vocabulary.ts";
import { assessments } from "./cycles.ts";
import { isInstant, isOneOf, isText, namesOf } from "./rules.ts";
import { users } from "./users.ts";

/**
 * Who did which step on which case. Only added to; a trigger refuses a row whose user did a step on the same case that
 * the table of capabilities.md sets against it, unless a relaxation in force names the pair. A department's review is a
 * first review. `caseId` is an assessment's or a batch's id.
 */
export const caseSteps = sqliteTable(
  "case_steps",
  {
    id: text("id").primaryKey(),
    caseKind: text("case_kind", { enum: namesOf(caseKinds) }).notNull(),
    caseId: text("case_id").notNull(),
    step: text("step", { enum: namesOf(steps) }).notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    at: text("at").notNull(),
  },
  (t) => [
    index("case_steps_case").on(t.caseKind, t.caseId, t.userId),
    check("case_steps_id", isText(t.id, 64)),
    check("case_steps_case_kind", isOneOf(t.caseKind, caseKinds)),
    check("case_steps_case_id", isText(t.caseId, 64)),
    check("case_steps_step", isOneOf(t.step, steps)),
    check(
      "case_steps_step_of_its_kind",
      sql`("case_kind" = 'assessment') = ("step" IN ('self-assess', 'first-review', 'site-check', 'accept'))`,
    ),
    check("case_steps_at", isInstant(t.at)),
  ],
);

/**
 * The assessments whose results a batch pays: what somebody did on one of them counts on the batch too, and the other
 * way round. Only added to.
 */
export const caseParts = sqliteTable(
  "case_parts",
  {
    batchId: text("batch_id").notNull(),
    assessmentId: text("assessment_id")
      .notNull()
      .references(() => assessments.id),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.assessmentId] }),
    index("case_parts_assessment").on(t.assessmentId),
    check("case_parts_batch_id", isText(t.batchId, 64)),
  ],
);

/**
 * A pair of steps that one person may do after all, from the decision until it is ended: for a small office. The
 * earlier step of the year stands first. Never removed; ending it is the only change (triggers).
 */
export const relaxations = sqliteTable(
  "relaxations",
  {
    id: text("id").primaryKey(),
    firstStep: text("first_step", { enum: namesOf(steps) }).notNull(),
    secondStep: text("second_step", { enum: namesOf(steps) }).notNull(),
    reason: text("reason").notNull(),
    decidedBy: text("decided_by")
      .notNull()
      .references(() => users.id),
    decidedAt: text("decided_at").notNull(),
    endedBy: text("ended_by").references(() => users.id),
    endedAt: text("ended_at"),
  },
  (t) => [
    uniqueIndex("relaxations_in_force").on(t.firstStep, t.secondStep).where(sql`"ended_at" IS NULL`),
    check("relaxations_id", isText(t.id, 64)),
    check("relaxations_first_step", isOneOf(t.firstStep, steps)),
    check("relaxations_second_step", isOneOf(t.secondStep, steps)),
    check("relaxations_order", sql`${orderOf("first_step")} < ${orderOf("second_step")}`),
    check("relaxations_reason", isText(t.reason, 500)),
    check("relaxations_decided_at", isInstant(t.decidedAt)),
    check("relaxations_ended_at", sql`${isInstant(t.endedAt)} AND "ended_at" >= "decided_at"`),
    check("relaxations_ended", sql`("ended_at" IS NULL) = ("ended_by" IS NULL)`),
  ],
);

/** Where a step stands in the year, as a number that a CHECK can compare. */
function orderOf(column: string) {
  const cases = Object.keys(steps).map((step, index) => `WHEN '${step}' THEN ${index}`);
  return sql.raw(`CASE "${column}" ${cases.join(" ")} END`);
}
