import { and, asc, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import {
  assessmentDrafts,
  assessments,
  cycleFacts,
  cycleStandards,
  cycles,
  facts,
  standards,
  tenant,
} from "../../../db/tenant/schema/index.ts";
import type { Scope } from "../scope.ts";
import { selectPlanned } from "./planned.ts";

/** The day by which a cycle's answers are due. */
const dueOn = sql<string>`coalesce(${cycles.selfUntil}, ${cycles.acceptanceUntil}, ${cycles.opensOn})`;

/**
 * All that a month asks: the tenant's settings, the cycles due in it with their standards, which units they ask
 * (belts are answered by an office, no secretary), what is known.
 */
export function selectAsking(scope: Scope, month: string) {
  const { db } = scope;
  const isDue = sql`substr(${dueOn}, 1, 7) = ${month}`;
  return [
    db.select({ settings: tenant.settings }).from(tenant),
    selectOpened(db, isDue),
    db
      .select({ cycle: assessments.cycleId, standard: assessments.standardCode, unit: assessments.unitId })
      .from(assessments)
      .innerJoin(cycles, eq(cycles.id, assessments.cycleId))
      .where(and(isDue, isNull(assessments.beltId))),
    ...selectKnown(db, isDue),
    ...selectPlanned(scope, dueOn, isDue),
  ] as const;
}

/** The cycles that are opened, with the standards that they are bound to. */
function selectOpened(db: Scope["db"], isDue: SQL) {
  return db
    .select({
      cycle: cycles.id,
      title: cycles.title,
      standard: cycleStandards.standardCode,
      standardTitle: standards.title,
      document: standards.document,
      dueOn,
    })
    .from(cycles)
    .innerJoin(cycleStandards, eq(cycleStandards.cycleId, cycles.id))
    .innerJoin(
      standards,
      and(eq(standards.code, cycleStandards.standardCode), eq(standards.version, cycleStandards.standardVersion)),
    )
    .where(isDue)
    .orderBy(asc(dueOn), asc(cycles.code), asc(cycleStandards.standardCode));
}

/** The facts that a secretary fills in for a cycle, those that are known, and which items were prefilled. */
function selectKnown(db: Scope["db"], isDue: SQL) {
  return [
    db
      .select({ key: facts.key })
      .from(facts)
      .where(and(eq(facts.of, "unit"), eq(facts.per, "cycle"), eq(facts.filledBy, "secretary"))),
    db
      .select({ cycle: cycleFacts.cycleId, unit: cycleFacts.unitId, facts: cycleFacts.facts })
      .from(cycleFacts)
      .innerJoin(cycles, eq(cycles.id, cycleFacts.cycleId))
      .where(isDue),
    db
      .select({
        cycle: assessments.cycleId,
        standard: assessments.standardCode,
        unit: assessments.unitId,
        items: sql<string>`(SELECT json_group_array("key") FROM json_each(${assessmentDrafts.prefilled}))`.mapWith(
          (text: string) => JSON.parse(text) as string[],
        ),
      })
      .from(assessmentDrafts)
      .innerJoin(assessments, eq(assessments.id, assessmentDrafts.assessmentId))
      .innerJoin(cycles, eq(cycles.id, assessments.cycleId))
      .where(and(isDue, isNull(assessments.beltId), ne(assessmentDrafts.prefilled, {}))),
  ] as const;
}

type Rows<Queries extends readonly unknown[]> = { readonly [Index in keyof Queries]: Awaited<Queries[Index]> };

/** What came of it. */
export type Asking = Rows<ReturnType<typeof selectAsking>>;
