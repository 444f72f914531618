import { and, asc, eq, gt, or, type SQL, sql } from "drizzle-orm";
import { assessments, inspections, standards, units, users, visits } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { AssessmentState, VisitState } from "../../domain/vocabulary.ts";
import { type AssessedBelt, assessedBelt, assessedBelts } from "../belt-variables.ts";
import { isHiddenVisit } from "../blind-visits.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { type UnitReference, unitReference } from "../unit-reference.ts";
import { unitsWithin } from "../within.ts";

/** One assessor's appointment at one unit. `isHidden`: what the other found is told once the reader has reported. */
export interface Visit {
  readonly id: string;
  readonly inspection: { readonly id: string; readonly title: string; readonly isBlind: boolean };
  readonly cycle: string | null;
  readonly plannedOn: string;
  readonly unit: UnitReference;
  readonly assessor: { readonly id: string; readonly name: string };
  readonly state: VisitState;
  readonly visitedOn: string | null;
  readonly report: string | null;
  readonly isHidden: boolean;
  readonly findings: number;
  readonly isMine: boolean;
  readonly revision: number;
}

/** A visit with what is to be verified there: the unit's assessments in the inspection's cycle. */
export interface WholeVisit extends Visit {
  readonly assessments: readonly {
    readonly id: string;
    readonly title: string;
    /** The belt that is assessed, where it is one that the unit answers for. */
    readonly ofBelt: AssessedBelt | null;
    readonly state: AssessmentState;
  }[];
}

export interface VisitFilter extends PageRequest {
  readonly inspection?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly state?: VisitState | undefined;
}

/** The visits within reach, the earliest day first. */
export async function listVisits(scope: Scope, filter: VisitFilter): Promise<Page<Visit>> {
  const after = readCursor(filter.cursor, ["string", "string"]);
  const { plannedOn } = inspections;
  const [rows] = await scope.read([
    selectVisits(scope)
      .where(
        and(
          reachedVisit(scope),
          filter.inspection === undefined ? undefined : eq(visits.inspectionId, filter.inspection),
          filter.mine === true ? eq(visits.userId, scope.actor.id) : undefined,
          filter.state && eq(visits.state, filter.state),
          after &&
            or(gt(plannedOn, String(after[0])), and(eq(plannedOn, String(after[0])), gt(visits.id, String(after[1])))),
        ),
      )
      .orderBy(asc(plannedOn), asc(visits.id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.plannedOn, row.id],
    (row) => visitOf(scope, row),
  );
}

/** Refusals: not-found. */
export async function readVisit(scope: Scope, id: string): Promise<WholeVisit> {
  const [[row], cases] = await scope.read([
    selectVisits(scope).where(and(eq(visits.id, id), reachedVisit(scope))),
    scope.db
      .select({ id: assessments.id, title: standards.title, ofBelt: assessedBelt, state: assessments.state })
      .from(assessments)
      .innerJoin(visits, eq(visits.unitId, assessments.unitId))
      .innerJoin(
        inspections,
        and(eq(inspections.id, visits.inspectionId), eq(inspections.cycleId, assessments.cycleId)),
      )
      .innerJoin(
        standards,
        and(eq(standards.code, assessments.standardCode), eq(standards.version, assessments.standardVersion)),
      )
      .leftJoin(assessedBelts, eq(assessedBelts.id, assessments.beltId))
      .where(eq(visits.id, id))
      .orderBy(asc(assessments.id))
      .limit(20),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return { ...visitOf(scope, row), assessments: cases };
}

/** Within reach, or one's own: whoever is sent somewhere finds it. */
export function reachedVisit(scope: Scope): SQL | undefined {
  const within = unitsWithin(scope, sql`${visits.unitId}`);
  return within && or(within, eq(visits.userId, scope.actor.id));
}

export function selectVisits(scope: Scope) {
  return scope.db
    .select({
      id: visits.id,
      inspection: { id: inspections.id, title: inspections.title, isBlind: inspections.isBlind },
      cycle: inspections.cycleId,
      plannedOn: inspections.plannedOn,
      unit: unitReference,
      assessor: { id: users.id, name: users.name },
      state: visits.state,
      visitedOn: visits.visitedOn,
      report: visits.report,
      isHidden: isHiddenVisit(scope, sql`${visits.id}`),
      findings: sql<number>`(SELECT count(*) FROM "findings" WHERE "findings"."visit_id" = ${visits.id})`,
      revision: visits.revision,
    })
    .from(visits)
    .innerJoin(inspections, eq(inspections.id, visits.inspectionId))
    .innerJoin(units, eq(units.id, visits.unitId))
    .innerJoin(users, eq(users.id, visits.userId))
    .$dynamic();
}

type VisitRow = Awaited<ReturnType<typeof selectVisits>>[number];

export function visitOf(scope: Scope, row: VisitRow): Visit {
  const isHidden = row.isHidden === 1;
  const seen = isHidden ? { report: null, visitedOn: null, findings: 0 } : {};
  return { ...row, ...seen, isHidden, isMine: row.assessor.id === scope.actor.id };
}
