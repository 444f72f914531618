import { describe, expect, it } from "vitest";
import type { Json } from "../../../worker/domain/expression.ts";
import {
  answerOf,
  checkSubjects,
  explain,
  readStandard,
  recordOf,
  type Standard,
  type Subject,
  type SubjectResult,
  scoreSubjects,
} from "../../../worker/domain/standard/index.ts";
import { caseFiles, compareSubject, pathsOf, scoringRuns } from "../../support/cases.ts";

function standardOf(document: Json): Standard {
  const read = readStandard(document);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.standard;
}

function answers(standard: Standard, subjects: readonly Subject[]): readonly SubjectResult[] {
  const scores = scoreSubjects(standard, subjects);
  return subjects.map((_, index) => answerOf(scores, index));
}

const byId = (results: readonly SubjectResult[]) => new Map(results.map((result) => [result.id, result]));

describe.each(scoringRuns())("$file: $run.name", ({ run, standard: document }) => {
  const standard = standardOf(document);

  it("is scored as expected", () => {
    expect(checkSubjects(standard, run.subjects, "subjects")).toEqual([]);
    const results = byId(answers(standard, run.subjects));
    expect(run.expect.flatMap((expected) => compareSubject(expected, results.get(expected.id)))).toEqual([]);
  });

  it("is scored the same, reasons included, with the subjects reversed", () => {
    const forward = byId(answers(standard, run.subjects));
    const backward = byId(answers(standard, run.subjects.toReversed()));
    expect(backward).toEqual(forward);
  });

  it("is explained the same from what is stored", () => {
    const scores = scoreSubjects(standard, run.subjects);
    for (const [index] of run.subjects.entries()) {
      const stored = JSON.parse(JSON.stringify(recordOf(scores, index)));
      expect(explain(standardOf(document), stored)).toEqual(answerOf(scores, index));
    }
  });
});

const files = caseFiles();

describe("a standard is refused", () => {
  const refusals = files.flatMap(({ refuse }) => refuse).filter(({ kind }) => kind === "standard");

  it.each(refusals)("at $path: $name", (refusal) => {
    const read = readStandard(refusal.document);
    const faults = "faults" in read ? read.faults : [];
    expect(faults.map(({ path }) => path).filter((path) => pathsOf(refusal).includes(path))).not.toEqual([]);
    expect(faults.filter(({ message }) => !/[一-龥]/.test(message))).toEqual([]);
  });
});

describe("a scoring call is refused", () => {
  const requests = files.flatMap(({ standard, badRequests }) => badRequests.map((bad) => ({ bad, standard })));

  it.each(requests)("at $bad.path: $bad.name", ({ bad, standard }) => {
    const faults = checkSubjects(standardOf(standard), bad.subjects, "subjects");
    expect(faults.map(({ path }) => path)).toEqual([bad.path]);
  });
});
