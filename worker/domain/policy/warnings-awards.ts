import { MAX_LINE_FEN } from "../money.ts";
import { ceilR, floorR } from "../rational.ts";
import {
  compareExact,
  type Exact,
  exactOf,
  fraction,
  least,
  minus,
  most,
  percentOf,
  plus,
  product,
  ratioOf,
  whole,
  wholeFen,
} from "./exact.ts";
import type { Bracket, CompiledAmount, Grant, Limit, Times } from "./policy.ts";

/** The least and the most that an amount can come to, in fen; `most` undefined where nothing holds it. */
export interface Extent {
  readonly least: Exact;
  readonly most: Exact | undefined;
}

/** What an amount can come to before `times` and limits, as far as the document tells. */
export function extentOf(amount: CompiledAmount): Extent {
  switch (amount.kind) {
    case "fixed":
      return { least: amount.fen, most: amount.fen };
    case "table": {
      const rows = [...amount.rows.values(), ...(amount.otherwiseFen === null ? [] : [amount.otherwiseFen])];
      return { least: Math.min(...rows), most: Math.max(0, ...rows) };
    }
    case "rate":
      return { least: 0, most: rateMost(amount) };
    case "percent":
      return {
        least: 0,
        most: amount.ofAtMostFen === undefined ? zeroPercent(amount) : percentOf(amount.ofAtMostFen, amount.percent),
      };
    case "brackets":
      return { least: 0, most: bracketsMost(amount) };
    case "share":
      return { least: 0, most: amount.poolFen };
    case "decided":
      return { least: fixedLimit(amount.atLeastFen) ?? 0, most: fixedLimit(amount.atMostFen) };
    case "formula":
      return { least: 0, most: undefined };
    case "capped": {
      const extent = extentOf(amount.amount);
      return held(extent, fixedLimit(amount.atLeastFen), fixedLimit(amount.atMostFen), amount.atLeastFen);
    }
    case "sum":
      return amount.parts.map(extentOf).reduce((a, b) => ({
        least: plus(a.least, b.least),
        most: a.most === undefined || b.most === undefined ? undefined : plus(a.most, b.most),
      }));
    default:
      return amount satisfies never;
  }
}

/** The most fen that one line of a grant can come to, after `times` and limits; undefined where nothing holds it. */
export function mostOfGrant(grant: Grant): number | undefined {
  const factors = grant.times.map(mostFactor);
  const { least: low, most: high } = extentOf(grant.amount);
  const multiplied = { least: low, most: high === undefined ? undefined : factors.reduce(percentOf, high) };
  const { most: fen } = held(multiplied, fixedLimit(grant.atLeastFen), fixedLimit(grant.atMostFen), grant.atLeastFen);
  return fen === undefined || compareExact(fen, MAX_LINE_FEN) > 0 ? undefined : wholeFen(fen);
}

/** The greatest percentage, in hundredths, that a factor can be. */
export function mostFactor(times: Times): number {
  const { bands, rows, otherwise } = times;
  return bands === undefined ? Math.max(otherwise, ...rows.values()) : Math.max(...bands.map(({ percent }) => percent));
}

/** A limit that is a number, not an expression. */
export function fixedLimit(limit: Limit | undefined): number | undefined {
  return typeof limit === "number" ? limit : undefined;
}

function held(
  extent: Extent,
  atLeastFen: number | undefined,
  atMostFen: number | undefined,
  floor: Limit | undefined,
): Extent {
  const isFloorKnown = floor === undefined || atLeastFen !== undefined;
  const raised = !isFloorKnown || extent.most === undefined ? undefined : most(extent.most, atLeastFen ?? 0);
  const low = most(extent.least, atLeastFen ?? 0);
  if (atMostFen === undefined) return { least: low, most: raised };
  return { least: least(low, atMostFen), most: raised === undefined ? atMostFen : least(raised, atMostFen) };
}

function zeroPercent({ percent }: Extract<CompiledAmount, { kind: "percent" }>): Exact | undefined {
  return percent === 0 ? 0 : undefined;
}

function rateMost(amount: Extract<CompiledAmount, { kind: "rate" }>): Exact | undefined {
  if (amount.fenEach === 0) return 0;
  if (amount.upTo === undefined) return undefined;
  const parts = ratioOf(minus(exactOf(amount.upTo), exactOf(amount.from)), exactOf(amount.per));
  const counted = amount.whole === "down" ? floorR(fraction(parts)) : ceilR(fraction(parts));
  return product(most(amount.whole === undefined ? parts : whole({ n: counted, d: 1n }), 0), amount.fenEach);
}

/** What one bracket gives on a quantity (subsidies.md "Amount kinds", `brackets`). */
export function bracketOn(bracket: Bracket, quantity: Exact): Exact {
  return plus(bracket.fen, plus(product(quantity, bracket.fenEach), percentOf(quantity, bracket.percent)));
}

/** Known where every bracket gives a fixed amount. */
function bracketsMost({ mode, brackets }: Extract<CompiledAmount, { kind: "brackets" }>): Exact | undefined {
  if (brackets.some(({ fenEach, percent }) => fenEach > 0 || percent > 0)) return undefined;
  const fens = brackets.map(({ fen }) => fen);
  return mode === "whole" ? Math.max(...fens) : fens.reduce((sum, fen) => sum + fen, 0);
}
