import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type AssessmentDocument, assessments, results } from "./cycles.ts";
import { isInstant, isJson, isText, isWhole } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/** Where a value that nobody typed came from. */
export interface Prefill {
  /** `cycle`: the last cycle of the same standard; `standard`: another standard that has the same item. */
  readonly from: "cycle" | "standard";
  readonly title: string;
}

/**
 * What a secretary has typed so far, merged item by item where two type at once; no event until it is handed in.
 * `answers` by the item's code; null where a value was taken back. `prefilled` names those that nobody has typed.
 */
export const assessmentDrafts = sqliteTable(
  "assessment_drafts",
  {
    assessmentId: text("assessment_id")
      .primaryKey()
      .references(() => assessments.id),
    answers: text("answers", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    prefilled: text("prefilled", { mode: "json" }).$type<Readonly<Record<string, Prefill>>>().notNull().default({}),
    updatedAt: text("updated_at").notNull(),
    updatedBy: text("updated_by").references(() => users.id),
  },
  (t) => [
    check("assessment_drafts_answers", isJson(t.answers, "object")),
    check("assessment_drafts_prefilled", isJson(t.prefilled, "object")),
    check("assessment_drafts_updated_at", isInstant(t.updatedAt)),
  ],
);

/** What one assessor found on site in one round. Only added to (triggers). */
export const siteChecks = sqliteTable(
  "site_checks",
  {
    assessmentId: text("assessment_id")
      .notNull()
      .references(() => assessments.id),
    round: integer("round").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    document: text("document", { mode: "json" }).$type<AssessmentDocument>().notNull(),
    at: text("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.assessmentId, t.round, t.userId] }),
    check("site_checks_round", isWhole(t.round, 1, 1e6)),
    check("site_checks_document", isJson(t.document, "object")),
    check("site_checks_at", isInstant(t.at)),
  ],
);

/** A department's approval of a section that it owns, in one round. Only added to (triggers). */
export const sectionReviews = sqliteTable(
  "section_reviews",
  {
    assessmentId: text("assessment_id")
      .notNull()
      .references(() => assessments.id),
    round: integer("round").notNull(),
    section: text("section").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    comment: text("comment"),
    at: text("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.assessmentId, t.round, t.section] }),
    check("section_reviews_round", isWhole(t.round, 1, 1e6)),
    check("section_reviews_section", isText(t.section, 64)),
    check("section_reviews_comment", isText(t.comment, 500)),
    check("section_reviews_at", isInstant(t.at)),
  ],
);

/** An item whose claimed and verified points lie further apart than the tenant allows. Only added to (triggers). */
export const deviations = sqliteTable(
  "deviations",
  {
    assessmentId: text("assessment_id")
      .notNull()
      .references(() => assessments.id),
    round: integer("round").notNull(),
    item: text("item").notNull(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    claimedHundredths: integer("claimed_hundredths").notNull(),
    verifiedHundredths: integer("verified_hundredths").notNull(),
    at: text("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.assessmentId, t.round, t.item] }),
    index("deviations_unit").on(t.unitId, t.at),
    check("deviations_round", isWhole(t.round, 1, 1e6)),
    check("deviations_item", isText(t.item, 64)),
    check("deviations_claimed_hundredths", isWhole(t.claimedHundredths, -1e13, 1e13)),
    check("deviations_verified_hundredths", isWhole(t.verifiedHundredths, -1e13, 1e13)),
    check("deviations_at", isInstant(t.at)),
  ],
);

/** A result as it stood before a correction, with why it was corrected and by whom. Only added to (triggers). */
export const resultVersions = sqliteTable(
  "result_versions",
  {
    resultId: text("result_id")
      .notNull()
      .references(() => results.id),
    revision: integer("revision").notNull(),
    result: text("result", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
    accepted: text("accepted", { mode: "json" }).$type<AssessmentDocument>().notNull(),
    reason: text("reason").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    at: text("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.resultId, t.revision] }),
    check("result_versions_revision", isWhole(t.revision, 1, 1e12)),
    check("result_versions_result", isJson(t.result, "object")),
    check("result_versions_accepted", isJson(t.accepted, "object")),
    check("result_versions_reason", isText(t.reason, 500)),
    check("result_versions_at", isInstant(t.at)),
  ],
);
