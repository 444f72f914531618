import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import {
  answerStages,
  assessmentStates,
  cycleKinds,
  cycleStates,
  resultStates,
} from "../../../worker/domain/vocabulary.ts";
import { standards } from "./documents.ts";
import { isBool, isDate, isInstant, isJson, isOneOf, isText, isWhole, namesOf } from "./rules.ts";
import { belts, units } from "./units.ts";

/** What a cycle asks, as it is planned; what isn't said is asked of everyone, with one site check. */
export interface CycleTerms {
  /** Codes of the standards to be bound at the opening. */
  readonly standards?: readonly string[];
  readonly participants?: {
    /** Only units on these belts, by id. */
    readonly belts?: readonly string[];
    /** Only units under these townships and trades, by id. */
    readonly townships?: readonly string[];
    readonly demonstrationsOnly?: boolean;
    /** Only units that declared which badges they go for. */
    readonly declaredOnly?: boolean;
  };
  /** How many assessors check on site before acceptance; two are blind to one another. */
  readonly siteChecks?: number;
}

/** `state`, `terms` and the two instants have their CHECKs in their migration: drizzle-kit would rebuild the table. */
export const cycles = sqliteTable(
  "cycles",
  {
    id: text("id").primaryKey(),
    code: text("code").notNull().unique(),
    title: text("title").notNull(),
    kind: text("kind", { enum: namesOf(cycleKinds) }).notNull(),
    year: integer("year").notNull(),
    opensOn: text("opens_on").notNull(),
    selfUntil: text("self_until"),
    reviewUntil: text("review_until"),
    acceptanceUntil: text("acceptance_until"),
    closedOn: text("closed_on"),
    state: text("state", { enum: namesOf(cycleStates) })
      .notNull()
      .default("planned"),
    terms: text("terms", { mode: "json" }).$type<CycleTerms>().notNull().default({}),
    openedAt: text("opened_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    check("cycles_id", isText(t.id, 64)),
    check("cycles_code", sql`"code" GLOB '[a-z0-9]*' AND "code" NOT GLOB '*[^a-z0-9_-]*' AND length("code") <= 64`),
    check("cycles_title", isText(t.title, 100)),
    check("cycles_kind", isOneOf(t.kind, cycleKinds)),
    check("cycles_year", isWhole(t.year, 1949, 9999)),
    check("cycles_opens_on", isDate(t.opensOn)),
    check("cycles_self_until", sql`${isDate(t.selfUntil)} AND "self_until" >= "opens_on"`),
    check(
      "cycles_review_until",
      sql`${isDate(t.reviewUntil)} AND "review_until" >= coalesce("self_until", "opens_on")`,
    ),
    check(
      "cycles_acceptance_until",
      sql`${isDate(t.acceptanceUntil)} AND "acceptance_until" >= coalesce("review_until", "self_until", "opens_on")`,
    ),
    check("cycles_closed_on", sql`${isDate(t.closedOn)} AND "closed_on" >= "opens_on"`),
    check("cycles_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** The versions that held when the cycle opened: one of each standard, never a draft (trigger). */
export const cycleStandards = sqliteTable(
  "cycle_standards",
  {
    cycleId: text("cycle_id")
      .notNull()
      .references(() => cycles.id),
    standardCode: text("standard_code").notNull(),
    standardVersion: integer("standard_version").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cycleId, t.standardCode] }),
    unique("cycle_standards_version").on(t.cycleId, t.standardCode, t.standardVersion),
    foreignKey({
      name: "cycle_standards_standard",
      columns: [t.standardCode, t.standardVersion],
      foreignColumns: [standards.code, standards.version],
    }),
  ],
);

/** Facts declared per unit and cycle: an investment, months served, a plan approved. */
export const cycleFacts = sqliteTable(
  "cycle_facts",
  {
    cycleId: text("cycle_id")
      .notNull()
      .references(() => cycles.id),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    facts: text("facts", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cycleId, t.unitId] }),
    index("cycle_facts_unit").on(t.unitId),
    check("cycle_facts_facts", isJson(t.facts, "object")),
  ],
);

/** The levels that a unit held on the day when the cycle opened (standards.md "The cohort"). */
export interface Held {
  readonly level: string | null;
  readonly levels: Readonly<Record<string, string>>;
}

/**
 * `round` counts how often it was handed in: a return begins the next, and approvals of an earlier one no longer count.
 * `enteredAt` is when it came to its present state. The CHECKs of these stand in their migration. `beltId` stands where
 * the standard's subject is a belt and nowhere else; `unitId` is then who answers for that belt, its township or trade
 * committee at the opening (triggers). Once for each cycle, standard and unit or belt: indexes in their migration.
 */
