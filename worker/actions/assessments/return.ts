import { and, eq } from "drizzle-orm";
import { assessmentDocuments } from "../../../db/tenant/schema/index.ts";
import { departmentSections } from "../../domain/assessment.ts";
import { Problem } from "../../domain/problem.ts";
import type { AssessmentState, Role } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import { departmentsOf } from "../within.ts";
import { type Case, readCase, refuseElsewhere } from "./case.ts";
import { moveOn, type Standing } from "./move.ts";

const returners: readonly { readonly role: Role; readonly state: AssessmentState }[] = [
  { role: "township", state: "township" },
  { role: "department", state: "department" },
  { role: "assessor", state: "acceptance" },
];

/**
 * Sends an assessment back to its secretary with the reason. The next round begins: reviews and checks of this one no
 * longer count. Who has it at hand may: the township, a department with a section, the assessor. Refusals: not-found,
 * stale, wrong-stage, forbidden.
 */
export async function returnAssessment(scope: Scope, id: string, ifMatch: string, reason: string): Promise<Standing> {
  const mine = returners.filter(({ role }) => scope.actor.roles.some((each) => each.role === role));
  const found = await readCase(
    scope,
    id,
    mine.map(({ role }) => role),
    ifMatch,
  );
  refuseElsewhere(
    found,
    mine.map(({ state }) => state),
  );
  if (found.assessment.state === "department") refuseOthersSections(scope, found);
  const { verified, checks, reviews } = found;
  return await moveOn(scope, found, {
    action: "return",
    state: "self",
    round: found.assessment.round + 1,
    body: { reason, voided: { verified: verified ?? null, checks: checks.length, reviews: reviews.length } },
    statements: [
      scope.db
        .delete(assessmentDocuments)
        .where(and(eq(assessmentDocuments.assessmentId, id), eq(assessmentDocuments.stage, "verified"))),
    ],
  });
}

/** A department speaks of a case in which it has a section. Refusals: not-found. */
export function refuseOthersSections(scope: Scope, { standard }: Case): void {
  const mine = departmentsOf(scope);
  if (!departmentSections(standard).some(({ department }) => mine.includes(department))) throw new Problem("not-found");
}
