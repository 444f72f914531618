import { describe, expect, test } from "vitest";
import { type Decimal, toText } from "../../worker/domain/decimal.ts";
import { compileExpression, evaluate, Failure, type ResultType } from "../../worker/domain/expression.ts";

const VARIABLES = ["unit", "answers", "held", "score", "sections", "badges", "facts", "result", "paidFen"] as const;

const DATA = {
  unit: {
    n: 4,
    x: 94,
    y: 92.5,
    rate: 86.5,
    none: null,
    on: true,
    name: "汤溪镇",
    size: "small",
    tags: ["a", "b"],
    mixed: [1, "1", null, 1.5, [1, { k: 0.5 }]],
    table: { a: 1, "4": "four", "86.5": "rate", 村: 2 },
    inner: { deep: { value: 7 } },
    huge: 1e300,
    tiny: 1e-7,
    text5: "5",
  },
  answers: { secretary: true },
  held: { level: null, levels: { star: "4" } },
  score: 89.995,
  sections: { team: 18 },
  badges: ["harmony"],
  facts: {},
  result: { level: "4" },
  paidFen: {},
};

function evaluated(
  source: string,
  result: ResultType = "any",
  data: Readonly<Record<string, unknown>> = DATA,
): unknown {
  const compiled = compileExpression(source, { variables: VARIABLES, result });
  if ("fault" in compiled) return compiled.fault;
  const value = evaluate(compiled.expression, data);
  if (value instanceof Failure) return value;
  const isDecimal = typeof value === "number" || (typeof value === "object" && value !== null && "places" in value);
  return isDecimal ? toText(value as Decimal) : value;
}

const failure = (reason: string): Failure => new Failure(reason);

describe("there is one kind of number, exact", () => {
  test.each([
    ["0.1 + 0.2 == 0.3", true],
    ["90 == 90.0", true],
    ["3 * 0.5 == 1.5", true],
    ["7 / 2", "3.5"],
    ["1 / 3", "0.333333"],
    ["2 / 3", "0.666667"],
    ["-2 / 3", "-0.666667"],
    ["1 / 3 * 3 == 1", false],
    ["1 / 3 == 0.333333333333", true],
    ["2 / 3 == 0.666666666667", true],
    ["unit.x * 0.7 + unit.y * 0.3 >= 93.4", true],
    ["unit.x == 94.0", true],
    ["unit.n + unit.rate", "90.5"],
    ["score", "89.995"],
    ["unit.tiny * 10000000 == 1", true],
    ["9007199254740991 + 2", "9007199254740993"],
    ["9007199254740993 - 9007199254740992", "1"],
    ["1e3 + 0x10", "1016"],
    ["-unit.y", "-92.5"],
    ["--unit.n", "4"],
    ["0 * -5", "0"],
    ["7 % 3", "1"],
    ["-7 % 3", "-1"],
    ["1.0 % 2.0", "1"],
    ["int(86.9)", "86"],
    ["int(-86.9)", "-86"],
    ["int(unit.n) % 3", "1"],
    ["double(unit.n) + 0.5", "4.5"],
    ["int('12') + int(unit.text5)", "17"],
    ["double('1.50')", "1.5"],
    ["string(4.0)", "4"],
    ["string(unit.rate)", "86.5"],
    ["string(1e21)", "1000000000000000000000"],
    ["string(true) + string('x')", "truex"],
    ["size(unit.tags) * 1.5", "3"],
  ])("%s is %s", (source, value) => {
    expect(evaluated(source)).toBe(value);
  });

  test.each([
    ["0.0000005", "0.000001"],
    ["-0.0000005", "-0.000001"],
    ["0.00000049", "0"],
    ["1 / 7", "0.142857"],
  ])("what an expression yields is taken to six decimals, half away from zero: %s is %s", (source, value) => {
    expect(evaluated(source, "number")).toBe(value);
  });

  test.each([
    ["unit.n / 0", "除数是 0"],
    ["unit.n % 0", "除数是 0"],
    ["unit.n / (unit.x - 94.0)", "除数是 0"],
    ["2.5 % 2", "% 两边要整数"],
    ["unit.name * 2", "unit.name 是文字，这里要数"],
    ["unit.none + 1", "unit.none 是空（null），这里要数"],
    ["unit.on - 1", "unit.on 是真假，这里要数"],
    ["-unit.name", "unit.name 是文字，这里要数"],
    ["int(unit.name)", "“汤溪镇”不是整数"],
    ["int('1.5')", "“1.5”不是整数"],
    ["double(unit.name)", "“汤溪镇”不是数"],
    ["string(unit.none)", "unit.none 是空（null），这里要真假、数或文字"],
  ])("%s fails: %s", (source, reason) => {
    expect(evaluated(source)).toEqual(failure(reason));
  });
});

