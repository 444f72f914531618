import fc from "fast-check";
import type { Recipient } from "../../worker/domain/policy/index.ts";
import { policyDocument } from "./policies.ts";

const fen = fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 1e13 }));
const percent = fc.integer({ min: 0, max: 20_000 }).map((hundredths) => hundredths / 100);
const number = fc.constantFrom("facts.x", "facts.y", "facts.x / 3", "facts.x - facts.y", "result.score");
const key = fc.constantFrom("result.level", "unit.township", "facts.x");
const limit = fc.oneof(fen, number);
const rows = (value: fc.Arbitrary<number>): fc.Arbitrary<Record<string, number>> =>
  fc.dictionary(fc.constantFrom("5", "4", "甲", "7"), value);

/** Sometimes nothing: the key is then left out. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const thresholds = fc.uniqueArray(fc.integer({ min: -20, max: 2_000 }), { minLength: 1, maxLength: 4 });

const brackets = fc.record({
  kind: fc.constant("brackets"),
  of: number,
  mode: fc.constantFrom("whole", "marginal"),
  brackets: thresholds.chain((values) =>
    fc.tuple(
      ...values
        .toSorted((a, b) => a - b)
        .map((value) =>
          fc.record(
            { [value % 2 === 0 ? "from" : "above"]: fc.constant(value), fen, percent },
            { noNullPrototype: true },
          ),
        ),
    ),
  ),
});

const plain: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ kind: fc.constant("fixed"), fen }),
  fc.record({ kind: fc.constant("table"), of: key, rows: rows(fen), otherwiseFen: fc.option(fen) }),
  fc.record({
    kind: fc.constant("rate"),
    of: number,
    fenEach: fen,
    from: maybe(fc.integer({ min: -5, max: 50 })),
    upTo: maybe(fc.integer({ min: 0, max: 500 })),
    per: fc.constantFrom(1, 3, 0.5),
    whole: maybe(fc.constantFrom("down", "up")),
  }),
  fc.record({ kind: fc.constant("percent"), ofFen: number, percent, ofAtMostFen: maybe(fen) }),
  fc.record({ kind: fc.constant("formula"), fen: number }),
  brackets,
);

const amount: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: plain },
  fc.record({ kind: fc.constant("sum"), parts: fc.array(plain, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant("capped"), amount: plain, atLeastFen: maybe(limit), atMostFen: maybe(limit) }),
  fc.record({ kind: fc.constant("decided"), atLeastFen: fc.constant(0), atMostFen: number }),
  fc.record({
    kind: fc.constant("share"),
    poolFen: fen,
    by: fc.integer({ min: 0, max: 10_000 }).map((first) => [
      { of: "facts.x", percent: first / 100 },
      { of: "facts.y", percent: (10_000 - first) / 100 },
    ]),
  }),
);

const times = fc.oneof(
  fc.record({ of: key, rows: rows(percent), otherwise: maybe(percent) }),
  fc.record({
    of: number,
    bands: thresholds.map((values) =>
      values.toSorted((a, b) => b - a).map((atLeast, place) => ({ atLeast, percent: 33.33 * place })),
    ),
  }),
);

const payers = fc.oneof(
  fc.constantFrom(
    [{ percent: 100 }],
    [{ percent: 33.33 }, { percent: 33.33 }, { percent: 33.34 }],
    [{ part: 8 }, { part: 10 }, { part: 72 }],
    [{ upToFen: 500 }, { upToFen: 70 }, { rest: true }],
  ),
);
const coded = (parts: readonly object[]): readonly object[] =>
  parts.map((part, place) => ({ code: `p${place}`, title: `承担方${place}`, ...part }));

const instalments = fc.constantFrom(
  [{ code: "a", percent: 100 }],
  [
    { code: "a", percent: 30, when: "facts.x > 5" },
    { code: "b", percent: 70 },
  ],
);

const grant = fc.record({
  when: maybe(fc.constantFrom("facts.x > 3", "has(facts.y)", "result.accepted")),
  amount,
  times: maybe(fc.array(times, { maxLength: 2 })),
  atLeastFen: maybe(limit),
  atMostFen: maybe(limit),
  paid: fc.constantFrom({}, { lessPaid: true }, { once: true }),
  group: maybe(fc.constant("one")),
  payers: maybe(payers.map(coded)),
});

const ceiling = fc.tuple(
  fc.oneof(
    fc.record({ totalFen: fen }),
    fc.record({ by: fc.constant("unit.township"), rows: rows(fen), otherwiseFen: maybe(fen) }),
  ),
  fc.oneof(
    fc.constant({ share: "prorate" }),
    fc.record({
      share: fc.constant("rank"),
      order: number,
      partial: maybe(fc.constantFrom<(boolean | "stop")[]>(true, false, "stop")),
    }),
  ),
  maybe(fc.constant({ grants: ["g0"] })),
);

/** Any policy that has no fault. */
export const policyDocuments: fc.Arbitrary<unknown> = fc
  .record({
    grants: fc.array(grant, { minLength: 1, maxLength: 4 }),
    ceilings: fc.array(ceiling, { maxLength: 3 }),
    perRecipientAtMostFen: maybe(fen),
    rounding: fc.record({
      toFen: fc.constantFrom(1, 3, 100, 10_000),
      mode: fc.constantFrom("half-up", "down", "up"),
    }),
    payers: maybe(payers.map(coded)),
    instalments: maybe(instalments),
  })
  .map(({ grants, ceilings, ...more }) =>
    written(
      policyDocument({
        ...more,
        groups: [{ code: "one", pay: "highest" }],
        grants: grants.map(({ paid, ...each }, place) => ({
          code: `g${place}`,
          title: `补助${place}`,
          ...paid,
          ...each,
        })),
        ceilings: ceilings.map((parts, place) => Object.assign({ code: `c${place}` }, ...parts)),
      }),
    ),
  );

/** Recipients, some of whom lack what a policy asks. */
export const recipientLists: fc.Arbitrary<readonly Recipient[]> = fc
  .uniqueArray(fc.constantFrom("10", "9", "B", "a", "b", "c", "Ａ", "\u{10437}", "u1", "u2"), { maxLength: 10 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          unit: fc.constantFrom({ township: "甲" }, { township: "乙" }, { township: null }, {}),
          result: fc.record({
            accepted: fc.boolean(),
            level: fc.constantFrom("5", "4", null),
            score: fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
          }),
          facts: fc.record(
            { x: fc.oneof(fc.integer({ min: -3, max: 3_000 }), fc.constantFrom(0.5, 86.505, 5e12)), y: fc.nat(50) },
            { requiredKeys: [] },
          ),
          paidFen: fc.record({ g0: fc.nat(700), g1: fc.nat(3) }, { requiredKeys: [] }),
          decidedFen: fc.record({ g0: fc.nat(900), g1: fc.nat(9) }, { requiredKeys: [] }),
        }),
      ),
    ),
  )
  .map((recipients) => written(recipients) as readonly Recipient[]);

/** As JSON holds it: what is undefined isn't there. */
function written(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
