import { sectionReviews } from "../../../db/tenant/schema/index.ts";
import {
  departmentSections,
  type GivenValue,
  otherSectionFaults,
  reasonFaults,
  type Sheet,
  valueFaults,
  withValues,
} from "../../domain/assessment.ts";
import { Problem } from "../../domain/problem.ts";
import { refuseSeparation } from "../../domain/separation.ts";
import { stepOn } from "../case-steps.ts";
import type { Statement } from "../commit.ts";
import { refuse, refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { departmentsOf } from "../within.ts";
import { type Case, readCase, refuseElsewhere } from "./case.ts";
import { deviationStatements } from "./deviating.ts";
import { moveOn, type Standing, writeDocument, writtenBy } from "./move.ts";
import { reasonsOf } from "./verify.ts";

/** A department's pass of one section: what it found otherwise than claimed, with the reasons, and a comment. */
export interface SectionReview {
  readonly section: string;
  readonly answers: readonly GivenValue[];
  readonly comment: string | null;
}

/**
 * A department passes a section of its own; with the last of them the assessment goes to acceptance. The section's items
 * stand as verified beside what was claimed, as claimed where it gives nothing else; the check on site goes on from
 * there. Counts as a first review. Refusals: not-found, stale, wrong-stage, invalid, conflict, separation.
 */
export async function reviewSection(
  scope: Scope,
  id: string,
  ifMatch: string,
  asked: SectionReview,
): Promise<Standing> {
  const found = await readCase(scope, id, ["department"], ifMatch);
  const sections = departmentSections(found.standard);
  const mine = sections.filter(({ department }) => departmentsOf(scope).includes(department));
  if (mine.length === 0) throw new Problem("not-found");
  refuseElsewhere(found, ["department"]);
  const { section, answers, comment } = asked;
  if (!mine.some(({ code }) => code === section)) {
    refuse([{ path: "section", message: `由本部门评审的是：${mine.map(({ code }) => code).join("、")}` }]);
  }
  const base = found.verified ?? found.claimed;
  if (base === undefined) throw new Error("an assessment at the departments without a claim");
  refuseAny([
    ...valueFaults(found.standard, answers, "answers"),
    ...otherSectionFaults(found.standard, section, answers, "answers"),
    ...reasonFaults(found.standard, base, answers, "answers"),
  ]);
  const done = found.reviews.map((review) => review.section);
  if (done.includes(section)) throw new Problem("conflict", { detail: "这一项本轮已经评审过了。" });
  refuseSeparation(found.steps, scope.actor.id, "first-review", found.relaxed);
  const isLast = sections.every(({ code }) => code === section || done.includes(code));
  const { round } = found.assessment;
  return await moveOn(scope, found, {
    action: "review-section",
    state: isLast ? "acceptance" : "department",
    body: { section, comment, answers },
    statements: [
      scope.db
        .insert(sectionReviews)
        .values({ assessmentId: id, round, section, userId: scope.actor.id, comment, at: scope.now }),
      ...foundStatements(scope, found, base, answers),
      stepOn(scope, "assessment", id, "first-review"),
    ],
  });
}

function foundStatements(
  scope: Scope,
  found: Case,
  base: Sheet & { readonly reasons?: Readonly<Record<string, string>> },
  answers: readonly GivenValue[],
): readonly Statement[] {
  const sheet = withValues(base, answers);
  const reasons = { ...base.reasons, ...reasonsOf(answers) };
  return [
    writeDocument(scope, found.assessment.id, "verified", { ...sheet, reasons, ...writtenBy(scope, found) }),
    ...deviationStatements(
      scope,
      found,
      sheet,
      answers.map(({ item }) => item),
    ),
  ];
}
