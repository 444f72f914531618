import fc from "fast-check";
import type { Json } from "../../worker/domain/expression.ts";

/** Text that spreadsheets like to take for something else, and any other. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "001",
    "1e5",
    "TRUE",
    "2015-10-31",
    "（空）",
    "\\（空）",
    "a｜b\\",
    "一\r\n二",
    "\n",
    " 前后有空格 ",
    "_x0041_",
    "_x0041\u0001",
    "\u0000\u001f\ufffe\uffff\ufeff",
    "<a>&amp;\"'",
    "算式：x",
    "报错",
    "80%",
    "𠮷",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).filter((text) => text.isWellFormed()),
);

export const oddSources: fc.Arbitrary<readonly Json[]> = fc.array(
  fc.record({ document: oddText, clause: oddText }, { requiredKeys: ["document"], noNullPrototype: true }),
  { maxLength: 3 },
);

const points = fc.integer({ min: 0, max: 100_000 }).map((hundredths) => hundredths / 100);
const six = fc.integer({ min: 1, max: 1_000_000_000 }).map((millionths) => millionths / 1e6);
const bool = fc.constantFrom("unit.on_belt", "has(unit.x) && unit.x >= 3", "-unit.x < 2", "'=1' == unit.name");
const count = fc.constantFrom("unit.x", "-unit.x", "unit.x / 3 + 1");
const order = fc.constantFrom("high", "low");
const rising = fc
  .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 4 })
  .map((values) => values.toSorted((a, b) => a - b));
/** Keys that are left out where they are undefined. */
const given = <T extends object>(thing: T): Json => JSON.parse(JSON.stringify(thing));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const options = fc
  .array(fc.record({ title: oddText, sources: maybe(oddSources), points }), { minLength: 1, maxLength: 4 })
  .map((list) => list.map((option, place) => ({ code: `o${place}`, ...option })));

const lines = (names: readonly [string, string]) =>
  fc
    .array(fc.record({ isStrict: fc.boolean(), points, wording: maybe(fc.oneof(oddText, fc.constant(""))) }), {
      minLength: 4,
      maxLength: 4,
    })
    .map((rest) => (value: number, place: number) => {
      const { isStrict = false, ...more } = rest[place] ?? { points: 1 };
      return { [names[isStrict ? 1 : 0]]: value, ...more };
    });

const bands = fc.oneof(
  fc
    .tuple(rising, lines(["atLeast", "above"]), fc.constantFrom(undefined, "higher"))
    .map(([values, line, better]) => ({ kind: "bands", better, bands: values.toReversed().map(line) })),
  fc
    .tuple(rising, lines(["atMost", "below"]))
    .map(([values, line]) => ({ kind: "bands", better: "lower", bands: values.map(line) })),
);

