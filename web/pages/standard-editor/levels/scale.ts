import { readWording } from "../../../../worker/domain/standard/warnings-wording.ts";
import type { Level } from "../../../document-shapes.ts";

/** An end of what a level's words or its line hold. */
interface End {
  readonly value: number;
  /** 「不满 80」「超过 80」: the number itself isn't held. */
  readonly isStrict: boolean;
}

/** A level as it is worded: from where to where. `upper` is null where it reaches to full marks. */
export interface Span {
  readonly code: string;
  readonly title: string;
  readonly lower: End;
  readonly upper: End | null;
  /** Whether the words themselves name the upper end; else it is the next better level's line. */
  readonly isUpperWorded: boolean;
}

/** What no level's words name, or two do. */
export interface Slip {
  readonly kind: "gap" | "overlap";
  readonly from: number;
  readonly to: number;
}

type Lined = Level & { readonly above?: number };

/** The levels from the lowest up, literally as worded; null where they aren't told apart by points. */
export function spansOf(levels: readonly Lined[]): readonly Span[] | null {
  const lined = levels
    .flatMap((level) => {
      const words = level.wording === undefined ? undefined : readWording(level.wording);
      const value = level.atLeast ?? level.above;
      const line = value === undefined ? undefined : { value, isStrict: level.atLeast === undefined };
      const lower = words?.lower ?? line;
      return lower === undefined ? [] : [{ level, lower, worded: words?.upper }];
    })
    .sort((a, b) => a.lower.value - b.lower.value);
  if (lined.length === 0 || new Set(lined.map(({ lower }) => lower.value)).size < lined.length) return null;
  return lined.map(({ level, lower, worded }, place) => {
    const next = lined[place + 1]?.lower;
    const upper = worded ?? (next === undefined ? null : { value: next.value, isStrict: !next.isStrict });
    return { code: level.code, title: level.title, lower, upper, isUpperWorded: worded !== undefined };
  });
}

/** Gaps and overlaps between levels as worded; scores have two decimals, so that 79 to 80 leaves 79.50 nowhere. */
export function slipsOf(spans: readonly Span[]): readonly Slip[] {
  return spans.flatMap(({ upper, isUpperWorded }, place): Slip[] => {
    const next = spans[place + 1]?.lower;
    if (next === undefined || upper === null || !isUpperWorded) return [];
    const isShared = !upper.isStrict && !next.isStrict;
    if (upper.value > next.value || (upper.value === next.value && isShared)) {
      return [{ kind: "overlap", from: next.value, to: upper.value }];
    }
    const isOpen = upper.value < next.value || (upper.isStrict && next.isStrict);
    return isOpen ? [{ kind: "gap", from: upper.value, to: next.value }] : [];
  });
}

/** The best level whose words hold a score; null where none does. */
export function wordedLevel(spans: readonly Span[], score: number): Span | null {
  return spans.findLast(({ lower, upper }) => isAbove(score, lower) && isBelow(score, upper)) ?? null;
}

/** Whether a score falls between levels: above the lowest line, and named by nobody. */
export function isInGap(spans: readonly Span[], score: number): boolean {
  const lowest = spans[0]?.lower;
  return lowest !== undefined && isAbove(score, lowest) && wordedLevel(spans, score) === null;
}

function isAbove(score: number, { value, isStrict }: End): boolean {
  return isStrict ? score > value : score >= value;
}

function isBelow(score: number, upper: End | null): boolean {
  if (upper === null) return true;
  return upper.isStrict ? score < upper.value : score <= upper.value;
}

/** The line's two ends, so that every level and most scores lie on it. */
export function axisOf(
  spans: readonly Span[],
  atMost: number | undefined,
  scores: readonly number[],
): { readonly from: number; readonly to: number } {
  const lowest = spans[0]?.lower.value ?? 0;
  const least = Math.min(lowest, ...scores.filter((score) => score >= lowest - 20));
  const from = Math.max(0, Math.floor((Math.min(lowest - 5, least) - 0.001) / 10) * 10);
  const top = spans.at(-1);
  const highest = Math.max(top?.upper?.value ?? 0, top?.lower.value ?? 0, ...scores);
  const to = atMost ?? (highest <= 100 ? 100 : Math.ceil(highest / 10) * 10);
  return { from, to: to > from ? to : from + 10 };
}

/** How many scores there are of each, lowest first. */
export function tally(scores: readonly number[]): readonly { readonly score: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (const score of scores) counts.set(score, (counts.get(score) ?? 0) + 1);
  return [...counts].map(([score, count]) => ({ score, count })).sort((a, b) => a.score - b.score);
}
