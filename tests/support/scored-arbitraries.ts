import fc from "fast-check";
import type { Json } from "../../worker/domain/expression.ts";
import type { JsonMap, Subject } from "../../worker/domain/standard/index.ts";
import { documentOf, item, section } from "./standards.ts";

const cents = (least: number, most: number) =>
  fc.integer({ min: least * 100, max: Math.round(most * 100) }).map((n) => n / 100);
const options = fc
  .uniqueArray(cents(-20, 20), { minLength: 1, maxLength: 4 })
  .map((list) => list.map((points, place) => ({ code: `o${place}`, title: `选项${place}`, points })));
const lines = fc.uniqueArray(cents(-5, 30), { minLength: 1, maxLength: 4 });
const falling = lines.map((list) =>
  list.toSorted((a, b) => b - a).map((line) => ({ atLeast: line, points: Math.abs(line) })),
);
const rising = lines.map((list) =>
  list.toSorted((a, b) => a - b).map((line) => ({ below: line, points: Math.abs(line) })),
);
const brackets = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 3 })
  .map((list) => list.toSorted((a, b) => a - b).map((from) => ({ from, each: (from + 1) / 1000 })));

/** A rule and what may be answered to it. */
const asked: fc.Arbitrary<{ readonly score: object; readonly answers: fc.Arbitrary<Json> }> = fc.oneof(
  cents(0, 20).map((points) => ({ score: { kind: "yes-no", points }, answers: fc.boolean() })),
  options.map((list) => ({
    score: { kind: "choice", options: list },
    answers: fc.constantFrom(...list.map(({ code }) => code)),
  })),
  fc.record({ each: cents(0, 3), atMost: cents(0, 20), atLeast: fc.nat(4) }).map((rule) => ({
    score: { kind: "count", ...rule },
    answers: fc.nat(30),
  })),
  fc.record({ options, take: fc.constantFrom("sum", "highest"), atMost: cents(0, 30) }).map((rule) => ({
    score: { kind: "tally", ...rule },
    answers: fc.dictionary(fc.constantFrom(...rule.options.map(({ code }) => code)), fc.nat(5)),
  })),
  falling.map((bands) => ({ score: { kind: "bands", bands }, answers: cents(-10, 40) })),
  rising.map((bands) => ({ score: { kind: "bands", better: "lower", bands }, answers: cents(-10, 40) })),
  fc.record({ brackets, atMost: cents(0, 30), per: fc.integer({ min: 1, max: 7 }) }).map((rule) => ({
    score: { kind: "brackets", ...rule },
    answers: cents(0, 60),
  })),
  fc.record({ points: cents(0, 20), full: cents(1, 20), floor: cents(-1, 5) }).map((rule) => ({
    score: { kind: "proportion", ...rule },
    answers: fc.double({ min: -5, max: 30, noNaN: true }),
  })),
  fc.record({ points: cents(0, 20), each: cents(0, 5) }).map((rule) => ({
    score: { kind: "deduct", ...rule },
    answers: fc.nat(10),
  })),
  cents(0, 20).map((points) => ({ score: { kind: "rating", points }, answers: cents(0, points) })),
);

const computed = fc.oneof(
  fc.record({ points: cents(0, 20) }).map((rule) => ({ kind: "formula", expression: "unit.v * 1.5 - 2.0", ...rule })),
  fc.record({ points: cents(0, 20), order: fc.constantFrom("high", "low") }).map((rule) => ({
    kind: "relative",
    of: "unit.v",
    ...rule,
  })),
  fc.constantFrom("high", "low").map((order) => ({
    kind: "rank",
    of: "unit.v / 3",
    order,
    bands: [
      { topN: 1, points: 5 },
      { topPercent: 33.33, points: 2.5 },
    ],
  })),
);

