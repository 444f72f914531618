import { AMOUNT_FEN, type BenchItem, BONUS, ceilingsFor, ITEMS, LEVELS, TO_FEN, TOWNSHIPS } from "./documents.ts";
import { prorateAll } from "./handwritten-ceilings.ts";
import type { HandwrittenInput } from "./handwritten-input.ts";

/** Scores in hundredths, levels as places (3 is none), money in fen. */
export interface HandwrittenOutput {
  readonly scores: Int32Array;
  readonly levels: Uint8Array;
  readonly fen: Float64Array;
  /** With a trace: the hundredths of every item. */
  readonly trace: readonly Int32Array[];
}

/** The standard and the policy as someone would write them by hand who may assume everything about both. */
export function runHandwritten(input: HandwrittenInput, hasTrace: boolean): HandwrittenOutput {
  const { count } = input;
  const [base, bonus, team] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  const lost = new Int32Array(count);
  const trace: Int32Array[] = [];
  const points = new Int32Array(count);
  let full = 0;
  ITEMS.forEach((item, place) => {
    const out = hasTrace ? new Int32Array(count) : points;
    const most = fullOf(item);
    scoreItem(item, input, input.answers[place] ?? lost, out);
    takeAway(item, input, out, item.section === BONUS ? undefined : lost, most);
    if (item.section !== BONUS) full += most;
    addTo(item.section === BONUS ? bonus : base, out);
    if (item.section === 0) addTo(team, out);
    if (hasTrace) trace.push(out);
  });
  const scores = new Int32Array(count);
  const levels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const earned = base[i] as number;
    const left = full - (lost[i] as number);
    const score = (left === full ? earned : Math.floor((earned * full * 2 + left) / (left * 2))) + (bonus[i] as number);
    scores[i] = score;
    if (input.accident[i] === 1) levels[i] = 3;
    else if (score >= 9_300 && (team[i] as number) >= 850 && input.vacant[i] === 0) levels[i] = 0;
    else levels[i] = score >= 8_800 ? 1 : score >= 8_400 ? 2 : 3;
  }
  return { scores, levels, fen: payHandwritten(levels, input.township), trace };
}

/** A table by level, then what the township's and the total ceiling leave. */
export function payHandwritten(levels: Uint8Array, township: Uint8Array): Float64Array {
  const { rows, otherwiseFen, totalFen } = ceilingsFor(levels.length);
  const byLevel = [...LEVELS.map(({ code }) => AMOUNT_FEN[code] ?? 0), 0];
  const lines = new Int32Array(levels.length);
  for (let i = 0; i < lines.length; i++) lines[i] = (township[i] as number) * 4 + (levels[i] as number);
  const amounts = TOWNSHIPS.flatMap((_, group) => byLevel.map((fen) => ({ group, fen })));
  const byTownship = TOWNSHIPS.map((name) => rows[name] ?? otherwiseFen);
  const within = prorateAll(lines, amounts, byTownship, TO_FEN).map(({ fen }) => ({ group: 0, fen }));
  const paid = prorateAll(lines, within, [totalFen], TO_FEN);
  const fens = Float64Array.from(paid, ({ fen }) => fen);
  return Float64Array.from(lines, (line) => fens[line] as number);
}

function addTo(sum: Int32Array, out: Int32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (out[i] as number);
}

function pointsOf(nth: number): number {
  return 100 + (nth % 3) * 50;
}

function fullOf({ nth }: BenchItem): number {
  return pointsOf(nth);
}

function takeAway(
  { code }: BenchItem,
  { marks, field, households, members, vacant, count }: HandwrittenInput,
  out: Int32Array,
  lost: Int32Array | undefined,
  most: number,
): void {
  const remove = (i: number): void => {
    out[i] = 0;
    if (lost !== undefined) lost[i] = (lost[i] as number) + most;
  };
  const marked = marks[code];
  if (marked !== undefined) for (let i = 0; i < count; i++) if (marked[i] === 1) remove(i);
  if (code === "yes_no5") for (let i = 0; i < count; i++) if (field[i] !== 0) remove(i);
  if (code === "choice3") for (let i = 0; i < count; i++) if ((field[i] as number) > 1) remove(i);
  if (code === "bands1") for (let i = 0; i < count; i++) if ((households[i] as number) <= 120) remove(i);
  if (code === "deduct2") {
    for (let i = 0; i < count; i++) if ((members[i] as number) < 10 || vacant[i] === 1) remove(i);
  }
}

