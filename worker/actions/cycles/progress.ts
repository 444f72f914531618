import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { assessments, cycles, jobs, units } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { type AssessmentState, assessmentStates, type CycleState, type JobState } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import { closingJob } from "./close.ts";
import { openingJob } from "./open.ts";

export type StateCounts = Readonly<Record<AssessmentState, number>>;

/** Where a cycle's assessments stand, by stage and by township, as far as the actor reaches. */
export interface CycleProgress {
  readonly state: CycleState;
  readonly job: {
    readonly id: string;
    readonly name: string;
    readonly state: JobState;
    readonly done: number;
    readonly total: number | null;
    readonly error: string | null;
  } | null;
  readonly total: number;
  readonly states: StateCounts;
  /** `township` null: units under no township and no trade. */
  readonly townships: readonly {
    readonly township: string | null;
    readonly total: number;
    readonly states: StateCounts;
  }[];
}

/** Counts afresh. One round trip. Refusals: not-found. */
export async function progressOfCycle(scope: Scope, id: string): Promise<CycleProgress> {
  const place = alias(units, "place");
  const [[cycle], [job], rows] = await scope.read([
    scope.db.select({ state: cycles.state }).from(cycles).where(eq(cycles.id, id)),
    scope.db
      .select({
        ...{ id: jobs.id, name: jobs.name, state: jobs.state, done: jobs.done, total: jobs.total, error: jobs.error },
      })
      .from(jobs)
      .where(and(inArray(jobs.name, [openingJob, closingJob]), eq(jobs.period, id)))
      .orderBy(desc(jobs.createdAt))
      .limit(1),
    scope.db
      .select({ township: place.shortName, state: assessments.state, count: sql<number>`count(*)` })
      .from(assessments)
      .innerJoin(units, eq(units.id, assessments.unitId))
      .leftJoin(
        place,
        eq(
          place.id,
          sql`coalesce(${units.townshipId}, ${units.tradeId}, iif(${assessments.beltId} IS NOT NULL, ${units.id}, NULL))`,
        ),
      )
      .where(and(eq(assessments.cycleId, id), unitsWithin(scope, sql`${assessments.unitId}`)))
      .groupBy(place.shortName, assessments.state)
      .orderBy(asc(place.shortName)),
  ]);
  if (cycle === undefined) throw new Problem("not-found");
  const townships = [...Map.groupBy(rows, ({ township }) => township)].map(([township, own]) => ({
    township,
    ...countsOf(own),
  }));
  return { state: cycle.state, job: job ?? null, ...countsOf(rows), townships };
}

function countsOf(rows: readonly { readonly state: AssessmentState; readonly count: number }[]) {
  const states = Object.keys(assessmentStates) as AssessmentState[];
  const of = (state: AssessmentState) => rows.reduce((sum, row) => sum + (row.state === state ? row.count : 0), 0);
  const counts = Object.fromEntries(states.map((state) => [state, of(state)])) as Record<AssessmentState, number>;
  return { total: rows.reduce((sum, { count }) => sum + count, 0), states: counts };
}
