import { check, index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import type { PlanText } from "../../../worker/domain/plan.ts";
import { planDecisions as decisions, planStates } from "../../../worker/domain/vocabulary.ts";
import { isInstant, isJson, isOneOf, isText, isWhole, namesOf } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/** 一点一策: what one point means to do in one year. The text of an approved one never changes (trigger). */
export const plans = sqliteTable(
  "plans",
  {
    id: text("id").primaryKey(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    year: integer("year").notNull(),
    state: text("state", { enum: namesOf(planStates) })
      .notNull()
      .default("draft"),
    document: text("document", { mode: "json" }).$type<PlanText>().notNull(),
    /** By the milestone's place in the text: how far it is, in percent, and since when. */
    progress: text("progress", { mode: "json" })
      .$type<
        Readonly<Record<string, { readonly percent: number; readonly on: string; readonly remark: string | null }>>
      >()
      .notNull()
      .default({}),
    createdAt: text("created_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    unique("plans_one_a_year").on(t.unitId, t.year),
    index("plans_year").on(t.year, t.state),
    check("plans_id", isText(t.id, 64)),
    check("plans_year", isWhole(t.year, 1949, 9999)),
    check("plans_state", isOneOf(t.state, planStates)),
    check("plans_document", isJson(t.document, "object")),
    check("plans_progress", isJson(t.progress, "object")),
    check("plans_created_at", isInstant(t.createdAt)),
    check("plans_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** What became of a plan: who handed it in, approved or returned it, when and why. Rows are only added (triggers). */
export const planDecisions = sqliteTable(
  "plan_decisions",
  {
    planId: text("plan_id")
      .notNull()
      .references(() => plans.id),
    revision: integer("revision").notNull(),
    decision: text("decision", { enum: namesOf(decisions) }).notNull(),
    reason: text("reason"),
    decidedBy: text("decided_by")
      .notNull()
      .references(() => users.id),
    decidedName: text("decided_name").notNull(),
    decidedAt: text("decided_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.planId, t.revision] }),
    check("plan_decisions_decision", isOneOf(t.decision, decisions)),
    check("plan_decisions_reason", isText(t.reason, 500)),
    check("plan_decisions_decided_name", isText(t.decidedName, 100)),
    check("plan_decisions_decided_at", isInstant(t.decidedAt)),
  ],
);

/** A few of the pieces that a plan's text is made of, so that the plans most like it are found without reading all. */
export const planPieces = sqliteTable(
  "plan_pieces",
  {
    year: integer("year").notNull(),
    piece: integer("piece").notNull(),
    planId: text("plan_id")
      .notNull()
      .references(() => plans.id),
  },
  (t) => [primaryKey({ columns: [t.year, t.piece, t.planId] }), index("plan_pieces_plan").on(t.planId)],
);
