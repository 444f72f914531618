import type { Bound } from "../constraints.ts";
import { decimal, toText } from "../decimal.ts";

/**
 * The interval that a document's own words name: 「80—89 分」, 「90 分以上」, 「不满 80 分」, 「[80, 90)」.
 * 「以上」「以下」「以内」 hold their number, 「不满」「超过」 don't (《民法典》第一千二百五十九条).
 */
export interface Wording {
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
  /** 「分」「个」「%」 … as written after a number; empty where nothing is. */
  readonly unit: string;
}

/** What is counted one by one: nothing lies between 2 个 and 3 个. */
const COUNTED = "个次项人名家户篇件条例场处位座支期";

/** Whether a unit is counted one by one. */
export function isCounted(unit: string): boolean {
  return unit !== "" && COUNTED.includes(unit);
}

/** The interval that a wording names; undefined where it names none, more than one, or one that can't be told for sure. */
export function readWording(text: string): Wording | undefined {
  const plain = numeralsIn(
    text
      .normalize("NFKC")
      .replaceAll(/\s/g, "")
      .replaceAll(/(\d),(?=\d{3})/g, "$1"),
  );
  if (/\d(?:万|亿)/.test(plain)) return undefined;
  const bracketed = /^([[(])(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)([\])])$/.exec(plain);
  if (bracketed !== null) {
    const [, open, from, to, close] = bracketed;
    return {
      lower: { value: Number(from), isStrict: open === "(" },
      upper: { value: Number(to), isStrict: close === ")" },
      unit: "",
    };
  }
  return intervalOf(tokensOf(plain));
}

type Side = "lower" | "upper";

interface Reading {
  readonly value: number;
  side: Side | undefined;
  isStrict: boolean;
}

type Token =
  | { readonly kind: "number"; readonly value: number; readonly unit: string }
  | { readonly kind: "before" | "sign"; readonly side: Side; readonly isStrict: boolean }
  | { readonly kind: "after"; readonly side: Side }
  | { readonly kind: "held"; readonly isHeld: boolean }
  | { readonly kind: "to" };

const UNIT = `分|[${COUNTED}]|%|平方米|小时|课时|米|天|日|月|年|岁|亩|元`;
const TOKEN = new RegExp(
  [
    String.raw`\((不?)(?:包?含)(?:本数|\d+(?:\.\d+)?(?:${UNIT})?)?\)`,
    "(不低于|不少于|不小于|大于或?等于|高于或?等于|至少|最少|达到|满(?=\\d))",
    "(不高于|不超过|不大于|不多于|小于或?等于|低于或?等于|至多|最多)",
    "(不满|不足|未满|未达到?|不到|低于|少于|小于)",
    "(超过|高于|大于|多于)",
    "(>=|≥|≧|<=|≤|≦|>|<)",
    "(以上)",
    "(以下|以内|之内)",
    "(—+|–|-|~|至(?!少|多)|到|―|─+)",
    `(\\d+(?:\\.\\d+)?)(${UNIT})?`,
  ].join("|"),
  "g",
);

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map((match): Token => {
    const [, not, low, high, below, beyond, sign, above, within, to, number, unit] = match;
    if (low !== undefined) return { kind: "before", side: "lower", isStrict: false };
    if (high !== undefined) return { kind: "before", side: "upper", isStrict: false };
    if (below !== undefined) return { kind: "before", side: "upper", isStrict: true };
    if (beyond !== undefined) return { kind: "before", side: "lower", isStrict: true };
    if (sign !== undefined) {
      return { kind: "sign", side: /[>≥≧]/.test(sign) ? "lower" : "upper", isStrict: sign === ">" || sign === "<" };
    }
    if (above !== undefined) return { kind: "after", side: "lower" };
    if (within !== undefined) return { kind: "after", side: "upper" };
    if (to !== undefined) return { kind: "to" };
    if (number !== undefined) return { kind: "number", value: Number(number), unit: unit ?? "" };
    return { kind: "held", isHeld: not === "" };
  });
}

