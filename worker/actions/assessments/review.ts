import { sectionReviews } from "../../../db/tenant/schema/index.ts";
import { afterTownship, departmentSections } from "../../domain/assessment.ts";
import { Problem } from "../../domain/problem.ts";
import { refuseSeparation } from "../../domain/separation.ts";
import { stepOn } from "../case-steps.ts";
import { refuse } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { departmentsOf } from "../within.ts";
import { readCase, refuseElsewhere } from "./case.ts";
import { moveOn, type Standing } from "./move.ts";

/**
 * The township passes what a unit claimed, to the departments if a section is one's, else to acceptance. Refusals:
 * not-found, stale, wrong-stage, separation.
 */
export async function reviewAssessment(
  scope: Scope,
  id: string,
  ifMatch: string,
  comment: string | null,
): Promise<Standing> {
  const found = await readCase(scope, id, ["township"], ifMatch);
  refuseElsewhere(found, ["township"]);
  refuseSeparation(found.steps, scope.actor.id, "first-review", found.relaxed);
  return await moveOn(scope, found, {
    action: "review",
    state: afterTownship(found.standard),
    body: { comment },
    statements: [stepOn(scope, "assessment", id, "first-review")],
  });
}

/**
 * A department passes a section of its own; with the last of them the assessment goes to acceptance. Counts as a first
 * review. Refusals: not-found, stale, wrong-stage, invalid, conflict, separation.
 */
export async function reviewSection(
  scope: Scope,
  id: string,
  ifMatch: string,
  asked: { readonly section: string; readonly comment: string | null },
): Promise<Standing> {
  const found = await readCase(scope, id, ["department"], ifMatch);
  const sections = departmentSections(found.standard);
  const mine = sections.filter(({ department }) => departmentsOf(scope).includes(department));
  if (mine.length === 0) throw new Problem("not-found");
  refuseElsewhere(found, ["department"]);
  const { section, comment } = asked;
  if (!mine.some(({ code }) => code === section)) {
    refuse([{ path: "section", message: `由本部门评审的是：${mine.map(({ code }) => code).join("、")}` }]);
  }
  const done = found.reviews.map((review) => review.section);
  if (done.includes(section)) throw new Problem("conflict", { detail: "这一项本轮已经评审过了。" });
  refuseSeparation(found.steps, scope.actor.id, "first-review", found.relaxed);
  const isLast = sections.every(({ code }) => code === section || done.includes(code));
  const { round } = found.assessment;
  return await moveOn(scope, found, {
    action: "review-section",
    state: isLast ? "acceptance" : "department",
    body: { section, comment },
    statements: [
      scope.db
        .insert(sectionReviews)
        .values({ assessmentId: id, round, section, userId: scope.actor.id, comment, at: scope.now }),
      stepOn(scope, "assessment", id, "first-review"),
    ],
  });
}
