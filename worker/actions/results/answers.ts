import { and, eq, sql } from "drizzle-orm";
import { assessmentDocuments, assessments, results } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** What acceptance took as true of one unit, item by item: what its result was scored from. */
export interface AcceptedAnswers {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly notApplicable: readonly string[];
  readonly vetoes: readonly string[];
}

/** The answers that a result of a unit within the actor's reach was scored from. Refusals: not-found. */
export async function readAnswers(scope: Scope, id: string): Promise<AcceptedAnswers> {
  const [[row]] = await scope.read([
    scope.db
      .select({ document: assessmentDocuments.document })
      .from(results)
      .innerJoin(
        assessments,
        and(
          eq(assessments.cycleId, results.cycleId),
          eq(assessments.unitId, results.unitId),
          eq(assessments.standardCode, results.standardCode),
          sql`${assessments.beltId} IS ${results.beltId}`,
        ),
      )
      .innerJoin(
        assessmentDocuments,
        and(eq(assessmentDocuments.assessmentId, assessments.id), eq(assessmentDocuments.stage, "accepted")),
      )
      .where(and(eq(results.id, id), unitsWithin(scope, sql`${results.unitId}`))),
  ]);
  if (row === undefined) throw new Problem("not-found");
  const { answers = {}, notApplicable = [], vetoes = [] } = row.document;
  return { answers, notApplicable, vetoes };
}
