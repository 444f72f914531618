import { toJsonSchema } from "@valibot/to-json-schema";
import { describe, expect, it } from "vitest";
import { policySchema, readPolicy } from "../../../worker/domain/policy/index.ts";
import { policyDocument } from "../../support/policies.ts";

const fixed = { code: "g", title: "补助", amount: { kind: "fixed", fen: 1 } };

/** The paths of every fault, in the order found. */
function paths(document: unknown): readonly string[] {
  const read = readPolicy(document);
  return "faults" in read ? read.faults.map(({ path }) => path) : [];
}

/** The faults of a policy whose only grant has this amount or these fields. */
function ofAmount(amount: unknown): readonly string[] {
  return paths(policyDocument({ grants: [{ ...fixed, amount }] }));
}
function ofGrant(more: Readonly<Record<string, unknown>>): readonly string[] {
  return paths(policyDocument({ grants: [{ ...fixed, ...more }] }));
}
function ofPolicy(more: Readonly<Record<string, unknown>>): readonly string[] {
  return paths(policyDocument({ grants: [fixed], ...more }));
}

describe("a policy", () => {
  it("is refused with every fault of structure and of meaning together", () => {
    const document = policyDocument({
      colour: "red",
      size: 1,
      year: "2015",
      grants: [
        {
          ...fixed,
          when: "answers.x",
          amount: { kind: "percent", ofFen: "facts.x +", percent: 33.333 },
          group: "none",
        },
        { ...fixed, once: true, lessPaid: true, amount: { kind: "table", of: "unit.k", rows: { a: 1.5 } } },
      ],
      payers: [{ code: "a", title: "甲", percent: 90 }],
    });
    expect(paths(document)).toEqual([
      "year",
      "colour",
      "size",
      "grants[0].amount.ofFen",
      "grants[0].amount.percent",
      "grants[0].when",
      "grants[0].group",
      "grants[1].code",
      "grants[1].amount.rows.a",
      "grants[1].once",
      "payers",
    ]);
  });

  it("has a list where an object is wanted named once, and every one of many unknown keys", () => {
    expect(paths(["x"])).toEqual([""]);
    expect(paths(policyDocument({ grants: [["x", "y"], fixed] }))).toEqual(["grants[0]"]);
    expect(paths(policyDocument({ grants: [{ ...fixed, amount: ["x"] }] }))).toEqual(["grants[0].amount"]);
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, place) => [`k${place}`, 1]));
    expect(ofPolicy(many)).toEqual(Object.keys(many));
  });

  it("is refused at once where it holds too much, with the limit", () => {
    const rows = Object.fromEntries(Array.from({ length: 100_000 }, (_, place) => [`k${place}`, -1]));
    expect(
      readPolicy(policyDocument({ grants: [{ ...fixed, amount: { kind: "table", of: "unit.k", rows } }] })),
    ).toEqual({
      faults: [{ path: "", message: "全文最多 100,000 个值，请删减，或分成几份办法。" }],
    });
  });

  it("says what partial may be", () => {
    const ceilings = [{ code: "all", totalFen: 1, share: "rank", order: "facts.x", partial: "no" }];
    expect(readPolicy(policyDocument({ grants: [fixed], ceilings }))).toEqual({
      faults: [{ path: "ceilings[0].partial", message: '要写成 true、false 或 "stop"。' }],
    });
  });

  it.each([null, 1, "x", []])("that is %j is refused", (document) => {
    expect(paths(document).length).toBeGreaterThan(0);
  });

  it("nested without end is refused without harm", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`);
    expect(paths(deep)).toEqual([""]);
  });

  it("with text that UTF-8 can't hold is refused", () => {
    expect(ofPolicy({ title: "\ud800" })).toEqual(["title"]);
  });

  it("has its structure as JSON Schema", () => {
    const schema = toJsonSchema(policySchema);
    expect(schema).toMatchObject({ type: "object", additionalProperties: false });
    expect(schema.required).toEqual(["format", "title", "year", "grants", "rounding"]);
  });
});

describe("an amount", () => {
  it.each<[string, unknown, readonly string[]]>([
    ["of no known kind", { kind: "bonus" }, ["grants[0].amount.kind"]],
    ["with text where a number is needed", { kind: "formula", fen: "'a'" }, ["grants[0].amount.fen"]],
    ["with a table of a condition", { kind: "table", of: "1 == 1", rows: {} }, ["grants[0].amount.of"]],
    ["with rows that are a list", { kind: "table", of: "unit.k", rows: [1] }, ["grants[0].amount.rows"]],
    ["per nothing", { kind: "rate", of: "facts.n", fenEach: 1, per: 0 }, ["grants[0].amount.per"]],
    [
      "with brackets of two things",
      { kind: "brackets", of: "facts.n", ofFen: "facts.n", mode: "whole", brackets: [{ from: 0 }] },
      ["grants[0].amount"],
    ],
    [
      "with brackets out of order, or with no threshold",
      { kind: "brackets", of: "facts.n", mode: "whole", brackets: [{ above: 5 }, { from: 5 }, { fen: 1 }] },
      ["grants[0].amount.brackets", "grants[0].amount.brackets[2]"],
    ],
    [
      "with factors that don't sum to 100",
      { kind: "share", poolFen: 1, by: [{ of: "facts.a", percent: 99.99 }] },
      ["grants[0].amount.by"],
    ],
    ["decided in no range", { kind: "decided", atLeastFen: 2, atMostFen: 1 }, ["grants[0].amount.atLeastFen"]],
    [
      "nested too deep",
      [1, 2, 3, 4].reduce<unknown>((amount) => ({ kind: "sum", parts: [amount] }), { kind: "fixed", fen: 1 }),
      ["grants[0].amount.parts[0].parts[0].parts[0].kind"],
    ],
  ])("%s is refused at its path", (_, amount, expected) => {
    expect(ofAmount(amount)).toEqual(expected);
  });

  it("whose rows have names that JavaScript gives a meaning is looked at all the same", () => {
    const rows = JSON.parse('{"__proto__": 1.5, "constructor": "x", "prototype": 2}');
    expect(ofAmount({ kind: "table", of: "unit.k", rows })).toEqual([
      "grants[0].amount.rows.__proto__",
      "grants[0].amount.rows.constructor",
    ]);
  });
});

describe("a grant", () => {
  const bands = [{ atLeast: 80, percent: 80 }];
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["whose when is a number", { when: "1 + 1" }, ["grants[0].when"]],
    ["multiplied by nothing", { times: [{ of: "unit.k" }] }, ["grants[0].times[0]"]],
    [
      "multiplied by bands and rows",
      { times: [{ of: "result.score", bands, rows: { a: 1 } }] },
      ["grants[0].times[0]"],
    ],
    [
      "whose bands have an otherwise",
      { times: [{ of: "result.score", bands, otherwise: 1 }] },
      ["grants[0].times[0].otherwise"],
    ],
    [
      "whose bands don't fall",
      { times: [{ of: "result.score", bands: [...bands, { above: 80, percent: 1 }] }] },
      ["grants[0].times[0].bands"],
    ],
    ["whose limit is a condition", { atMostFen: "1 == 1" }, ["grants[0].atMostFen"]],
    ["with its own payers that don't sum up", { payers: [{ code: "a", title: "甲", part: 0 }] }, ["grants[0].payers"]],
  ])("%s is refused at its path", (_, more, expected) => {
    expect(ofGrant(more)).toEqual(expected);
  });
});

describe("a ceiling, payers or instalments", () => {
  const ceiling = { code: "c", share: "prorate" };
  const payer = { code: "a", title: "甲" };
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["without any limit", { ceilings: [ceiling] }, ["ceilings[0].totalFen"]],
    [
      "by value with a total",
      { ceilings: [{ ...ceiling, by: "unit.t", totalFen: 1, rows: {} }] },
      ["ceilings[0].totalFen"],
    ],
    ["by value without rows", { ceilings: [{ ...ceiling, by: "unit.t" }] }, ["ceilings[0].rows"]],
    ["by a number", { ceilings: [{ ...ceiling, by: "1", rows: {} }] }, ["ceilings[0].by"]],
    ["of a total with rows", { ceilings: [{ ...ceiling, totalFen: 1, rows: {} }] }, ["ceilings[0].rows"]],
    ["that ranks by nothing", { ceilings: [{ ...ceiling, totalFen: 1, share: "rank" }] }, ["ceilings[0].order"]],
    [
      "for grants that aren't there, or twice",
      { ceilings: [{ ...ceiling, totalFen: 1, grants: ["g", "h", "g"] }] },
      ["ceilings[0].grants[1]", "ceilings[0].grants[2]"],
    ],
    [
      "that are mixed",
      {
        payers: [
          { ...payer, percent: 50 },
          { ...payer, code: "b", part: 1 },
        ],
      },
      ["payers"],
    ],
    [
      "that are the same twice",
      {
        payers: [
          { ...payer, percent: 50 },
          { ...payer, percent: 50 },
        ],
      },
      ["payers[1].code"],
    ],
    [
      "of which not the last takes the rest",
      {
        payers: [
          { ...payer, rest: true },
          { ...payer, code: "b", upToFen: 1 },
        ],
      },
      ["payers"],
    ],
    ["whose instalments don't sum to 100", { instalments: [{ code: "a", percent: 99.5 }] }, ["instalments"]],
    ["that are none", { payers: [] }, ["payers"]],
  ])("%s is refused at its path", (_, more, expected) => {
    expect(ofPolicy(more)).toEqual(expected);
  });
});
