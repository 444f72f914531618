import { describe, expect, test } from "vitest";
import { Failure } from "../../worker/domain/expression.ts";
import { evaluated, failure } from "../support/expressions.ts";

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
