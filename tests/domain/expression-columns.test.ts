import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, type Decimal, unscaled } from "../../worker/domain/decimal.ts";
import {
  type Column,
  compileExpression,
  evaluate,
  evaluateColumn,
  Failure,
  fieldColumn,
  type ResultType,
  type Value,
} from "../../worker/domain/expression.ts";

const VARIABLES = ["unit"] as const;

/** The simple and the not so simple, over facts a to d. */
const source: fc.Arbitrary<string> = fc.letrec<{ number: string; bool: string }>((tie) => {
  const fact = fc.constantFrom("unit.a", "unit.b", "unit.c", "unit['d']");
  const written = fc.oneof(
    fc.integer({ min: -50, max: 50 }).map((n) => (n < 0 ? `(${n})` : String(n))),
    fc.constantFrom("0.5", "0.02", "12.345678", "1000000", "0.000001", "9007199254740991"),
  );
  const two = (operator: string, of: "number" | "bool") =>
    fc.tuple(tie(of), tie(of)).map(([a, b]) => `(${a} ${operator} ${b})`);
  return {
    number: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fact,
      written,
      two("+", "number"),
      two("-", "number"),
      two("*", "number"),
      two("/", "number"),
      two("%", "number"),
      fc.tuple(tie("bool"), tie("number"), tie("number")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      tie("number").map((n) => `int(${n})`),
    ),
    bool: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fact,
      fc.constantFrom("true", "false"),
      ...["<", "<=", ">", ">=", "==", "!="].map((operator) => two(operator, "number")),
      two("&&", "bool"),
      two("||", "bool"),
      tie("bool").map((of) => `!${of}`),
      fc.tuple(fact, fc.constantFrom("'x'", "null", "true", "''")).map(([a, b]) => `${a} == ${b}`),
      fact.map((a) => `'x' != ${a}`),
      fact.map((a) => `${a} in ['x', 'y', null]`),
      fact.map((a) => `${a} in [1, 2.5, 'x']`),
      fc.constantFrom("has(unit.a)", "has(unit.zz)", "unit.b.startsWith('x')"),
    ),
  };
}).number;

const value = fc.oneof(
  fc.integer({ min: -3, max: 60 }),
  fc.integer({ min: -900_000, max: 900_000 }).map((n) => n / 100),
  fc.constantFrom(0, -0, 1e15, 9_007_199_254_740_991, 1e-7, 0.1, 2.5, 1e300, null, true, false, "x", "y", "", [1], {}),
);
const unit = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), value, { noNullPrototype: true });
/** Facts of one kind each, as declared facts are. */
const soundUnit = fc.record({
  a: fc.nat(400),
  b: fc.nat(9_000_000).map((n) => n / 100),
  c: fc.integer({ min: -20, max: 20 }),
  d: fc.constantFrom("x", "y", "z"),
});
const units = fc.oneof(
  fc.array(unit, { minLength: 1, maxLength: 8 }),
  fc.array(soundUnit, { minLength: 1, maxLength: 8 }),
);

/** What a column says of one row; undefined where it doesn't say. */
function saidBy(column: Column | undefined, index: number): Value | undefined {
  if (column === undefined) return undefined;
  if (column.kind === "codes") return column.dictionary[column.codes[index] ?? -1];
  const found = column.values[index] ?? Number.NaN;
  if (Number.isNaN(found)) return undefined;
  return column.kind === "bool" ? found === 1 : unscaled(found, column.places);
}

function same(a: Value, b: Value): boolean {
  const isNumber = (x: Value): x is Decimal => typeof x === "number" || (typeof x === "object" && x !== null);
  return isNumber(a) && isNumber(b) ? compare(a, b) === 0 : a === b;
}

describe("what is worked out by column", () => {
  it("is what the expression yields for the subject alone", () => {
    let said = 0;
    const results: readonly ResultType[] = ["bool", "number", "text", "text-or-number"];
    fc.assert(
      fc.property(source, fc.constantFrom(...results), units, (text, result, rows) => {
        const written = result === "bool" ? `${text} > 3 && unit.c != 'x'` : result === "number" ? text : "unit.d";
        const compiled = compileExpression(written, { variables: VARIABLES, result });
        if ("fault" in compiled) return;
        const table = {
          count: rows.length,
          columnOf: (_: string, field: string | undefined) =>
            field === undefined ? undefined : fieldColumn(rows, field),
        };
        const column = evaluateColumn(compiled.expression, table);
        rows.forEach((row, index) => {
          const found = saidBy(column, index);
          if (found === undefined) return;
          said++;
          const alone = evaluate(compiled.expression, { unit: row });
          expect(alone, `${written} on ${JSON.stringify(row)}`).not.toBeInstanceOf(Failure);
          expect(same(found, alone as Value), `${written} on ${JSON.stringify(row)}`).toBe(true);
        });
      }),
      { numRuns: 3_000 },
    );
    expect(said).toBeGreaterThan(1_000);
  });

  it.each([
    ["unit.a / unit.b * 0.02", 6, [20_000, 6_667, Number.NaN]],
    ["unit.a + 0.5", 6, [1_500_000, 1_500_000, 1_500_000]],
    ["unit.b % 2", undefined, []],
  ])("of %s stands in millionths, NaN where a subject has to be asked", (written, places, millionths) => {
    const rows = [
      { a: 1, b: 1 },
      { a: 1, b: 3 },
      { a: 1, b: 0 },
    ];
    const compiled = compileExpression(written, { variables: VARIABLES, result: "number" });
    if ("fault" in compiled) throw new Error(compiled.fault);
    const table = { count: 3, columnOf: (_: string, field = "") => fieldColumn(rows, field) };
    const column = evaluateColumn(compiled.expression, table);
    expect(column?.kind === "number" ? column.places : undefined).toBe(places);
    expect(column?.kind === "number" ? [...column.values] : []).toEqual(millionths);
  });
});
