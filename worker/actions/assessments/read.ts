import { and, asc, eq, sql } from "drizzle-orm";
import { deviations, events, units } from "../../../db/tenant/schema/index.ts";
import type { Scope } from "../scope.ts";
import { caseOf, caseQueries } from "./case.ts";
import { actionsOf, separatedOf } from "./may.ts";
import { partsOf } from "./sections.ts";

const deviatedBelt = sql`(SELECT "of"."belt_id" FROM "assessments" AS "of" WHERE "of"."id" = ${deviations.assessmentId})`;

/** Where its unit lies, what was done to it, and what was ever found to deviate there. */
function besideCase(scope: Scope, id: string) {
  return [
    scope.db
      .select({ beltPosition: units.beltPosition, shortName: units.shortName })
      .from(units)
      .where(sql`${units.id} = (SELECT "unit_id" FROM "assessments" WHERE "id" = ${id})`),
    scope.db
      .select({
        action: events.action,
        by: events.actorName,
        at: events.at,
        round: sql<number>`coalesce(json_extract(${events.body}, '$.round'), 1)`,
        section: sql<string | null>`json_extract(${events.body}, '$.section')`,
        note: sql<
          string | null
        >`coalesce(json_extract(${events.body}, '$.reason'), json_extract(${events.body}, '$.comment'))`,
      })
      .from(events)
      .where(and(eq(events.subjectKind, "assessment"), eq(events.subjectId, id)))
      .orderBy(asc(events.revision))
      .limit(200),
    scope.db
      .select({ item: deviations.item, round: deviations.round, assessmentId: deviations.assessmentId })
      .from(deviations)
      .where(
        sql`(${deviations.unitId}, ${deviatedBelt}) IS (SELECT "unit_id", "belt_id" FROM "assessments" WHERE "id" = ${id})`,
      ),
  ] as const;
}

/** One assessment as its form, its reviews and its acceptance show it. One round trip. Refusals: not-found. */
export async function readAssessment(scope: Scope, id: string) {
  const [[place], history, deviated, ...rows] = await scope.read([...besideCase(scope, id), ...caseQueries(scope, id)]);
  const found = caseOf(rows);
  const { assessment, cycle, unit, standardTitle, checks, siteChecksWanted: wanted } = found;
  const own = deviated.filter((each) => each.assessmentId === id && each.round === assessment.round);
  return {
    ...{ id, state: assessment.state, round: assessment.round, enteredAt: assessment.enteredAt },
    cycle: {
      ...{ id: cycle.id, code: cycle.code, title: cycle.title, kind: cycle.kind, state: cycle.state },
      ...{ selfUntil: cycle.selfUntil, reviewUntil: cycle.reviewUntil, acceptanceUntil: cycle.acceptanceUntil },
    },
    unit: {
      ...{ id: unit.id, code: unit.code, name: unit.name },
      township: unit.township ?? unit.trade ?? (found.ofBelt && (place?.shortName ?? null)),
      ...{ belt: unit.belt, beltPosition: place?.beltPosition ?? null, demonstration: unit.demonstration },
    },
    ofBelt: found.ofBelt,
    standard: { code: assessment.standardCode, version: assessment.standardVersion, title: standardTitle },
    may: actionsOf(scope, found),
    separated: separatedOf(scope, found),
    siteChecks: { wanted, done: checks.length, isMineDone: checks.some(({ userId }) => userId === scope.actor.id) },
    ...partsOf(found, new Set(own.map(({ item }) => item))),
    deviations: deviated.length,
    history,
    revision: assessment.revision,
  };
}