describe("comparing", () => {
  test.each([
    ["unit.name == '汤溪镇'", true],
    ["1 == '1'", false],
    ["1 != '1'", true],
    ["unit.none == null", true],
    ["unit.none != 0", true],
    ["unit.none == false", false],
    ["unit.tags == ['a', 'b']", true],
    ["unit.mixed == [1.0, '1', null, 3 / 2, [1, {'k': 0.5}]]", true],
    ["unit.mixed == [1]", false],
    ["{'a': 1} == {'a': 1.0}", true],
    ["{'a': 1} == {'b': 1}", false],
    ["{1: 'x'} == {'1': 'x'}", true],
    ["'a' < 'b' && 'a' <= 'a' && 'b' > 'a' && 'b' >= 'b'", true],
    ["'\u{20BB7}' > '\uFE4F'", true],
    ["'2014-05-27' <= '2016-05-27'", true],
    ["false < true", true],
    ["unit.rate >= 86.5 && unit.rate > 86 && unit.rate < 87 && unit.rate <= 86.5", true],
  ])("%s is %s", (source, value) => {
    expect(evaluated(source)).toBe(value);
  });

  test.each([
    ["unit.none > 0", "unit.none 是空（null），这里要数"],
    ["0 < unit.none", "unit.none 是空（null），这里要数"],
    ["unit.name > 3", "unit.name 是文字，这里要数"],
    ["unit.n < unit.name", "unit.name 是文字，这里要数"],
    ["unit.tags < unit.tags", "unit.tags 是列表，这里要真假、数或文字"],
    ["unit.gone == unit.gone", "缺少 unit.gone"],
  ])("%s fails: %s", (source, reason) => {
    expect(evaluated(source)).toEqual(failure(reason));
  });
});

describe("&& and || decide from one side where the other fails", () => {
  test.each<[string, unknown]>([
    ["unit.gone > 1 || unit.n > 0", true],
    ["unit.n > 0 || unit.gone > 1", true],
    ["unit.gone > 1 && unit.n < 0", false],
    ["unit.n < 0 && unit.gone > 1", false],
    ["unit.n > 0 && unit.gone > 1", failure("缺少 unit.gone")],
    ["unit.gone > 1 && unit.n > 0", failure("缺少 unit.gone")],
    ["unit.gone > 1 || unit.n < 0", failure("缺少 unit.gone")],
    ["unit.gone || unit.away || unit.on", true],
    ["unit.gone || unit.away || !unit.on", failure("缺少 unit.gone")],
    ["unit.gone && unit.away && !unit.on", false],
    ["unit.n && unit.on", failure("unit.n 是数，这里要真假")],
    ["unit.n && !unit.on", false],
    ["unit.n || unit.on", true],
    ["!unit.n", failure("unit.n 是数，这里要真假")],
    ["!unit.on", false],
    ["has(unit.none) && unit.none != null && unit.none > 0", false],
  ])("%s is %o", (source, value) => {
    expect(evaluated(source)).toEqual(value);
  });

  test.each<[string, unknown]>([
    ["unit.on ? 1 : unit.gone", "1"],
    ["!unit.on ? unit.gone : 2", "2"],
    ["unit.n ? 1 : 2", failure("unit.n 是数，这里要真假")],
    ["unit.gone ? 1 : 2", failure("缺少 unit.gone")],
    ["unit.n > 5 ? 'l' : unit.n > 3 ? 'm' : 's'", "m"],
  ])("a choice looks at one branch alone: %s is %o", (source, value) => {
    expect(evaluated(source)).toEqual(value);
  });
});

