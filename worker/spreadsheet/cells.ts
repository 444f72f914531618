import { compare, decimal, isInteger, multiply, toNumber, toText, unscaled } from "../domain/decimal.ts";
import type { Json } from "../domain/expression.ts";
import type { Cell } from "./workbook.ts";

/** How a value of a document stands in a cell, and is read back the same. */
export interface Format {
  readonly numberFormat: "@" | "General" | "#,##0.00";
  readonly width: number;
  readonly words?: readonly string[];
  readonly write: (value: Json) => string | number;
  readonly read: (cell: string | number | boolean) => Reading;
}

/** What a cell says; or what should stand there instead. */
export type Reading = { readonly value: Json } | { readonly fault: string };

/** Stands for what is there and empty: an empty text, an empty list. A blank cell is what isn't there. */
export const EMPTY = "（空）";

/** Whether a cell holds nothing. Spaces are something: a text may be made of them. */
export function isBlank(cell: Cell): boolean {
  return cell === null || cell === "";
}

/** Why a cell can't be taken as it stands. */
export function refusalOf(cell: Cell): string | undefined {
  if (cell === null || typeof cell !== "object") return undefined;
  return refusals[cell.refused];
}

const refusals = {
  formula: "这一格是公式，请改成它的结果（选择性粘贴为数值）",
  date: "这一格是日期，请按文字或数填写",
  error: "这一格是表格软件算出的错误值，请重新填写",
  percentage: "这一格是百分数格式，请改成常规格式，80% 填 80",
} as const;

/** Any text; a number that was typed is the text it shows. */
export function text(width: number): Format {
  return {
    numberFormat: "@",
    width,
    write: (value) => guarded(String(value)),
    read: (cell) => ({ value: unguarded(String(cell)) }),
  };
}

/** The word for nothing, said of itself, gets a backslash before it. */
function guarded(value: string): string {
  if (value === "") return EMPTY;
  return /^\\*（空）$/.test(value) ? `\\${value}` : value;
}

function unguarded(cell: string): string {
  if (cell === EMPTY) return "";
  return /^\\+（空）$/.test(cell) ? cell.slice(1) : cell;
}

/** A number, as a number or as its text. */
export const number: Format = {
  numberFormat: "General",
  width: 10,
  write: Number,
  read: (cell) => {
    const found = numeral(cell);
    return found === undefined ? { fault: "要填数，例如 5" } : { value: Number(found) };
  },
};

/** The decimal that a cell says, full-width digits too; undefined if it isn't one. */
function numeral(cell: string | number | boolean): string | undefined {
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : undefined;
  if (typeof cell === "boolean") return undefined;
  const written = cell.normalize("NFKC").trim();
  return /^[+-]?\d{1,400}(\.\d{1,300})?$/.test(written) ? written : undefined;
}

/** Fen as 「元」 with two decimals; what fifteen digits don't hold is written as text. */
export const yuan: Format = {
  numberFormat: "#,##0.00",
  width: 14,
  write: (value) => {
    const amount = unscaled(Number(value), 2);
    return Math.abs(Number(value)) < 1e15 ? toNumber(amount) : toText(amount);
  },
  read: (cell) => fenOf(cell, "要填元数，例如 50000 或 50000.50"),
};

function fenOf(cell: string | number | boolean, fault: string): Reading {
  const found = numeral(typeof cell === "string" ? cell.replaceAll(/[,，]/g, "") : cell);
  if (found === undefined) return { fault };
  const fen = multiply(decimal(found), 100);
  if (!isInteger(fen)) return { fault: "元数最多两位小数，写到分" };
  if (compare(fen, Number.MAX_SAFE_INTEGER) > 0) return { fault: "元数太大，请改小" };
  return { value: toNumber(fen) };
}

const FORMULA = "算式：";

