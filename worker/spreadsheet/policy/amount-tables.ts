import { type AmountKind, amountKinds } from "../../domain/vocabulary.ts";
import { number, oneOf, text, yuan, yuanOrError, yuanOrExpression } from "../cells.ts";
import type { Column, Table } from "../table.ts";

// How an amount stands in a row: of a grant, or of a part of one.

const expression = text(30);

export const amountColumns: readonly Column[] = [
  { key: "kind", title: "金额方式", format: oneOf(amountKinds), isNeeded: true, note: "" },
  { key: "fen", title: "金额（元）", format: yuan, note: "定额的金额；因素分配的总额。" },
  { key: "of", title: "按", format: expression, note: "算式，例如 result.level。" },
  { key: "ofFen", title: "按金额", format: expression, note: "算式，结果以分计；按比例的基数、公式写在这里。" },
  { key: "otherwiseFen", title: "其余（元）", format: yuanOrError, note: "标准表里没有的键；空着为 0。" },
  { key: "fenEach", title: "每单位（元）", format: yuan, note: "" },
  { key: "from", title: "起算", format: number, note: "超过这个数的部分才算。" },
  { key: "upTo", title: "计到", format: number, note: "最多算到这个数。" },
  { key: "per", title: "单位数量", format: number, note: "空着为 1。" },
  { key: "whole", title: "取整", format: oneOf({ down: "舍去", up: "进一" }), note: "不足一个单位时；空着为不取整。" },
  { key: "percent", title: "百分比", format: number, note: "80% 写 80。" },
  { key: "ofAtMostFen", title: "基数封顶（元）", format: yuan, note: "" },
  { key: "mode", title: "分档算法", format: oneOf({ whole: "整档", marginal: "累进" }), note: "" },
  {
    key: "atLeastFen",
    title: "金额下限",
    format: yuanOrExpression,
    note: "限额、酌定用：元数，或 算式：…（结果以分计）。",
  },
  {
    key: "atMostFen",
    title: "金额上限",
    format: yuanOrExpression,
    note: "限额、酌定用：元数，或 算式：…（结果以分计）。",
  },
];

/** Which columns each kind of amount is written in: names in the document by the row's own. */
export const kindColumns: Readonly<Record<AmountKind, Readonly<Record<string, string>>>> = {
  fixed: { fen: "fen" },
  table: { of: "of", otherwiseFen: "otherwiseFen" },
  rate: { of: "of", fenEach: "fenEach", from: "from", upTo: "upTo", per: "per", whole: "whole" },
  percent: { ofFen: "ofFen", percent: "percent", ofAtMostFen: "ofAtMostFen" },
  brackets: { of: "of", ofFen: "ofFen", mode: "mode" },
  share: { poolFen: "fen" },
  decided: { atLeastFen: "atLeastFen", atMostFen: "atMostFen" },
  formula: { fen: "ofFen" },
  capped: { atLeastFen: "atLeastFen", atMostFen: "atMostFen" },
  sum: {},
};

const id: Column = {
  key: "amount",
  title: "金额编号",
  format: text(20),
  isNeeded: true,
  note: "补助编码；补助的组成部分写它的编号，例如 start/1。",
};

export const parts: Table = {
  name: "组成金额",
  note: "合计的各部分、限额里的金额。编号为上一层的编号加 /1、/2，例如 start/1、start/1/2。",
  columns: [{ ...id, note: "例如 start/1。" }, ...amountColumns],
};

export const tableRows: Table = {
  name: "标准表",
  note: "金额方式为按表的，一行一个键。",
  columns: [
    id,
    { key: "key", title: "键", format: text(20), isNeeded: true, note: "例如等级、乡镇名。" },
    { key: "fen", title: "金额（元）", format: yuan, isNeeded: true, note: "" },
  ],
};

export const thresholds = { from: "不低于", above: "高于" } as const;

export const brackets: Table = {
  name: "分档",
  note: "金额方式为分档的，一行一档，从低到高。",
  columns: [
    id,
    { key: "comparison", title: "比较", format: oneOf(thresholds), isNeeded: true, note: "" },
    { key: "value", title: "数值", format: number, isNeeded: true, note: "" },
    { key: "fen", title: "金额（元）", format: yuan, note: "" },
    { key: "fenEach", title: "每单位（元）", format: yuan, note: "" },
    { key: "percent", title: "百分比", format: number, note: "80% 写 80。" },
  ],
};

export const shares: Table = {
  name: "因素",
  note: "金额方式为因素分配的，一行一个因素，百分比合计 100。",
  columns: [
    id,
    { key: "of", title: "按", format: expression, isNeeded: true, note: "算式。" },
    { key: "percent", title: "百分比", format: number, isNeeded: true, note: "" },
  ],
};
