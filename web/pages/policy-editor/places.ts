import type { PolicyDocument } from "../../document-shapes.ts";
import { keysOf } from "../../editing/document.ts";
import { titled } from "./operations.ts";

// What the middle column can show: a grant by its path, or one of the parts that hold for all of them.

export const wholes = {
  general: "总则",
  groups: "就高不重复",
  ceilings: "封顶",
  payers: "谁来承担",
  instalments: "分几次拨",
} as const;
export type Whole = keyof typeof wholes;

/** Where the form of a fault's or warning's path is: `grants[2].amount.rows` is of the grant. */
export function placeFor(path: string): string {
  const [first, grant] = keysOf(path);
  if (first === "grants" && typeof grant === "number") return `grants[${grant}]`;
  return typeof first === "string" && first in wholes ? first : "general";
}

/** A place that is there: what was asked for, else the whole. */
export function placeIn(document: PolicyDocument, asked: string | null): string {
  if (asked !== null && asked in wholes) return asked;
  const [, grant] = keysOf(asked ?? "");
  return typeof grant === "number" && document.grants[grant] !== undefined ? `grants[${grant}]` : "general";
}

const fieldNames: Readonly<Record<string, string>> = {
  title: "名称",
  code: "编码",
  year: "年度",
  when: "条件",
  kind: "怎样算钱",
  of: "按什么",
  ofFen: "按哪笔钱",
  fen: "金额",
  fenEach: "每份金额",
  poolFen: "总盘子",
  percent: "百分比",
  part: "份数",
  atLeast: "线",
  above: "线",
  from: "从多少起",
  upTo: "算到多少",
  per: "每多少算一份",
  atLeastFen: "至少",
  atMostFen: "最多",
  ofAtMostFen: "最多按多少算",
  otherwise: "其他",
  otherwiseFen: "其他",
  totalFen: "合计",
  by: "按什么分",
  order: "按什么排",
  upToFen: "先付到",
  toFen: "取整到",
  mode: "怎样取整",
  perRecipientAtMostFen: "一个对象合起来最多",
  document: "依据的文件",
  clause: "依据的条款",
  group: "就高的一组",
};
const rowNames: Readonly<Record<string, string>> = {
  brackets: "档",
  bands: "档",
  by: "个因素",
  times: "次折算",
  parts: "部分",
  sources: "条依据",
  ceilings: "道封顶",
  groups: "组",
  payers: "方",
  instalments: "次",
};

/** The field of a path, as its form calls it: `第 2 档的金额`, `「5」的金额`; empty where it is about a whole place. */
export function fieldName(path: string): string {
  const keys = keysOf(path);
  const list = keys.findLastIndex((key, at) => typeof key === "string" && key in rowNames && isRow(keys[at + 1]));
  const row = keys[list + 1];
  const rowName = list >= 0 && isRow(row) ? `第 ${row + 1} ${rowNames[String(keys[list])]}` : "";
  const ofRow = keys.at(-2) === "rows" ? `「${keys.at(-1)}」` : "";
  const field = ofRow === "" ? (fieldNames[String(keys.at(-1))] ?? "") : ofRow;
  return rowName !== "" && field !== "" ? `${rowName}的${field}` : `${rowName}${field}`;
}

const isRow = (key: string | number | undefined): key is number => typeof key === "number";

/** What a path is about, for a list of faults: `示范点创建补助`, `封顶`. */
export function placeName(document: PolicyDocument, path: string): string {
  const place = placeFor(path);
  if (place in wholes) return wholes[place as Whole];
  return titled(document.grants[Number(keysOf(place)[1])]?.title);
}
