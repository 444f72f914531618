import { compare, type Decimal, isNegative, unscaled } from "../decimal.ts";
import {
  addR,
  ceilR,
  compareR,
  divideR,
  floorR,
  minR,
  multiplyR,
  type Rational,
  rational,
  roundHalfUpR,
  subtractR,
  ZERO,
} from "../rational.ts";
import type { Band, Brackets, PointsRule } from "./plan.ts";

/**
 * The hundredths that an answer of any size and any number of places earns, computed in exact fractions and rounded
 * once: what points.ts falls back on where an answer or a product is no safe integer, and what the tests hold it against.
 */
export function exactPoints(points: PointsRule, answer: Decimal): number {
  switch (points.kind) {
    case "count": {
      if (compare(answer, points.atLeast) < 0) return 0;
      return capped(multiplyR(rational(answer), millionths(points.eachMillionths)), points.atMostHundredths);
    }
    case "deduct": {
      const left = subtractR(
        rational(unscaled(points.pointsHundredths, 2)),
        multiplyR(rational(answer), millionths(points.eachMillionths)),
      );
      return left.n <= 0n ? 0 : rounded(left);
    }
    case "bands":
      return bandReached(points, answer)?.pointsHundredths ?? 0;
    case "brackets":
      return bracketPoints(points, answer);
    case "proportion":
      return proportionPoints(points, answer);
    case "rating":
      return rounded(rational(answer));
    default:
      return 0;
  }
}

/** The first band whose line the answer reaches, or undefined. */
export function bandReached(points: Extract<PointsRule, { kind: "bands" }>, answer: Decimal): Band | undefined {
  return points.bands.find(({ lineMillionths, isStrict }) => {
    const order = compare(answer, unscaled(lineMillionths, 6)) * (points.isLowerBetter ? -1 : 1);
    return order > 0 || (order === 0 && !isStrict);
  });
}

function bracketPoints(points: Brackets, answer: Decimal): number {
  const per = millionths(points.perMillionths);
  let sum = ZERO;
  points.fromMillionths.forEach((from, place) => {
    const next = points.fromMillionths[place + 1];
    const end = next === undefined ? rational(answer) : minR(rational(answer), millionths(next));
    const part = subtractR(end, millionths(from));
    if (part.n <= 0n) return;
    const units = divideR(part, per);
    const counted = points.whole === "no" ? units : rational(points.whole === "down" ? floorR(units) : ceilR(units));
    sum = addR(sum, multiplyR(millionths(points.eachMillionths[place] ?? 0), counted));
  });
  return capped(sum, points.atMostHundredths);
}

function proportionPoints(points: Extract<PointsRule, { kind: "proportion" }>, answer: Decimal): number {
  const floor = points.floorMillionths;
  if (isNegative(answer)) return 0;
  if (floor !== Number.NEGATIVE_INFINITY && compare(answer, unscaled(floor, 6)) < 0) return 0;
  const full = unscaled(points.fullMillionths, 6);
  if (compare(answer, full) >= 0) return points.pointsHundredths;
  return rounded(divideR(multiplyR(rational(unscaled(points.pointsHundredths, 2)), rational(answer)), rational(full)));
}

function millionths(whole: number): Rational {
  return rational(unscaled(whole, 6));
}

function capped(sum: Rational, atMostHundredths: number): number {
  if (atMostHundredths !== Number.POSITIVE_INFINITY && compareR(sum, rational(unscaled(atMostHundredths, 2))) >= 0) {
    return atMostHundredths;
  }
  return rounded(sum);
}

function rounded(points: Rational): number {
  return Number(roundHalfUpR(multiplyR(points, { n: 100n, d: 1n })));
}
