import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { ExcludedUnit, ListedUnit, Weighting } from "../../../worker/domain/draw.ts";
import { drawStates, visitStates } from "../../../worker/domain/vocabulary.ts";
import { cycles } from "./cycles.ts";
import { isBool, isDate, isInstant, isJson, isOneOf, isSha256, isText, isWhole, namesOf } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/** Who an inspection or a draw sends, as they were named then. */
export interface Sent {
  readonly id: string;
  readonly name: string;
}

/**
 * A draw: its list, how many are wanted and the commitment stand first; then a word and what resulted from it, or why it
 * was abandoned. Only one stands open at a time (unique index), numbers have no gap, and nothing else ever changes
 * (triggers). `nonce` is handed out to nobody while the draw is open.
 */
export const draws = sqliteTable(
  "draws",
  {
    id: text("id").primaryKey(),
    number: integer("number").notNull().unique(),
    title: text("title").notNull(),
    cycleId: text("cycle_id").references(() => cycles.id),
    wanted: integer("wanted").notNull(),
    weighting: text("weighting", { mode: "json" }).$type<Weighting>().notNull(),
    list: text("list", { mode: "json" }).$type<readonly ListedUnit[]>().notNull(),
    excluded: text("excluded", { mode: "json" }).$type<readonly ExcludedUnit[]>().notNull(),
    assessors: text("assessors", { mode: "json" }).$type<readonly Sent[]>().notNull(),
    commitment: text("commitment").notNull(),
    nonce: text("nonce").notNull(),
    committedBy: text("committed_by")
      .notNull()
      .references(() => users.id),
    committedAt: text("committed_at").notNull(),
    state: text("state", { enum: namesOf(drawStates) })
      .notNull()
      .default("committed"),
    word: text("word"),
    witness: text("witness"),
    result: text("result", { mode: "json" }).$type<readonly string[]>(),
    reason: text("reason"),
    endedBy: text("ended_by").references(() => users.id),
    endedAt: text("ended_at"),
  },
  (t) => [
    uniqueIndex("draws_one_open").on(t.state).where(sql`"state" = 'committed'`),
    check("draws_id", isText(t.id, 64)),
    check("draws_number", isWhole(t.number, 1, 1e6)),
    check("draws_title", isText(t.title, 100)),
    check("draws_wanted", isWhole(t.wanted, 1, 200)),
    check("draws_weighting", isJson(t.weighting, "object")),
    check("draws_list", isJson(t.list, "array")),
    check("draws_list_is_enough", sql`json_array_length("list") >= "wanted"`),
    check("draws_excluded", isJson(t.excluded, "array")),
    check("draws_assessors", isJson(t.assessors, "array")),
    check("draws_commitment", isSha256(t.commitment)),
    check("draws_nonce", isSha256(t.nonce)),
    check("draws_committed_at", isInstant(t.committedAt)),
    check("draws_state", isOneOf(t.state, drawStates)),
    check("draws_word", isText(t.word, 100)),
    check("draws_witness", isText(t.witness, 50)),
    check("draws_result", sql`"result" IS NULL OR (${isJson(t.result, "array")})`),
    check("draws_result_is_whole", sql`"result" IS NULL OR json_array_length("result") = "wanted"`),
    check("draws_reason", isText(t.reason, 500)),
    check("draws_ended_at", sql`${isInstant(t.endedAt)} AND "ended_at" >= "committed_at"`),
    check(
      "draws_ended",
      sql`("state" = 'committed') = ("ended_at" IS NULL) AND ("ended_at" IS NULL) = ("ended_by" IS NULL)`,
    ),
    check(
      "draws_finished",
      sql`("state" = 'finished') = ("result" IS NOT NULL) AND ("result" IS NULL) = ("word" IS NULL) AND ("word" IS NULL) = ("witness" IS NULL)`,
    ),
    check("draws_abandoned", sql`("state" = 'abandoned') = ("reason" IS NOT NULL)`),
  ],
);

/** That units are visited on a day: as somebody planned it, or as a draw resulted. Never changed (triggers). */
export const inspections = sqliteTable(
  "inspections",
  {
    id: text("id").primaryKey(),
    title: text("title").notNull(),
    cycleId: text("cycle_id").references(() => cycles.id),
    drawId: text("draw_id").references(() => draws.id),
    plannedOn: text("planned_on").notNull(),
    /** Two assessors at one unit learn what the other found when both have reported. */
    isBlind: integer("is_blind", { mode: "boolean" }).notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: text("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("inspections_one_of_a_draw").on(t.drawId).where(sql`"draw_id" IS NOT NULL`),
    index("inspections_planned_on").on(t.plannedOn, t.id),
    check("inspections_id", isText(t.id, 64)),
    check("inspections_title", isText(t.title, 100)),
    check("inspections_planned_on", isDate(t.plannedOn)),
    check("inspections_is_blind", isBool(t.isBlind)),
    check("inspections_created_at", isInstant(t.createdAt)),
  ],
);

/** One assessor's appointment at one unit, then what they report; or why it was cancelled. Ended once (triggers). */
export const visits = sqliteTable(
  "visits",
  {
    id: text("id").primaryKey(),
    inspectionId: text("inspection_id")
      .notNull()
      .references(() => inspections.id),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    state: text("state", { enum: namesOf(visitStates) })
      .notNull()
      .default("planned"),
    visitedOn: text("visited_on"),
    /** What was seen, or why nobody went. */
    report: text("report"),
    endedAt: text("ended_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    unique("visits_once").on(t.inspectionId, t.unitId, t.userId),
    index("visits_unit").on(t.unitId),
    index("visits_user").on(t.userId, t.state),
    check("visits_id", isText(t.id, 64)),
    check("visits_state", isOneOf(t.state, visitStates)),
    check("visits_visited_on", sql`${isDate(t.visitedOn)}`),
    check("visits_report", isText(t.report, 2000)),
    check("visits_ended_at", isInstant(t.endedAt)),
    check(
      "visits_ended",
      sql`("state" = 'planned') = ("ended_at" IS NULL) AND ("ended_at" IS NULL) = ("report" IS NULL)`,
    ),
    check("visits_done", sql`("state" = 'done') = ("visited_on" IS NOT NULL)`),
    check("visits_revision", isWhole(t.revision, 1, 1e12)),
  ],
);
