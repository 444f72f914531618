import { describe, expect, test } from "vitest";
import { compileExpression, type ResultType } from "../../worker/domain/expression.ts";

const VARIABLES = ["unit", "answers", "held", "score", "sections", "badges", "paidFen"] as const;

function faultOf(source: string, result: ResultType = "any"): string {
  const compiled = compileExpression(source, { variables: VARIABLES, result });
  return "fault" in compiled ? compiled.fault : "none";
}

const KNOWN = "unit、answers、held、score、sections、badges、paidFen";
const FUNCTIONS =
  "has、size、int、double、string、startsWith、endsWith、contains、all、exists、exists_one、filter、map";

describe("what is no CEL is refused, with the place and what is expected there", () => {
  test.each([
    ["", "表达式是空的，请写一个式子，如 unit.on_belt"],
    ["  ", "表达式是空的，请写一个式子，如 unit.on_belt"],
    ["unit.accidents >", "第 17 个字符：式子没有写完，这里要一个值"],
    ["result.accepted &&", "第 19 个字符：式子没有写完，这里要一个值"],
    ["(1 + 2", "第 7 个字符：式子没有写完，这里要)"],
    ["unit.", "第 6 个字符：式子没有写完，这里要名字"],
    ["[1, 2", "第 6 个字符：式子没有写完，这里要]"],
    ["unit.a unit.b", "第 8 个字符：这里不能写“u”"],
    ["1 + * 2", "第 5 个字符：这里要一个值，写的是“*”"],
    ["score = 3", "第 7 个字符：比较相等要写两个等号 =="],
    ["unit.a & unit.b", "第 8 个字符：要写两个 &&"],
    ["unit.名称 == 1", "第 6 个字符：“名”不能直接写；文字要加引号，字段名写成 unit['名称']"],
    ["score ＞ 3", "第 7 个字符：“＞”是全角符号，要写半角"],
    ["size（unit.a）", "第 5 个字符：“（”是全角符号，要写半角"],
    ["'村' == ”村”", "第 8 个字符：“””是全角符号，要写半角"],
    ["unit.a == 'x", "第 11 个字符：文字没有收尾的引号"],
    ["'a\nb'", "第 3 个字符：引号里不能换行"],
    ["'\\q'", "第 2 个字符：反斜杠后面的写法不对"],
    ["1e400", "第 1 个字符：这个数写得太大"],
    ["1e300", "第 1 个字符：数太大或太长：整数部分最多 40 位，小数最多 340 位"],
    ["if", "第 1 个字符：这个名字是保留字，不能用"],
    ["unit.a ? 1", "第 11 个字符：式子没有写完，这里要:"],
    ["'\u{20BB7}' + +", "第 7 个字符：这里要一个值，写的是“+”"],
  ])("%j: %s", (source, fault) => {
    expect(faultOf(source)).toBe(fault);
  });
});

describe("what is not known is refused", () => {
  test.each([
    ["section.team >= 15", `第 1 个字符：没有 section，这里能用的是 ${KNOWN}`],
    ["1 + facts.a", `第 5 个字符：没有 facts，这里能用的是 ${KNOWN}`],
    ["now() - unit.speed", `第 1 个字符：没有函数 now，能用的是 ${FUNCTIONS}`],
    ["timestamp('2015-01-01')", `第 1 个字符：没有函数 timestamp，能用的是 ${FUNCTIONS}`],
    ["duration('1h')", `第 1 个字符：没有函数 duration，能用的是 ${FUNCTIONS}`],
    ["uint(1)", `第 1 个字符：没有函数 uint，能用的是 ${FUNCTIONS}`],
    ["unit.name.matches('a')", "第 1 个字符：不能用正则 matches，请用 startsWith、endsWith、contains"],
    ["matches(unit.name, 'a')", "第 1 个字符：不能用正则 matches，请用 startsWith、endsWith、contains"],
    ["1u + 2", "第 1 个字符：数后面不要写 u"],
    ["b'abc'", "第 1 个字符：不能用字节 b''，请写文字"],
    ["held.stars == '4'", "第 1 个字符：held 没有 stars，只有 level、levels"],
    ["has(held.stars)", "第 5 个字符：held 没有 stars，只有 level、levels"],
    ["unit.list.all(x, y > 1)", `第 18 个字符：没有 y，这里能用的是 x、${KNOWN}`],
    ["unit.list.all(x, x > 1) && x", `第 28 个字符：没有 x，这里能用的是 ${KNOWN}`],
    ["cel.bind(x, 1, x)", `第 1 个字符：没有函数 bind，能用的是 ${FUNCTIONS}`],
  ])("%s: %s", (source, fault) => {
    expect(faultOf(source)).toBe(fault);
  });
});

