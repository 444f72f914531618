import { type Decimal, isNegative } from "../decimal.ts";
import { Failure } from "../expression.ts";
import { ratio, rational } from "../rational.ts";
import { numberOn } from "./amounts.ts";
import type { Asked } from "./asked.ts";
import { type Exact, whole } from "./exact.ts";
import type { CompiledAmount } from "./policy.ts";
import type { AmountReason } from "./steps.ts";

type Share = Extract<CompiledAmount, { kind: "share" }>;

/** An expression's numbers have six decimals: factors are whole millionths. */
const MILLION = 1_000_000n;

/** The factors of one recipient, or why one of them can't be had: it is then not in the share. */
export function factorsOn(share: Share, asked: Asked): readonly Decimal[] | Failure {
  const values: Decimal[] = [];
  for (const { of } of share.by) {
    const value = numberOn(of, asked);
    if (value instanceof Failure) return value;
    values.push(value);
  }
  return values;
}

/**
 * Shares a pool out by factors, 因素法 (subsidies.md "Amount kinds"): pool × Σ percent × value ÷ Σ values, whole fen by
 * largest remainder, equal remainders to the one who comes first, so that the shares sum to what is given out: the pool's
 * percentages of the factors that anyone has, down to a whole fen. Negative factors count as 0.
 */
export function shareOut(share: Share, all: readonly (readonly Decimal[])[]): readonly AmountReason[] {
  const counted = all.map((values) => values.map(millionthsOf));
  const sums = share.by.map((_, factor) => counted.reduce((sum, values) => sum + (values[factor] ?? 0n), 0n));
  const active = share.by.flatMap(({ percent }, factor) => {
    const sum = sums[factor] ?? 0n;
    return sum > 0n ? [{ factor, percent: BigInt(percent), sum }] : [];
  });
  const divisor = active.reduce((by, { sum }) => by * sum, 10_000n);
  const scales = active.map(({ factor, percent, sum }) => ({
    factor,
    scale: (BigInt(share.poolFen) * percent * divisor) / (10_000n * sum),
  }));
  const parts = counted.map((values) => {
    const top = scales.reduce((total, { factor, scale }) => total + scale * (values[factor] ?? 0n), 0n);
    return { fen: top / divisor, remainder: top % divisor };
  });
  const given = (BigInt(share.poolFen) * active.reduce((sum, { percent }) => sum + percent, 0n)) / 10_000n;
  const extras = largest(parts, Number(given - parts.reduce((sum, { fen }) => sum + fen, 0n)));
  const exactSums = sums.map((sum): Exact => whole(ratio(sum, MILLION)));
  return parts.map(({ fen }, place) => ({
    kind: "share",
    values: all[place] ?? [],
    sums: exactSums,
    fen: Number(fen) + (extras.has(place) ? 1 : 0),
  }));
}

/** The places of the `count` largest remainders, equal ones by place. */
function largest(parts: readonly { readonly remainder: bigint }[], count: number): ReadonlySet<number> {
  if (count === 0) return new Set();
  const places = parts.map((_, place) => place);
  const remainderAt = (place: number): bigint => parts[place]?.remainder ?? 0n;
  places.sort((a, b) => {
    const [x, y] = [remainderAt(a), remainderAt(b)];
    return x > y ? -1 : x < y ? 1 : a - b;
  });
  return new Set(places.slice(0, count));
}

function millionthsOf(value: Decimal): bigint {
  if (isNegative(value)) return 0n;
  const { n, d } = rational(value);
  return (n * MILLION) / d;
}