function intervalOf(tokens: readonly Token[]): Wording | undefined {
  const numbers: Reading[] = [];
  let pending: { readonly side: Side; readonly isStrict: boolean } | undefined;
  let isRange = false;
  for (const token of tokens) {
    const last = numbers.at(-1);
    if (token.kind === "number") {
      const side = pending?.side ?? (isRange ? "upper" : undefined);
      numbers.push({ value: token.value, side, isStrict: pending?.isStrict ?? false });
      pending = undefined;
      isRange = false;
    } else if (token.kind === "to") {
      if (last !== undefined && last.side === undefined) last.side = "lower";
      isRange = last?.side === "lower";
    } else if (token.kind === "after") {
      if (last !== undefined) last.side = token.side;
    } else if (token.kind === "held") {
      if (last !== undefined) last.isStrict = !token.isHeld;
    } else if (token.kind === "sign" && last !== undefined && last.side === undefined) {
      // 80≤得分: what stands before the sign is the other end.
      last.side = token.side === "lower" ? "upper" : "lower";
      last.isStrict = token.isStrict;
    } else {
      pending = token;
    }
  }
  const units = tokens.flatMap((token) => (token.kind === "number" && token.unit !== "" ? [token.unit] : []));
  return endsOf(
    numbers,
    units[0] ?? "",
    tokens.some(({ kind }) => kind === "to"),
  );
}

function endsOf(numbers: readonly Reading[], unit: string, hasDash: boolean): Wording | undefined {
  const [first, second, ...more] = numbers;
  if (first === undefined || more.length > 0) return undefined;
  if (second === undefined) {
    if (first.side !== undefined) return { lower: undefined, upper: undefined, [first.side]: first, unit };
    return isCounted(unit) ? { lower: first, upper: first, unit } : undefined;
  }
  if (first.side === undefined || second.side === undefined || first.side === second.side) return undefined;
  const [lower, upper] = first.side === "lower" ? [first, second] : [second, first];
  // 「100—90 分」 is a range written from above.
  const isTurned = hasDash && lower === first && lower.value > upper.value && !lower.isStrict && !upper.isStrict;
  return isTurned ? { lower: upper, upper: lower, unit } : { lower, upper, unit };
}

/** 「九十五分」 as 95分; numerals that no unit follows stay. */
function numeralsIn(text: string): string {
  const numerals = new RegExp(`[零一二三四五六七八九十百]+(?=(?:${UNIT})(?!制|之))`, "g");
  return text.replaceAll(numerals, (numeral) => String(numeralOf(numeral) ?? numeral));
}

function numeralOf(numeral: string): number | undefined {
  const match = /^(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(
    numeral,
  );
  if (match === null) return undefined;
  const [, hundreds, tens, ten, ones] = match;
  const digit = (text: string | undefined): number => (text === undefined ? 0 : "零一二三四五六七八九".indexOf(text));
  return digit(hundreds) * 100 + (ten === undefined ? 0 : (digit(tens) || 1) * 10) + digit(ones);
}

/** An interval in words that leave nothing open: `80 分以上、不满 90 分`. At least one end is there. */
export function writeWording({ lower, upper, unit }: Wording): string {
  const figure = (value: number): string => {
    const space = unit === "" || unit === "%" ? "" : " ";
    return `${toText(decimal(value))}${space}${unit}`;
  };
  const parts: string[] = [];
  if (lower !== undefined) parts.push(lower.isStrict ? `超过 ${figure(lower.value)}` : `${figure(lower.value)}以上`);
  if (upper !== undefined) parts.push(upper.isStrict ? `不满 ${figure(upper.value)}` : `${figure(upper.value)}以下`);
  return parts.join("、").replaceAll(/(\d)以/g, "$1 以");
}
