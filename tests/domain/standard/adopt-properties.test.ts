import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlayOf } from "../../../worker/domain/standard/adopt.ts";
import { readStandard, type Subject } from "../../../worker/domain/standard/index.ts";
import { asStandard, parentStandard, withPlace } from "../../support/adoption.ts";
import { scored } from "../../support/standards.ts";

// What is judged a raise is held against the engine: nobody may come out better by it.

// Every unit is asked of everyone here: whom an item no longer passes over may earn by it, and that is a raise too.
const parent = withPlace(parentStandard, "sections[1].items[0].applies", undefined);

const number = (...values: readonly (number | undefined)[]) => fc.constantFrom(...values);
const place = (path: string, values: fc.Arbitrary<unknown>) => values.map((value) => ({ path, value }));
const bands = fc
  .tuple(
    fc.constantFrom(5, 10, 15, 30, 40),
    fc.constantFrom(1, 5, 9),
    fc.constantFrom(10, 20, 25),
    fc.constantFrom(5, 10, 20),
  )
  .map(([line, less, points, low]) => [
    { atLeast: line, points },
    { atLeast: line - less, points: low },
  ]);

const change = fc.oneof(
  place("start", number(undefined, 0, 5)),
  place("atMost", number(90, 100, 110, 120, undefined)),
  place("levels[0].atLeast", number(85, 90, 95)),
  place("levels[1].atLeast", number(70, 80, 85)),
  place("levels[2].atLeast", number(50, 60, 65)),
  place("levels[1].when", fc.constantFrom(undefined, "sections.place >= 20")),
  place("sections[0].items[0].score.points", number(8, 10, 12)),
  place("sections[0].items[1].score.each", number(3, 5, 7)),
  place("sections[0].items[1].score.atMost", number(15, 20, 25)),
  place("sections[0].items[1].score.atLeast", number(undefined, 1, 2, 3)),
  place("sections[0].items[2].score.bands", bands),
  place("sections[0].atMost", number(undefined, 30, 45)),
  place("sections[1].items[0].score.options[0].points", number(25, 30, 35)),
  place("sections[1].items[0].score.options[1].points", number(10, 15, 20)),
  place("sections[1].items[1].score.full", number(80, 100, 120)),
  place("sections[1].items[1].score.floor", number(undefined, 5, 10, 20)),
  place("sections[2].atMost", number(undefined, 5, 10, 15)),
  place("sections[2].items[0].score.each", number(1, 2, 3)),
  place("sections[3].items[0].score.each", number(0.5, 1, 2)),
  place("sections[3].items[0].score.atMost", number(undefined, 2, 5, 9)),
  place("sections[3].atMost", number(undefined, 3)),
  place(
    "vetoes[1].effect",
    fc.constantFrom({ kind: "no-level" }, { kind: "at-most-level", level: "3" }, { kind: "lower", by: 1 }),
  ),
  place("promotion", fc.constantFrom(undefined, { atMostSteps: 0 }, { atMostSteps: 3 })),
  place("notApplicable", fc.constantFrom("zero", "full", "rescale")),
);

const subject: fc.Arbitrary<Omit<Subject, "id">> = fc.record({
  unit: fc.record({ vacant: fc.boolean(), outstanding: fc.boolean() }, { noNullPrototype: true }),
  answers: fc.record(
    {
      secretary: fc.boolean(),
      meetings: fc.nat(8),
      share: fc.nat(50),
      venue: fc.constantFrom("full", "part"),
      funds: fc.nat(150),
      honour: fc.nat(8),
      complaint: fc.nat(8),
    },
    { noNullPrototype: true },
  ),
  held: fc.record({ level: fc.constantFrom(null, "3", "4", "5") }, { noNullPrototype: true }),
});

const rank = (level: string | null): number => (level === null ? 0 : Number(level));

describe("what is judged to ask for no less", () => {
  it("gives nobody a higher score or a better level", () => {
    let judged = 0;
    let compared = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(change, { minLength: 1, maxLength: 3, selector: ({ path }) => path }),
        fc.array(subject, { minLength: 1, maxLength: 6 }),
        (changes, list) => {
          const child = changes.reduce((document, { path, value }) => withPlace(document, path, value), parent);
          if ("faults" in readStandard(child)) return;
          const effects = overlayOf(asStandard(parent), asStandard(child)).map(({ effect }) => effect);
          if (effects.length === 0 || effects.some((effect) => effect !== "raises" && effect !== "keeps")) return;
          judged += 1;
          const subjects = list.map((each, index) => ({ id: `u${index}`, ...each }));
          const [before, after] = [scored(parent, subjects), scored(child, subjects)];
          for (const { id } of subjects) {
            const [was, is] = [before.get(id), after.get(id)];
            if (was === undefined || is === undefined || !("score" in was) || !("score" in is)) continue;
            compared += 1;
            expect(is.score).toBeLessThanOrEqual(was.score);
            expect(rank(is.level)).toBeLessThanOrEqual(rank(was.level));
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect(judged).toBeGreaterThan(150);
    expect(compared).toBeGreaterThan(300);
  });
});
