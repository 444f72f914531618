import { describe, expect, it } from "vitest";
import { renameField } from "../../worker/domain/expression/rename.ts";
import { factReads, type NamedFact, undeclaredFacts } from "../../worker/domain/fact-reads.ts";
import { withFormerKeys } from "../../worker/domain/facts.ts";
import { policyExpressions } from "../../worker/domain/policy/index.ts";
import { withRenamedFact } from "../../worker/domain/renamed-fact.ts";
import { standardExpressions } from "../../worker/domain/standard/index.ts";
import { dayInChina, versionInForce } from "../../worker/domain/version-in-force.ts";
import { documentOf, item, section } from "../support/standards.ts";

const standard = documentOf(
  [section("team", [item("members", { kind: "count", each: 1, atMost: 5 }, { from: "unit.members" })])],
  {
    appliesTo: "unit.on_belt && has(unit.vacant)",
    levels: [{ code: "3", title: "三星", atLeast: 60, when: "unit.x" }],
  },
) as Readonly<Record<string, unknown>>;
const policy = {
  grants: [
    { code: "g", when: "facts.invested > 0 && unit.kind == 'branch'", amount: { kind: "formula", fen: "unit.a" } },
  ],
};
const fact = (key: string, more: Partial<NamedFact> = {}): NamedFact => ({
  key,
  of: "unit",
  per: "standing",
  formerKeys: [],
  ...more,
});

describe("the facts that a document reads", () => {
  it("are found in every expression of a standard, without what unit carries beside them", () => {
    expect(factReads(standardExpressions(standard))).toEqual([
      { path: "appliesTo", per: "standing", key: "vacant" },
      { path: "sections[0].items[0].from", per: "standing", key: "members" },
      { path: "levels[0].when", per: "standing", key: "x" },
    ]);
  });

  it("are found in a policy that isn't sound yet", () => {
    expect(factReads(policyExpressions(policy))).toEqual([
      { path: "grants[0].when", per: "cycle", key: "invested" },
      { path: "grants[0].amount.fen", per: "standing", key: "a" },
    ]);
  });

  it("are refused where nobody declared them, of that subject and period", () => {
    const facts = [fact("members"), fact("vacant", { of: "belt" }), fact("open", { formerKeys: ["x"] })];
    expect(undeclaredFacts(standardExpressions(standard), facts, "unit")).toEqual([
      { path: "appliesTo", message: "unit.vacant 没有登记，请先在「事实」里登记，或改用已登记的。" },
      { path: "levels[0].when", message: "unit.x 已改名为 unit.open，请改用新名。" },
    ]);
    expect(undeclaredFacts(policyExpressions(policy), [fact("invested"), fact("a", { of: "belt" })], null)).toEqual([
      { path: "grants[0].when", message: "facts.invested 没有登记，它要写作 unit.invested。" },
    ]);
  });
});

describe("renaming a fact", () => {
  it.each([
    ["unit.old >= 1 && has(unit.old)", "unit.new >= 1 && has(unit.new)"],
    ["answers.old == unit['old']", "answers.old == unit.new"],
    ["unit . old + unit.older", "unit . new + unit.older"],
    ["'unit.old' == unit.name", "'unit.old' == unit.name"],
    ["facts.unit.old", "facts.unit.old"],
    ["unit.old.size() > 0", "unit.new.size() > 0"],
    ["my_unit.old", "my_unit.old"],
    ['"""unit.old""" + unit.old', '"""unit.old""" + unit.new'],
  ])("%s reads %s", (before, after) => {
    expect(renameField(before, "unit", "old", "new")).toBe(after);
  });

  it("changes the expressions that read it and nothing else", () => {
    const renamed = withRenamedFact(standard, standardExpressions(standard), "unit", "members", "people");
    expect(renamed).toEqual({
      ...standard,
      ...documentOf([
        section("team", [item("members", { kind: "count", each: 1, atMost: 5 }, { from: "unit.people" })]),
      ]),
    });
    expect(withRenamedFact(standard, standardExpressions(standard), "facts", "members", "people")).toBe(standard);
  });

  it("leaves its value under the former names too", () => {
    expect(withFormerKeys({ people: 7 }, [fact("people", { formerKeys: ["members"] })])).toEqual({
      people: 7,
      members: 7,
    });
    expect(withFormerKeys({ a: 1 }, [fact("people", { formerKeys: ["members"] })])).toEqual({ a: 1 });
  });
});

describe("the version in force", () => {
  const version = (number: number, holdsFrom: string, retiredOn: string | null = null) => ({
    version: number,
    state: retiredOn === null ? ("published" as const) : ("retired" as const),
    holdsFrom,
    retiredOn,
  });

  it("is the latest that holds from that day or before", () => {
    const versions = [version(1, "2015-08-25"), version(2, "2016-01-01")];
    expect(versionInForce(versions, "2015-08-24")).toBeNull();
    expect(versionInForce(versions, "2015-08-25")).toBe(1);
    expect(versionInForce(versions, "2015-12-31")).toBe(1);
    expect(versionInForce(versions, "2016-01-01")).toBe(2);
  });

  it("is none that was retired by then, and never a draft", () => {
    const draft = { version: 3, state: "draft" as const, holdsFrom: "2016-01-01", retiredOn: null };
    const versions = [version(1, "2015-08-25"), version(2, "2016-01-01", "2016-03-01"), draft];
    expect(versionInForce(versions, "2016-02-29")).toBe(2);
    expect(versionInForce(versions, "2016-03-01")).toBe(1);
  });

  it("holds from midnight in China", () => {
    expect(dayInChina("2015-12-31T15:59:59.999Z")).toBe("2015-12-31");
    expect(dayInChina("2015-12-31T16:00:00.000Z")).toBe("2016-01-01");
  });
});