describe("the wrong number of arguments is refused", () => {
  test.each([
    ["size()", "第 1 个字符：size 要一个参数，如 size(unit.x)"],
    ["size(unit.a, unit.b)", "第 1 个字符：size 要一个参数，如 size(unit.x)"],
    ["unit.a.int()", "第 1 个字符：int 要一个参数，如 int(unit.x)"],
    ["startsWith(unit.a, 'b')", "第 1 个字符：startsWith 要写在文字后面，带一个参数，如 unit.name.startsWith('村')"],
    ["unit.a.contains()", "第 1 个字符：contains 要写在文字后面，带一个参数，如 unit.name.contains('村')"],
    ["unit.a.all(x)", "第 1 个字符：all 要写成 .all(x, 对 x 的式子)"],
    ["unit.a.filter(x, true, true)", "第 1 个字符：filter 要写成 .filter(x, 对 x 的式子)"],
    ["unit.a.all(1, true)", "第 12 个字符：第一个参数要是变量名，如 unit.list.all(x, x > 0)"],
    ["all(unit.a, true)", "第 1 个字符：all 要写在列表后面，如 unit.list.all(x, …)"],
    ["has(unit)", "第 1 个字符：has 里要写一个字段，如 has(unit.x)"],
    ["has(unit['x'])", "第 1 个字符：has 里要写一个字段，如 has(unit.x)"],
    ["has(unit.a, unit.b)", "第 1 个字符：has 里要写一个字段，如 has(unit.x)"],
    ["{'a': 1, 'a': 2}", "第 10 个字符：键 a 写了两次"],
  ])("%s: %s", (source, fault) => {
    expect(faultOf(source)).toBe(fault);
  });
});

describe("a kind of value that can never be right is refused", () => {
  test.each<[string, ResultType, string]>([
    ["1 + 2", "bool", "第 1 个字符：这里要真假，这个式子是数"],
    ["'fast'", "number", "第 1 个字符：这里要数，'fast' 是文字"],
    ["unit.x + 1", "bool", "第 1 个字符：这里要真假，这个式子是数"],
    ["unit.x - 1", "bool", "第 1 个字符：这里要真假，这个式子是数"],
    ["unit.x + 'a'", "number", "第 1 个字符：这里要数，这个式子是文字"],
    ["unit.x", "bool", "none"],
    ["unit.x", "number", "none"],
    ["score > 60", "number", "第 1 个字符：这里要数，这个式子是真假"],
    ["null", "number", "第 1 个字符：这里要数，null 是空（null）"],
    ["unit.a ? 1 : 'many'", "number", "第 14 个字符：这里要数，'many' 是文字"],
    ["unit.a ? 1 : unit.b", "number", "none"],
    ["[1]", "text-or-number", "第 1 个字符：这里要数或文字，这个式子是列表"],
    ["string(unit.a)", "number", "第 1 个字符：这里要数，string(…) 是文字"],
    ["sections.team", "text", "第 1 个字符：这里要文字，sections.team 是数"],
    ["badges[0]", "number", "第 1 个字符：这里要数，badges[0] 是文字"],
    ["unit", "number", "第 1 个字符：这里要数，unit 是对照表"],
  ])("%s as %s: %s", (source, result, fault) => {
    expect(faultOf(source, result)).toBe(fault);
  });

  test.each([
    ["'a' * 2", "这里要数，'a' 是文字"],
    ["score + 'x'", "+ 两边要同一种，这里左边是数，右边是文字"],
    ["unit.a + true", "这里要数、文字或列表，true 是真假"],
    ["badges - 1", "这里要数，badges 是列表"],
    ["-'a'", "这里要数，'a' 是文字"],
    ["!score", "这里要真假，score 是数"],
    ["score && true", "这里要真假，score 是数"],
    ["true || 'a'", "这里要真假，'a' 是文字"],
    ["score ? 1 : 2", "这里要真假，score 是数"],
    ["score > 'a'", "> 两边要同一种，这里左边是数，右边是文字"],
    ["null < 1", "这里要真假、数或文字，null 是空（null）"],
    ["score in 3", "这里要列表或对照表，3 是数"],
    ["true in sections", "这里要数或文字，true 是真假"],
    ["score.x", "这里要对照表，score 是数"],
    ["badges.x", "这里要对照表，badges 是列表"],
    ["badges['a']", "这里要对照表，badges 是列表"],
    ["badges[true]", "这里要数，true 是真假"],
    ["score[0]", "这里要列表或对照表，score 是数"],
    ["unit[null]", "这里要数或文字，null 是空（null）"],
    ["size(score)", "这里要文字、列表或对照表，score 是数"],
    ["int(true)", "这里要数或文字，true 是真假"],
    ["score.startsWith('a')", "这里要文字，score 是数"],
    ["'a'.contains(1)", "这里要文字，1 是数"],
    ["score.all(x, true)", "这里要列表或对照表，score 是数"],
    ["badges.all(b, b)", "这里要真假，b 是文字"],
    ["badges.exists(b, b > 1)", "> 两边要同一种，这里左边是文字，右边是数"],
    ["badges.map(b, size(b)).exists(n, n == 2 && n.x)", "这里要对照表，n 是数"],
    ["{true: 1}", "这里要数或文字，true 是真假"],
    ["has(score.x)", "这里要对照表，score 是数"],
  ])("%s: %s", (source, fault) => {
    expect(faultOf(source).replace(/^第 \d+ 个字符：/, "")).toBe(fault);
  });

  test.each(["1 == 'a'", "null != 0", "score == null", "held.level == '4'", "held.levels.star in ['4', '5']"])(
    "values of any two kinds may be asked whether they are equal: %s",
    (source) => {
      expect(faultOf(source, "bool")).toBe("none");
    },
  );
});