describe("reading", () => {
  test.each<[string, unknown]>([
    ["unit.inner.deep.value", "7"],
    ["unit['name']", "汤溪镇"],
    ["unit.table['村']", "2"],
    ["unit.table[4]", "four"],
    ["unit.table[4.0]", "four"],
    ["unit.table[unit.rate]", "rate"],
    ["unit.tags[1]", "b"],
    ["unit.tags[4 / 2 - 1]", "b"],
    ["unit.mixed[3]", "1.5"],
    ["held.levels.star", "4"],
    ["held.level == null", true],
    ["has(held.level)", true],
    ["has(held.levels.river)", false],
    ["has(unit.none)", true],
    ["has(unit.gone)", false],
    ["has(unit.inner.deep.value)", true],
    ["has(unit.constructor)", false],
    ["has(unit.__proto__x)", false],
    ["'a' in unit.tags", true],
    ["1.0 in unit.mixed", true],
    ["[1, {'k': 0.5}] in unit.mixed", true],
    ["2 in unit.mixed", false],
    ["'a' in unit.table", true],
    ["4 in unit.table", true],
    ["'toString' in unit.table", false],
    ["result.level in ['5', '4']", true],
    ["'harmony' in badges", true],
    ["size(badges) >= 1", true],
    ["{'a': 1, 2: 'b'}[2]", "b"],
    ["{'a': {'b': 5}}.a.b", "5"],
  ])("%s is %o", (source, value) => {
    expect(evaluated(source)).toEqual(value);
  });

  test.each([
    ["unit.speed * 2", "缺少 unit.speed"],
    ["unit.inner.other.value", "缺少 unit.inner.other"],
    ["unit['速度']", "缺少 unit['速度']"],
    ["unit.n.x", "unit.n 是数，这里要对照表"],
    ["unit.tags.x", "unit.tags 是列表，这里要对照表"],
    ["unit.tags[2]", "缺少 unit.tags[2]，它有 2 项"],
    ["unit.tags[0 - 1]", "缺少 unit.tags[-1]，它有 2 项"],
    ["unit.tags[0.5]", "unit.tags 的下标要整数，0.5 是 0.5"],
    ["unit.tags['a']", "unit.tags 是列表，这里要对照表"],
    ["unit.table[unit.none]", "unit.none 是空（null），这里要数或文字"],
    ["unit.n[0]", "unit.n 是数，这里要列表或对照表"],
    ["unit.constructor", "缺少 unit.constructor"],
    ["has(unit.gone.x)", "缺少 unit.gone"],
    ["has(unit.n.x)", "unit.n 是数，这里要对照表"],
    ["has(unit.none.x)", "unit.none 是空（null），这里要对照表"],
    ["1 in unit.name", "unit.name 是文字，这里要列表或对照表"],
    ["unit.none in unit.table", "unit.none 是空（null），这里要数或文字"],
    ["sections.work", "缺少 sections.work"],
    ["unit.huge > 1", "数太大或太长：整数部分最多 40 位，小数最多 340 位"],
  ])("%s fails: %s", (source, reason) => {
    expect(evaluated(source)).toEqual(failure(reason));
  });

  test.each([[null], [[1]], ["text"], [7], [true], [1.5]])("has(unit.x) fails where unit is %j", (unit) => {
    expect(evaluated("has(unit.x)", "bool", { unit })).toBeInstanceOf(Failure);
  });

  test("a variable that isn't given is missing", () => {
    expect(evaluated("result.level", "any", {})).toEqual(failure("缺少 result"));
    expect(evaluated("has(result.level)", "any", {})).toEqual(failure("缺少 result"));
  });

  test("a map may be given as a Map", () => {
    const sections = new Map([["team", 18.5]]);
    expect(evaluated("sections.team * 2", "number", { sections })).toBe("37");
    expect(evaluated("has(sections.team) && !has(sections.size)", "bool", { sections })).toBe(true);
  });
});

describe("texts and lists", () => {
  test.each<[string, unknown]>([
    ["unit.name + '/' + unit.size", "汤溪镇/small"],
    ["unit.tags + ['c']", ["a", "b", "c"]],
    ["unit.name.startsWith('汤') && unit.name.endsWith('镇') && unit.name.contains('溪')", true],
    ["unit.name.contains('x')", false],
    ["size('\u{20BB7}村')", "2"],
    ["unit.name.size()", "3"],
    ["size(unit.table) == 4 && size({}) == 0 && size([]) == 0", true],
    ['r"a\\b" + "\\n"', "a\\b\n"],
    ["[1, 2][1]", "2"],
  ])("%s is %o", (source, value) => {
    expect(evaluated(source)).toEqual(value);
  });

  test.each([
    ["unit.name + 1", "unit.name 是文字，这里要数"],
    ["1 + unit.name", "unit.name 是文字，这里要数"],
    ["unit.tags + unit.n", "unit.n 是数，这里要列表"],
    ["unit.n.startsWith('a')", "unit.n 是数，这里要文字"],
    ["size(unit.n)", "unit.n 是数，这里要文字、列表或对照表"],
    ["{unit.size: 1, 'sm' + 'all': 2}", "键 small 出现两次"],
  ])("%s fails: %s", (source, reason) => {
    expect(evaluated(source)).toEqual(failure(reason));
  });
});

