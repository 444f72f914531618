import { toText, unscaled } from "../decimal.ts";
import { roundedQuotient, roundedShare } from "../score.ts";
import { COMPUTED } from "./check-items.ts";
import { ANSWERED, type Hundredths, type ItemColumn, MISSING, numberIn } from "./columns.ts";
import { exactPoints } from "./exact-points.ts";
import type { Brackets, Item, Options, PointsRule, Section } from "./plan.ts";

/**
 * The hundredths of every subject in a simple item: one pass over the column, in whole numbers (standards.md "Item kinds",
 * "Arithmetic" 1–3). rank, relative and formula are computed elsewhere; their pass only fills the gaps.
 */
export function scoreColumn(item: Item, section: Section, column: ItemColumn): void {
  if (!COMPUTED.includes(item.points.kind)) {
    fill(item.points, column);
    for (const cell of column.wide.keys()) refill(item.points, column, cell);
  }
  fillGaps(item, section, column);
}

function fill(points: PointsRule, { values, pointsHundredths: out }: ItemColumn): void {
  const count = out.length;
  switch (points.kind) {
    case "yes-no":
      for (let i = 0; i < count; i++) out[i] = (values[i] ?? 0) * points.pointsHundredths;
      return;
    case "choice": {
      const earned = Float64Array.from(points.options.pointsHundredths);
      for (let i = 0; i < count; i++) out[i] = earned[values[i] ?? 0] ?? 0;
      return;
    }
    case "count":
      fillCount(points, values, out);
      return;
    case "deduct": {
      const whole = points.pointsHundredths * 10_000;
      for (let i = 0; i < count; i++) {
        const left = whole - (values[i] ?? 0) * points.eachMillionths;
        out[i] = left <= 0 ? 0 : roundedQuotient(left, 10_000);
      }
      return;
    }
    case "tally":
      fillTally(points, values, out);
      return;
    case "bands":
      fillBands(points, values, out);
      return;
    case "brackets":
      fillBrackets(points, values, out);
      return;
    case "proportion":
      fillProportion(points, values, out);
      return;
    case "rating":
      // At most 10¹² millionths: the quotient of doubles is on the right side of every whole number.
      for (let i = 0; i < count; i++) out[i] = Math.floor(((values[i] ?? 0) + 5_000) / 10_000);
      return;
    default:
      return;
  }
}

/** A product past 2^53 is past every cap and past ITEM_POINTS_LIMIT, so that its lost digits are never seen. */
function fillCount(points: Extract<PointsRule, { kind: "count" }>, values: Float64Array, out: Hundredths): void {
  const { eachMillionths, atMostHundredths, atLeast } = points;
  const eachHundredths = eachMillionths / 10_000;
  const isWhole = Number.isInteger(eachHundredths);
  for (let i = 0; i < out.length; i++) {
    const n = values[i] ?? 0;
    const earned = isWhole ? n * eachHundredths : roundedQuotient(n * eachMillionths, 10_000);
    out[i] = n < atLeast ? 0 : Math.min(atMostHundredths, earned);
  }
}

function fillTally(points: Extract<PointsRule, { kind: "tally" }>, values: Float64Array, out: Hundredths): void {
  for (let i = 0; i < out.length; i++) {
    const earned = points.isSum ? sumOf(points.options, values, i) : highestOf(points.options, values, i);
    out[i] = Math.min(points.atMostHundredths, earned);
  }
}

function sumOf({ pointsHundredths }: Options, values: Float64Array, row: number): number {
  const width = pointsHundredths.length;
  let sum = 0;
  let size = 0;
  for (let option = 0; option < width; option++) {
    const product = (values[row * width + option] ?? 0) * (pointsHundredths[option] ?? 0);
    sum += product;
    size += Math.abs(product);
  }
  if (size <= Number.MAX_SAFE_INTEGER) return sum;
  let exact = 0n;
  for (let option = 0; option < width; option++) {
    const n = values[row * width + option] ?? 0;
    if (Number.isNaN(n)) return n; // Stands in `wide`; refill computes it.
    exact += BigInt(n) * BigInt(pointsHundredths[option] ?? 0);
  }
  return Number(exact);
}

function highestOf({ pointsHundredths }: Options, values: Float64Array, row: number): number {
  const width = pointsHundredths.length;
  let highest = Number.NEGATIVE_INFINITY;
  for (let option = 0; option < width; option++) {
    const n = values[row * width + option] ?? 0;
    const earned = pointsHundredths[option] ?? 0;
    if (n !== 0 && earned > highest) highest = earned; // NaN is a count past 2^53.
  }
  return highest === Number.NEGATIVE_INFINITY ? 0 : highest;
}

