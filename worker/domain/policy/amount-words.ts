import { compare, isNegative, toText } from "../decimal.ts";
import { exactOf } from "./exact.ts";
import type { CompiledAmount } from "./policy.ts";
import type { AmountReason } from "./steps.ts";
import { comesTo, figure, percentText, quantityText, reading, yuan } from "./words.ts";

type Told<K extends AmountReason["kind"]> = {
  readonly amount: Extract<CompiledAmount, { kind: K }>;
  readonly reason: Extract<AmountReason, { kind: K }>;
};

/** How an amount came about, with its figures, in Chinese; what it comes to stands after it. */
export function amountText(amount: CompiledAmount, reason: AmountReason): string {
  const told = { amount, reason } as { [K in AmountReason["kind"]]: Told<K> }[AmountReason["kind"]]; // A reason is made of its amount, so the kinds agree.
  switch (told.reason.kind) {
    case "fixed":
      return "定额";
    case "table":
      return tableText(told as Told<"table">);
    case "rate":
      return rateText(told as Told<"rate">);
    case "percent":
      return percentOfText(told as Told<"percent">);
    case "brackets":
      return bracketsText(told as Told<"brackets">);
    case "share":
      return shareText(told as Told<"share">);
    case "decided":
      return `酌定，范围 ${figure(told.reason.atLeastFen)}—${yuan(told.reason.atMostFen)}`;
    case "formula":
      return formulaText(told as Told<"formula">);
    case "capped":
      return cappedText(told as Told<"capped">);
    case "sum":
      return sumText(told as Told<"sum">);
    default:
      return told.reason satisfies never;
  }
}

/** The rows of a table for the reader, the most first: `「5」50,000.00 元，「4」30,000.00 元`; a long table isn't repeated. */
export function rowsText(rows: ReadonlyMap<string, number>): string | undefined {
  if (rows.size > SHOWN_ROWS) return undefined;
  return [...rows]
    .sort(([, a], [, b]) => b - a)
    .map(([key, fen]) => `「${key}」${yuan(fen)}`)
    .join("，");
}

const SHOWN_ROWS = 8;

function tableText({ amount, reason }: Told<"table">): string {
  const read = reading(amount.of.source, reason.key);
  return reason.isRow ? read : `${read}，表里没有，按其他`;
}

function rateText({ amount, reason }: Told<"rate">): string {
  const parts = [reading(amount.of.source, reason.value)];
  if (amount.from !== 0) parts.push(`从 ${toText(amount.from)} 起算`);
  if (amount.upTo !== undefined && compare(reason.value, amount.upTo) > 0) parts.push(`算到 ${toText(amount.upTo)}`);
  if (amount.per !== 1) parts.push(`每 ${toText(amount.per)} 计一份`);
  if (amount.whole !== undefined) parts.push(amount.whole === "down" ? "不足一份舍去" : "不足一份按一份");
  parts.push(`计 ${quantityText(reason.quantity)} 份，每份 ${yuan(amount.fenEach)}`);
  return parts.join("，");
}

function percentOfText({ amount, reason }: Told<"percent">): string {
  const given = exactOf(reason.value);
  const base = `基数 ${yuan(given)}`;
  const held = given === reason.baseFen ? "" : `，按 ${yuan(reason.baseFen)}计`;
  return `${base}${held}，按 ${percentText(amount.percent)}`;
}

function bracketsText({ amount, reason }: Told<"brackets">): string {
  const read = amount.isMoney ? `基数 ${yuan(exactOf(reason.value))}` : reading(amount.of.source, reason.value);
  const bracket = amount.brackets[reason.reached];
  if (bracket === undefined) return `${read}，没有到一档`;
  const from = amount.isMoney ? yuan(exactOf(bracket.value)) : toText(bracket.value);
  const reached = bracket.isStrict ? `超过 ${from}一档` : `在 ${from}以上一档`;
  const rate = [
    ...(bracket.fen > 0 ? [yuan(bracket.fen)] : []),
    ...(bracket.fenEach > 0 ? [`每个 ${yuan(bracket.fenEach)}`] : []),
    ...(bracket.percent > 0 ? [percentText(bracket.percent)] : []),
  ].join("，加");
  if (amount.mode === "marginal") return `${read}，${spaced(reached)}，逐档累计`;
  return `${read}，${spaced(reached)}${rate === "" ? "" : `：${rate}`}`;
}

/** `在 100以上` reads `在 100 以上`. */
function spaced(text: string): string {
  return text.replace(/(\d)(以|一)/, "$1 $2");
}

function shareText({ amount, reason }: Told<"share">): string {
  const factors = amount.by.map(({ of, percent }, place) => {
    const value = reason.values[place] ?? 0;
    const sum = reason.sums[place] ?? 0;
    const counted = `${quantityText(exactOf(value))}${isNegative(value) ? "（负数按 0）" : " "}`;
    return `${percentText(percent)} 按 ${of.source}：${sum === 0 ? "合计 0，不分" : `${counted}÷ ${quantityText(sum)}`}`;
  });
  return `因素分配 ${yuan(amount.poolFen)}，${factors.join("；")}`;
}

function formulaText({ amount, reason }: Told<"formula">): string {
  const value = exactOf(reason.value);
  return `按公式 ${amount.fen.source}${value === reason.fen ? "" : "，负数按 0"}`;
}

function cappedText({ amount, reason }: Told<"capped">): string {
  const limits = [
    ...(reason.atLeastFen === undefined ? [] : [`不少于 ${yuan(reason.atLeastFen)}`]),
    ...(reason.atMostFen === undefined ? [] : [`不超过 ${yuan(reason.atMostFen)}`]),
  ];
  return [`${amountText(amount.amount, reason.inner)}${comesTo(reason.inner.fen)}`, ...limits].join("，");
}

function sumText({ amount, reason }: Told<"sum">): string {
  const parts = reason.parts.flatMap((part, place) => {
    const inner = amount.parts[place];
    return inner === undefined ? [] : [`${amountText(inner, part)}${comesTo(part.fen)}`];
  });
  return `${parts.join("；")}；合计`;
}
