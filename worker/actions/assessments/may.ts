import { departmentSections } from "../../domain/assessment.ts";
import { separationDetail, stepAgainst } from "../../domain/separation.ts";
import type { AssessmentAction, AssessmentState, CaseStep, Role } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import { departmentsOf } from "../within.ts";
import type { Case } from "./case.ts";

/**
 * What the actor may do with an assessment now, so that a screen shows nothing that would be refused: by role, stage
 * and what the actor did on it before. Whether a unit lies within a role's own reach is asked again when it is done.
 */
export function actionsOf(scope: Scope, found: Case): readonly AssessmentAction[] {
  const { assessment, cycle, standard, isAnswerer, reviews, checks, steps, relaxed, siteChecksWanted } = found;
  if (cycle.state !== "open") return [];
  const has = (role: Role) => scope.actor.roles.some((each) => each.role === role);
  const free = (step: CaseStep) => stepAgainst(steps, scope.actor.id, step, relaxed) === undefined;
  const { state } = assessment;
  const passed = reviews.map(({ section }) => section);
  const mine = departmentSections(standard).filter(({ department }) => departmentsOf(scope).includes(department));
  const open = mine.filter(({ code }) => !passed.includes(code));
  const isChecked = checks.some(({ userId }) => userId === scope.actor.id);
  const isMissing = checks.length < Math.max(1, siteChecksWanted);
  const actions: readonly (readonly [AssessmentAction, boolean])[] = [
    ["answer", state === "self" && isAnswerer],
    ["submit", state === "self" && isAnswerer && free("self-assess")],
    ["review", state === "township" && has("township") && free("first-review")],
    ["review-section", state === "department" && open.length > 0 && free("first-review")],
    ["verify", state === "acceptance" && has("assessor") && isMissing && !isChecked && free("site-check")],
    ["accept", state === "acceptance" && has("assessor") && checks.length >= siteChecksWanted && free("accept")],
    [
      "return",
      (state === "township" && has("township")) ||
        (state === "department" && mine.length > 0) ||
        (state === "acceptance" && has("assessor")),
    ],
  ];
  return actions.flatMap(([action, isAllowed]) => (isAllowed ? [action] : []));
}

/**
 * Why the actor, whose role the next step is, may not take it: what they did on this case before. Null where nothing
 * they did stands against it, or where it isn't theirs at all.
 */
export function separatedOf(scope: Scope, found: Case): string | null {
  const { assessment, cycle, standard, isAnswerer, checks, steps, relaxed, siteChecksWanted } = found;
  if (cycle.state !== "open") return null;
  const has = (role: Role) => scope.actor.roles.some((each) => each.role === role);
  const ownsSection = departmentSections(standard).some(({ department }) => departmentsOf(scope).includes(department));
  const isMissing = checks.length < siteChecksWanted;
  const next: Readonly<Record<AssessmentState, readonly [CaseStep, boolean] | null>> = {
    self: ["self-assess", isAnswerer],
    township: ["first-review", has("township")],
    department: ["first-review", ownsSection],
    acceptance: [isMissing ? "site-check" : "accept", has("assessor")],
    decided: null,
  };
  const [step, isTheirs] = next[assessment.state] ?? [];
  if (step === undefined || isTheirs !== true) return null;
  const against = stepAgainst(steps, scope.actor.id, step, relaxed);
  return against === undefined ? null : separationDetail(against, step);
}
