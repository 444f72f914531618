import { compare, type Decimal, isNegative, scaled, unscaled } from "../decimal.ts";
import { type Expression, evaluate, evaluateColumn, Failure } from "../expression.ts";
import { divideR, multiplyR, rational, roundHalfUpR } from "../rational.ts";
import { roundedQuotient } from "../score.ts";
import { decimalOf } from "./answers.ts";
import { type Cohort, fail, LIVE } from "./cohort.ts";
import { ANSWERED, type ItemColumn, numberIn, storeNumber } from "./columns.ts";
import type { Item, PointsRule } from "./plan.ts";
import { scopeAt, tableOf } from "./scope.ts";

/** Computes the number that `of` or `expression` yields for every subject to which the item applies. */
export function computeNumbers(cohort: Cohort, item: Item, column: ItemColumn, of: Expression): void {
  const known = evaluateColumn(of, tableOf(cohort));
  const millionths = known?.kind === "number" ? known.values : undefined;
  for (let index = 0; index < cohort.count; index++) {
    if (cohort.states[index] !== LIVE || column.states[index] !== ANSWERED) continue;
    const exact = millionths?.[index] ?? Number.NaN;
    if (!Number.isNaN(exact)) {
      column.values[index] = exact;
      continue;
    }
    const value = evaluate(of, scopeAt(cohort, index));
    if (value instanceof Failure) fail(cohort, index, item.code, value.reason);
    else storeNumber(column, index, decimalOf(value) ?? 0, 6);
  }
}

/** 「公式」: the value, held within 0…points. */
export function scoreFormula(cohort: Cohort, column: ItemColumn, pointsHundredths: number): void {
  const most = unscaled(pointsHundredths, 2);
  for (const index of ranked(cohort, column)) {
    const millionths = column.values[index] ?? Number.NaN;
    if (millionths >= 0) {
      column.pointsHundredths[index] = Math.min(pointsHundredths, roundedQuotient(millionths, 10_000));
      continue;
    }
    const value = numberIn(column, index, 6);
    if (isNegative(value)) column.pointsHundredths[index] = 0;
    else if (compare(value, most) >= 0) column.pointsHundredths[index] = pointsHundredths;
    else column.pointsHundredths[index] = scaled(value, 2);
  }
}

/**
 * 「名次」 among all subjects scored together to which the item applies and which haven't failed: 1 is best, equal values
 * share the better rank, and the first band that holds the rank gives the points.
 */
export function scoreRank(cohort: Cohort, column: ItemColumn, points: Extract<PointsRule, { kind: "rank" }>): void {
  const among = ranked(cohort, column);
  const values = new Map(among.map((index) => [index, numberIn(column, index, 6)]));
  const direction = points.isHighBest ? -1 : 1;
  const order = (a: number, b: number): number => direction * compare(values.get(a) ?? 0, values.get(b) ?? 0);
  const sorted = among.toSorted(order);
  const lasts = points.bands.map((band) => band.topN ?? Math.ceil((sorted.length * band.percentHundredths) / 10_000));
  column.ranked = sorted.length;
  let rank = 1;
  sorted.forEach((index, place) => {
    const before = place === 0 ? undefined : sorted[place - 1];
    if (before !== undefined && order(before, index) !== 0) rank = place + 1;
    const reached = lasts.findIndex((last) => rank <= last);
    column.ranks[index] = rank;
    column.pointsHundredths[index] = points.bands[reached]?.pointsHundredths ?? 0;
  });
}

/** 「相对分」: measured against the best value above 0; values of 0 or less earn nothing and are not the best. */
export function scoreRelative(
  cohort: Cohort,
  column: ItemColumn,
  points: Extract<PointsRule, { kind: "relative" }>,
): void {
  const among = ranked(cohort, column).map((index) => ({ index, value: numberIn(column, index, 6) }));
  let best: Decimal | undefined;
  for (const { value } of among) {
    if (compare(value, 0) <= 0) continue;
    if (best === undefined || compare(value, best) * (points.isHighBest ? 1 : -1) > 0) best = value;
  }
  column.best = best;
  for (const { index, value } of among) {
    column.pointsHundredths[index] =
      best === undefined || compare(value, 0) <= 0
        ? 0
        : relativePoints(points.pointsHundredths, points.isHighBest ? value : best, points.isHighBest ? best : value);
  }
}

function relativePoints(pointsHundredths: number, part: Decimal, whole: Decimal): number {
  const share = divideR(rational(part), rational(whole));
  return Number(roundHalfUpR(multiplyR(rational(pointsHundredths), share)));
}

/** The subjects that count: still scored, and the item applies. */
function ranked(cohort: Cohort, column: ItemColumn): number[] {
  const among: number[] = [];
  for (let index = 0; index < cohort.count; index++) {
    if (cohort.states[index] === LIVE && column.states[index] === ANSWERED) among.push(index);
  }
  return among;
}
