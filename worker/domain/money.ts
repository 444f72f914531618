/** Money is a safe integer of fen (1 元 = 100 fen); every division of it stands here and names its rounding. */

/** The most fen that one line may come to, 1,000 亿元 (subsidies.md "Amount kinds"). */
export const MAX_LINE_FEN = 1e13;

/** How a line is brought to whole units (subsidies.md `rounding.mode`). */
export type RoundingMode = "half-up" | "down" | "up";

/** What a proration gave: each line's fen, and whether a unit that was left over went to it. */
export interface Proration {
  readonly fen: Float64Array;
  readonly hasExtra: Uint8Array;
  /** What the lines came to before the units left over were handed out. */
  readonly flooredFen: number;
}

/** `46,900.00`: yuan with two decimals and thousands; minus is `−` (design.md "Words"). The unit 元 is the caller's. */
export function formatFen(fen: number | bigint): string {
  const sign = fen < 0 ? "−" : "";
  const digits = String(fen < 0 ? -fen : fen).padStart(3, "0");
  const yuan = digits.slice(0, -2);
  let grouped = yuan.slice(0, yuan.length % 3 || 3);
  for (let at = grouped.length; at < yuan.length; at += 3) grouped += `,${yuan.slice(at, at + 3)}`;
  return `${sign}${grouped}.${digits.slice(-2)}`;
}

/**
 * Whole fen from yuan as people type them: `46,900`, `46900.5`, `4.69 万`, `46900 元`, full-width figures too. By the
 * digits alone, so that nothing is rounded. undefined where nothing stands; null where it is no sum, is below 0, has a
 * part of a fen, or is beyond what a document may hold.
 */
export function fenIn(text: string): number | undefined | null {
  const plain = text.normalize("NFKC").replaceAll(/[\s,，¥]/g, "");
  if (plain === "") return undefined;
  const found = /^(\d*)(?:\.(\d*))?([万亿]?)元?$/.exec(plain);
  if (found === null) return null;
  const [, whole = "", fraction = "", unit = ""] = found;
  if (whole + fraction === "") return null;
  const places = 2 + (unit === "万" ? 4 : unit === "亿" ? 8 : 0);
  if (/[^0]/.test(fraction.slice(places))) return null;
  const fen = Number(`${whole}${fraction.slice(0, places).padEnd(places, "0")}`);
  return Number.isSafeInteger(fen) ? fen : null;
}

/** fen ≥ 0 brought to a multiple of unitFen. */
export function roundToUnit(fen: number, unitFen: number, mode: RoundingMode): number {
  const over = fen % unitFen;
  if (over === 0) return fen;
  const isUp = mode === "up" || (mode === "half-up" && over * 2 >= unitFen);
  return isUp ? fen - over + unitFen : fen - over;
}

/** The exact sum: a bigint only where a number could not hold it. */
export function sumFen(fens: Iterable<number>): number | bigint {
  let high = 0n;
  let low = 0;
  for (const fen of fens) {
    const next = low + fen;
    if (Number.isSafeInteger(next)) {
      low = next;
    } else {
      high += BigInt(low);
      low = fen;
    }
  }
  if (high === 0n) return low;
  const total = high + BigInt(low);
  return total <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(total) : total;
}

/**
 * Splits fen by whole-number weights, whole fen by largest remainder, ties to the weight listed first
 * (subsidies.md "Steps" 6, 7). The parts sum to fen. The weights are ≥ 0 and not all 0.
 */
export function split(fen: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => quotientOf(fen, weight, total));
  const parts = shares.map((share) => share.whole);
  let left = fen - parts.reduce((sum, part) => sum + part, 0);
  const places = shares.map((_, place) => place).sort((a, b) => compareRemainders(shares[b], shares[a]) || a - b);
  for (const place of places) {
    if (left === 0) break;
    parts[place] = (parts[place] ?? 0) + 1;
    left--;
  }
  return parts;
}

/** Splits fen in order: each part up to its limit until fen is used up, the rest to a last part (subsidies.md "Steps" 6). */
export function splitInOrder(fen: number, limits: readonly number[]): readonly number[] {
  let left = fen;
  const parts = limits.map((limit) => {
    const part = Math.min(limit, left);
    left -= part;
    return part;
  });
  return [...parts, left];
}

