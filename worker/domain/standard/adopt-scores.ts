import { isEqual, type Part, partsOf } from "../difference.ts";
import {
  earnsNoMore,
  isLineRaised,
  keepsFull,
  numberOr,
  type OverlayEffect,
  type PartPair,
  type Rule,
  type RuleContext,
  type Rules,
  raisedIf,
} from "./adopt-rules.ts";

/** What each key of a score does to what the item asks, of a kind that stays; another kind is another rule. */
export function scoreRules({ kind }: Part): Rules {
  return SCORES[String(kind)] ?? {};
}

/** What a changed or added option does: who chooses it may not come out better. `pair` is the score that it is of. */
export function optionEffect(option: PartPair, key: string | undefined, context: RuleContext): OverlayEffect {
  const { before, after } = option;
  if (key === "sources") return "keeps";
  if (key !== "points") return "lowers";
  const isWorth = earnsNoMore(numberOr(before["points"], 0), numberOr(after["points"], 0), context);
  return raisedIf(isWorth && keepsHighest(context));
}

/** A new option is worth nothing, so that nobody finds an easier way; a deduction counted up takes off one thing more. */
export function addedOptionEffect(option: Part, { kind, pair }: RuleContext): OverlayEffect {
  const points = numberOr(option["points"], 0);
  const isHarmless = kind === "deduction" ? pair.before["kind"] === "tally" && points >= 0 : points <= 0;
  return isHarmless ? "adds" : "lowers";
}

/** The highest option is the full marks of a choice, and of a tally that takes the highest. */
function keepsHighest(context: RuleContext): boolean {
  const { before, after } = context.pair;
  if (before["kind"] === "tally" && before["take"] !== "highest") return true;
  return keepsFull(highest(before["options"]), highest(after["options"]), context);
}

function highest(list: unknown): number {
  return Math.max(...partsOf(list).map(({ points }) => numberOr(points, 0)));
}

const full: Rule = (was, is, context) =>
  raisedIf(keepsFull(numberOr(was, Number.POSITIVE_INFINITY), numberOr(is, Number.POSITIVE_INFINITY), context));
const earned: Rule = (was, is, context) => raisedIf(earnsNoMore(numberOr(was, 0), numberOr(is, 0), context));
const line =
  (absent: number): Rule =>
  (was, is, context) =>
    raisedIf(isLineRaised(numberOr(was, absent), numberOr(is, absent), context));

const steps: Rule = (was, is, context) => {
  const [before, after] = [partsOf(was), partsOf(is)];
  const samples = samplesOf([...before, ...after].map(edgeOf));
  if (samples.every((each) => stepAt(before, each) === stepAt(after, each))) return "keeps";
  const isHarder = samples.every((each) => earnsNoMore(stepAt(before, each), stepAt(after, each), context));
  return raisedIf(isHarder && keepsFull(highest(before), highest(after), context));
};

const EDGES = ["atLeast", "above", "atMost", "below"] as const;

function edgeOf(band: Part): number {
  return numberOr(
    EDGES.map((key) => band[key]).find((each) => each !== undefined),
    0,
  );
}

/** Every edge, and a number on each side of it: between two edges a step function doesn't change. */
function samplesOf(edges: readonly number[]): readonly number[] {
  const sorted = [...new Set(edges)].toSorted((a, b) => a - b);
  const between = sorted.map((edge, place) => (edge + (sorted[place + 1] ?? edge + 2)) / 2);
  return [(sorted[0] ?? 0) - 1, ...sorted, ...between];
}

/** Points of the first band that a number reaches. */
function stepAt(bands: readonly Part[], value: number): number {
  const reached = bands.find(
    ({ atLeast, above, atMost, below }) =>
      (atLeast !== undefined && value >= numberOr(atLeast, 0)) ||
      (above !== undefined && value > numberOr(above, 0)) ||
      (atMost !== undefined && value <= numberOr(atMost, 0)) ||
      (below !== undefined && value < numberOr(below, 0)),
  );
  return numberOr(reached?.["points"], 0);
}

/** Places in the same order, none of them wider or worth more. */
const ranks: Rule = (was, is, context) => {
  const [before, after] = [partsOf(was), partsOf(is)];
  if (before.length !== after.length || context.kind === "deduction") return "lowers";
  const isHarder = before.every((band, place) => {
    const now = after[place] ?? {};
    const isSameUnit = (band["topN"] === undefined) === (now["topN"] === undefined);
    const [held, holds] = [band, now].map((each) => numberOr(each["topN"] ?? each["topPercent"], 0));
    return isSameUnit && (holds ?? 0) <= (held ?? 0) && numberOr(now["points"], 0) <= numberOr(band["points"], 0);
  });
  return raisedIf(isHarder && keepsFull(highest(before), highest(after), context));
};

/** Each part of the way earns no more; where parts are rounded to whole ones their edges must stay. */
const rates: Rule = (was, is, context) => {
  const [before, after] = [partsOf(was), partsOf(is)];
  const edges = [...before, ...after].map(({ from }) => numberOr(from, 0));
  const isWhole = context.pair.before["whole"] !== undefined || context.pair.after["whole"] !== undefined;
  const sameEdges = isEqual(
    before.map(({ from }) => from),
    after.map(({ from }) => from),
  );
  if (isWhole && !sameEdges) return "lowers";
  return raisedIf(edges.every((edge) => earnsNoMore(rateAt(before, edge), rateAt(after, edge), context)));
};

function rateAt(brackets: readonly Part[], value: number): number {
  return numberOr(brackets.findLast(({ from }) => numberOr(from, 0) <= value)?.["each"], 0);
}

const whole: Rule = (was, is, { kind }) => {
  const order = ["down", undefined, "up"];
  const isLess = order.indexOf(is as string | undefined) <= order.indexOf(was as string | undefined);
  return raisedIf(kind === "deduction" ? !isLess : isLess);
};

const SCORES: Readonly<Record<string, Rules>> = {
  "yes-no": { points: full },
  choice: {},
  count: { each: earned, atMost: full, atLeast: line(0) },
  tally: { atMost: full },
  bands: { bands: steps },
  brackets: { brackets: rates, atMost: full, per: line(1), whole },
  proportion: { points: full, full: line(0), floor: line(Number.NEGATIVE_INFINITY) },
  deduct: { points: full, each: line(0) },
  rating: { points: full },
  rank: { bands: ranks },
  relative: { points: full },
  formula: { points: full },
};