const score = fc.oneof(
  fc.record({ kind: fc.constant("yes-no"), points }),
  fc.record({ kind: fc.constant("choice"), options }),
  fc.record({ kind: fc.constant("count"), each: six, atMost: points, atLeast: maybe(fc.nat(9)) }),
  fc.record({
    kind: fc.constant("tally"),
    options,
    take: fc.constantFrom("sum", "highest"),
    atMost: maybe(points),
  }),
  bands,
  fc.record({
    kind: fc.constant("brackets"),
    brackets: fc.tuple(rising, six).map(([values, each]) => values.map((from) => ({ from: from + 1000, each }))),
    atMost: points,
    per: maybe(six),
    whole: maybe(fc.constantFrom("down", "up")),
  }),
  fc.record({ kind: fc.constant("proportion"), points, full: six, floor: maybe(points) }),
  fc.record({ kind: fc.constant("deduct"), points, each: six }),
  fc.record({ kind: fc.constant("rating"), points, step: maybe(fc.constantFrom(0.5, 1)) }),
  fc.record({
    kind: fc.constant("rank"),
    of: count,
    order,
    bands: fc.array(
      fc.oneof(
        fc.record({ topPercent: points.map((p) => (p % 100) | 0), points }),
        fc.record({ topN: fc.constant(3), points }),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.record({ kind: fc.constant("relative"), points, of: count, order }),
  fc.record({ kind: fc.constant("formula"), points, expression: count }),
);

const item = fc.record({
  title: oddText,
  sources: maybe(oddSources),
  criterion: maybe(fc.oneof(oddText, fc.constant(""))),
  score,
  applies: maybe(bool),
  optional: maybe(fc.boolean()),
  reasonRequired: maybe(fc.boolean()),
  proof: maybe(fc.constantFrom("statement", "record", "document", "site-visit", "photo")),
});

const mode = maybe(fc.constantFrom("rescale", "full", "zero"));
const section = fc.record({
  title: oddText,
  sources: maybe(oddSources),
  kind: maybe(fc.constantFrom("base", "bonus", "deduction")),
  atMost: maybe(points),
  notApplicable: mode,
  department: maybe(oddText),
  items: fc.array(item, { minLength: 1, maxLength: 4 }),
});

const levels = fc
  .tuple(rising, fc.boolean(), maybe(bool), maybe(oddSources), oddText, fc.nat(3))
  .map(([values, isStrict, when, sources, title, quotas]) =>
    values.map((value, place) => ({
      code: ["5", "（空）", "=4", " 003"][place],
      title,
      sources,
      [isStrict ? "above" : "atLeast"]: value,
      when,
      wording: place === 0 ? "" : undefined,
      quota: [undefined, { percent: 5, rounding: "half-up" }, { count: 3, ties: "include" }, { count: 0 }][quotas],
    })),
  );

const effect = fc.constantFrom(
  { kind: "zero-score" },
  { kind: "no-level" },
  { kind: "at-most-level", level: "5" },
  { kind: "not-above-held" },
  { kind: "lower", by: 2 },
);
const coded = <T extends object>(things: readonly T[]) =>
  things.map((thing, place) => ({ code: `c${place}`, ...thing }));

/** Documents of every kind of item and every key; most of them are sound, and a test passes over the others. */
export const standardDocuments: fc.Arbitrary<Json> = fc
  .record({
    title: oddText,
    sources: maybe(oddSources),
    subject: maybe(fc.constantFrom("unit", "belt", "committee", "entity")),
    appliesTo: maybe(bool),
    start: maybe(points),
    notApplicable: mode,
    atMost: maybe(points),
    sections: fc.array(section, { minLength: 1, maxLength: 3 }),
    vetoes: maybe(
      fc.array(fc.record({ title: oddText, when: maybe(bool), effect, sources: maybe(oddSources) }), { maxLength: 2 }),
    ),
    badges: maybe(
      fc.array(
        fc.oneof(
          fc.record({ title: oddText, section: fc.constant("c0"), atLeast: fc.constant(80), when: maybe(bool) }),
          fc.record({ title: oddText, when: bool, sources: maybe(oddSources) }),
        ),
        { maxLength: 2 },
      ),
    ),
    levels: maybe(fc.oneof(levels, fc.constant([]))),
    directLevels: maybe(
      fc.oneof(
        bool.map((when) => [{ level: "5", when }]),
        fc.constant([]),
      ),
    ),
    promotion: maybe(fc.record({ atMostSteps: fc.nat(5), unless: maybe(bool) })),
    tieBreak: maybe(fc.constantFrom<string[]>([], ["c0"])),
  })
  .map(({ sections, vetoes, badges, ...more }) =>
    given({
      format: "hongdai/standard@1",
      scoring: "points",
      ...more,
      sections: coded(sections).map(({ items, ...each }) => ({
        ...each,
        items: items.map((one, place) => ({ code: `${each.code}_${place}`, ...one })),
      })),
      vetoes: vetoes && coded(vetoes),
      badges: badges && coded(badges),
    }),
  );