interface Value {
  readonly whole: number;
  readonly remainder: number | bigint;
  lines: number;
  /** How many of the lines of this value get a unit that was left over; those that come first. */
  extras: number;
}

/**
 * Brings lines, each a multiple of unitFen, down to a ceiling below their sum: ⌊line × ceiling ÷ sum⌋ to unitFen, then the
 * units still left under the ceiling one each to the largest remainders, equal ones to the line that comes first
 * (subsidies.md "Steps" 5). The result never exceeds the ceiling. Lines of one amount are worked out once.
 */
export function prorate(lines: readonly number[], ceilingFen: number, unitFen: number): Proration {
  const sum = sumFen(lines);
  const values = new Map<number, Value>();
  let flooredUnits = 0;
  for (const fen of lines) {
    let value = values.get(fen);
    if (value === undefined) {
      const { whole, remainder } = quotientOf(fen, ceilingFen, sum, unitFen);
      value = { whole, remainder, lines: 0, extras: 0 };
      values.set(fen, value);
    }
    value.lines++;
    flooredUnits += value.whole;
  }
  const ties = handOut([...values.values()], Math.floor(ceilingFen / unitFen) - flooredUnits);
  return { ...payOut(lines, values, ties, unitFen), flooredFen: flooredUnits * unitFen };
}

/** Marks what gets a unit; of the values at the last remainder that gets some but not all, the lines share `left` by place. */
function handOut(values: Value[], units: number): { readonly tied: ReadonlySet<Value>; readonly left: number } {
  let left = units;
  values.sort((a, b) => compareRemainders(b, a));
  for (let from = 0; from < values.length && left > 0; ) {
    let to = from;
    while (to < values.length && compareRemainders(values[to], values[from]) === 0) to++;
    const equal = values.slice(from, to);
    const lines = equal.reduce((sum, value) => sum + value.lines, 0);
    if (lines > left) return { tied: new Set(equal), left };
    for (const value of equal) value.extras = value.lines;
    left -= lines;
    from = to;
  }
  return { tied: new Set(), left: 0 };
}

function payOut(
  lines: readonly number[],
  values: ReadonlyMap<number, Value>,
  ties: ReturnType<typeof handOut>,
  unitFen: number,
): { readonly fen: Float64Array; readonly hasExtra: Uint8Array } {
  const fen = new Float64Array(lines.length);
  const hasExtra = new Uint8Array(lines.length);
  let left = ties.left;
  lines.forEach((line, place) => {
    const value = values.get(line);
    if (value === undefined) return;
    let extra = value.extras > 0 ? 1 : 0;
    if (left > 0 && ties.tied.has(value)) {
      extra = 1;
      left--;
    }
    fen[place] = (value.whole + extra) * unitFen;
    hasExtra[place] = extra;
  });
  return { fen, hasExtra };
}

/** ⌊a × b ÷ (divisor × unit)⌋ and what remains; in numbers where no product leaves 2^53, else in bigints. */
function quotientOf(
  a: number,
  b: number,
  divisor: number | bigint,
  unit = 1,
): { readonly whole: number; readonly remainder: number | bigint } {
  const product = a * b;
  const by = typeof divisor === "number" ? divisor * unit : Number.POSITIVE_INFINITY;
  if (product <= Number.MAX_SAFE_INTEGER && by <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % by;
    return { whole: (product - remainder) / by, remainder };
  }
  const top = BigInt(a) * BigInt(b);
  const bottom = BigInt(divisor) * BigInt(unit);
  return { whole: Number(top / bottom), remainder: top % bottom };
}

/** Remainders of one divisor; a number and a bigint compare by value. */
function compareRemainders(
  a: { readonly remainder: number | bigint } | undefined,
  b: { readonly remainder: number | bigint } | undefined,
): number {
  if (a === undefined || b === undefined) return 0;
  return a.remainder < b.remainder ? -1 : a.remainder > b.remainder ? 1 : 0;
}
