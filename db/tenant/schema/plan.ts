import { sql } from "drizzle-orm";
import { check, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { targetGroupings, targetSubjects } from "../../../worker/domain/vocabulary.ts";
import { isBool, isCode, isDate, isOneOf, isText, isWhole, isWithin, namesOf } from "./rules.ts";

/** Near, middle and far terms of a development plan. */
export const horizons = sqliteTable(
  "horizons",
  {
    code: text("code").primaryKey(),
    title: text("title").notNull(),
    dueOn: text("due_on").notNull(),
    wording: text("wording").notNull(),
    position: integer("position").notNull().default(0),
  },
  (t) => [
    check("horizons_code", isCode(t.code)),
    check("horizons_title", isText(t.title, 100)),
    check("horizons_due_on", isDate(t.dueOn)),
    check("horizons_wording", isText(t.wording, 1000)),
  ],
);

/**
 * A number that a document sets. `key` is what `byKind` breaks it down by: a township's or trade's short name, a
 * category's code, a county's name, and `""` for the whole tenant. `count` null: named, but without a number. No target
 * stands twice (`targets_once`, in the hand-written migration: drizzle-kit breaks indexes on expressions).
 */
export const targets = sqliteTable(
  "targets",
  {
    id: text("id").primaryKey(),
    horizon: text("horizon").references(() => horizons.code),
    subject: text("subject", { enum: namesOf(targetSubjects) }).notNull(),
    byKind: text("by_kind", { enum: namesOf(targetGroupings) }).notNull(),
    key: text("key").notNull().default(""),
    label: text("label").notNull(),
    count: integer("count"),
    isAbout: integer("is_about", { mode: "boolean" }).notNull().default(false),
    document: text("document").notNull(),
    clause: text("clause"),
    position: integer("position").notNull().default(0),
  },
  (t) => [
    check("targets_id", isText(t.id, 64)),
    check("targets_subject", isOneOf(t.subject, targetSubjects)),
    check("targets_by_kind", isOneOf(t.byKind, targetGroupings)),
    check("targets_key", sql`("by_kind" = 'tenant') = ("key" = '')`),
    check("targets_label", isText(t.label, 200)),
    check("targets_count", isWhole(t.count, 0, 1e6)),
    check("targets_is_about", isBool(t.isAbout)),
    check("targets_document", isText(t.document, 200)),
    check("targets_clause", isText(t.clause, 100)),
  ],
);

/** What acceptance asks beyond the score: who (`applies`, CEL → bool) must hold at least which level, and whether it binds. */
export const gates = sqliteTable(
  "gates",
  {
    code: text("code").primaryKey(),
    title: text("title").notNull(),
    applies: text("applies").notNull(),
    atLeastLevel: text("at_least_level").notNull(),
    isHard: integer("is_hard", { mode: "boolean" }).notNull(),
    document: text("document").notNull(),
    clause: text("clause"),
    position: integer("position").notNull().default(0),
  },
  (t) => [
    check("gates_code", isCode(t.code)),
    check("gates_title", isText(t.title, 200)),
    check("gates_applies", isText(t.applies, 2000)),
    check("gates_at_least_level", isText(t.atLeastLevel, 64)),
    check("gates_is_hard", isBool(t.isHard)),
    check("gates_document", isText(t.document, 200)),
    check("gates_clause", isText(t.clause, 100)),
  ],
);

/**
 * A figure as a document states it, with its own numerator, denominator and source. One `code` may have several rows,
 * told apart by `label` (书记构成: 业主, 高管, …). `value` null is unknown (a masked figure), never 0. `stated` is the
 * document's own share or wording, which need not follow from the numbers.
 */
export const figures = sqliteTable(
  "figures",
  {
    code: text("code").notNull(),
    title: text("title").notNull(),
    label: text("label").notNull(),
    value: real("value"),
    measure: text("measure"),
    denominator: real("denominator"),
    denominatorLabel: text("denominator_label"),
    stated: text("stated"),
    remark: text("remark"),
    document: text("document").notNull(),
    clause: text("clause"),
    position: integer("position").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.label] }),
    check("figures_code", isCode(t.code)),
    check("figures_title", isText(t.title, 200)),
    check("figures_label", isText(t.label, 200)),
    check("figures_value", isWithin(t.value, -1e12, 1e12)),
    check("figures_measure", isText(t.measure, 20)),
    check("figures_denominator", sql`"denominator" > 0 AND "denominator" <= 1000000000000`),
    check("figures_denominator_label", isText(t.denominatorLabel, 200)),
    check("figures_stated", isText(t.stated, 200)),
    check("figures_remark", isText(t.remark, 1000)),
    check("figures_document", isText(t.document, 200)),
    check("figures_clause", isText(t.clause, 100)),
  ],
);
