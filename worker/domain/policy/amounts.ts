import { compare, type Decimal, toText } from "../decimal.ts";
import { type Expression, Failure } from "../expression.ts";
import { ceilR, floorR } from "../rational.ts";
import { type Asked, valueFor } from "./asked.ts";
import {
  compareExact,
  type Exact,
  exactOf,
  least,
  minus,
  most,
  percentOf,
  plus,
  product,
  ratioOf,
  whole,
} from "./exact.ts";
import type { Bracket, CompiledAmount, Limit, Threshold } from "./policy.ts";
import type { AmountReason } from "./steps.ts";

type Kind<K extends CompiledAmount["kind"]> = Extract<CompiledAmount, { kind: K }>;

/**
 * What an amount comes to on this data, exact, held at 0 or more, with its reason; or why it can't be had
 * (subsidies.md "Amount kinds"). `decidedFen` is the person's decision. A `share` is worked out over all recipients
 * (share.ts), not here.
 */
export function amountOn(
  amount: Exclude<CompiledAmount, { kind: "share" }>,
  asked: Asked,
  decidedFen: number | undefined,
): AmountReason | Failure {
  switch (amount.kind) {
    case "fixed":
      return amount;
    case "table":
      return tableOn(amount, asked);
    case "rate":
      return rateOn(amount, asked);
    case "percent":
      return percentOn(amount, asked);
    case "brackets":
      return bracketsOn(amount, asked);
    case "decided":
      return decidedOn(amount, asked, decidedFen);
    case "formula": {
      const value = numberOn(amount.fen, asked);
      return value instanceof Failure ? value : { kind: "formula", value, fen: most(exactOf(value), 0) };
    }
    case "capped":
      return cappedOn(amount, asked);
    case "sum":
      return sumOn(amount, asked);
    default:
      return amount satisfies never;
  }
}

/** A limit in fen on this data. */
export function limitOn(limit: Limit, asked: Asked): Exact | Failure {
  if (typeof limit === "number") return limit;
  const value = numberOn(limit, asked);
  return value instanceof Failure ? value : exactOf(value);
}

/** The number that an expression compiled for a number yields. */
export function numberOn(expression: Expression, asked: Asked): Decimal | Failure {
  return valueFor(expression, asked) as Decimal | Failure; // It is of the kind it was compiled for.
}

/** The key that an expression compiled for text or a number yields, in shortest form; null finds no row. */
export function keyOn(expression: Expression, asked: Asked): string | null | Failure {
  const value = valueFor(expression, asked) as string | Decimal | null | Failure; // As above.
  if (value === null || typeof value === "string" || value instanceof Failure) return value;
  return toText(value);
}

/** Whether a value has come to a threshold. */
export function reaches(value: Decimal, threshold: Threshold): boolean {
  const order = compare(value, threshold.value);
  return threshold.isStrict ? order > 0 : order >= 0;
}

function tableOn(amount: Kind<"table">, asked: Asked): AmountReason | Failure {
  const key = keyOn(amount.of, asked);
  if (key instanceof Failure) return key;
  const row = key === null ? undefined : amount.rows.get(key);
  if (row !== undefined) return { kind: "table", key, isRow: true, fen: row };
  if (amount.otherwiseFen === null) return new Failure(`表里没有${key === null ? "空值" : `「${key}」`}这一行`);
  return { kind: "table", key, isRow: false, fen: amount.otherwiseFen };
}

function rateOn(amount: Kind<"rate">, asked: Asked): AmountReason | Failure {
  const value = numberOn(amount.of, asked);
  if (value instanceof Failure) return value;
  const counted = amount.upTo !== undefined && compare(value, amount.upTo) > 0 ? amount.upTo : value;
  const ratio = ratioOf(minus(exactOf(counted), exactOf(amount.from)), exactOf(amount.per));
  const quantity = most(wholeQuantity(ratio, amount.whole), 0);
  return { kind: "rate", value, quantity, fen: product(quantity, amount.fenEach) };
}

