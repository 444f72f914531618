import { type Bound, isEmpty } from "../constraints.ts";
import { decimal, scaled, toText } from "../decimal.ts";
import { isCounted, readWording, type Wording, writeWording } from "./warnings-wording.ts";

/** One level or band: from its line on, and what the document's own words say. The best stands first. */
export interface Line extends Bound {
  readonly title: string;
  readonly wording: string | undefined;
}

/** What a list of lines and their wordings disagree about; `place` is the line whose wording or threshold has to change. */
export type Finding =
  /** The words exclude every number. */
  | { readonly kind: "contradicts"; readonly place: number; readonly words: string; readonly proposal: string }
  /** The words begin elsewhere than the line. `isTakeable`: the line can be moved there without passing its neighbours. */
  | {
      readonly kind: "differs";
      readonly place: number;
      readonly words: string;
      readonly wanted: Bound;
      readonly isTakeable: boolean;
      readonly proposal: string;
    }
  /** What lies between the words of `place` and the next better line is named by neither, or by both. */
  | {
      readonly kind: "gap" | "overlap";
      readonly place: number;
      readonly words: string;
      readonly upper: number;
      readonly next: number;
      /** The first and the last number that neither or both name. */
      readonly from: number;
      readonly to: number;
      readonly proposal: string;
    }
  /** The words of the best end although more can be had. */
  | {
      readonly kind: "open-top";
      readonly place: 0;
      readonly words: string;
      readonly upper: number;
      readonly proposal: string;
    };

/** How lines are to be read. */
export interface Reading {
  /** Lines fall and more is better; else they rise and less is better. */
  readonly isLowerBetter: boolean;
  /** The most that can be had; undefined where nothing tells. */
  readonly most: number | undefined;
}

/**
 * Holds the wordings of a list of levels or bands against its lines and against one another (standards.md "Document":
 * gaps, overlaps, runs backwards). Numbers have two decimals, so that 「80—89 分」 leaves 89.01—89.99 open below 90;
 * what is counted one by one (个、次、人 …) leaves nothing open between 2 and 3.
 */
export function holdWordings(lines: readonly Line[], reading: Reading): readonly Finding[] {
  const spans = lines.map(({ wording }) => (wording === undefined ? undefined : readWording(wording)));
  if (isInShares(lines, spans)) return [];
  const turned = spans.map((span) => (span !== undefined && reading.isLowerBetter ? mirrored(span) : span));
  const held = lines.map((line) => (reading.isLowerBetter ? { ...line, value: -line.value } : line));
  const writer = (span: Wording): string => {
    // Lines that run backwards leave no room below the better one.
    const open = isEmpty(span.lower, span.upper) ? { ...span, upper: undefined } : span;
    return writeWording(reading.isLowerBetter ? mirrored(open) : open);
  };
  const findings = held.flatMap((_, place) => findingsAt(held, turned, place, writer));
  const top = turned[0];
  if (top?.upper !== undefined && reading.most !== undefined && !isEmpty(top.lower, top.upper)) {
    if (top.upper.value < reading.most) {
      const proposal = writer({ lower: held[0], upper: undefined, unit: top.unit });
      findings.push({ kind: "open-top", place: 0, words: held[0]?.wording ?? "", upper: top.upper.value, proposal });
    }
  }
  return reading.isLowerBetter ? findings.map(unturned) : findings;
}

/** 「80%」 beside a line of 0.8: the figures are of two kinds and can't be held against one another. */
function isInShares(lines: readonly Line[], spans: readonly (Wording | undefined)[]): boolean {
  return spans.some((span) => span?.unit === "%") && lines.every(({ value }) => Math.abs(value) <= 1);
}

function findingsAt(
  lines: readonly Line[],
  spans: readonly (Wording | undefined)[],
  place: number,
  write: (span: Wording) => string,
): Finding[] {
  const [line, span, better] = [lines[place], spans[place], lines[place - 1]];
  if (line?.wording === undefined || span === undefined) return [];
  const words = line.wording;
  const ends = {
    upper: better === undefined ? undefined : { value: better.value, isStrict: !better.isStrict },
    unit: span.unit,
  };
  const proposal = write({ ...ends, lower: line });
  if (isEmpty(span.lower, span.upper)) return [{ kind: "contradicts", place, words, proposal }];
  const findings: Finding[] = [];
  const step = stepOf(span, spans[place - 1]);
  if (span.lower !== undefined && firstOf(span.lower, step) !== firstOf(line, step)) {
    const isTakeable = isBetween(span.lower, lines[place + 1], better, step);
    findings.push({ kind: "differs", place, words, wanted: span.lower, isTakeable, proposal });
  }
  const between = betweenOf(span, better === undefined ? undefined : (spans[place - 1]?.lower ?? better), step);
  if (between !== undefined) {
    findings.push({
      ...between,
      place,
      words,
      proposal: write({ ...ends, ...between.ends, lower: span.lower ?? line }),
    });
  }
  return findings;
}

function betweenOf(
  span: Wording,
  next: Bound | undefined,
  step: number,
):
  | (Pick<Extract<Finding, { kind: "gap" | "overlap" }>, "kind" | "upper" | "next" | "from" | "to"> & {
      readonly ends: { readonly upper: Bound };
    })
  | undefined {
  if (span.upper === undefined || next === undefined) return undefined;
  const last = lastOf(span.upper, step);
  const first = firstOf(next, step);
  const known = {
    upper: span.upper.value,
    next: next.value,
    ends: { upper: { value: next.value, isStrict: !next.isStrict } },
  };
  if (first - last > step) return { kind: "gap", ...known, from: (last + step) / 100, to: (first - step) / 100 };
  if (last >= first) return { kind: "overlap", ...known, from: first / 100, to: last / 100 };
  return undefined;
}

/** In hundredths: 1, or 100 where both are counted one by one. */
function stepOf(span: Wording, better: Wording | undefined): number {
  return isCounted(span.unit) && (better === undefined || isCounted(better.unit)) ? 100 : 1;
}

/** The first number, in hundredths, that a lower end holds. */
function firstOf({ value, isStrict }: Bound, step: number): number {
  const hundredths = scaled(decimal(value), 2) / step;
  return (isStrict ? Math.floor(hundredths) + 1 : Math.ceil(hundredths)) * step;
}

/** The last number, in hundredths, that an upper end holds. */
function lastOf({ value, isStrict }: Bound, step: number): number {
  const hundredths = scaled(decimal(value), 2) / step;
  return (isStrict ? Math.ceil(hundredths) - 1 : Math.floor(hundredths)) * step;
}

function isBetween(wanted: Bound, worse: Line | undefined, better: Line | undefined, step: number): boolean {
  const at = firstOf(wanted, step);
  return (worse === undefined || at > firstOf(worse, step)) && (better === undefined || at < firstOf(better, step));
}

function mirrored({ lower, upper, unit }: Wording): Wording {
  const turn = (bound: Bound | undefined): Bound | undefined =>
    bound && { value: -bound.value, isStrict: bound.isStrict };
  return { lower: turn(upper), upper: turn(lower), unit };
}

function unturned(finding: Finding): Finding {
  switch (finding.kind) {
    case "differs":
      return { ...finding, wanted: { value: -finding.wanted.value, isStrict: finding.wanted.isStrict } };
    case "gap":
    case "overlap":
      return { ...finding, upper: -finding.upper, next: -finding.next, from: -finding.to, to: -finding.from };
    default:
      return finding;
  }
}

/** A number in running text: `89`, `79.99`. */
export function plainFigure(value: number): string {
  return toText(decimal(value));
}
