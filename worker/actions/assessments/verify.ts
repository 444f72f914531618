import { siteChecks } from "../../../db/tenant/schema/index.ts";
import {
  type GivenValue,
  mergeChecks,
  reasonFaults,
  type Sheet,
  valueFaults,
  vetoFaults,
  withValues,
} from "../../domain/assessment.ts";
import { Problem } from "../../domain/problem.ts";
import { refuseSeparation } from "../../domain/separation.ts";
import { stepOn } from "../case-steps.ts";
import type { Statement } from "../commit.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { type Case, readCase, refuseElsewhere } from "./case.ts";
import { deviationStatements } from "./deviating.ts";
import { moveOn, type Standing, writeDocument, writtenBy } from "./move.ts";

/** What an assessor found on site: the values that differ from what stood before, with their reasons. */
export interface Findings {
  readonly answers: readonly GivenValue[];
  readonly vetoes: readonly string[];
}

/**
 * One assessor's check on site, of what the departments verified or else of what was claimed. Where the cycle wants two
 * they are blind to one another, and what they come to stands when both are in. What departs from the claim by more than
 * the tenant allows is noted for good. Refusals: not-found, stale, wrong-stage, invalid, conflict, separation.
 */
export async function verifyAssessment(scope: Scope, id: string, ifMatch: string, found: Findings): Promise<Standing> {
  const of = await readCase(scope, id, ["assessor"], ifMatch);
  refuseElsewhere(of, ["acceptance"]);
  const { standard, checks, siteChecksWanted } = of;
  const base = of.verified ?? of.claimed;
  if (base === undefined) throw new Error("an assessment at acceptance without a claim");
  refuseAny([
    ...valueFaults(standard, found.answers, "answers"),
    ...reasonFaults(standard, base, found.answers, "answers"),
    ...vetoFaults(standard, found.vetoes, "vetoes"),
  ]);
  refuseSeparation(of.steps, scope.actor.id, "site-check", of.relaxed);
  if (checks.some(({ userId }) => userId === scope.actor.id)) {
    throw new Problem("conflict", { detail: "这一件你本轮已经核验过了。" });
  }
  const wanted = Math.max(1, siteChecksWanted);
  if (checks.length >= wanted) throw new Problem("conflict", { detail: "这一件本轮已经核验完了。" });
  const reasons = { ...base.reasons, ...reasonsOf(found.answers) };
  const check = { ...withValues(base, found.answers, found.vetoes), reasons, ...writtenBy(scope, of) };
  const isLast = checks.length + 1 === wanted;
  const { round } = of.assessment;
  return await moveOn(scope, of, {
    action: "verify",
    state: "acceptance",
    body: { answers: found.answers, vetoes: found.vetoes },
    statements: [
      scope.db
        .insert(siteChecks)
        .values({ assessmentId: id, round, userId: scope.actor.id, document: check, at: scope.now }),
      ...(isLast ? verifiedStatements(scope, of, check) : []),
      stepOn(scope, "assessment", id, "site-check"),
    ],
  });
}

/** The reasons by item. */
export function reasonsOf(given: readonly GivenValue[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.flatMap(({ item, reason }) => ((reason ?? "") === "" ? [] : [[item, String(reason)]])),
  );
}

type Check = Sheet & ReturnType<typeof writtenBy> & { readonly reasons: Readonly<Record<string, string>> };

function verifiedStatements(scope: Scope, of: Case, check: Check): readonly Statement[] {
  const { assessment, standard, checks } = of;
  const first = checks[0]?.document;
  const merged = first === undefined ? { sheet: check, differing: [] } : mergeChecks(standard, first, check);
  const document = {
    ...merged.sheet,
    reasons: { ...first?.reasons, ...check.reasons },
    ...writtenBy(scope, of),
    ...(merged.differing.length === 0 ? {} : { differing: merged.differing }),
  };
  const agreed = standard.items.map(({ code }) => code).filter((code) => !merged.differing.includes(code));
  return [
    writeDocument(scope, assessment.id, "verified", document),
    ...deviationStatements(scope, of, merged.sheet, agreed),
  ];
}
