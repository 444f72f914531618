import { type Decimal, digitsOf, scaled, toText } from "../decimal.ts";
import { formatFen } from "../money.ts";
import { roundHalfUpR } from "../rational.ts";
import { formatHundredths } from "../score.ts";
import type { Source } from "./document.ts";
import { type Exact, product } from "./exact.ts";

/** `24,000.00`; a fraction of a fen with up to six decimals of a yuan, `约` before it where they don't hold it. */
export function figure(fen: Exact): string {
  if (typeof fen === "number") return formatFen(fen);
  if (fen.n < 0n) return `−${figure({ n: -fen.n, d: fen.d })}`;
  if (fen.d === 1n) return formatFen(fen.n);
  const millionths = product(fen, 10_000);
  const digits = String(typeof millionths === "number" ? millionths : roundHalfUpR(millionths)).padStart(7, "0");
  const yuanPart = formatFen(BigInt(digits.slice(0, -6)) * 100n).slice(0, -2);
  const text = yuanPart + digits.slice(-6).replace(/0{1,4}$/, "");
  return typeof millionths === "number" || millionths.d === 1n ? text : `约 ${text}`;
}

/** `24,000.00 元`. */
export function yuan(fen: Exact | bigint): string {
  return `${typeof fen === "bigint" ? formatFen(fen) : figure(fen)} 元`;
}

/** `→ 24,000.00 元`. */
export function comesTo(fen: Exact): string {
  return ` → ${yuan(fen)}`;
}

/** Hundredths of a percent as `80%`, `33.33%`. */
export function percentText(hundredths: number): string {
  return `${hundredths / 100}%`;
}

/** A quantity: `12,500`, `0.25`. */
export function quantityText(quantity: Exact): string {
  if (typeof quantity === "number") return formatFen(BigInt(quantity) * 100n).slice(0, -".00".length);
  return figure(product(quantity, 100)).replace(/\.?0+$/, "");
}

/** What an expression read, as a clerk calls it: `得分 86.50`, `级别「4」`, `facts.months 为 12`. */
export function reading(source: string, value: string | Decimal | null): string {
  if (source === "result.score" && value !== null && typeof value !== "string") return `得分 ${pointsText(value)}`;
  const name = Object.hasOwn(NAMES, source) ? (NAMES[source] ?? source) : `${source} `;
  if (value === null) return `${name}为空`;
  if (typeof value === "string") return `${name}${name.endsWith(" ") ? "为" : ""}「${value}」`;
  return `${name}为 ${toText(value)}`;
}

const NAMES: Readonly<Record<string, string>> = {
  "result.level": "级别",
  "result.rank": "名次",
  "result.score": "得分",
  "previous.level": "上期级别",
  "unit.township": "乡镇（街道）",
  "unit.category": "类别",
};

/** Points with two decimals where they have no more: `86.50`; numbers too large for hundredths as they are. */
export function pointsText(value: Decimal): string {
  const { whole, places } = digitsOf(value);
  return places > 2 || whole > WHOLE_DIGITS ? toText(value) : formatHundredths(scaled(value, 2));
}

/** 13 digits and two decimals are a safe integer of hundredths. */
const WHOLE_DIGITS = 13;

/** The unit that lines are brought to: `百元`, `元`, `0.01 元`. */
export function unitName(toFen: number): string {
  const names: Readonly<Record<number, string>> = {
    100: "元",
    1000: "十元",
    10000: "百元",
    100000: "千元",
    1000000: "万元",
  };
  return names[toFen] ?? ` ${formatFen(toFen)} 元`;
}

/** Where a rule is written: `《关于开展党建示范带创建的通知》三、3`. */
export function clauseOf(sources: readonly Source[] | undefined): string | undefined {
  const [first] = sources ?? [];
  return first === undefined ? undefined : `《${first.document}》${first.clause ?? ""}`;
}

/** An amount in whole fen, or the nearest double, for a column of figures; the exact one stands in the text beside it. */
export function shownFen(fen: Exact): number {
  return typeof fen === "number" ? fen : Number(roundHalfUpR(fen));
}
