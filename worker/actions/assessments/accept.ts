import {
  type GivenValue,
  reasonFaults,
  type Sheet,
  valueFaults,
  vetoFaults,
  withValues,
} from "../../domain/assessment.ts";
import type { Fault } from "../../domain/fault.ts";
import { gateText } from "../../domain/gates.ts";
import { levelsOf } from "../../domain/level-scale.ts";
import { Problem } from "../../domain/problem.ts";
import { gatesAt, scoreAlone } from "../../domain/provisional.ts";
import { refuseSeparation } from "../../domain/separation.ts";
import { stepOn } from "../case-steps.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { type Case, readCase, refuseElsewhere } from "./case.ts";
import { moveOn, type Standing, writeDocument, writtenBy } from "./move.ts";
import { reasonsOf } from "./verify.ts";

/** What acceptance decides: whether, why not, and the values that differ from what was verified. */
export interface Acceptance {
  readonly isAccepted: boolean;
  readonly reason: string | null;
  readonly answers: readonly GivenValue[];
  readonly vetoes: readonly string[] | null;
}

/**
 * Decides one assessment: the accepted values, and yes or no. A hard gate that isn't met refuses a yes; a no needs its
 * reason. The vetoes in force upon the unit count whether they are named or not. The score stays provisional until the cycle closes. Refusals: not-found, stale, wrong-stage, invalid,
 * site-check-missing, gates-unmet, separation.
 */
export async function acceptAssessment(
  scope: Scope,
  id: string,
  ifMatch: string,
  asked: Acceptance,
): Promise<Standing> {
  const of = await readCase(scope, id, ["assessor"], ifMatch);
  refuseElsewhere(of, ["acceptance"]);
  const base = of.verified ?? of.claimed;
  if (base === undefined) throw new Error("an assessment at acceptance without a claim");
  refuseAny(faultsOf(of, base, asked));
  refuseSeparation(of.steps, scope.actor.id, "accept", of.relaxed);
  const { siteChecksWanted: wanted, checks } = of;
  if (checks.length < wanted) {
    throw new Problem("site-check-missing", { detail: `要先实地核验 ${wanted} 次，现在有 ${checks.length} 次。` });
  }
  const vetoes = [...new Set([...(asked.vetoes ?? base.vetoes), ...of.vetoesInForce.map(({ code }) => code)])];
  const sheet = withValues(base, asked.answers, vetoes);
  if (asked.isAccepted) refuseUnmet(of, sheet);
  const decision = { isAccepted: asked.isAccepted, reason: asked.reason };
  const reasons = { ...base.reasons, ...reasonsOf(asked.answers) };
  return await moveOn(scope, of, {
    action: asked.isAccepted ? "accept" : "reject",
    state: "decided",
    body: { ...decision, answers: asked.answers, vetoes: sheet.vetoes },
    statements: [
      writeDocument(scope, id, "accepted", { ...sheet, reasons, decision, ...writtenBy(scope, of) }),
      stepOn(scope, "assessment", id, "accept"),
    ],
  });
}

function faultsOf(of: Case, base: Sheet & { differing?: readonly string[] }, asked: Acceptance): readonly Fault[] {
  const given = new Set(asked.answers.map(({ item }) => item));
  const open = (base.differing ?? []).filter((item) => !given.has(item));
  return [
    ...valueFaults(of.standard, asked.answers, "answers"),
    ...reasonFaults(of.standard, base, asked.answers, "answers"),
    ...vetoFaults(of.standard, asked.vetoes ?? [], "vetoes"),
    ...open.map((item) => ({ path: "answers", message: `两次核验在指标 ${item} 上不一致，要在这里认定` })),
    ...(asked.isAccepted || asked.reason !== null ? [] : [{ path: "reason", message: "不予认定要写理由" }]),
  ];
}

/** A yes to what has no score, or that leaves a hard gate unmet, is none. */
function refuseUnmet({ standard, scored, gateRules }: Case, sheet: Sheet): void {
  const { result, record } = scoreAlone(standard, scored, sheet);
  if ("error" in result) {
    throw new Problem("gates-unmet", { detail: `算不出得分：${result.error.item}，${result.error.reason}` });
  }
  const level = "level" in result ? result.level : null;
  const scoreHundredths = record.state === "scored" ? record.score : null;
  const unmet = gatesAt(gateRules, standard, scored, level).filter(({ isHard, isMet }) => isHard && !isMet);
  if (unmet.length === 0) return;
  const levels = levelsOf(standard.document);
  throw new Problem("gates-unmet", {
    detail: `${unmet.map((gate) => gateText(gate, levels, scoreHundredths, level)).join("；")}。`,
  });
}
