import { and, eq, isNull, or, sql } from "drizzle-orm";
import { caseParts, caseSteps, relaxations } from "../../db/tenant/schema/index.ts";
import type { CaseKind, CaseStep } from "../domain/vocabulary.ts";
import type { Statement } from "./commit.ts";
import type { Scope } from "./scope.ts";

/**
 * The actor's own steps on a case, for the read batch: what refuseSeparation asks. A batch's case holds the steps on
 * the assessments that it pays, an assessment's those on the batches that pay it.
 */
export function selectStepsOn(scope: Scope, kind: CaseKind, id: string) {
  const [own, other, otherKind] =
    kind === "batch"
      ? [caseParts.batchId, caseParts.assessmentId, "assessment" as const]
      : [caseParts.assessmentId, caseParts.batchId, "batch" as const];
  const joined = sql`${caseSteps.caseId} IN (SELECT ${other} FROM ${caseParts} WHERE ${own} = ${id})`;
  return scope.db
    .select({ caseKind: caseSteps.caseKind, step: caseSteps.step, userId: caseSteps.userId })
    .from(caseSteps)
    .where(
      and(
        eq(caseSteps.userId, scope.actor.id),
        or(and(eq(caseSteps.caseKind, kind), eq(caseSteps.caseId, id)), and(eq(caseSteps.caseKind, otherKind), joined)),
      ),
    )
    .orderBy(caseSteps.at, caseSteps.id);
}

/** The pairs of steps that this tenant lets one person do now, for the read batch. */
export function selectRelaxed(scope: Scope) {
  return scope.db
    .select({ firstStep: relaxations.firstStep, secondStep: relaxations.secondStep })
    .from(relaxations)
    .where(isNull(relaxations.endedAt));
}

/**
 * The rows that say that the actor does this step on these cases: they stand in the batch of the change itself, one
 * statement however many cases. The trigger refuses the whole batch where one of them may not be.
 */
export function stepOn(scope: Scope, kind: CaseKind, ids: string | readonly string[], step: CaseStep): Statement {
  const rows = [ids].flat().map((caseId) => ({ id: scope.newId(), caseId }));
  const { actor, now } = scope;
  return scope.db
    .insert(caseSteps)
    .select(
      sql`SELECT "value" ->> 'id', ${kind}, "value" ->> 'caseId', ${step}, ${actor.id}, ${now} FROM json_each(${JSON.stringify(rows)})`,
    );
}
