import fc from "fast-check";
import { expect, test } from "vitest";
import { Big } from "../../worker/domain/decimal.ts";
import { compileExpression, evaluate, Failure, type ResultType } from "../../worker/domain/expression.ts";

const VARIABLES = ["unit", "answers", "held", "score", "sections", "badges"] as const;
const RESULTS: readonly ResultType[] = ["bool", "number", "text", "text-or-number", "any"];

const SOURCES = [
  "unit.a",
  "unit.a + unit.b",
  "unit.a - unit.b * unit.c / unit.a % unit.b",
  "-unit.a < unit.b || unit.c",
  "unit.a == unit.b && unit.b != unit.c",
  "unit.a in unit.b",
  "unit.a[unit.b]",
  "unit.a.b.c",
  "has(unit.a.b) ? unit.a.b : unit.c",
  "unit[unit.a]",
  "size(unit.a) + int(unit.b) + double(unit.c)",
  "string(unit.a) + unit.b",
  "unit.a.startsWith(unit.b) || unit.a.contains(unit.c)",
  "unit.a.all(x, x > unit.b)",
  "unit.a.exists(x, unit.b.exists_one(y, x == y))",
  "unit.a.map(x, x == unit.b, [x, unit.c])",
  "unit.a.filter(x, x in unit.b).map(x, x + x)",
  "{unit.a: unit.b, 'x': unit.c}",
  "[unit.a, unit.b] + unit.c",
  "score * 2 > sections.a && badges.exists(b, b == held.levels.a) && answers.a",
];

const expressions = SOURCES.flatMap((source) =>
  RESULTS.flatMap((result) => {
    const compiled = compileExpression(source, { variables: VARIABLES, result });
    return "fault" in compiled ? [] : [compiled.expression];
  }),
);

const fact = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
  fc.constantFrom(0, -0, 1, 2.5, 1e300, 5e-324, "a", "a".repeat(9_000), "12", "__proto__", [], {}, [1, "a", 0.5], {
    a: 0.5,
  }),
);
const facts = fc.oneof(
  fc.dictionary(fc.constantFrom("a", "b", "c", "levels", "__proto__"), fact),
  fc.record({ a: fact, b: fact, c: fact }),
  fact,
);
const data = fc.dictionary(fc.constantFrom(...VARIABLES), facts);

test("an expression never throws, whatever JSON it is given, and yields what it was compiled for", () => {
  fc.assert(
    fc.property(fc.constantFrom(...expressions), data, (expression, variables) => {
      const value = evaluate(expression, variables);
      if (value instanceof Failure) expect(value.reason).not.toBe("");
      else expect(isOfKind(value, expression.result), expression.source).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test("evaluating again yields the same, and changes nothing in what it was given", () => {
  fc.assert(
    fc.property(fc.constantFrom(...expressions), data, (expression, variables) => {
      const before = structuredClone(variables);
      expect(evaluate(expression, variables)).toEqual(evaluate(expression, variables));
      expect(variables).toEqual(before);
    }),
  );
});

test("any text at all is compiled or refused, never thrown at", () => {
  const piece = fc.constantFrom(
    ...[
      "unit",
      ".a",
      "score",
      "1",
      "0x",
      "1e",
      "'a'",
      "'",
      '"',
      "\\",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      ",",
      ":",
      "?",
      "!",
      "-",
    ],
    ...[
      "+",
      "*",
      "/",
      "%",
      "==",
      "=",
      "<",
      ">=",
      "&&",
      "&",
      "||",
      " in ",
      " ",
      "\n",
      "has",
      "size",
      ".all(x,",
      "b'",
      "r'",
      "1u",
    ],
    ...["//", "null", "true", "村", "，", "\u{20BB7}", "\ud800", "\\u", "0", "9", ".", "e", "map", "cel.bind(x,1,x)"],
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(...RESULTS), (source, result) => {
      const compiled = compileExpression(source, { variables: VARIABLES, result });
      if ("fault" in compiled) expect(compiled.fault).toMatch(/^(第 \d+ 个字符：.|表达式)/);
      else evaluate(compiled.expression, { unit: { a: 1 } });
    }),
    { numRuns: 5_000 },
  );
});

function isOfKind(value: unknown, result: ResultType): boolean {
  const isNumber =
    typeof value === "number"
      ? Number.isSafeInteger(value) && !Object.is(value, -0)
      : value instanceof Big && value.places <= 6;
  switch (result) {
    case "bool":
      return typeof value === "boolean";
    case "number":
      return isNumber;
    case "text":
      return typeof value === "string";
    case "text-or-number":
      return typeof value === "string" || isNumber || value === null;
    case "any":
      return value !== undefined;
    default:
      return result satisfies never;
  }
}