function wholeQuantity(quantity: Exact, mode: "down" | "up" | undefined): Exact {
  if (typeof quantity === "number" || mode === undefined) return quantity;
  return whole({ n: mode === "down" ? floorR(quantity) : ceilR(quantity), d: 1n });
}

function percentOn(amount: Kind<"percent">, asked: Asked): AmountReason | Failure {
  const value = numberOn(amount.ofFen, asked);
  if (value instanceof Failure) return value;
  const given = exactOf(value);
  const baseFen = amount.ofAtMostFen === undefined ? given : least(given, amount.ofAtMostFen);
  return { kind: "percent", value, baseFen, fen: most(percentOf(baseFen, amount.percent), 0) };
}

function bracketsOn(amount: Kind<"brackets">, asked: Asked): AmountReason | Failure {
  const value = numberOn(amount.of, asked);
  if (value instanceof Failure) return value;
  const reached = amount.brackets.findLastIndex((bracket) => reaches(value, bracket));
  const bracket = amount.brackets[reached];
  if (bracket === undefined) return { kind: "brackets", value, reached, fen: 0 };
  const fen =
    amount.mode === "whole"
      ? partOf(bracket, exactOf(value))
      : amount.brackets.slice(0, reached + 1).reduce<Exact>((sum, each, place) => {
          const next = amount.brackets[place + 1];
          const to = next === undefined || compare(value, next.value) < 0 ? value : next.value;
          return plus(sum, partOf(each, minus(exactOf(to), exactOf(each.value))));
        }, 0);
  return { kind: "brackets", value, reached, fen: most(fen, 0) };
}

function partOf(bracket: Bracket, quantity: Exact): Exact {
  return plus(bracket.fen, plus(product(quantity, bracket.fenEach), percentOf(quantity, bracket.percent)));
}

function decidedOn(amount: Kind<"decided">, asked: Asked, decidedFen: number | undefined): AmountReason | Failure {
  const atLeastFen = limitOn(amount.atLeastFen, asked);
  if (atLeastFen instanceof Failure) return atLeastFen;
  const atMostFen = limitOn(amount.atMostFen, asked);
  if (atMostFen instanceof Failure) return atMostFen;
  if (decidedFen === undefined) return new Failure("还没有定数，先作决定");
  if (compareExact(decidedFen, atLeastFen) < 0) return new Failure("定的数低于下限，重新决定");
  if (compareExact(decidedFen, atMostFen) > 0) return new Failure("定的数高于上限，重新决定");
  return { kind: "decided", atLeastFen, atMostFen, fen: decidedFen };
}

function cappedOn(amount: Kind<"capped">, asked: Asked): AmountReason | Failure {
  const inner = innerOn(amount.amount, asked);
  if (inner instanceof Failure) return inner;
  const atLeastFen = amount.atLeastFen === undefined ? undefined : limitOn(amount.atLeastFen, asked);
  if (atLeastFen instanceof Failure) return atLeastFen;
  const atMostFen = amount.atMostFen === undefined ? undefined : limitOn(amount.atMostFen, asked);
  if (atMostFen instanceof Failure) return atMostFen;
  const raised = atLeastFen === undefined ? inner.fen : most(inner.fen, atLeastFen);
  const held = atMostFen === undefined ? raised : least(raised, atMostFen);
  return { kind: "capped", inner, atLeastFen, atMostFen, fen: most(held, 0) };
}

function sumOn(amount: Kind<"sum">, asked: Asked): AmountReason | Failure {
  const parts: AmountReason[] = [];
  let fen: Exact = 0;
  for (const part of amount.parts) {
    const reason = innerOn(part, asked);
    if (reason instanceof Failure) return reason;
    parts.push(reason);
    fen = plus(fen, reason.fen);
  }
  return { kind: "sum", parts, fen };
}

/** An amount inside another; the document allows no `share` and no `decided` there. */
function innerOn(amount: CompiledAmount, asked: Asked): AmountReason | Failure {
  if (amount.kind === "share") throw new Error("a share inside an amount");
  return amountOn(amount, asked, undefined);
}