function scoreItem(item: BenchItem, input: HandwrittenInput, given: Uint8Array | Int32Array, out: Int32Array): void {
  const { kind, nth } = item;
  const points = pointsOf(nth);
  switch (kind) {
    case "yes-no":
      scoreYesNo(nth === 0 ? input.trained : given, points, out);
      return;
    case "choice":
      scoreChoice(given, Int32Array.of(points, points * 0.7, points * 0.4, 0, 0), out);
      return;
    case "count":
      scoreCount(nth === 0 ? input.members : given, points, nth % 2 === 0 ? 2 : 0, out);
      return;
    case "bands":
      scoreBands(given, points, out);
      return;
    case "brackets":
      if (nth % 2 === 0) scoreWholeBrackets(given, points, out);
      else scoreBrackets(given, points, out);
      return;
    case "proportion":
      if (nth === 0) scoreFund(input.fundHundredths, points, out);
      else scoreProportion(given, points, out);
      return;
    case "deduct":
      for (let i = 0; i < out.length; i++) out[i] = Math.max(0, points - (given[i] as number) * 25);
      return;
    case "rating":
      for (let i = 0; i < out.length; i++) out[i] = given[i] as number;
      return;
    case "tally":
      scoreTally(given, points, out);
      return;
    default:
      if (nth === 0) scoreFundEach(input, points, out);
      else scoreMembers(input, points, out);
  }
}

function scoreYesNo(given: Uint8Array | Int32Array, points: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = (given[i] as number) * points;
}

function scoreChoice(given: Uint8Array | Int32Array, points: Int32Array, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = points[given[i] as number] as number;
}

function scoreCount(given: Uint8Array | Int32Array, points: number, least: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    const n = given[i] as number;
    out[i] = n < least ? 0 : Math.min(points, n * 15);
  }
}

function scoreBands(given: Uint8Array | Int32Array, points: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    const tenths = given[i] as number;
    out[i] = tenths >= 900 ? points : tenths >= 800 ? points - 25 : tenths >= 600 ? points - 50 : 0;
  }
}

/** In ten thousandths: 0.012 a unit to 50, 0.007 to 120, 0.003 above. */
function scoreBrackets(given: Uint8Array | Int32Array, points: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    const tenths = given[i] as number;
    let sum = 0;
    if (tenths > 0) sum += Math.min(tenths, 500) * 12;
    if (tenths > 500) sum += (Math.min(tenths, 1_200) - 500) * 7;
    if (tenths > 1_200) sum += (tenths - 1_200) * 3;
    out[i] = Math.min(points, Math.floor((sum + 50) / 100));
  }
}

function scoreWholeBrackets(given: Uint8Array | Int32Array, points: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    const tenths = given[i] as number;
    let sum = 0;
    if (tenths > 0) sum += Math.floor(Math.min(tenths, 500) / 50) * 12;
    if (tenths > 500) sum += Math.floor((Math.min(tenths, 1_200) - 500) / 50) * 7;
    if (tenths > 1_200) sum += Math.floor((tenths - 1_200) / 50) * 3;
    out[i] = Math.min(points, Math.floor((sum + 5) / 10));
  }
}

function scoreProportion(given: Uint8Array | Int32Array, points: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    const tenths = given[i] as number;
    out[i] = tenths < 500 ? 0 : tenths >= 950 ? points : Math.floor((points * tenths * 2 + 950) / 1_900);
  }
}

function scoreFund(fundHundredths: Int32Array, points: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    const millionths = Math.round(((fundHundredths[i] as number) * 50) / 3);
    if (millionths < 50e6) out[i] = 0;
    else out[i] = millionths >= 95e6 ? points : Math.floor((points * millionths * 2 + 95e6) / 190e6);
  }
}

function scoreTally(given: Uint8Array | Int32Array, points: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    const at = i * 3;
    out[i] = Math.min(
      points,
      (given[at] as number) * 50 + (given[at + 1] as number) * 30 - (given[at + 2] as number) * 20,
    );
  }
}

function scoreFundEach({ fundHundredths, households }: HandwrittenInput, points: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    const millionths = Math.round(((fundHundredths[i] as number) * 200) / (households[i] as number));
    out[i] = Math.min(points, Math.floor((millionths + 5_000) / 10_000));
  }
}

function scoreMembers({ members, trained }: HandwrittenInput, points: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.min(points, (members[i] as number) * 3 + (trained[i] === 1 ? 40 : 15));
  }
}
