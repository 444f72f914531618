import { decimal, toText } from "../decimal.ts";
import { splitAtAnd } from "../expression/conjuncts.ts";
import { compileExpression, type Expression, evaluate } from "../expression.ts";
import type { Variables } from "./recipient.ts";
import { VARIABLES } from "./written.ts";

/**
 * Why a condition doesn't hold: the first of the parts that its top-level `&&` joins which is false, and what it read,
 * e.g. `条件不成立：result.level in ['5', '4']（result.level 是「3」）`.
 */
export function withoutReason(when: Expression, variables: Variables): string {
  const failing = conjunctsOf(when).find((conjunct) => evaluate(conjunct, variables) === false) ?? when;
  const read = failing.reads.flatMap((path) => {
    const value = valueText(valueAt(variables, path));
    return value === undefined ? [] : [`${path} 是${value}`];
  });
  return `条件不成立：${failing.source}${read.length === 0 ? "" : `（${read.join("，")}）`}`;
}

const known = new WeakMap<Expression, readonly Expression[]>();

/** The parts, each a condition of its own; the whole where it can't be taken apart. */
function conjunctsOf(when: Expression): readonly Expression[] {
  let conjuncts = known.get(when);
  if (conjuncts === undefined) {
    conjuncts = compiled(splitAtAnd(when.source)) ?? [when];
    known.set(when, conjuncts);
  }
  return conjuncts;
}

function compiled(sources: readonly string[]): readonly Expression[] | undefined {
  const expressions: Expression[] = [];
  for (const source of sources) {
    const result = compileExpression(source, { variables: VARIABLES, result: "bool" });
    if ("fault" in result) return undefined;
    expressions.push(result.expression);
  }
  return expressions;
}

function valueAt(variables: Variables, path: string): unknown {
  let value: unknown = variables;
  for (const key of path.split(".")) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** A value that a reader can be shown; maps are not. */
function valueText(value: unknown): string | undefined {
  if (value === null) return "空";
  if (value === undefined) return "未填";
  if (typeof value === "boolean") return value ? "「是」" : "「否」";
  if (typeof value === "number") return ` ${toText(decimal(value))}`;
  if (typeof value === "string") return `「${value}」`;
  if (!Array.isArray(value)) return undefined;
  const items = value.slice(0, 10).map((item) => (typeof item === "string" ? `「${item}」` : String(item)));
  return items.length === 0 ? "空的" : items.join("、");
}