function fillBands(points: Extract<PointsRule, { kind: "bands" }>, values: Float64Array, out: Hundredths): void {
  const { bands, isLowerBetter } = points;
  // In whole millionths a strict line is the next one, and "lower is better" is a sign.
  const sign = isLowerBetter ? -1 : 1;
  const lines = Float64Array.from(bands, (band) => band.lineMillionths * sign + (band.isStrict ? 1 : 0));
  // One more, which is earned where no line is reached.
  const earned = Float64Array.from([...bands.map((band) => band.pointsHundredths), 0]);
  for (let i = 0; i < out.length; i++) {
    const answer = (values[i] ?? 0) * sign;
    let line = 0;
    while (line < lines.length && !(answer >= (lines[line] ?? 0))) line++;
    out[i] = earned[line] ?? 0;
  }
}

function fillBrackets(points: Brackets, values: Float64Array, out: Hundredths): void {
  const { perMillionths, whole, atMostHundredths } = points;
  const shrink = commonTen(points.eachMillionths);
  const eaches = Float64Array.from(points.eachMillionths, (each) => each / shrink);
  const froms = Float64Array.from(points.fromMillionths);
  const ends = Float64Array.from([...points.fromMillionths.slice(1), Number.POSITIVE_INFINITY]);
  // each × part ÷ per, in hundredths: whole units cancel `per` beforehand.
  const divisor = whole === "no" ? perMillionths * (10_000 / shrink) : 10_000 / shrink;
  const isSafeDivisor = Number.isSafeInteger(divisor);
  for (let i = 0; i < out.length; i++) {
    const answer = values[i] ?? 0;
    if (Number.isNaN(answer)) continue; // Stands in `wide`; refill computes it.
    let sum = 0;
    for (let place = 0; place < eaches.length; place++) {
      const part = Math.min(answer, ends[place] ?? 0) - (froms[place] ?? 0);
      if (part <= 0) break;
      sum += (eaches[place] ?? 0) * (whole === "no" ? part : unitsOf(part, perMillionths, whole));
    }
    out[i] =
      sum <= Number.MAX_SAFE_INTEGER && isSafeDivisor
        ? Math.min(atMostHundredths, roundedQuotient(sum, divisor))
        : exactPoints(points, unscaled(answer, 6));
  }
}

/** Whole units; the quotient of doubles may be rounded up to the next one, which the remainder tells. */
function unitsOf(part: number, per: number, whole: "down" | "up"): number {
  const quotient = Math.floor(part / per);
  const units = part < quotient * per ? quotient - 1 : quotient;
  return whole === "up" && part > units * per ? units + 1 : units;
}

function fillProportion(
  points: Extract<PointsRule, { kind: "proportion" }>,
  values: Float64Array,
  out: Hundredths,
): void {
  const { pointsHundredths, fullMillionths, floorMillionths } = points;
  for (let i = 0; i < out.length; i++) {
    const answer = values[i] ?? 0;
    if (answer < floorMillionths || answer < 0) out[i] = 0;
    else if (answer >= fullMillionths) out[i] = pointsHundredths;
    else if (answer < fullMillionths) out[i] = roundedShare(pointsHundredths, answer, fullMillionths);
  }
}

/** The largest of 1, 10 … 10,000 that divides all: what keeps products of usual amounts far below 2^53. */
function commonTen(wholes: readonly number[]): number {
  let ten = 10_000;
  while (wholes.some((whole) => whole % ten !== 0)) ten /= 10;
  return ten;
}

/** The exact points of a subject whose answer is in `wide`; `cell` is where it stands. */
function refill(points: PointsRule, column: ItemColumn, cell: number): void {
  const index = Math.floor(cell / column.width);
  if (points.kind !== "tally") {
    column.pointsHundredths[index] = exactPoints(points, numberIn(column, cell, placesOf(points)));
    return;
  }
  if (!points.isSum) return;
  let sum = 0n;
  points.options.pointsHundredths.forEach((earned, option) => {
    sum += BigInt(toText(numberIn(column, index * column.width + option, 0))) * BigInt(earned);
  });
  column.pointsHundredths[index] = Math.min(points.atMostHundredths, Number(sum));
}

/** How many places the numbers of a kind are held with. */
export function placesOf(points: PointsRule): 0 | 6 {
  return points.kind === "count" || points.kind === "deduct" || points.kind === "tally" ? 0 : 6;
}

/** Points of those who didn't answer or needn't: full marks only where not applicable earns them. */
function fillGaps(item: Item, section: Section, column: ItemColumn): void {
  const { states, pointsHundredths: out } = column;
  const earned = section.kind === "base" && section.mode === "full" ? item.fullHundredths : 0;
  for (let i = 0; i < out.length; i++) {
    if (states[i] !== ANSWERED) out[i] = states[i] === MISSING ? 0 : earned;
  }
}
