import { describe, expect, it } from "vitest";
import { answerOf, calculate, calculateColumns } from "../../worker/domain/policy/index.ts";
import { scoredRecipients } from "../../worker/domain/scored-recipients.ts";
import { answerOf as scoreOf, scoreSubjects } from "../../worker/domain/standard/index.ts";
import { cohortOf } from "../bench/cohort.ts";
import { benchPolicy, benchStandard, difference, jsonRun, packedRun } from "../bench/engines.ts";
import { runHandwritten } from "../bench/handwritten.ts";
import { handwrittenInput } from "../bench/handwritten-input.ts";
import { policyOf } from "../support/policies.ts";

const standard = benchStandard();

/** Asks for everything that a result has, and for facts of every kind. */
const policy = policyOf({
  format: "hongdai/policy@1",
  title: "办法",
  year: 2026,
  grants: [
    {
      code: "score",
      title: "按得分",
      when: "result.accepted && size(result.badges) == 0",
      amount: { kind: "rate", of: "result.score * unit.fund / unit.households", fenEach: 3 },
      times: [{ of: "result.level", rows: { "5": 110, "4": 100 }, otherwise: 90.5 }],
    },
    { code: "field", title: "按领域", amount: { kind: "table", of: "unit.field", rows: { village: 700 } } },
  ],
  rounding: { toFen: 100, mode: "half-up" },
  ceilings: [{ code: "township", by: "unit.township", otherwiseFen: 100_000, share: "prorate" }],
});

describe("those who were just scored", () => {
  it.each([84, 500])(
    "are paid to the fen what hand-written code pays %i of them, from columns and from JSON",
    (units) => {
      const subjects = cohortOf(units);
      const expected = runHandwritten(handwrittenInput(subjects), false);
      expect(difference(packedRun(standard, benchPolicy(units), subjects)(), expected)).toBeUndefined();
      expect(difference(jsonRun(standard, benchPolicy(units), subjects)(), expected)).toBeUndefined();
    },
  );

  it.each([false, true])("are paid as if they had been written down one by one, ids reversed: %s", (isReversed) => {
    const subjects = isReversed ? cohortOf(60).toReversed() : cohortOf(60);
    const scores = scoreSubjects(standard, subjects);
    const isAccepted = Uint8Array.from(subjects, (_, index) => (index % 3 === 0 ? 0 : 1));
    const recipients = subjects.map(({ id, unit = {} }, index) => {
      const answer = scoreOf(scores, index);
      if (!("score" in answer)) return { id, unit };
      const { score, level, badges } = answer;
      return { id, unit, result: { accepted: isAccepted[index] === 1, score, level, badges } };
    });
    expect(answerOf(calculateColumns(policy, scoredRecipients(scores, isAccepted)), { detail: true })).toEqual(
      answerOf(calculate(policy, recipients), { detail: true }),
    );
  });
});
