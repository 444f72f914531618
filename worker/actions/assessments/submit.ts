import { sql } from "drizzle-orm";
import { guards } from "../../../db/tenant/schema/index.ts";
import { afterTownship, sheetOf } from "../../domain/assessment.ts";
import { Problem } from "../../domain/problem.ts";
import { refuseSeparation } from "../../domain/separation.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { stepOn } from "../case-steps.ts";
import type { Scope } from "../scope.ts";
import { type Case, readCase, refuseElsewhere, refuseOthersForm } from "./case.ts";
import { moveOn, type Standing, writeDocument, writtenBy } from "./move.ts";

/**
 * Hands the form in: what stands in the draft is frozen as claimed and goes to the township. What somebody types in the
 * same moment is never left out: either it is in, or handing in is refused as stale. Refusals: not-found, forbidden,
 * stale, wrong-stage, too-late, separation.
 */
export async function submitAssessment(scope: Scope, id: string, ifMatch: string): Promise<Standing> {
  const found = await readCase(scope, id, ["secretary", "township"], ifMatch);
  refuseOthersForm(found);
  refuseElsewhere(found, ["self"]);
  refuseLate(scope, found);
  refuseSeparation(found.steps, scope.actor.id, "self-assess", found.relaxed);
  const typed = found.draft?.answers ?? {};
  const sheet = sheetOf(typed);
  const prefilled = Object.keys(found.draft?.prefilled ?? {});
  // Before anything is written, so that who comes second is told that it is stale, not that the claim is frozen.
  const isAsRead = sql`(SELECT count(*) FROM "assessment_drafts" d JOIN "assessments" a ON a."id" = d."assessment_id"
    WHERE d."assessment_id" = ${id} AND a."revision" = ${found.assessment.revision} AND json(d."answers") = json(${JSON.stringify(typed)}))`;
  return await moveOn(scope, found, {
    action: "submit",
    // Nobody passes their own self-assessment: what a township says of its belt goes on to departments or acceptance.
    state: found.ofBelt === null ? "township" : afterTownship(found.standard),
    body: { answers: sheet.answers, notApplicable: sheet.notApplicable, prefilled },
    statements: [
      scope.db.insert(guards).values({ ok: isAsRead }),
      writeDocument(scope, id, "claimed", { ...sheet, ...writtenBy(scope, found) }),
      stepOn(scope, "assessment", id, "self-assess"),
    ],
  });
}

/**
 * Refuses self-assessment after its last day in China. What was returned may still be mended until the review's last
 * day. Refusals: too-late.
 */
export function refuseLate(scope: Scope, { cycle, assessment }: Case): void {
  const isReturned = assessment.round > 1;
  const until = isReturned ? (cycle.reviewUntil ?? null) : cycle.selfUntil;
  if (until === null || dayInChina(scope.now) <= until) return;
  const what = isReturned ? "退回后补正" : "自评";
  throw new Problem("too-late", { detail: `${what}到 ${until} 截止，要补请管理员改期。` });
}
