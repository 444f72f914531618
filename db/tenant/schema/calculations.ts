import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Recipient } from "../../../worker/domain/policy/index.ts";
import { cycles } from "./cycles.ts";
import { policies } from "./documents.ts";
import { isBool, isCode, isInstant, isJson, isSha256, isText, isWhole } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/**
 * A calculation that is kept: which policy version, whose results, and what came of it. It never changes and is never
 * removed (triggers). `digest` is of {policy, recipients} (subsidies.md "Calculation call"); the recipients lie in
 * `calculation_inputs`. `year` is the cycle's, and the year of its payments' keys. `unitId`: whose it is, null for the
 * tenant's own.
 */
export const calculations = sqliteTable(
  "calculations",
  {
    id: text("id").primaryKey(),
    unitId: text("unit_id").references(() => units.id),
    policyCode: text("policy_code").notNull(),
    policyVersion: integer("policy_version").notNull(),
    cycleId: text("cycle_id")
      .notNull()
      .references(() => cycles.id),
    standardCode: text("standard_code").notNull(),
    year: integer("year").notNull(),
    digest: text("digest").notNull(),
    recipients: integer("recipients").notNull(),
    lines: integer("lines").notNull(),
    errors: integer("errors").notNull(),
    totalFen: integer("total_fen").notNull(),
    ceilings: text("ceilings", { mode: "json" }).$type<readonly CeilingRow[]>().notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: text("created_at").notNull(),
  },
  (t) => [
    index("calculations_policy").on(t.policyCode, t.year, t.createdAt),
    index("calculations_cycle").on(t.cycleId),
    foreignKey({
      name: "calculations_policy_version",
      columns: [t.policyCode, t.policyVersion],
      foreignColumns: [policies.code, policies.version],
    }),
    check("calculations_id", isText(t.id, 64)),
    check("calculations_standard_code", isCode(t.standardCode)),
    check("calculations_year", isWhole(t.year, 1949, 9999)),
    check("calculations_digest", isSha256(t.digest)),
    check("calculations_recipients", isWhole(t.recipients, 0, 20_000)),
    check("calculations_lines", isWhole(t.lines, 0, 1e6)),
    check("calculations_errors", sql`${isWhole(t.errors, 0, 1e6)} AND "errors" <= "lines"`),
    check("calculations_total_fen", isWhole(t.totalFen, 0, 9e15)),
    check("calculations_ceilings", isJson(t.ceilings, "array")),
    check("calculations_created_at", isInstant(t.createdAt)),
  ],
);

/** A ceiling's entry as the calculation call answers it. */
export interface CeilingRow {
  readonly code: string;
  readonly key: string | null;
  readonly ceilingFen: number;
  readonly beforeFen: number;
  readonly afterFen: number;
}

/** The recipients that a calculation was made of, by id, a thousand to a row. Never changed (triggers). */
export const calculationInputs = sqliteTable(
  "calculation_inputs",
  {
    calculationId: text("calculation_id")
      .notNull()
      .references(() => calculations.id),
    part: integer("part").notNull(),
    recipients: text("recipients", { mode: "json" }).$type<readonly Recipient[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.calculationId, t.part] }),
    check("calculation_inputs_part", isWhole(t.part, 0, 1000)),
    check("calculation_inputs_recipients", isJson(t.recipients, "array")),
  ],
);

/**
 * One line of a calculation: what a unit gets under a grant, and every step that made it so, as data (domain/policy
 * `Step`s with what isn't whole written as text); read, they become sentences. `failure` in its place where the line
 * failed. `paidFen`: what was paid under the grant in other years, as it was read. `resultId` and `resultRevision`: the
 * result it stands on, null where the unit has none. Never changed (triggers).
 */
export const calculationLines = sqliteTable(
  "calculation_lines",
  {
    calculationId: text("calculation_id")
      .notNull()
      .references(() => calculations.id),
    position: integer("position").notNull(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    recipient: text("recipient").notNull(),
    grant: text("grant").notNull(),
    fen: integer("fen").notNull(),
    beforeCeilingsFen: integer("before_ceilings_fen").notNull(),
    paidFen: integer("paid_fen").notNull(),
    isFailed: integer("is_failed", { mode: "boolean" }).notNull(),
    steps: text("steps", { mode: "json" }).$type<readonly unknown[]>().notNull(),
    failure: text("failure", { mode: "json" }).$type<{ readonly part: string; readonly reason: string }>(),
    payers: text("payers", { mode: "json" }).$type<readonly number[]>().notNull(),
    instalments: text("instalments", { mode: "json" }).$type<readonly InstalmentRow[]>().notNull(),
    resultId: text("result_id"),
    resultRevision: integer("result_revision"),
  },
  (t) => [
    primaryKey({ columns: [t.calculationId, t.position] }),
    index("calculation_lines_unit").on(t.unitId, t.grant),
    check("calculation_lines_position", isWhole(t.position, 0, 1e6)),
    check("calculation_lines_recipient", isText(t.recipient, 200)),
    check("calculation_lines_grant", isText(t.grant, 64)),
    check("calculation_lines_fen", isWhole(t.fen, 0, 1e13)),
    check(
      "calculation_lines_before_ceilings_fen",
      sql`${isWhole(t.beforeCeilingsFen, 0, 1e13)} AND "fen" <= "before_ceilings_fen"`,
    ),
    check("calculation_lines_paid_fen", isWhole(t.paidFen, 0, 1e15)),
    check("calculation_lines_is_failed", isBool(t.isFailed)),
    check(
      "calculation_lines_failure",
      sql`("is_failed" = 1) = ("failure" IS NOT NULL) AND ("is_failed" = 0 OR "fen" = 0)`,
    ),
    check("calculation_lines_steps", isJson(t.steps, "array")),
    check("calculation_lines_payers", isJson(t.payers, "array")),
    check("calculation_lines_instalments", isJson(t.instalments, "array")),
    check("calculation_lines_result", sql`("result_id" IS NULL) = ("result_revision" IS NULL)`),
  ],
);

/** One instalment of a line; `all` where the policy has none. */
export interface InstalmentRow {
  readonly code: string;
  readonly fen: number;
  readonly due: boolean;
}
