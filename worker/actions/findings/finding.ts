import { and, asc, eq, gt, lt, or, type SQL, sql } from "drizzle-orm";
import { findings, units, users } from "../../../db/tenant/schema/index.ts";
import { isOverdue } from "../../domain/finding.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { FindingState, Role } from "../../domain/vocabulary.ts";
import { isHiddenVisit } from "../blind-visits.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { type UnitReference, unitReference } from "../unit-reference.ts";
import { unitsWithin } from "../within.ts";

/** A finding as its readers see it. `reason`: why it was withdrawn. */
export interface Finding {
  readonly id: string;
  readonly unit: UnitReference;
  readonly cycle: string | null;
  readonly visit: string | null;
  readonly text: string;
  readonly responsible: string;
  readonly dueOn: string;
  readonly holdsMoney: boolean;
  readonly state: FindingState;
  readonly isOverdue: boolean;
  readonly raisedBy: string;
  readonly raisedAt: string;
  readonly reason: string | null;
  readonly endedAt: string | null;
  /** How often something was handed in. */
  readonly handedIn: number;
  readonly revision: number;
}

export interface FindingFilter extends PageRequest {
  readonly state?: FindingState | undefined;
  readonly overdue?: boolean | undefined;
  readonly holdsMoney?: boolean | undefined;
  readonly unit?: string | undefined;
  readonly visit?: string | undefined;
}

/** The findings within reach, the earliest deadline first. */
export async function listFindings(scope: Scope, filter: FindingFilter): Promise<Page<Finding>> {
  const after = readCursor(filter.cursor, ["string", "string"]);
  const { dueOn, id } = findings;
  const overdue = and(eq(findings.state, "open"), lt(dueOn, dayInChina(scope.now)));
  const [rows] = await scope.read([
    selectFindings(scope)
      .where(
        and(
          reachedFinding(scope),
          filter.state && eq(findings.state, filter.state),
          filter.overdue === undefined ? undefined : filter.overdue ? overdue : sql`NOT (${overdue})`,
          filter.holdsMoney === undefined ? undefined : eq(findings.holdsMoney, filter.holdsMoney),
          filter.unit === undefined ? undefined : eq(findings.unitId, filter.unit),
          filter.visit === undefined ? undefined : eq(findings.visitId, filter.visit),
          after && or(gt(dueOn, String(after[0])), and(eq(dueOn, String(after[0])), gt(id, String(after[1])))),
        ),
      )
      .orderBy(asc(dueOn), asc(id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.dueOn, row.id],
    (row) => findingOf(scope, row),
  );
}

/** A finding as a change of it needs it. */
export type LoadedFinding = Finding & { readonly raiserId: string };

/** One finding within reach, for a change of it. Refusals: not-found. */
export async function loadFinding(scope: Scope, id: string, roles?: readonly Role[]): Promise<LoadedFinding> {
  const [[row]] = await scope.read([
    selectFindings(scope).where(and(eq(findings.id, id), reachedFinding(scope, roles))),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return { ...findingOf(scope, row), raiserId: row.raiserId };
}

/** Of a unit within reach, and not hidden from the actor by a blind visit of their own. */
export function reachedFinding(scope: Scope, roles?: readonly Role[]): SQL | undefined {
  return and(
    unitsWithin(scope, sql`${findings.unitId}`, roles),
    sql`NOT ${isHiddenVisit(scope, sql`${findings.visitId}`)}`,
  );
}

export function selectFindings(scope: Scope) {
  const { id, text, responsible, dueOn, holdsMoney, state, raisedAt, reason, endedAt, revision } = findings;
  return scope.db
    .select({
      id,
      unit: unitReference,
      cycle: findings.cycleId,
      visit: findings.visitId,
      ...{ text, responsible, dueOn, holdsMoney, state, raisedAt, reason, endedAt, revision },
      raisedBy: users.name,
      raiserId: findings.raisedBy,
      handedIn: sql<number>`(SELECT count(*) FROM "rectifications" WHERE "finding_id" = ${id})`,
    })
    .from(findings)
    .innerJoin(units, eq(units.id, findings.unitId))
    .innerJoin(users, eq(users.id, findings.raisedBy))
    .$dynamic();
}

type FindingRow = Awaited<ReturnType<typeof selectFindings>>[number];

export function findingOf(scope: Scope, { raiserId: _, ...row }: FindingRow): Finding {
  return { ...row, isOverdue: isOverdue(row, dayInChina(scope.now)) };
}
