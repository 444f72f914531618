import { decimal, scaled } from "../decimal.ts";
import type { Expression } from "../expression.ts";
import type { ItemDocument, OptionDocument, ScoreDocument } from "./document.ts";
import type { Options, PointsRule } from "./plan.ts";

/** Points, percentages and lines have two decimals at most: exact as hundredths. Left out is Infinity. */
export function hundredthsOf(points: number | undefined): number {
  return points === undefined ? Number.POSITIVE_INFINITY : scaled(decimal(points), 2);
}

function millionthsOf(measure: number): number {
  return scaled(decimal(measure), 6);
}

/** An item's rule in whole numbers. `expression` gives what compiled at a path below the item. */
export function compilePoints(item: ItemDocument, expression: (path: string) => Expression): PointsRule {
  const { score } = item;
  switch (score.kind) {
    case "yes-no":
      return { kind: "yes-no", pointsHundredths: hundredthsOf(score.points) };
    case "choice":
      return { kind: "choice", options: optionsOf(score.options) };
    case "count":
      return {
        kind: "count",
        eachMillionths: millionthsOf(score.each),
        atMostHundredths: hundredthsOf(score.atMost),
        atLeast: score.atLeast ?? 0,
      };
    case "tally":
      return {
        kind: "tally",
        options: optionsOf(score.options),
        isSum: score.take === "sum",
        atMostHundredths: hundredthsOf(score.atMost),
      };
    case "deduct":
      return {
        kind: "deduct",
        pointsHundredths: hundredthsOf(score.points),
        eachMillionths: millionthsOf(score.each),
      };
    case "formula":
      return {
        kind: "formula",
        of: expression("score.expression"),
        pointsHundredths: hundredthsOf(score.points),
      };
    case "rank":
    case "relative":
      return compileStanding(score, expression("score.of"));
    default:
      return compileMeasure(score);
  }
}

function compileMeasure(
  score: Extract<ScoreDocument, { kind: "bands" | "brackets" | "proportion" | "rating" }>,
): PointsRule {
  switch (score.kind) {
    case "bands":
      return {
        kind: "bands",
        isLowerBetter: score.better === "lower",
        bands: score.bands.map((band) => ({
          lineMillionths: millionthsOf(band.atLeast ?? band.above ?? band.atMost ?? band.below ?? 0),
          isStrict: band.above !== undefined || band.below !== undefined,
          pointsHundredths: hundredthsOf(band.points),
        })),
      };
    case "brackets":
      return {
        kind: "brackets",
        fromMillionths: score.brackets.map((bracket) => millionthsOf(bracket.from)),
        eachMillionths: score.brackets.map((bracket) => millionthsOf(bracket.each)),
        perMillionths: millionthsOf(score.per ?? 1),
        whole: score.whole ?? "no",
        atMostHundredths: hundredthsOf(score.atMost),
      };
    case "proportion":
      return {
        kind: "proportion",
        pointsHundredths: hundredthsOf(score.points),
        fullMillionths: millionthsOf(score.full),
        floorMillionths: score.floor === undefined ? Number.NEGATIVE_INFINITY : millionthsOf(score.floor),
      };
    case "rating":
      return {
        kind: "rating",
        pointsHundredths: hundredthsOf(score.points),
        stepMillionths: score.step === undefined ? undefined : millionthsOf(score.step),
      };
    default:
      return score satisfies never;
  }
}

function compileStanding(score: Extract<ScoreDocument, { kind: "rank" | "relative" }>, of: Expression): PointsRule {
  const isHighBest = score.order === "high";
  if (score.kind === "relative") {
    return { kind: "relative", of, isHighBest, pointsHundredths: hundredthsOf(score.points) };
  }
  const bands = score.bands.map((band) => ({
    topN: band.topN,
    percentHundredths: hundredthsOf(band.topPercent),
    pointsHundredths: hundredthsOf(band.points),
  }));
  return { kind: "rank", of, isHighBest, bands };
}

function optionsOf(options: readonly OptionDocument[]): Options {
  return {
    codes: options.map((option) => option.code),
    titles: options.map((option) => option.title),
    pointsHundredths: options.map((option) => hundredthsOf(option.points)),
    placeByCode: new Map(options.map((option, place) => [option.code, place])),
  };
}

/** Full marks of an item (standards.md "Item kinds", after the table). */
export function fullMarksOf(points: PointsRule): number {
  switch (points.kind) {
    case "choice":
      return Math.max(...points.options.pointsHundredths);
    case "tally":
      return points.isSum
        ? orZero(points.atMostHundredths)
        : Math.min(points.atMostHundredths, Math.max(...points.options.pointsHundredths));
    case "count":
    case "brackets":
      return orZero(points.atMostHundredths);
    case "bands":
    case "rank":
      return Math.max(...points.bands.map((band) => band.pointsHundredths));
    default:
      return points.pointsHundredths;
  }
}

function orZero(hundredths: number): number {
  return hundredths === Number.POSITIVE_INFINITY ? 0 : hundredths;
}

/** The most that an item can give or take, whatever is answered; Infinity where nothing bounds it. */
export function mostHundredths(points: PointsRule): number {
  switch (points.kind) {
    case "choice":
      return sizeOf(points.options.pointsHundredths);
    case "tally": {
      const { pointsHundredths } = points.options;
      if (!points.isSum) return sizeOf([points.atMostHundredths, ...pointsHundredths].filter(Number.isFinite));
      return pointsHundredths.some((earned) => earned < 0) ? Number.POSITIVE_INFINITY : points.atMostHundredths;
    }
    case "count":
    case "brackets":
      return points.atMostHundredths;
    case "bands":
    case "rank":
      return sizeOf(points.bands.map((band) => band.pointsHundredths));
    default:
      return points.pointsHundredths;
  }
}

function sizeOf(hundredths: readonly number[]): number {
  return Math.max(...hundredths.map(Math.abs));
}
