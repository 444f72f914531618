import { DEPTH_LIMIT, NODE_LIMIT } from "./limits.ts";

/** What the parser names the signs of CEL, in the signs themselves. */
const SIGNS: Readonly<Record<string, string>> = {
  EOF: "结尾",
  NUMBER: "数",
  STRING: "文字",
  BOOLEAN: "真假",
  NULL: "null",
  IDENTIFIER: "名字",
  PLUS: "+",
  MINUS: "-",
  MULTIPLY: "*",
  DIVIDE: "/",
  MODULO: "%",
  EQ: "==",
  NE: "!=",
  LT: "<",
  LE: "<=",
  GT: ">",
  GE: ">=",
  AND: "&&",
  OR: "||",
  NOT: "!",
  IN: "in",
  LPAREN: "(",
  RPAREN: ")",
  LBRACKET: "[",
  RBRACKET: "]",
  LBRACE: "{",
  RBRACE: "}",
  DOT: ".",
  COMMA: ",",
  COLON: ":",
  QUESTION: "?",
};

const EXPLANATIONS: Readonly<Record<string, string>> = {
  unterminated_string: "文字没有收尾的引号",
  unterminated_triple_quoted_string: "文字没有收尾的三个引号",
  newline_in_string: "引号里不能换行",
  invalid_number: "这个数写得太大",
  invalid_integer: "这个数写得不对",
  invalid_hex_integer: "十六进制数写得不对",
  invalid_exponent: "指数里要有数字，如 1e3",
  reserved_identifier: "这个名字是保留字，不能用",
  invalid_macro_argument: "第一个参数要是变量名，如 unit.list.all(x, x > 0)",
};

/** What a parser's error means to the reader: `rest` is the source from where it arose. */
export function explainSyntax(code: string, summary: string, rest: string): string {
  const [character = ""] = rest;
  switch (code) {
    case "unexpected_token":
      return character === "" ? "式子没有写完，这里要一个值" : `这里要一个值，写的是“${character}”`;
    case "expected_token":
      return expectedSign(summary, character);
    case "unexpected_character":
      return unexpected(character);
    case "limit_exceeded":
      return summary.includes("maxDepth")
        ? `嵌套超过 ${DEPTH_LIMIT} 层，请拆开写`
        : `式子太大，最多 ${NODE_LIMIT} 个名字、值和运算`;
    default:
      return EXPLANATIONS[code] ?? (code.includes("escape") ? "反斜杠后面的写法不对" : "写法不对");
  }
}

function expectedSign(summary: string, character: string): string {
  const name = /^Expected (\w+)/.exec(summary)?.[1] ?? "";
  const wanted = SIGNS[name] ?? name;
  return character === "" ? `式子没有写完，这里要${wanted}` : `这里要${wanted}，写的是“${character}”`;
}

function unexpected(character: string): string {
  if (character === "=") return "比较相等要写两个等号 ==";
  if (character === "&" || character === "|") return `要写两个 ${character}${character}`;
  if (/[\u3000-\u303f\uff00-\uffef“”‘’]/u.test(character)) return `“${character}”是全角符号，要写半角`;
  if (character > "\u007f" && /\p{L}/u.test(character))
    return `“${character}”不能直接写；文字要加引号，字段名写成 unit['名称']`;
  return character === "" ? "式子没有写完" : `这里不能写“${character}”`;
}