/** An amount in 「元」, or after 算式： an expression that yields fen. */
export const yuanOrExpression: Format = {
  numberFormat: "@",
  width: 18,
  write: (value) => (typeof value === "string" ? `${FORMULA}${value}` : yuan.write(value)),
  read: (cell) => {
    const found = typeof cell === "string" ? /^算式[：:]([\s\S]*)$/.exec(cell) : null;
    if (found !== null) return { value: found[1] ?? "" };
    return fenOf(cell, `要填元数，例如 50000，或写 ${FORMULA}facts.x * 50（结果以分计）`);
  },
};

const NEVER = "报错";

/** An amount in 「元」, or 报错 where there is none and its absence is an error (null). */
export const yuanOrError: Format = {
  ...yuan,
  write: (value) => (value === null ? NEVER : yuan.write(value)),
  read: (cell) =>
    typeof cell === "string" && cell.trim() === NEVER ? { value: null } : fenOf(cell, `要填元数，或填 ${NEVER}`),
};

/** One of some words, each of which stands for a value. */
export function oneOf(words: Readonly<Record<string, string>>): Format {
  return choice(Object.entries(words).map(([value, word]) => [value, word]));
}

export const yesNo: Format = choice([
  [true, "是"],
  [false, "否"],
]);

/** One of some words by their values, which may be true and false. */
export function choice(pairs: readonly (readonly [Json, string])[]): Format {
  const words = pairs.map(([, word]) => word);
  return {
    numberFormat: "@",
    width: 12,
    words,
    write: (value) => pairs.find(([each]) => each === value)?.[1] ?? String(value),
    read: (cell) => {
      const found = pairs.find(([, word]) => word === String(cell).trim());
      return found === undefined ? { fault: `要选 ${words.join("、")} 之一` } : { value: found[0] };
    },
  };
}

/** Codes one after another: `team、work`. */
export const codes: Format = {
  numberFormat: "@",
  width: 20,
  write: (value) => (value as readonly string[]).join("、") || EMPTY,
  read: (cell) => {
    const written = String(cell).trim();
    return { value: written === EMPTY ? [] : written.split(/[、,，;；\s]+/).filter((code) => code !== "") };
  },
};

interface Source {
  readonly document: string;
  readonly clause?: string;
}

/** Documents and their clauses, a line each: `关于创建的通知｜三、2`. A backslash takes the meaning off ｜ and itself. */
export const sources: Format = {
  numberFormat: "@",
  width: 30,
  write: (value) => {
    const lines = (value as unknown as readonly Source[]).map(({ document, clause }) =>
      [document, ...(clause === undefined ? [] : [clause])].map(escaped).join("｜"),
    );
    return lines.length === 0 ? EMPTY : lines.join("\n") === EMPTY ? `\\${EMPTY}` : lines.join("\n");
  },
  read: (cell) => {
    const written = String(cell);
    if (written === EMPTY) return { value: [] };
    const lines = written.split("\n").map((line) => line.replace(/\r$/, ""));
    return { value: lines.filter((line) => line !== "").map(sourceOf) };
  },
};

function escaped(part: string): string {
  return part
    .replaceAll(/[\\｜]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
}

function sourceOf(line: string): Json {
  const [, document, clause] = /^((?:\\[\s\S]|[^\\｜])*)｜([\s\S]*)$/.exec(line) ?? [];
  if (document === undefined || clause === undefined) return { document: unescaped(line) };
  return { document: unescaped(document), clause: unescaped(clause) };
}

function unescaped(part: string): string {
  return part.replaceAll(/\\(.)/gsu, (_, char: string) => (char === "n" ? "\n" : char === "r" ? "\r" : char));
}

/** Nothing but the mark that a list is there and empty. */
export const emptyMark: Format = {
  numberFormat: "@",
  width: 10,
  words: [EMPTY],
  write: () => EMPTY,
  read: (cell) => (String(cell).trim() === EMPTY ? { value: [] } : { fault: `只能空着，或填 ${EMPTY}` }),
};
