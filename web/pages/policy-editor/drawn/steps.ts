import type { Amount, Times } from "../../../document-shapes.ts";
import { money } from "../../../money.ts";
import { bracketAmount } from "../../documents/amounts.ts";

/** One stretch of a scale: from its line to the next, what it gives there at both ends, and in words. */
export interface Stretch {
  readonly from: number;
  /** Past the line only (`above`). */
  readonly isStrict: boolean;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Brackets or bands as they are drawn; heights are for the eye alone, what is said is what the document says. */
export interface Steps {
  readonly stretches: readonly Stretch[];
  readonly axis: { readonly from: number; readonly to: number };
  readonly most: number;
  /** Lines at which there is less than just before. */
  readonly falls: readonly number[];
  /** Where nothing is given: below the first line, or a part between others. */
  readonly gaps: readonly { readonly from: number | null; readonly to: number }[];
  readonly lineText: (value: number) => string;
  readonly nothing: string;
}

interface Line {
  readonly at: number;
  readonly isStrict: boolean;
  readonly base: number;
  readonly each: number;
  readonly text: string;
}

/** The brackets of an amount; null where there is nothing to draw yet. */
export function stepsOfBrackets(amount: Amount): Steps | null {
  const lines = (amount.brackets ?? []).flatMap((bracket): Line[] => {
    const at = bracket.from ?? bracket.above;
    if (typeof at !== "number") return [];
    const { fen = 0, fenEach = 0, percent = 0 } = bracket;
    const text = bracketAmount(bracket);
    const line = { at, isStrict: bracket.from === undefined, base: fen, each: fenEach + percent / 100 };
    return [{ ...line, text: text === "" ? "0.00 元" : text }];
  });
  const isMoney = amount.ofFen !== undefined;
  const lineText = (value: number): string => (isMoney ? `${money(value)} 元` : numeral(value));
  return stepsOf(lines, amount.mode === "marginal", amount.of === rank, lineText, "0.00 元");
}

/** The bands of a factor. */
export function stepsOfBands(times: Times): Steps | null {
  const lines = (times.bands ?? []).flatMap(({ atLeast, above, percent }): Line[] => {
    const at = atLeast ?? above;
    if (typeof at !== "number" || typeof percent !== "number") return [];
    return [{ at, isStrict: atLeast === undefined, base: percent, each: 0, text: `${percent}%` }];
  });
  return stepsOf(lines, false, times.of === rank, numeral, "0%");
}

/** By rank less is better, so that falling is how it is meant. */
const rank = "result.rank";

/** A figure within Chinese text: `1,000 `. */
const numeral = (value: number): string => `${value.toLocaleString("en-US", { maximumFractionDigits: 6 })} `;

function stepsOf(
  given: readonly Line[],
  isMarginal: boolean,
  mayFall: boolean,
  lineText: Steps["lineText"],
  nothing: string,
): Steps | null {
  const lines = given.toSorted((a, b) => a.at - b.at);
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || !lines.every(({ at }) => Number.isFinite(at))) return null;
  const axis = axisOf(first.at, last.at, lines.length);
  let below = 0;
  const stretches = lines.map((line, place): Stretch => {
    const to = lines[place + 1]?.at ?? axis.to;
    const start = isMarginal ? below + line.base : line.base + line.each * line.at;
    const end = start + line.each * (to - line.at);
    below = end;
    return { from: line.at, isStrict: line.isStrict, to, start, end, text: line.text };
  });
  const falls = stretches.flatMap(({ from, start }, place) => {
    const before = stretches[place - 1];
    return !mayFall && before !== undefined && start < before.end ? [from] : [];
  });
  const between = lines.flatMap(({ at, base, each }, place) => {
    const [previous, next] = [lines[place - 1], lines[place + 1]];
    const isOpen = isMarginal && base === 0 && each === 0 && (previous?.each ?? 0) > 0 && (next?.each ?? 0) > 0;
    return isOpen && next !== undefined ? [{ from: at, to: next.at }] : [];
  });
  const isOpenBelow = first.at > 0 || first.isStrict;
  return {
    stretches,
    axis,
    most: Math.max(1e-9, ...stretches.flatMap(({ start, end }) => [start, end])),
    falls,
    gaps: [...(isOpenBelow ? [{ from: null, to: first.at }] : []), ...between],
    lineText,
    nothing,
  };
}

/** From 0, unless the lines lie far off it: then from a little below the first; to a little past the last. */
function axisOf(first: number, last: number, count: number): Steps["axis"] {
  const span = last - first;
  const room = span > 0 ? (span / Math.max(1, count - 1)) * 0.8 : Math.max(Math.abs(last), 1) * 0.5;
  const from = first <= 0 ? first : first - room > first / 3 ? first - room : 0;
  return { from, to: last + room };
}

/** The whole drawing in words, for those who don't see it. */
export function saidOf({ stretches, falls, gaps, lineText, nothing }: Steps): string {
  const below = gaps.some(({ from }) => from === null)
    ? [`不到 ${lineText(stretches[0]?.from ?? 0)}得 ${nothing}`]
    : [];
  const said = stretches.map(
    ({ from, isStrict, text }) => `${isStrict ? `超过 ${lineText(from).trimEnd()}` : `${lineText(from)}起`} ${text}`,
  );
  const slips = falls.map((at) => `到 ${lineText(at)}反而减少`);
  const open = gaps.flatMap(({ from, to }) => (from === null ? [] : [`${lineText(from)}到 ${lineText(to)}空缺`]));
  return [...below, ...said, ...slips, ...open].join("，");
}
