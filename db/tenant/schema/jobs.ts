import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { jobStates } from "../../../worker/domain/vocabulary.ts";
import { isInstant, isJson, isOneOf, isText, isWhole, namesOf } from "./rules.ts";
import { users } from "./users.ts";

/**
 * Work that takes longer than a request, once for a name and a period. `cursor` is how far it has come, empty before its
 * first chunk; `revision` counts the chunks, and each is written only by who began from the revision before it, so that
 * a message delivered twice repeats nothing. `attempts` counts failures in a row. `startedBy` is null where the
 * calendar asked.
 */
export const jobs = sqliteTable(
  "jobs",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    period: text("period").notNull(),
    state: text("state", { enum: namesOf(jobStates) })
      .notNull()
      .default("waiting"),
    done: integer("done").notNull().default(0),
    total: integer("total"),
    cursor: text("cursor", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    input: text("input", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    error: text("error"),
    attempts: integer("attempts").notNull().default(0),
    startedBy: text("started_by").references(() => users.id),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    unique("jobs_once").on(t.name, t.period),
    index("jobs_open").on(t.updatedAt).where(sql`"state" IN ('waiting', 'running')`),
    check("jobs_id", isText(t.id, 64)),
    check("jobs_name", isText(t.name, 64)),
    check("jobs_period", isText(t.period, 200)),
    check("jobs_state", isOneOf(t.state, jobStates)),
    check("jobs_done", isWhole(t.done, 0, 1e12)),
    check("jobs_total", isWhole(t.total, 0, 1e12)),
    check("jobs_cursor", isJson(t.cursor, "object")),
    check("jobs_input", isJson(t.input, "object")),
    check("jobs_error", isText(t.error, 500)),
    check("jobs_attempts", isWhole(t.attempts, 0, 100)),
    check("jobs_created_at", isInstant(t.createdAt)),
    check("jobs_updated_at", isInstant(t.updatedAt)),
    check("jobs_revision", isWhole(t.revision, 1, 1e12)),
  ],
);