/** Items that expressions answer: from facts, and from what was answered before. */
const taken: fc.Arbitrary<{ readonly score: object; readonly from?: string; readonly applies?: string }> =
  fc.constantFrom(
    { score: { kind: "yes-no", points: 3 }, from: "unit.v > 2" },
    { score: { kind: "count", each: 0.5, atMost: 3 }, from: "unit.v" },
    { score: { kind: "rating", points: 10, step: 0.5 }, from: "unit.v / 2", applies: "unit.v != 5" },
    { score: { kind: "proportion", points: 5, full: 7 }, from: "unit.v * 1.25" },
    { score: { kind: "formula", points: 4, expression: "has(answers.s0i0) ? 2.005 : unit.v / 7" } },
    { score: { kind: "formula", points: 4, expression: "answers.s0i0 == true ? 1 : size(answers) * 0.25" } },
    { score: { kind: "yes-no", points: 1 }, from: "held.level == '3'", applies: "!has(answers.s0i0) || unit.v < 8" },
  );

const kinds = fc.constantFrom("base", "base", "bonus", "deduction");
const sectionParts = fc.record({
  kind: kinds,
  mode: fc.constantFrom("rescale", "full", "zero"),
  atMost: fc.option(cents(0, 40)),
  asked: fc.array(asked, { minLength: 1, maxLength: 4 }),
  computed: fc.array(computed, { maxLength: 2 }),
  taken: fc.array(taken, { maxLength: 2 }),
  applies: fc.boolean(),
});

/** A sound standard and subjects for it. */
export interface Generated {
  readonly document: object;
  readonly subjects: readonly Subject[];
}

/** A standard with everything in it, and subjects whose answers it lets through. */
export const generated: fc.Arbitrary<Generated> = fc
  .record({
    parts: fc.array(sectionParts, { minLength: 1, maxLength: 3 }),
    start: cents(0, 60),
    atMost: fc.option(cents(20, 120)),
    percent: cents(0, 60),
    ties: fc.constantFrom("include", "exclude"),
    steps: fc.option(fc.nat(2)),
  })
  .chain(({ parts, start, atMost, percent, ties, steps }) => {
    const rules = parts.flatMap((part, s) =>
      part.asked.map((rule, i) => ({ code: `s${s}i${i}`, answers: rule.answers })),
    );
    const sections = parts.map((part, s) =>
      section(
        `s${s}`,
        [
          ...part.asked.map(({ score }, i) =>
            item(`s${s}i${i}`, score, { optional: true, ...(part.applies ? { applies: "unit.v > 3" } : {}) }),
          ),
          ...part.computed.map((score, i) => item(`s${s}c${i}`, score)),
          ...part.taken.map(({ score, ...more }, i) => item(`s${s}t${i}`, score, more)),
        ],
        { kind: part.kind, notApplicable: part.mode, ...(part.atMost === null ? {} : { atMost: part.atMost }) },
      ),
    );
    const document = documentOf(sections, {
      start,
      ...(atMost === null ? {} : { atMost }),
      vetoes: [
        { code: "zero", title: "零分", effect: { kind: "zero-score" } },
        { code: "lower", title: "降级", effect: { kind: "lower", by: 1 } },
        { code: "most", title: "最高", when: "unit.v == 7", effect: { kind: "at-most-level", level: "3" } },
      ],
      badges: [{ code: "b", title: "章", section: "s0", atLeast: 50, when: "score > 10" }],
      levels: [
        { code: "5", title: "五", atLeast: 60, quota: { percent, ties } },
        { code: "4", title: "四", above: 40, when: "size(badges) == 1 || unit.v > 2" },
        { code: "3", title: "三", atLeast: 20 },
      ],
      directLevels: [{ level: "4", when: "unit.v == 9" }],
      ...(steps === null ? {} : { promotion: { atMostSteps: steps } }),
      tieBreak: ["s0"],
    });
    const answers = fc.record(Object.fromEntries(rules.map(({ code, answers }) => [code, answers])), {
      requiredKeys: [],
    });
    const subject = fc.record({
      unit: fc.oneof(fc.record({ v: fc.integer({ min: -2, max: 10 }) }), fc.constant<JsonMap>({ w: 1 })),
      answers,
      notApplicable: fc.subarray(rules.map(({ code }) => code)),
      vetoes: fc.subarray(["zero", "lower"], { maxLength: 1 }),
      held: fc.record({ level: fc.constantFrom(null, "5", "3", "示范") }),
    });
    return fc.array(subject, { minLength: 1, maxLength: 8 }).map((list) => ({
      document,
      subjects: list.map((each, index) => ({ id: `u${index}`, ...each }) as Subject),
    }));
  });
