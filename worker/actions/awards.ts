import { eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "../../db/open.ts";
import { publicities } from "../../db/tenant/schema/index.ts";
import { levelsOf } from "../domain/level-scale.ts";
import { type AwardChange, awardAfterCorrection } from "../domain/publicity.ts";
import { dayInChina } from "../domain/version-in-force.ts";
import type { CycleKind } from "../domain/vocabulary.ts";
import type { Statement } from "./commit.ts";
import { rawStatement } from "./raw-statement.ts";
import type { Scope } from "./scope.ts";

/** A level that a unit holds under a standard on a day. */
export interface HeldLevel {
  readonly unit: string;
  readonly standard: string;
  readonly level: string;
  readonly untilOn: string | null;
  /** The result from which it follows. */
  readonly result: string | null;
}

/** Whether no later change of that day or before stands behind this row of `awards`, whose alias is `name`. */
export function isLatestAward(name: "awards" | "a", day: string): SQL {
  const own = (column: string): SQL => sql.raw(`"${name}"."${column}"`);
  return sql`NOT EXISTS (SELECT 1 FROM "awards" "later" WHERE "later"."unit_id" = ${own("unit_id")}
    AND "later"."standard_code" = ${own("standard_code")} AND "later"."from_on" <= ${day}
    AND ("later"."from_on", "later"."decided_at", "later"."id") > (${own("from_on")}, ${own("decided_at")}, ${own("id")}))`;
}

/** Whether this row of `awards` says what is held on a day: the latest until then, a level, and within its term. */
export function isHeldOn(name: "awards" | "a", day: string): SQL {
  const own = (column: string): SQL => sql.raw(`"${name}"."${column}"`);
  return sql`(${own("from_on")} <= ${day} AND ${own("level")} IS NOT NULL AND coalesce(${own("until_on")}, ${day}) >= ${day} AND ${isLatestAward(name, day)})`;
}

/**
 * The levels that these units hold on a day, each standard's by itself: the state of their awards, whether or not the
 * job that notes expiries has run.
 */
export function selectHeldOn(db: Database["db"], day: string, units: readonly string[]) {
  return db
    .select({
      unit: sql<HeldLevel["unit"]>`"a"."unit_id"`,
      standard: sql<HeldLevel["standard"]>`"a"."standard_code"`,
      level: sql<HeldLevel["level"]>`"a"."level"`,
      untilOn: sql<HeldLevel["untilOn"]>`"a"."until_on"`,
      result: sql<HeldLevel["result"]>`"a"."result_id"`,
    })
    .from(sql`"awards" AS "a"`)
    .where(sql`"a"."unit_id" IN (SELECT "value" FROM json_each(${JSON.stringify(units)})) AND ${isHeldOn("a", day)}`);
}

/** For how long the levels that follow from a cycle are held. */
export function selectAwardTerm(db: Database["db"], cycle: string) {
  return db.select({ termMonths: publicities.termMonths }).from(publicities).where(eq(publicities.cycleId, cycle));
}

/** What somebody corrects of a result, and what is held on that day by its unit. */
interface CorrectedResult {
  readonly result: {
    readonly id: string;
    readonly unitId: string;
    readonly standardCode: string;
    readonly state: string;
  };
  readonly cycle: { readonly kind: CycleKind };
  readonly standard: { readonly document: object };
  readonly held: readonly HeldLevel[];
  readonly termMonths: number | null;
}

/** The rows by which the correction of a final result changes what is held; none of a quarterly check, or before that. */
export function awardsCorrected(
  scope: Scope,
  { result, cycle, standard, held, termMonths }: CorrectedResult,
  found: { readonly level: string | null; readonly isAccepted: boolean },
  reason: string,
): readonly Statement[] {
  if (result.state !== "final" || cycle.kind === "quarterly") return [];
  const own = held.find((each) => each.standard === result.standardCode);
  const levels = levelsOf({ ...standard.document });
  const today = dayInChina(scope.now);
  const change = awardAfterCorrection(own, { ...found, id: result.id }, levels, today, { termMonths, reason });
  if (change === undefined) return [];
  return awardStatements(scope, scope.actor, [
    { ...change, unit: result.unitId, standard: result.standardCode, result: result.id },
  ]);
}

/** A change of an award with whose it is and what it follows from. */
export interface NewAward extends AwardChange {
  readonly unit: string;
  readonly standard: string;
  readonly result: string | null;
}

interface Writer {
  readonly now: string;
  readonly newId: () => string;
}

/** The rows of these changes with an event each, in a handful of statements however many there are. */
export function awardStatements(
  { now, newId }: Writer,
  by: { readonly id: string; readonly name: string } | null,
  changes: readonly NewAward[],
): readonly Statement[] {
  if (changes.length === 0) return [];
  const rows = changes.map((change) => ({ id: newId(), event: newId(), ...change }));
  const each = sql`FROM json_each(${JSON.stringify(rows)})`;
  return [
    rawStatement(sql`INSERT INTO "awards" ("id", "unit_id", "standard_code", "cause", "level", "level_title", "from_on", "until_on", "result_id", "reason", "decided_by", "decided_at")
      SELECT "value" ->> 'id', "value" ->> 'unit', "value" ->> 'standard', "value" ->> 'cause', "value" ->> 'level', "value" ->> 'levelTitle',
        "value" ->> 'fromOn', "value" ->> 'untilOn', "value" ->> 'result', "value" ->> 'reason', ${by?.id ?? null}, ${now} ${each}`),
    rawStatement(sql`INSERT INTO "events" ("id", "at", "actor_id", "actor_name", "action", "subject_kind", "subject_id", "revision", "body")
      SELECT "value" ->> 'event', ${now}, ${by?.id ?? null}, ${by?.name ?? "系统"}, "value" ->> 'cause', 'award', "value" ->> 'id', 1,
        json_object('unit', "value" ->> 'unit', 'standard', "value" ->> 'standard', 'level', "value" ->> 'level', 'until', "value" ->> 'untilOn', 'reason', "value" ->> 'reason') ${each}`),
  ];
}
