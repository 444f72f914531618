import { compare, type Decimal, isInteger, scaled, unscaled } from "../decimal.ts";
import { countsOf, decimalOf } from "./answers.ts";
import { mostHundredths } from "./compile-points.ts";
import type { Item, PointsRule } from "./plan.ts";
import type { AnswerColumn } from "./subject-columns.ts";

/** How an item stands for a subject: how its points came about. */
export const ANSWERED = 0;
/** Nobody has answered (「未填」). */
export const MISSING = 1;
/** Not applicable by the item's `applies`. */
export const OUT = 2;
/** Not applicable because an optional item was marked so. */
export const MARKED = 3;

/** One of the four. */
export type ItemState = typeof ANSWERED | typeof MISSING | typeof OUT | typeof MARKED;

/**
 * One item over all subjects. `values` holds the answers as numbers: yes-no 0 or 1; choice the option's place; count and
 * deduct the count; tally one row of `width` counts; bands, brackets, proportion, rating the answer in millionths;
 * rank, relative, formula the computed value in millionths. What is no safe integer that way stands in `wide`, and its
 * value is NaN.
 */
export interface ItemColumn {
  readonly states: Uint8Array;
  readonly values: Float64Array;
  readonly width: number;
  readonly wide: Map<number, Decimal>;
  /** A tally that `from` computed, as it came: what expressions read. */
  readonly tallies: Map<number, unknown>;
  readonly pointsHundredths: Hundredths;
  /** For rank, from 1; else of no length. */
  readonly ranks: Int32Array;
  /** For rank, how many are ranked. */
  ranked: number;
  /** For relative, the best value. */
  best: Decimal | undefined;
}

/** Where the answers to an item are kept. */
export type AnswerCells = Pick<ItemColumn, "values" | "width" | "wide">;

/** Points of one item over all subjects, in the narrowest array that holds what the item can give. */
export type Hundredths = Float64Array | Int32Array | Int16Array;

function openPoints(points: PointsRule, count: number): Hundredths {
  const most = mostHundredths(points);
  if (most <= 0x7fff) return new Int16Array(count);
  return most <= 0x7fff_ffff ? new Int32Array(count) : new Float64Array(count);
}

/** An item's column, empty or with the answers that were given: their states are copied, for scoring changes them. */
export function openColumn(
  item: Item,
  count: number,
  given?: Pick<AnswerColumn, "states" | "values" | "wide">,
): ItemColumn {
  const width = widthOf(item.points);
  return {
    states: given?.states.slice() ?? new Uint8Array(count),
    values: item.isAsked && given !== undefined ? given.values : new Float64Array(count * width),
    width,
    wide: new Map(given?.wide),
    tallies: new Map(),
    pointsHundredths: openPoints(item.points, count),
    ranks: new Int32Array(item.points.kind === "rank" ? count : 0),
    ranked: 0,
    best: undefined,
  };
}

/** How many cells one answer takes. */
export function widthOf(points: PointsRule): number {
  return points.kind === "tally" ? points.options.codes.length : 1;
}

/** Puts an answer that refuseAnswer lets through into the column. */
export function storeAnswer(item: Item, column: AnswerCells, index: number, value: unknown): void {
  switch (item.points.kind) {
    case "yes-no":
      column.values[index] = value === true ? 1 : 0;
      return;
    case "choice":
      column.values[index] = item.points.options.placeByCode.get(String(value)) ?? Number.NaN;
      return;
    case "tally":
      for (const [code, count] of countsOf(value) ?? []) {
        const place = item.points.options.placeByCode.get(code) ?? 0;
        storeNumber(column, index * column.width + place, decimalOf(count) ?? 0, 0);
      }
      return;
    case "count":
    case "deduct":
      storeNumber(column, index, decimalOf(value) ?? 0, 0);
      return;
    default:
      storeNumber(column, index, decimalOf(value) ?? 0, 6);
  }
}

/** Puts a number into a column whose numbers have so many places. */
export function storeNumber(column: Omit<AnswerCells, "width">, cell: number, number: Decimal, places: 0 | 6): void {
  const exact = safeAt(number, places);
  if (exact === undefined) {
    column.values[cell] = Number.NaN;
    column.wide.set(cell, number);
  } else {
    column.values[cell] = exact;
  }
}

/** The number × 10^places where that is a safe integer, exactly. */
function safeAt(number: Decimal, places: 0 | 6): number | undefined {
  if (typeof number === "number") {
    const shifted = places === 0 ? number : number * 1e6;
    return Number.isSafeInteger(shifted) ? shifted : undefined;
  }
  if (number.places > places || compare(number, LARGEST) > 0 || compare(number, SMALLEST) < 0) return undefined;
  return places === 0 && !isInteger(number) ? undefined : scaled(number, places);
}

const LARGEST = 9e9;
const SMALLEST = -9e9;

/** The number that stands in a cell. */
export function numberIn(column: ItemColumn, cell: number, places: 0 | 6): Decimal {
  return column.wide.get(cell) ?? unscaled(column.values[cell] ?? 0, places);
}
