import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerOf,
  joinPacked,
  type PackedSubjects,
  packedColumns,
  packSubjects,
  recordOf,
  type Scores,
  type Standard,
  type Subject,
  scoreColumns,
  scoreSubjects,
} from "../../../worker/domain/standard/index.ts";
import { scoringRuns } from "../../support/cases.ts";
import { generated } from "../../support/scored-arbitraries.ts";
import { documentOf, item, section, standardOf } from "../../support/standards.ts";

const records = (scores: Scores, subjects: readonly Subject[]) => subjects.map((_, index) => recordOf(scores, index));

function packed(standard: Standard, subjects: readonly Subject[]): Scores {
  return scoreColumns(standard, packedColumns(standard, packSubjects(standard, subjects)));
}

describe("subjects that are packed into columns", () => {
  it.each(scoringRuns())(
    "are scored as from JSON, reasons included: $file: $run.name",
    ({ run, standard: document }) => {
      const standard = standardOf(document);
      expect(records(packed(standard, run.subjects), run.subjects)).toEqual(
        records(scoreSubjects(standard, run.subjects), run.subjects),
      );
    },
  );

  it("are scored as from JSON, whatever the standard says and they answer", () => {
    fc.assert(
      fc.property(generated, ({ document, subjects }) => {
        const standard = standardOf(document);
        expect(records(packed(standard, subjects), subjects)).toEqual(
          records(scoreSubjects(standard, subjects), subjects),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("are the same read page by page", () => {
    fc.assert(
      fc.property(generated, fc.integer({ min: 1, max: 3 }), ({ document, subjects }, size) => {
        const standard = standardOf(document);
        const pages: PackedSubjects[] = [];
        for (let from = 0; from < subjects.length; from += size) {
          pages.push(packSubjects(standard, subjects.slice(from, from + size)));
        }
        const scores = scoreColumns(standard, packedColumns(standard, joinPacked(standard, pages)));
        expect(records(scores, subjects)).toEqual(records(scoreSubjects(standard, subjects), subjects));
      }),
      { numRuns: 200 },
    );
  });

  it("keep a fact that is a number on one page and text on another", () => {
    const standard = standardOf(
      documentOf([
        section("s", [item("a", { kind: "formula", points: 9, expression: "unit.n == 'x' ? 2 : unit.n * 1.5" })]),
      ]),
    );
    const units = [{ n: 2 }, { n: 0.5 }, { n: "x" }, { n: null }, {}];
    const pages = units.map((unit, index) => packSubjects(standard, [{ id: `u${index}`, unit }]));
    const scores = scoreColumns(standard, packedColumns(standard, joinPacked(standard, pages)));
    expect(units.map((_, index) => answerOf(scores, index))).toMatchObject([
      { score: 3 },
      { score: 0.75 },
      { score: 2 },
      { error: { reason: "unit.n 是空（null），这里要数" } },
      { error: { reason: "缺少 unit.n" } },
    ]);
  });

  it("can be scored again and come to the same: scoring changes nothing of what it is given", () => {
    fc.assert(
      fc.property(generated, ({ document, subjects }) => {
        const standard = standardOf(document);
        const columns = packedColumns(standard, packSubjects(standard, subjects));
        const first = records(scoreColumns(standard, columns), subjects);
        expect(records(scoreColumns(standard, columns), subjects)).toEqual(first);
      }),
      { numRuns: 50 },
    );
  });

  it("are kept whole only where their columns don't hold them", () => {
    const standard = standardOf(
      documentOf([section("s", [item("a", { kind: "formula", points: 5, expression: "size(unit.tags) * 1.5" })])]),
    );
    const subjects: readonly Subject[] = [
      { id: "listed", unit: { tags: ["a", "b"] } },
      { id: "plain", unit: { name: "一", members: 3.5, on: true, none: null } },
    ];
    expect([...packSubjects(standard, subjects).others.keys()]).toEqual([0]);
    expect(answerOf(packed(standard, subjects), 0)).toMatchObject({ score: 3 });
    expect(answerOf(packed(standard, subjects), 1)).toMatchObject({ error: { reason: "缺少 unit.tags" } });
  });
});
