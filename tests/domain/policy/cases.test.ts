import { describe, expect, it } from "vitest";
import {
  answerOf,
  calculate,
  checkRecipients,
  type Recipient,
  readPolicy,
} from "../../../worker/domain/policy/index.ts";
import { caseFiles, pathsOf } from "../../support/cases.ts";
import { calculationDifferences, type ExpectedCalculation } from "../../support/compare-calculation.ts";
import { policyOf } from "../../support/policies.ts";

const files = caseFiles();
const refusals = files.flatMap(({ refuse }) => refuse).filter(({ kind }) => kind === "policy");

function answerTo(document: unknown, recipients: readonly Recipient[]): ReturnType<typeof answerOf> {
  expect(checkRecipients(recipients, "recipients")).toEqual([]);
  return answerOf(calculate(policyOf(document), recipients), { detail: true });
}

describe.each(files.filter(({ calculations }) => calculations.length > 0))("$file", (file) => {
  it.each(file.calculations)("calculates $name, in either order of the recipients", (calculation) => {
    const document = calculation.policy ?? file.policy;
    const recipients = calculation.recipients as readonly object[] as readonly Recipient[]; // checkRecipients says so.
    const expected = calculation.expect as object as ExpectedCalculation; // As the cases' README describes it.
    const answer = answerTo(document, recipients);
    expect(calculationDifferences(expected, answer)).toEqual([]);
    expect(JSON.stringify(answerTo(document, recipients.toReversed()))).toBe(JSON.stringify(answer));
  });
});

describe("a policy document", () => {
  it.each(refusals)("is refused: $name", (refusal) => {
    const read = readPolicy(refusal.document);
    const paths = "faults" in read ? read.faults.map(({ path }) => path) : [];
    expect(paths.filter((path) => pathsOf(refusal).includes(path))).not.toEqual([]);
  });
});