export const assessments = sqliteTable(
  "assessments",
  {
    id: text("id").primaryKey(),
    cycleId: text("cycle_id").notNull(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    standardCode: text("standard_code").notNull(),
    standardVersion: integer("standard_version").notNull(),
    state: text("state", { enum: namesOf(assessmentStates) })
      .notNull()
      .default("self"),
    round: integer("round").notNull().default(1),
    held: text("held", { mode: "json" }).$type<Held>().notNull().default({ level: null, levels: {} }),
    enteredAt: text("entered_at"),
    revision: integer("revision").notNull().default(1),
    beltId: text("belt_id").references(() => belts.id),
  },
  (t) => [
    index("assessments_unit").on(t.unitId),
    index("assessments_queue").on(t.state, t.enteredAt),
    foreignKey({
      name: "assessments_cycle_standard",
      columns: [t.cycleId, t.standardCode, t.standardVersion],
      foreignColumns: [cycleStandards.cycleId, cycleStandards.standardCode, cycleStandards.standardVersion],
    }),
    check("assessments_id", isText(t.id, 64)),
    check("assessments_state", isOneOf(t.state, assessmentStates)),
    check("assessments_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** All answers of one stage in one document; who, when and why of single items lies with the events. */
export interface AssessmentDocument {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly notApplicable: readonly string[];
  readonly vetoes: readonly string[];
  /** Why single values differ from those of the stage before, or were given at discretion; by the item's code. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** Who wrote it, and under which round. */
  readonly by?: { readonly id: string; readonly name: string };
  readonly round?: number;
  /** Items on which two blind site checks differ: acceptance decides them. */
  readonly differing?: readonly string[];
  /** Of `accepted`: whether acceptance took the unit, and why not. */
  readonly decision?: { readonly isAccepted: boolean; readonly reason: string | null };
}

export const assessmentDocuments = sqliteTable(
  "assessment_documents",
  {
    assessmentId: text("assessment_id")
      .notNull()
      .references(() => assessments.id),
    stage: text("stage", { enum: namesOf(answerStages) }).notNull(),
    document: text("document", { mode: "json" }).$type<AssessmentDocument>().notNull(),
    writtenAt: text("written_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.assessmentId, t.stage] }),
    check("assessment_documents_stage", isOneOf(t.stage, answerStages)),
    check("assessment_documents_document", isJson(t.document, "object")),
    check("assessment_documents_written_at", isInstant(t.writtenAt)),
  ],
);

/**
 * What a unit, or a belt (`beltId`; see `assessments`), got in a cycle under a standard. `record` is the reasons as data (SubjectRecord), rendered when read.
 * Whose result it is never changes, nothing is deleted, and every correction raises `revision` by one (triggers).
 * `scoreHundredths` is null where the subject failed, `rank` where it took no place. `scoredFrom` is the subject as it
 * was scored, facts and all, so that a correction is scored against the very same others. The CHECKs of `scoredFrom` and
 * `state`, and that there is one for each assessment's case, stand in their migrations.
 */
export const results = sqliteTable(
  "results",
  {
    id: text("id").primaryKey(),
    cycleId: text("cycle_id").notNull(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    standardCode: text("standard_code").notNull(),
    standardVersion: integer("standard_version").notNull(),
    isAccepted: integer("is_accepted", { mode: "boolean" }).notNull(),
    scoreHundredths: integer("score_hundredths"),
    level: text("level"),
    badges: text("badges", { mode: "json" }).$type<readonly string[]>().notNull().default([]),
    vetoes: text("vetoes", { mode: "json" }).$type<readonly string[]>().notNull().default([]),
    rank: integer("rank"),
    record: text("record", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
    gates: text("gates", { mode: "json" }).$type<readonly Readonly<Record<string, unknown>>[]>().notNull().default([]),
    decidedAt: text("decided_at").notNull(),
    state: text("state", { enum: namesOf(resultStates) })
      .notNull()
      .default("accepted"),
    scoredFrom: text("scored_from", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    revision: integer("revision").notNull().default(1),
    beltId: text("belt_id").references(() => belts.id),
  },
  (t) => [
    index("results_unit").on(t.unitId),
    foreignKey({
      name: "results_cycle_standard",
      columns: [t.cycleId, t.standardCode, t.standardVersion],
      foreignColumns: [cycleStandards.cycleId, cycleStandards.standardCode, cycleStandards.standardVersion],
    }),
    check("results_id", isText(t.id, 64)),
    check("results_is_accepted", isBool(t.isAccepted)),
    check("results_score_hundredths", isWhole(t.scoreHundredths, 0, 1e13)),
    check("results_accepted_has_score", sql`"is_accepted" = 0 OR "score_hundredths" IS NOT NULL`),
    check("results_level", isText(t.level, 64)),
    check("results_badges", isJson(t.badges, "array")),
    check("results_vetoes", isJson(t.vetoes, "array")),
    check("results_rank", isWhole(t.rank, 1, 1e6)),
    check("results_record", isJson(t.record, "object")),
    check("results_gates", isJson(t.gates, "array")),
    check("results_decided_at", isInstant(t.decidedAt)),
    check("results_revision", isWhole(t.revision, 1, 1e12)),
  ],
);
