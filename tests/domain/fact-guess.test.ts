import { describe, expect, it } from "vitest";
import { compileExpression, type Expression, type ResultType } from "../../worker/domain/expression.ts";
import { factsToDeclare } from "../../worker/domain/fact-guess.ts";

function compiled(sources: Readonly<Record<string, readonly [string, ResultType]>>): ReadonlyMap<string, Expression> {
  return new Map(
    Object.entries(sources).map(([path, [source, result]]) => {
      const outcome = compileExpression(source, { variables: ["unit", "facts"], result });
      if ("fault" in outcome) throw new Error(outcome.fault);
      return [path, outcome.expression] as const;
    }),
  );
}

const guessed = (source: string, result: ResultType = "bool") =>
  factsToDeclare(compiled({ appliesTo: [source, result] }), [], "unit").map(({ type, choices }) => [type, ...choices]);

describe("an undeclared fact's type is guessed from its use", () => {
  it.each([
    ["unit.members >= 3", "number"],
    ["0 < unit.members - 1", "number"],
    ["unit.members == 3", "number"],
    ["unit.vacant", "bool"],
    ["!unit.vacant && unit.on_belt", "bool"],
    ["unit.vacant ? true : false", "bool"],
    ["unit.founded < '2020-01-01'", "date"],
    ["unit.site.startsWith('浙江')", "text"],
    ["unit.trade_word == '茶叶'", "text"],
  ])("%s: %s", (source, type) => {
    expect(guessed(source)).toEqual([[type]]);
  });

  it("a choice's codes are those that it is compared with", () => {
    expect(guessed("unit.size == 'big' || unit.size in ['small', 'middle']")).toEqual([
      ["choice", "big", "small", "middle"],
    ]);
    expect(guessed("'tea' in unit.products && 'silk' in unit.products")).toEqual([["choices", "tea", "silk"]]);
  });

  it("a number is wanted where the whole expression is one", () => {
    expect(guessed("unit.members", "number")).toEqual([["number"]]);
    expect(guessed("unit.vacant ? 0 : unit.members", "number")).toEqual([["bool"], ["number"]]);
  });

  it("is left open where its use says nothing or contradicts itself", () => {
    expect(guessed("has(unit.members)")).toEqual([[null]]);
    expect(guessed("unit.a == unit.b")).toEqual([[null], [null]]);
    expect(guessed("unit.members > 3 && unit.members")).toEqual([[null]]);
  });
});

describe("the facts to declare", () => {
  it("are each named once, with every place that reads it, and of the document's subject", () => {
    const expressions = compiled({
      appliesTo: ["unit.members > 3 && unit.name != ''", "bool"],
      "levels[0].when": ["unit.members > 10 && facts.invested > 0", "bool"],
    });
    expect(factsToDeclare(expressions, [], "belt")).toEqual([
      {
        ...{ key: "members", of: "belt", per: "standing", type: "number", choices: [] },
        paths: ["appliesTo", "levels[0].when"],
      },
      { key: "invested", of: "belt", per: "cycle", type: "number", choices: [], paths: ["levels[0].when"] },
    ]);
  });

  it("are not those that are declared, were renamed, belong to the other period or can't be a key", () => {
    const members = { key: "members", of: "unit", per: "standing", formerKeys: ["people"] } as const;
    const expressions = compiled({ appliesTo: ["unit.members + unit.people + facts.members + unit.Big > 0", "bool"] });
    expect(factsToDeclare(expressions, [members], "unit")).toEqual([]);
  });
});
