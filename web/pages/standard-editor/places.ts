import type { StandardDocument } from "../../document-shapes.ts";
import { keysOf } from "../../editing/document.ts";
import { titled } from "./operations.ts";

// What the middle column can show: a section or an item by its path, or one of the parts of the whole.

export const wholes = {
  general: "总则",
  levels: "等次",
  vetoes: "一票否决",
  badges: "争创之星",
  directLevels: "直接定级",
  promotion: "晋升与并列",
} as const;
export type Whole = keyof typeof wholes;

const wholeOf: Readonly<Record<string, Whole>> = {
  levels: "levels",
  vetoes: "vetoes",
  badges: "badges",
  directLevels: "directLevels",
  promotion: "promotion",
  tieBreak: "promotion",
};

/** Where the form of a fault's or warning's path is: `sections[2].items[0].score` is of the item. */
export function placeFor(path: string): string {
  const [first, section, inner, item] = keysOf(path);
  if (first === "sections" && typeof section === "number") {
    return inner === "items" && typeof item === "number"
      ? `sections[${section}].items[${item}]`
      : `sections[${section}]`;
  }
  return wholeOf[String(first ?? "")] ?? "general";
}

/** A place that is there: what was asked for, else the first item, else the whole. */
export function placeIn(document: StandardDocument, asked: string | null): string {
  if (asked !== null && asked in wholes) return asked;
  const [, section, , item] = keysOf(asked ?? "");
  const found = typeof section === "number" ? document.sections[section] : undefined;
  if (found !== undefined && item === undefined) return `sections[${section}]`;
  if (found !== undefined && typeof item === "number" && found.items[item] !== undefined) return asked ?? "general";
  return "general";
}

export function isItemPlace(place: string): boolean {
  return place.includes(".items[");
}

export function isSectionPlace(place: string): boolean {
  return place.startsWith("sections[") && !isItemPlace(place);
}

const fieldNames: Readonly<Record<string, string>> = {
  title: "名称",
  code: "编码",
  points: "分值",
  when: "条件",
  applies: "适用于",
  appliesTo: "适用于",
  from: "取自",
  of: "比什么",
  expression: "公式",
  each: "每次几分",
  atMost: "最多",
  atLeast: "线",
  above: "线",
  full: "做到多少得满分",
  weight: "权重",
  wording: "原文写法",
  document: "依据的文件",
  clause: "依据的条款",
  percent: "名额",
  count: "名额",
  unless: "除非",
};
const rowNames: Readonly<Record<string, string>> = {
  options: "个选项",
  bands: "档",
  brackets: "段",
  sources: "条依据",
  vetoes: "种情形",
  badges: "颗星",
  levels: "级",
  directLevels: "条",
};

/** The field of a path, as its form calls it: `第 2 个选项的名称`; empty where it is about the whole of a place. */
export function fieldName(path: string): string {
  const keys = keysOf(path);
  const list = keys.findLastIndex((key) => typeof key === "string" && key in rowNames);
  const row = keys[list + 1];
  const rowName = list >= 0 && typeof row === "number" ? `第 ${row + 1} ${rowNames[String(keys[list])]}` : "";
  const field = fieldNames[String(keys.at(-1))] ?? "";
  return rowName !== "" && field !== "" ? `${rowName}的${field}` : `${rowName}${field}`;
}

/** What a path is about, for a list of faults: `红色队伍 · 书记选配`, `星级`. */
export function placeName(document: StandardDocument, path: string, levelsWord: string): string {
  const place = placeFor(path);
  if (place === "levels") return levelsWord;
  if (place in wholes) return wholes[place as Whole];
  const [, section, , item] = keysOf(place);
  const found = document.sections[Number(section)];
  if (item === undefined) return titled(found?.title);
  return `${titled(found?.title)} · ${titled(found?.items[Number(item)]?.title)}`;
}
