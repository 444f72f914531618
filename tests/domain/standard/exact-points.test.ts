import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimal } from "../../../worker/domain/decimal.ts";
import { exactPoints } from "../../../worker/domain/standard/exact-points.ts";
import { scoreSubjects } from "../../../worker/domain/standard/index.ts";
import { documentOf, item, section, standardOf } from "../../support/standards.ts";

const millionths = (most: number) => fc.integer({ min: 1, max: most * 1e6 }).map((n) => n / 1e6);
const cents = (most: number) => fc.integer({ min: 0, max: most * 100 }).map((n) => n / 100);
const counts = fc.oneof(fc.nat(1000), fc.maxSafeNat(), fc.constant(1e18));
const measures = fc.oneof(
  cents(1000),
  fc.integer({ min: 0, max: 1e12 }).map((n) => n / 1e6),
  fc.double({ min: 0, max: 1e12, noNaN: true, noDefaultInfinity: true }),
);
const brackets = fc
  .record({
    from: fc.uniqueArray(fc.oneof(fc.nat(1000), millionths(1000)), { minLength: 1, maxLength: 3 }),
    each: fc.oneof(cents(100), millionths(1)),
  })
  .map(({ from, each }) =>
    from.toSorted((a, b) => a - b).map((line, place) => ({ from: line, each: each / 2 ** place })),
  )
  .filter((list) => list.every(({ each }) => Number.isInteger(each * 1e6)));

describe("the quick way in whole numbers gives what exact fractions give", () => {
  const rules: readonly (readonly [string, fc.Arbitrary<object>, fc.Arbitrary<number>])[] = [
    ["count", fc.record({ each: fc.oneof(cents(100), millionths(100)), atMost: cents(10_000) }), counts],
    ["deduct", fc.record({ points: cents(1000), each: fc.oneof(cents(100), millionths(1)) }), counts],
    ["proportion", fc.record({ points: cents(1000), full: millionths(1000), floor: cents(10) }), measures],
    [
      "brackets",
      fc.record(
        {
          brackets,
          atMost: cents(1_000_000),
          per: fc.oneof(fc.integer({ min: 1, max: 100 }), millionths(10)),
          whole: fc.constantFrom("down", "up"),
        },
        { requiredKeys: ["brackets", "atMost"] },
      ),
      measures,
    ],
  ];

  it.each(rules)("of %s", (kind, rule, answers) => {
    fc.assert(
      fc.property(rule, answers, (score, answer) => {
        const standard = standardOf(documentOf([section("s", [item("x", { kind, ...score })])]));
        const scores = scoreSubjects(standard, [{ id: "u", answers: { x: answer } }]);
        const points = standard.items[0]?.points;
        expect(scores.cohort.failures.size).toBe(0);
        expect(scores.cohort.columns[0]?.pointsHundredths[0]).toBe(points && exactPoints(points, decimal(answer)));
      }),
      { numRuns: 400 },
    );
  });
});
