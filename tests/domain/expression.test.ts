import { describe, expect, test } from "vitest";
import { compileExpression, type ResultType } from "../../worker/domain/expression.ts";
import { evaluated, failure, VARIABLES } from "../support/expressions.ts";

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
