import { describe, expect, test } from "vitest";
import { compileExpression, evaluate, Failure } from "../../worker/domain/expression.ts";

function compiled(source: string) {
  return compileExpression(source, { variables: ["unit"], result: "any" });
}

function faultOf(source: string): string {
  const answer = compiled(source);
  return "fault" in answer ? answer.fault.replace(/^第 \d+ 个字符：/, "") : "none";
}

function reasonOf(source: string, unit: unknown = {}): string {
  const answer = compiled(source);
  if ("fault" in answer) return answer.fault;
  const value = evaluate(answer.expression, { unit });
  return value instanceof Failure ? value.reason : "none";
}

describe("an expression is refused where it is too large", () => {
  test("a source has at most 2,000 characters", () => {
    expect(faultOf(`'${"a".repeat(1998)}'`)).toBe("none");
    expect(faultOf(`'${"a".repeat(1999)}'`)).toBe("表达式长 2001 个字符，最多 2000 个");
  });

  test("at most 500 names, values and operations", () => {
    expect(faultOf(Array(250).fill("1").join("+"))).toBe("none");
    expect(faultOf(Array(260).fill("1").join("+"))).toBe("式子太大，最多 500 个名字、值和运算");
    expect(faultOf(`[${Array(600).fill("1").join(",")}]`)).toBe("式子太大，最多 500 个名字、值和运算");
  });

  test("at most 32 levels inside one another, however they are made", () => {
    const deep = "嵌套超过 32 层，请拆开写";
    expect(faultOf(`${"[".repeat(31)}1${"]".repeat(31)}`)).toBe("none");
    expect(faultOf(`${"[".repeat(32)}1${"]".repeat(32)}`)).toBe(deep);
    expect(faultOf(`${"(".repeat(900)}1${")".repeat(900)}`)).toBe(deep);
    expect(faultOf(`${"!".repeat(40)}true`)).toBe(deep);
    expect(faultOf(`${"-".repeat(1900)}1`)).toBe("式子太大，最多 500 个名字、值和运算");
    expect(faultOf(`unit${".a".repeat(40)}`)).toBe(deep);
    expect(faultOf(`${"1+(".repeat(40)}1${")".repeat(40)}`)).toBe(deep);
  });

  test("a chain of one operator is one level, and so is a ladder of choices", () => {
    expect(faultOf(Array(100).fill("unit.a").join(" || "))).toBe("none");
    expect(faultOf(Array(100).fill("unit.a").join(" + "))).toBe("none");
    expect(faultOf(`${"unit.a ? 1 : ".repeat(60)}2`)).toBe("none");
  });

  test("macros stand at most two inside one another, but any number after one another", () => {
    const twice = "[1].all(a, [1].all(b, a == b))";
    expect(faultOf(twice)).toBe("none");
    expect(faultOf(`[1].all(c, ${twice})`)).toBe("all、exists、exists_one、filter、map 最多套 2 层");
    expect(faultOf("[1].map(a, a).map(a, a).map(a, a).filter(a, true)")).toBe("none");
  });
});

describe("an evaluation stops where it would take too much", () => {
  const many = Array.from({ length: 2_000 }, (_, i) => i);

  test("100,000 steps are enough for going twice through 100 items, not through 2,000", () => {
    const few = many.slice(0, 100);
    expect(reasonOf("unit.l.all(a, unit.l.all(b, a + b >= 0))", { l: few })).toBe("none");
    const steps = "这个表达式在这份数据上要算的步数超过 100000 步，请写短些";
    expect(reasonOf("unit.l.all(a, unit.l.all(b, a + b >= 0))", { l: many })).toBe(steps);
    expect(reasonOf("unit.l.exists(a, unit.l.exists(b, a + b < 0) || true)", { l: many })).toBe("none");
    expect(reasonOf("unit.l.map(a, unit.l.map(b, [a, b]))", { l: many })).toBe(steps);
    expect(reasonOf("unit.l.filter(a, a in unit.l)", { l: many })).toBe(steps);
    expect(reasonOf("unit.l.filter(a, unit.l == unit.k)", { l: many, k: [...many] })).toBe(steps);
  });

  test("a text that it makes has at most 10,000 characters, a list 10,000 items", () => {
    expect(reasonOf("unit.a + unit.a", { a: "x".repeat(5_000) })).toBe("none");
    expect(reasonOf("unit.a + unit.a", { a: "x".repeat(5_001) })).toBe("连起来的文字超过 10000 个字");
    expect(reasonOf("unit.a + unit.a", { a: Array(5_001).fill(1) })).toBe("连起来的列表超过 10000 项");
  });

  test("a number has at most 40 digits before the point and 340 after it", () => {
    const long = "数太大或太长：整数部分最多 40 位，小数最多 340 位";
    expect(reasonOf("unit.a * unit.a", { a: 9e19 })).toBe("none");
    expect(reasonOf("unit.a * unit.a", { a: 1e20 })).toBe(long);
    expect(reasonOf(Array(100).fill("unit.a").join("*"), { a: 1e15 })).toBe(long);
    expect(reasonOf("unit.a * unit.a", { a: 1e-200 })).toBe(long);
    expect(reasonOf("unit.a", { a: 1e40 })).toBe(long);
    expect(reasonOf("unit.a < 1", { a: 5e-324 })).toBe("none");
    expect(reasonOf("double(unit.a)", { a: "9".repeat(41) })).toBe(long);
    expect(reasonOf("int(unit.a)", { a: "9".repeat(5_000) })).toBe("“99999999999999999999…”不是整数");
  });

  test("values are compared to 32 levels", () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(reasonOf("unit.a == unit.b", { a: nested(30), b: nested(30) })).toBe("none");
    expect(reasonOf("unit.a == unit.b", { a: nested(5_000), b: nested(5_000) })).toBe("比较的值嵌套超过 32 层");
  });

  test("what is no JSON fails and does not throw", () => {
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, 1n, Symbol("x"), () => 1]) {
      expect(reasonOf("unit.x + 1", { x })).not.toBe("none");
    }
    expect(reasonOf("unit.x + 1", { x: undefined })).toBe("缺少 unit.x");
  });
});
