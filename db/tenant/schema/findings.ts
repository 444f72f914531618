import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { findingStates } from "../../../worker/domain/vocabulary.ts";
import { cycles } from "./cycles.ts";
import { visits } from "./inspection.ts";
import { isBool, isCode, isDate, isInstant, isOneOf, isText, isWhole, namesOf } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/**
 * What was found wrong at a unit, which office puts it right and by which day (inclusive). What was found never changes,
 * its state goes only where finding.ts lets it, and nothing is removed (triggers). `responsible` names an office.
 */
export const findings = sqliteTable(
  "findings",
  {
    id: text("id").primaryKey(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    cycleId: text("cycle_id").references(() => cycles.id),
    visitId: text("visit_id").references(() => visits.id),
    text: text("text").notNull(),
    responsible: text("responsible").notNull(),
    dueOn: text("due_on").notNull(),
    holdsMoney: integer("holds_money", { mode: "boolean" }).notNull(),
    state: text("state", { enum: namesOf(findingStates) })
      .notNull()
      .default("open"),
    raisedBy: text("raised_by")
      .notNull()
      .references(() => users.id),
    raisedAt: text("raised_at").notNull(),
    /** Why it was withdrawn. */
    reason: text("reason"),
    endedAt: text("ended_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("findings_unit").on(t.unitId),
    index("findings_state").on(t.state, t.dueOn),
    index("findings_visit").on(t.visitId),
    check("findings_id", isText(t.id, 64)),
    check("findings_text", isText(t.text, 1000)),
    check("findings_responsible", isText(t.responsible, 50)),
    check("findings_due_on", isDate(t.dueOn)),
    check("findings_holds_money", isBool(t.holdsMoney)),
    check("findings_state", isOneOf(t.state, findingStates)),
    check("findings_raised_at", isInstant(t.raisedAt)),
    check("findings_reason", isText(t.reason, 500)),
    check("findings_withdrawn", sql`("state" = 'withdrawn') = ("reason" IS NOT NULL)`),
    check("findings_ended_at", sql`${isInstant(t.endedAt)} AND "ended_at" >= "raised_at"`),
    check("findings_ended", sql`("state" IN ('closed', 'withdrawn')) = ("ended_at" IS NOT NULL)`),
    check("findings_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** What a unit handed in to show that it put a finding right, and the one recheck of it. Decided once (triggers). */
export const rectifications = sqliteTable(
  "rectifications",
  {
    id: text("id").primaryKey(),
    findingId: text("finding_id")
      .notNull()
      .references(() => findings.id),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    handedInBy: text("handed_in_by")
      .notNull()
      .references(() => users.id),
    handedInAt: text("handed_in_at").notNull(),
    isPassed: integer("is_passed", { mode: "boolean" }),
    reason: text("reason"),
    decidedBy: text("decided_by").references(() => users.id),
    decidedAt: text("decided_at"),
  },
  (t) => [
    unique("rectifications_number").on(t.findingId, t.number),
    check("rectifications_id", isText(t.id, 64)),
    check("rectifications_number", isWhole(t.number, 1, 1e4)),
    check("rectifications_text", isText(t.text, 2000)),
    check("rectifications_handed_in_at", isInstant(t.handedInAt)),
    check("rectifications_is_passed", isBool(t.isPassed)),
    check("rectifications_reason", isText(t.reason, 500)),
    check("rectifications_sent_back", sql`"is_passed" IS NOT 0 OR "reason" IS NOT NULL`),
    check("rectifications_decided_at", isInstant(t.decidedAt)),
    check(
      "rectifications_decided",
      sql`("is_passed" IS NULL) = ("decided_at" IS NULL) AND ("decided_at" IS NULL) = ("decided_by" IS NULL)`,
    ),
    check("rectifications_by_another", sql`"decided_by" <> "handed_in_by"`),
  ],
);

/**
 * That a veto of a standard came upon a unit: what happened, its proof, and from which day to which (both inclusive) it
 * counts. One appeal and its answer by another person, which lifts it or keeps it. Nothing else changes (triggers).
 */
export const unitVetoes = sqliteTable(
  "unit_vetoes",
  {
    id: text("id").primaryKey(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    standardCode: text("standard_code").notNull(),
    vetoCode: text("veto_code").notNull(),
    title: text("title").notNull(),
    happenedOn: text("happened_on").notNull(),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on").notNull(),
    text: text("text").notNull(),
    proof: text("proof").notNull(),
    decidedBy: text("decided_by")
      .notNull()
      .references(() => users.id),
    decidedAt: text("decided_at").notNull(),
    appeal: text("appeal"),
    appealedBy: text("appealed_by").references(() => users.id),
    appealedAt: text("appealed_at"),
    isLifted: integer("is_lifted", { mode: "boolean" }),
    answer: text("answer"),
    answeredBy: text("answered_by").references(() => users.id),
    answeredAt: text("answered_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("unit_vetoes_unit").on(t.unitId, t.fromOn),
    check("unit_vetoes_id", isText(t.id, 64)),
    check("unit_vetoes_standard_code", isCode(t.standardCode)),
    check("unit_vetoes_veto_code", isText(t.vetoCode, 64)),
    check("unit_vetoes_title", isText(t.title, 200)),
    check("unit_vetoes_happened_on", isDate(t.happenedOn)),
    check("unit_vetoes_from_on", sql`${isDate(t.fromOn)} AND "from_on" >= "happened_on"`),
    check("unit_vetoes_until_on", sql`${isDate(t.untilOn)} AND "until_on" >= "from_on"`),
    check("unit_vetoes_text", isText(t.text, 1000)),
    check("unit_vetoes_proof", isText(t.proof, 1000)),
    check("unit_vetoes_decided_at", isInstant(t.decidedAt)),
    check("unit_vetoes_appeal", isText(t.appeal, 2000)),
    check("unit_vetoes_appealed_at", sql`${isInstant(t.appealedAt)} AND "appealed_at" >= "decided_at"`),
    check(
      "unit_vetoes_appealed",
      sql`("appeal" IS NULL) = ("appealed_at" IS NULL) AND ("appeal" IS NULL) = ("appealed_by" IS NULL)`,
    ),
    check("unit_vetoes_is_lifted", isBool(t.isLifted)),
    check("unit_vetoes_answer", isText(t.answer, 1000)),
    check("unit_vetoes_answered_at", sql`${isInstant(t.answeredAt)} AND "answered_at" >= "appealed_at"`),
    check(
      "unit_vetoes_answered",
      sql`("answer" IS NULL) = ("is_lifted" IS NULL) AND ("answer" IS NULL) = ("answered_at" IS NULL) AND ("answer" IS NULL) = ("answered_by" IS NULL) AND ("answer" IS NULL OR "appeal" IS NOT NULL)`,
    ),
    check("unit_vetoes_by_another", sql`"answered_by" <> "decided_by" AND "answered_by" <> "appealed_by"`),
    check("unit_vetoes_revision", isWhole(t.revision, 1, 1e12)),
  ],
);