describe("macros go over lists, and over the keys of maps", () => {
  test.each<[string, unknown]>([
    ["unit.tags.all(t, t != 'c')", true],
    ["unit.tags.all(t, t == 'a')", false],
    ["[].all(t, t == 1)", true],
    ["[].exists(t, t == 1)", false],
    ["unit.tags.exists(t, t == 'b')", true],
    ["unit.tags.exists_one(t, t == 'b')", true],
    ["unit.tags.exists_one(t, t != 'c')", false],
    ["unit.tags.filter(t, t != 'a')", ["b"]],
    ["[1, 2, 3].map(n, n * 2)", [2, 4, 6]],
    ["[1, 2, 3].map(n, n > 1, n * 2)", [4, 6]],
    ["unit.table.exists(k, k == '村')", true],
    ["unit.table.filter(k, unit.table[k] == 2)", ["村"]],
    [
      "[1, 2].map(a, [10, 20].map(b, a * b))",
      [
        [10, 20],
        [20, 40],
      ],
    ],
    ["[1, 2].map(unit, unit * 2)", [2, 4]],
    ["[3, 4].filter(n, n > 3).map(n, n + unit.n)", [8]],
    ["unit.mixed.exists(m, m > 1)", true],
    ["unit.mixed.all(m, m > 1)", false],
    ["unit.mixed.exists(m, m > 5)", failure("m 是文字，这里要数")],
    ["[0, 2].all(n, 4 / n > 5)", false],
    ["[0, 2].all(n, 4 / n > 1)", failure("除数是 0")],
    ["[0, 2].exists(n, 4 / n > 1)", true],
    ["[0, 2].exists(n, 4 / n > 5)", failure("除数是 0")],
    ["[2, 0].exists_one(n, 4 / n > 1)", failure("除数是 0")],
    ["[2, 0].filter(n, 4 / n > 1)", failure("除数是 0")],
    ["[2, 0].map(n, 4 / n)", failure("除数是 0")],
    ["unit.tags.all(t, unit.n)", failure("unit.n 是数，这里要真假")],
    ["unit.n.all(t, true)", failure("unit.n 是数，这里要列表或对照表")],
    ["unit.gone.all(t, true)", failure("缺少 unit.gone")],
  ])("%s is %o", (source, value) => {
    expect(evaluated(source)).toEqual(value);
  });
});

describe("the result is of the kind that is wanted", () => {
  test.each<[string, ResultType, unknown]>([
    ["unit.on", "bool", true],
    ["unit.n", "bool", failure("unit.n 是数，这里要真假")],
    ["unit.name", "number", failure("unit.name 是文字，这里要数")],
    ["unit.none", "number", failure("unit.none 是空（null），这里要数")],
    ["unit.none", "text", failure("unit.none 是空（null），这里要文字")],
    ["unit.none", "text-or-number", null],
    ["unit.on", "text-or-number", failure("unit.on 是真假，这里要数或文字")],
    ["unit.rate", "text-or-number", "86.5"],
    ["unit.size", "text-or-number", "small"],
    ["unit.tags", "any", ["a", "b"]],
  ])("%s as %s is %o", (source, result, value) => {
    expect(evaluated(source, result)).toEqual(value);
  });
});

describe("an expression says what it reads", () => {
  test.each([
    ["unit.on_belt && unit.on_belt && score > 3", ["unit.on_belt", "score"]],
    ["has(answers.secretary) ? 1 : unit['村']", ["answers.secretary", "unit.村"]],
    ["unit.inner.deep.value + held.levels.star", ["unit.inner", "held.levels"]],
    ["unit.tags.exists(t, t == result.level)", ["unit.tags", "result.level"]],
    ["unit[unit.size]", ["unit", "unit.size"]],
    ["[1].all(unit, unit == 1)", []],
  ])("%s reads %j", (source, reads) => {
    const compiled = compileExpression(source, { variables: VARIABLES, result: "any" });
    expect("expression" in compiled && compiled.expression.reads).toEqual(reads);
  });
});
