import { compareCodePoints } from "../code-points.ts";
import { roundedQuotient } from "../score.ts";
import { type Cohort, LIVE } from "./cohort.ts";
import { hundredthsOf } from "./compile-points.ts";
import type { Level, Standard } from "./plan.ts";
import type { Totals } from "./sections.ts";
import type { Verdicts } from "./verdicts.ts";

/** Who holds which level, and how it came about, a column each. Levels are places in the standard's list, best first. */
export interface LevelColumns {
  /** The level held in the end, or −1. */
  readonly held: Int8Array;
  /** The level found before vetoes lower it, or −1. */
  readonly found: Int8Array;
  /** The best level that isn't forbidden; as many as there are levels where all are. */
  readonly best: Int8Array;
  /** By how many places vetoes lower. */
  readonly lowered: Uint16Array;
  /** How many subjects quotas are taken of. */
  readonly n: number;
  /** By level with a quota: how many places it has and, from 1, whose turn came when; 0 where it didn't come. */
  readonly quotas: readonly ({ readonly places: number; readonly turns: Int32Array } | undefined)[];
}

/** Finds every subject's level (standards.md "Arithmetic" 7, 9, 10). */
export function findLevels(cohort: Cohort, totals: Totals, verdicts: Verdicts): LevelColumns {
  const { standard, count } = cohort;
  const live = indexesOf(cohort);
  const best = bestAllowed(cohort, verdicts);
  const lowered = loweredBy(cohort, verdicts);
  const found = new Int8Array(count).fill(-1);
  for (const index of standard.directLevels.length === 0 ? [] : live) {
    const direct = standard.directLevels[verdicts.direct[index] ?? -1];
    if (direct === undefined) continue;
    const level = Math.max(direct.level, best[index] ?? 0);
    if (level < standard.levels.length) found[index] = level;
  }
  const byScore = live.filter((index) => verdicts.direct[index] === -1);
  const quotas = standard.levels.map((level, place) => {
    const candidates = byScore.filter(
      (index) =>
        found[index] === -1 &&
        place >= (best[index] ?? 0) &&
        verdicts.levels[place]?.[index] === 1 &&
        (verdicts.scores[index] ?? 0) >= level.leastHundredths,
    );
    const quota = level.quota === undefined ? undefined : openQuota(level, live.length, count);
    const holders = quota === undefined ? candidates : giveOut(cohort, totals, verdicts, level, quota, candidates);
    for (const index of holders) found[index] = place;
    return quota;
  });
  const held = new Int8Array(count).fill(-1);
  for (const index of live) {
    const level = found[index] ?? -1;
    const after = level + (lowered[index] ?? 0);
    if (level >= 0 && after < standard.levels.length) held[index] = after;
  }
  return { held, found, best, lowered, n: live.length, quotas };
}

function indexesOf(cohort: Cohort): readonly number[] {
  const live: number[] = [];
  for (let index = 0; index < cohort.count; index++) {
    if (cohort.states[index] === LIVE) live.push(index);
  }
  return live;
}

/** Vetoes and promotion forbid levels from the best downwards; this is the first that they leave. */
function bestAllowed(cohort: Cohort, verdicts: Verdicts): Int8Array {
  const { standard, count } = cohort;
  const best = new Int8Array(count);
  const forbid = (index: number, level: number): void => {
    if (level > (best[index] ?? 0)) best[index] = level;
  };
  const heldBefore = (index: number): number => heldPlace(standard, heldCode(cohort, index));
  for (const [place, { effect }] of standard.vetoes.entries()) {
    if (effect.kind === "lower" || effect.kind === "zero-score") continue;
    const holds = verdicts.vetoes[place];
    for (let index = 0; index < count; index++) {
      if (holds?.[index] !== 1) continue;
      if (effect.kind === "no-level") forbid(index, standard.levels.length);
      else forbid(index, effect.kind === "at-most-level" ? effect.level : heldBefore(index));
    }
  }
  const { promotion } = standard;
  if (promotion === undefined) return best;
  for (let index = 0; index < count; index++) {
    if (verdicts.exempt[index] !== 1) forbid(index, heldBefore(index) - promotion.atMostSteps);
  }
  return best;
}

/** The code of the level held before. */
export function heldCode({ subjects }: Cohort, index: number): string | null {
  return subjects.held.dictionary[subjects.held.codes[index] ?? -1] ?? null;
}

/** The place of the level held; one below the last where nothing is held or this standard lacks it. */
export function heldPlace(standard: Standard, code: string | null | undefined): number {
  const place = code === null || code === undefined ? undefined : standard.levelByCode.get(code);
  return place ?? standard.levels.length;
}

function loweredBy({ standard, count }: Cohort, verdicts: Verdicts): Uint16Array {
  const lowered = new Uint16Array(count);
  for (const [place, { effect }] of standard.vetoes.entries()) {
    const holds = verdicts.vetoes[place];
    if (effect.kind !== "lower" || holds === undefined) continue;
    for (let index = 0; index < count; index++) {
      if (holds[index] === 1) lowered[index] = (lowered[index] ?? 0) + effect.by;
    }
  }
  return lowered;
}

interface Quota {
  readonly places: number;
  readonly turns: Int32Array;
}

function openQuota(level: Level, n: number, count: number): Quota {
  return { places: placesOf(level, n), turns: new Int32Array(count) };
}

function placesOf({ quota }: Level, n: number): number {
  if (quota?.count !== undefined) return quota.count;
  const share = n * hundredthsOf(quota?.percent ?? 0);
  switch (quota?.rounding) {
    case "up":
      return Math.ceil(share / 10_000);
    case "half-up":
      return roundedQuotient(share, 10_000);
    default:
      return Math.floor(share / 10_000);
  }
}

/** Those who get a place: by total, by the sections of `tieBreak`, by id; and with `include` their equals in total. */
function giveOut(
  cohort: Cohort,
  totals: Totals,
  verdicts: Verdicts,
  level: Level,
  { places, turns }: Quota,
  candidates: readonly number[],
): readonly number[] {
  const sorted = candidates.toSorted((a, b) => compareForPlaces(cohort, totals, verdicts, a, b));
  sorted.forEach((index, place) => {
    turns[index] = place + 1;
  });
  const last = places === 0 ? undefined : sorted[Math.min(places, sorted.length) - 1];
  if (level.quota?.ties !== "include" || last === undefined) return sorted.slice(0, places);
  return sorted.filter((index, place) => place < places || verdicts.scores[index] === verdicts.scores[last]);
}

function compareForPlaces(cohort: Cohort, totals: Totals, verdicts: Verdicts, a: number, b: number): number {
  const byTotal = (verdicts.scores[b] ?? 0) - (verdicts.scores[a] ?? 0);
  if (byTotal !== 0) return byTotal;
  for (const place of cohort.standard.tieBreak) {
    const points = totals.sections[place]?.points;
    const bySection = (points?.[b] ?? 0) - (points?.[a] ?? 0);
    if (bySection !== 0) return bySection;
  }
  return compareCodePoints(cohort.subjects.ids[a] ?? "", cohort.subjects.ids[b] ?? "");
}
