import {
  comparePart,
  type Difference,
  type Field,
  type Fields,
  isEqual,
  partOf,
  rowsField,
  writtenText,
} from "../difference.ts";
import { at } from "../fault.ts";
import {
  amountText,
  bandsText,
  bracketsText,
  factorsText,
  fenText,
  otherwiseText,
  percentText,
  quantityText,
  timesText,
} from "./compare-words.ts";

const TEXT = (source: string): string => writtenText(source);

/** Compares two amounts, to any depth: another kind is told whole, within a kind its figures one by one. */
export function compareAmounts(before: unknown, after: unknown, path: string, name: string): readonly Difference[] {
  const [was, is] = [partOf(before), partOf(after)];
  if (was["kind"] === is["kind"] && before !== undefined && after !== undefined) {
    const fields = comparePart(was, is, path, name, AMOUNT);
    if (fields.length > 0) return fields;
  }
  return [{ path, kind: "changed", text: `${name}金额 ${amountText(before)} → ${amountText(after)}` }];
}

/** Compares the factors that a grant's amount is multiplied by, in their order. */
export function compareTimes(before: unknown, after: unknown, path: string, name: string): readonly Difference[] {
  return compareByPlace(before, after, path, {
    nameOf: (place) => `${name}第 ${place + 1} 个系数`,
    text: timesText,
    compare: (was, is, where, called) => comparePart(partOf(was), partOf(is), where, called, TIMES),
  });
}

const TIMES: Fields = {
  of: { label: "看的数", text: TEXT },
  bands: { label: "分档", text: bandsText, absent: "没有" },
  rows: rowsField("", percentText),
  otherwise: { label: "其他情形", text: percentText, absent: "0%（没有写）" },
};

const AMOUNT: Fields = {
  fen: { label: "金额", text: fenText },
  of: { label: "看的数", text: TEXT, absent: "没有" },
  ofFen: { label: "基数", text: TEXT, absent: "没有" },
  rows: rowsField("", fenText),
  otherwiseFen: { label: "其他情形", text: otherwiseText, absent: "0.00 元（没有写）" },
  fenEach: { label: "每份", text: fenText },
  from: { label: "起算", text: quantityText, absent: "0（没有写）" },
  upTo: { label: "算到", text: quantityText, absent: "不限" },
  per: { label: "一份是", text: quantityText, absent: "1（没有写）" },
  whole: { label: "零头", text: wholeText, absent: "照算" },
  percent: { label: "比例", text: percentText },
  ofAtMostFen: { label: "基数最多", text: fenText, absent: "不限" },
  mode: { label: "分档算法", text: modeText },
  brackets: { label: "分档", text: bracketsText },
  poolFen: { label: "总额", text: fenText },
  by: { label: "因素", text: factorsText },
  atLeastFen: { label: "先保底", text: fenText, absent: "没有" },
  atMostFen: { label: "先封顶", text: fenText, absent: "没有" },
  amount: { compare: compareAmounts },
  parts: {
    compare: (before, after, path, name) =>
      compareByPlace(before, after, path, {
        nameOf: (place) => `${name}第 ${place + 1} 部分`,
        text: amountText,
        compare: compareAmounts,
      }),
  },
};

function wholeText(whole: string): string {
  return whole === "down" ? "舍去" : "算一份";
}

function modeText(mode: string): string {
  return mode === "whole" ? "按到的那一档" : "逐档累计";
}

interface Placed {
  readonly nameOf: (place: number) => string;
  readonly text: (value: unknown) => string;
  readonly compare: Extract<Field, { compare: unknown }>["compare"];
}

/** Parts without codes, one by one by their place; what one list has more is added or removed. */
function compareByPlace(before: unknown, after: unknown, path: string, placed: Placed): readonly Difference[] {
  const [was, is]: readonly (readonly unknown[])[] = [listOf(before), listOf(after)];
  const count = Math.max(was?.length ?? 0, is?.length ?? 0);
  const differences = Array.from({ length: count }, (_, place): readonly Difference[] => {
    const [old, now] = [was?.[place], is?.[place]];
    const [where, name] = [at(path, place), placed.nameOf(place)];
    if (isEqual(old, now)) return [];
    if (old === undefined) return [{ path: where, kind: "added", text: `加了${name}：${placed.text(now)}` }];
    if (now === undefined) return [{ path: where, kind: "removed", text: `删去${name}：${placed.text(old)}` }];
    return placed.compare(old, now, where, name);
  }).flat();
  if (differences.length > 0) return differences;
  return [{ path, kind: "changed", text: `${placed.nameOf(0)} ${writtenText(before)} → ${writtenText(after)}` }];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
