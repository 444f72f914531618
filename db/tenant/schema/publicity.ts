import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { awardCauses, objectionSources } from "../../../worker/domain/vocabulary.ts";
import { cycles, results } from "./cycles.ts";
import { isBool, isCode, isDate, isInstant, isOneOf, isText, isWhole, namesOf } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/**
 * 公示 of a cycle's results: from `startsOn` to `untilOn`, both inclusive, in China. `termMonths` is for how long the
 * levels that follow from it are held, null for no fixed term. `closedAt` is when nothing was left to become final.
 * The terms never change, nothing is removed (triggers).
 */
export const publicities = sqliteTable(
  "publicities",
  {
    id: text("id").primaryKey(),
    cycleId: text("cycle_id")
      .notNull()
      .unique()
      .references(() => cycles.id),
    startsOn: text("starts_on").notNull(),
    untilOn: text("until_on").notNull(),
    days: integer("days").notNull(),
    termMonths: integer("term_months"),
    startedBy: text("started_by")
      .notNull()
      .references(() => users.id),
    startedAt: text("started_at").notNull(),
    closedAt: text("closed_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("publicities_started_at").on(t.startedAt),
    check("publicities_id", isText(t.id, 64)),
    check("publicities_starts_on", isDate(t.startsOn)),
    check("publicities_until_on", sql`${isDate(t.untilOn)} AND "until_on" >= "starts_on"`),
    check("publicities_days", isWhole(t.days, 1, 60)),
    check("publicities_term_months", isWhole(t.termMonths, 1, 120)),
    check("publicities_started_at", isInstant(t.startedAt)),
    check("publicities_closed_at", isInstant(t.closedAt)),
    check("publicities_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/**
 * A case against one publicised result, in the unit's own name or as it was written from outside. It is raised while
 * the result stands publicised, answered once with a reason, by whoever neither raised it nor accepted that case; until
 * then the result doesn't become final. What was raised never changes, nothing is removed (all triggers).
 */
export const objections = sqliteTable(
  "objections",
  {
    id: text("id").primaryKey(),
    publicityId: text("publicity_id")
      .notNull()
      .references(() => publicities.id),
    resultId: text("result_id")
      .notNull()
      .references(() => results.id),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    source: text("source", { enum: namesOf(objectionSources) }).notNull(),
    text: text("text").notNull(),
    raisedBy: text("raised_by")
      .notNull()
      .references(() => users.id),
    raisedAt: text("raised_at").notNull(),
    dueOn: text("due_on").notNull(),
    isUpheld: integer("is_upheld", { mode: "boolean" }),
    answer: text("answer"),
    answeredBy: text("answered_by").references(() => users.id),
    answeredAt: text("answered_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("objections_publicity").on(t.publicityId),
    index("objections_result").on(t.resultId),
    index("objections_due_on").on(t.dueOn).where(sql`"answered_at" IS NULL`),
    check("objections_id", isText(t.id, 64)),
    check("objections_source", isOneOf(t.source, objectionSources)),
    check("objections_text", isText(t.text, 2000)),
    check("objections_raised_at", isInstant(t.raisedAt)),
    check("objections_due_on", isDate(t.dueOn)),
    check("objections_is_upheld", isBool(t.isUpheld)),
    check("objections_answer", isText(t.answer, 2000)),
    check("objections_answered_at", isInstant(t.answeredAt)),
    check(
      "objections_answered",
      sql`("answer" IS NULL) = ("is_upheld" IS NULL) AND ("answer" IS NULL) = ("answered_at" IS NULL) AND ("answer" IS NULL) = ("answered_by" IS NULL)`,
    ),
    check("objections_by_another", sql`"answered_by" <> "raised_by"`),
    check("objections_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/**
 * The levels that a unit holds under a standard, as a history: each row is a change with its cause, only added
 * (triggers). Held on a day is what the latest change of that day or before says, if it names a level and its term
 * isn't over. `untilOn` is the last day of the term, null for no fixed one.
 */
export const awards = sqliteTable(
  "awards",
  {
    id: text("id").primaryKey(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    standardCode: text("standard_code").notNull(),
    cause: text("cause", { enum: namesOf(awardCauses) }).notNull(),
    level: text("level"),
    levelTitle: text("level_title"),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on"),
    resultId: text("result_id").references(() => results.id),
    reason: text("reason"),
    decidedBy: text("decided_by").references(() => users.id),
    decidedAt: text("decided_at").notNull(),
  },
  (t) => [
    index("awards_unit").on(t.unitId, t.standardCode, t.fromOn),
    index("awards_until_on").on(t.untilOn),
    check("awards_id", isText(t.id, 64)),
    check("awards_standard_code", isCode(t.standardCode)),
    check("awards_cause", isOneOf(t.cause, awardCauses)),
    check("awards_level", isText(t.level, 64)),
    check("awards_level_title", sql`${isText(t.levelTitle, 200)} AND ("level" IS NULL) = ("level_title" IS NULL)`),
    check("awards_ends", sql`("cause" IN ('withdrawn', 'expired')) = ("level" IS NULL)`),
    check("awards_from_on", isDate(t.fromOn)),
    check(
      "awards_until_on",
      sql`"until_on" IS NULL OR (${isDate(t.untilOn)} AND "until_on" >= "from_on" AND "level" IS NOT NULL)`,
    ),
    check("awards_reason", isText(t.reason, 500)),
    check("awards_withdrawn_with_reason", sql`"cause" <> 'withdrawn' OR "reason" IS NOT NULL`),
    check("awards_decided_at", isInstant(t.decidedAt)),
  ],
);
