import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerOf,
  checkSubjects,
  explain,
  recordOf,
  type ScoredResult,
  type SubjectResult,
  scoreSubjects,
} from "../../../worker/domain/standard/index.ts";
import { type Generated, generated } from "../../support/scored-arbitraries.ts";
import { standardOf } from "../../support/standards.ts";

function answersOf({ document, subjects }: Generated): readonly SubjectResult[] {
  const standard = standardOf(document);
  expect(checkSubjects(standard, subjects, "subjects")).toEqual([]);
  const scores = scoreSubjects(standard, subjects);
  return subjects.map((_, index) => answerOf(scores, index));
}

const hundredths = (points: number): number => Math.round(points * 100);

describe("whatever a sound standard says and its subjects answer,", () => {
  it("the order of subjects changes nothing", () => {
    fc.assert(
      fc.property(generated, ({ document, subjects }) => {
        const backward = answersOf({ document, subjects: subjects.toReversed() });
        expect(backward.toReversed()).toEqual(answersOf({ document, subjects }));
      }),
      { numRuns: 150 },
    );
  });

  it("the total lies within 0 and its ceiling, and the level and codes are the standard's", () => {
    fc.assert(
      fc.property(generated, (each) => {
        const { atMost } = standardOf(each.document).document;
        for (const result of answersOf(each)) {
          if (!("score" in result)) continue;
          expect(result.score).toBeGreaterThanOrEqual(0);
          expect(result.score).toBeLessThanOrEqual(atMost ?? Number.POSITIVE_INFINITY);
          expect([null, "5", "4", "3"]).toContain(result.level);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("items make sections, and sections with start, bonus and deduction replay to the total", () => {
    fc.assert(
      fc.property(generated, (each) => {
        const standard = standardOf(each.document);
        const scores = scoreSubjects(standard, each.subjects);
        for (const [index] of each.subjects.entries()) {
          const record = recordOf(scores, index);
          const result = answerOf(scores, index);
          if (record.state !== "scored" || !("score" in result)) continue;
          expect(replay(each.document, result, record.base)).toBe(record.total);
          expect(record.score).toBe(record.vetoes.includes("zero") ? 0 : record.total);
          expect(explain(standard, JSON.parse(JSON.stringify(record)))).toEqual(result);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** The total from what the answer shows, section by section; base sections come with their rescaled sum. */
function replay(document: object, result: ScoredResult, baseHundredths: number): number {
  const { document: sound } = standardOf(document);
  let total = hundredths(sound.start ?? 0) + baseHundredths;
  sound.sections.forEach((one, place) => {
    const shown = result.sections[place];
    const items = (shown?.items ?? []).reduce((sum, each) => sum + hundredths(each.points), 0);
    const points = Math.min(items, one.atMost === undefined ? Number.POSITIVE_INFINITY : hundredths(one.atMost));
    expect(hundredths(shown?.points ?? 0)).toBe(points);
    if (one.kind === "bonus") total += points;
    if (one.kind === "deduction") total -= points;
  });
  return Math.max(0, Math.min(total, sound.atMost === undefined ? total : hundredths(sound.atMost)));
}
