import type { Fact } from "../../../api-shapes.ts";
import type { Words } from "../../documents/condition.ts";
import { valuesOf } from "../completion.ts";

type Key = readonly [key: string, meaning: string];
const most = 200;

/**
 * The keys that an expression can give, with what they mean, as far as they are known: the values of a variable, the
 * texts that a condition chooses among, and for several joined by `+` every combination. Empty where one part is open.
 */
export function knownKeys(expression: string, facts: readonly Fact[], words: Words): readonly Key[] {
  let keys: readonly Key[] = [["", ""]];
  for (const part of partsOf(expression)) {
    const values = valuesIn(part, facts, words);
    if (values.length === 0 || keys.length * values.length > most) return [];
    keys = keys.flatMap(([key, meaning]) =>
      values.map(([next, means]) => [key + next, [meaning, means].filter((each) => each !== "").join("、")] as const),
    );
  }
  return keys.length === 1 && keys[0]?.[0] === "" ? [] : keys;
}

/** What stands between the `+` that are in no parentheses and no quotes. */
function partsOf(expression: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of expression.matchAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\s\S]/g)) {
    if (token === "(" || token === "[") depth += 1;
    if (token === ")" || token === "]") depth -= 1;
    if (token === "+" && depth === 0) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim());
}

const quoted = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/;

function valuesIn(part: string, facts: readonly Fact[], words: Words): readonly Key[] {
  const literal = new RegExp(`^(?:${quoted.source})$`).exec(part);
  if (literal !== null) return [[literal[1] ?? literal[2] ?? "", ""]];
  if (/^[A-Za-z_][\w.]*$/.test(part))
    return valuesOf(part, facts, words).map(({ text, title }) => [text.slice(1, -1), title] as const);
  const chosen = [...part.matchAll(new RegExp(`[?:]\\s*(?:${quoted.source})`, "g"))];
  return [...new Set(chosen.map(([, single, double]) => single ?? double ?? ""))].map((key) => [key, ""] as const);
}
