import { afterTownship } from "../../domain/assessment.ts";
import { refuseSeparation } from "../../domain/separation.ts";
import { stepOn } from "../case-steps.ts";
import type { Scope } from "../scope.ts";
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
