import { fields, unitKinds } from "../../../worker/domain/vocabulary.ts";

/** The tenant's and the document's own words for what an expression names: `unit.staff` → 从业人数, level `5` → 五星级. */
export interface Words {
  readonly names: ReadonlyMap<string, string>;
  readonly levels: ReadonlyMap<string, string>;
  /** Titles of what else is named by a code: badges, choices of facts. */
  readonly codes: ReadonlyMap<string, string>;
}

/** What expressions can read beside facts, answers and sections, in words. */
export const variables: Readonly<Record<string, string>> = {
  "unit.code": "编号",
  "unit.name": "名称",
  "unit.kind": "组织类型",
  "unit.field": "领域",
  "unit.township": "乡镇、街道或行业",
  "unit.trade": "行业",
  "unit.category": "示范点类别",
  "result.level": "认定等次",
  "result.score": "认定得分",
  "result.rank": "名次",
  "previous.level": "上期等次",
  "previous.score": "上期得分",
  "held.level": "已有等次",
  score: "总分",
  badges: "得到的星",
  "result.badges": "得到的星",
};

/** Bare claims read better with a negative of their own. */
export const claims: Readonly<Record<string, readonly [string, string]>> = {
  "unit.on_belt": ["在示范带上", "不在示范带上"],
  "unit.demonstration": ["是示范点", "不是示范点"],
  "result.accepted": ["通过验收", "没有通过验收"],
};

const operators: Readonly<Record<string, string>> = {
  "&&": "，并且",
  "||": "，或者",
  "==": "是",
  "!=": "不是",
  ">=": "≥",
  "<=": "≤",
  ">": ">",
  "<": "<",
  "+": "+",
  "-": "−",
  "*": "×",
  "/": "÷",
};

const token =
  /\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?:has|size)\(\s*[\w.]+\s*\)|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|\d+(?:\.\d+)?|&&|\|\||[=!<>]=|[<>!()[\],+\-*/])/gy;

/**
 * An expression in the reader's language, token by token, so that it says what the expression says; null where it uses
 * more than this knows (calls, macros), and the expression itself has to be shown.
 */
export function inWords(expression: string, words: Words): string | null {
  const tokens = tokensOf(expression);
  if (tokens === null) return null;
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined && /^[A-Za-z_]/.test(only) && !/^(has|size)\(/.test(only))
    return nameOf(only, words);
  let said = "";
  let about = "";
  for (let index = 0; index < tokens.length; index += 1) {
    const each = tokens[index] ?? "";
    const next = tokens[index + 1] ?? "";
    if (/^[A-Za-z_]/.test(each) && next === "(" && each !== "in") return null;
    if (each === "!") {
      if (!/^[A-Za-z_]/.test(next) || /^(has|size)\(/.test(next)) return null;
      said += claims[next]?.[1] ?? `不满足「${nameOf(next, words)}」`;
      index += 1;
    } else if (each === "in" && next === "[") {
      const end = tokens.indexOf("]", index);
      const values = tokens.slice(index + 2, end).filter((value) => value !== ",");
      said += ` 是${values.map((value) => `「${meaningOf(value, about, words)}」`).join("或")}`;
      index = end;
    } else if (next === "in" && /^[A-Za-z_]/.test(tokens[index + 2] ?? "")) {
      said += `${nameOf(tokens[index + 2] ?? "", words)}有「${meaningOf(each, "", words)}」`;
      index += 2;
    } else if (/^['"\d]/.test(each)) said += ` ${meaningOf(each, about, words)}`;
    else if (/^[A-Za-z_]/.test(each)) {
      about = each;
      said += termOf(each, next, words);
    } else {
      const operator = operators[each];
      if (operator === undefined && each !== "(" && each !== ")") return null;
      said +=
        each === "(" ? "（" : each === ")" ? "）" : operator?.startsWith("，") === true ? operator : ` ${operator}`;
    }
  }
  return said.trim().replace(/([^\w≥≤<>+−×÷]) (?=[^\w≥≤<>+−×÷])/g, "$1");
}

function tokensOf(expression: string): string[] | null {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const text = expression.trim();
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (found?.[1] === undefined) return null;
    tokens.push(found[1]);
  }
  return tokens;
}

function termOf(path: string, next: string, words: Words): string {
  if (path.startsWith("has(")) return `「${nameOf(path.slice(4, -1).trim(), words)}」已知`;
  if (path.startsWith("size(")) return `${nameOf(path.slice(5, -1).trim(), words)}的个数`;
  if (path === "true" || path === "false") return path === "true" ? " 真" : " 假";
  if (path === "null") return "没有";
  const isBare = next === "" || next === "&&" || next === "||" || next === ")";
  if (isBare && claims[path] !== undefined) return claims[path][0];
  return isBare ? `「${nameOf(path, words)}」` : nameOf(path, words);
}

function nameOf(path: string, words: Words): string {
  return words.names.get(path) ?? variables[path] ?? claims[path]?.[0] ?? path;
}

function meaningOf(literal: string, about: string, words: Words): string {
  const text = /^['"]/.test(literal) ? literal.slice(1, -1) : literal;
  if (about.endsWith(".level")) return words.levels.get(text) ?? text;
  if (about === "unit.field" && text in fields) return fields[text as keyof typeof fields];
  if (about === "unit.kind" && text in unitKinds) return unitKinds[text as keyof typeof unitKinds];
  return words.codes.get(text) ?? text;
}
