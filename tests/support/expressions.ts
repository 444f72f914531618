import { type Decimal, toText } from "../../worker/domain/decimal.ts";
import { compileExpression, evaluate, Failure, type ResultType } from "../../worker/domain/expression.ts";

/** The variables that the expressions of a test may read. */
export const VARIABLES = [
  "unit",
  "answers",
  "held",
  "score",
  "sections",
  "badges",
  "facts",
  "result",
  "paidFen",
] as const;

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

/** What an expression yields on DATA: a number as its text, a fault as its message. */
export function evaluated(
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

export function failure(reason: string): Failure {
  return new Failure(reason);
}
