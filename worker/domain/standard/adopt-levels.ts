import { isEqual, type Part, partOf, partsOf } from "../difference.ts";
import { numberOr, type OverlayEffect, type Rule, type RuleContext, raisedIf } from "./adopt-rules.ts";

interface Line {
  readonly value: number;
  readonly isStrict: boolean;
}

function lineOf({ atLeast, above }: Part): Line {
  return { value: numberOr(above ?? atLeast, Number.NEGATIVE_INFINITY), isStrict: above !== undefined };
}

/** Whether whoever reaches the one line has reached the other. */
function isAsHigh(line: Line, other: Line): boolean {
  return line.value > other.value || (line.value === other.value && (line.isStrict || !other.isStrict));
}

/** 「等级的线」, written as `atLeast` or as `above`: both keys are judged by the line that they draw. */
export const levelLine: Rule = (_was, _is, { pair }) => raisedIf(isAsHigh(lineOf(pair.after), lineOf(pair.before)));

const ROUNDINGS = ["down", "half-up", "up"];

/** 「名额」: a limit where there was none, or fewer places. */
export const quotaRule: Rule = (was, is) => {
  if (was === undefined) return "raises";
  if (is === undefined) return "lowers";
  const [before, after] = [partOf(was), partOf(is)];
  const unit = before["percent"] === undefined ? "count" : "percent";
  const isFewer = after[unit] !== undefined && numberOr(after[unit], 0) <= numberOr(before[unit], 0);
  const [old, now] = [before, after].map(({ rounding = "down" }) => ROUNDINGS.indexOf(String(rounding)));
  const isStrict = after["ties"] !== "include" || before["ties"] === "include";
  return raisedIf(isFewer && (now ?? 0) <= (old ?? 0) && isStrict);
};

/** 「否决的后果」: one that is known to be harder. Nothing is known of `zero-score`: a direct level doesn't see it. */
export const vetoEffectRule: Rule = (was, is, { parent, child }) => {
  const [before, after] = [partOf(was), partOf(is)];
  if (after["kind"] === "no-level") return raisedIf(before["kind"] !== "zero-score");
  if (before["kind"] !== after["kind"]) return "lowers";
  if (after["kind"] === "lower") return raisedIf(numberOr(after["by"], 0) >= numberOr(before["by"], 0));
  if (after["kind"] !== "at-most-level") return "lowers";
  const place = (document: Part, level: unknown) => partsOf(document["levels"]).findIndex(({ code }) => code === level);
  const [allowed, now] = [place(child, before["level"]), place(child, after["level"])];
  return raisedIf(place(parent, before["level"]) >= 0 && allowed >= 0 && now >= allowed);
};

/**
 * A level between or above the parent's is an addition where whoever gets it would have had the next one of the
 * parent's. Vetoes that lower by places would lower by less, and past the last level there was none: these lower.
 */
export function levelAddedEffect(added: Part, { parent, child }: RuleContext): OverlayEffect {
  const known = new Set(partsOf(parent["levels"]).map(({ code }) => code));
  const levels = partsOf(child["levels"]);
  const next = levels.slice(levels.findIndex(({ code }) => code === added["code"])).find(({ code }) => known.has(code));
  const isByPlaces = partsOf(child["vetoes"]).some(({ effect }) => partOf(effect)["kind"] === "lower");
  if (next === undefined || isByPlaces) return "lowers";
  const isConditioned = (["when", "quota"] as const).every(
    (key) => next[key] === undefined || isEqual(next[key], added[key]),
  );
  return isConditioned && isAsHigh(lineOf(added), lineOf(next)) ? "adds" : "lowers";
}
