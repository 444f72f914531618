import type { Ceiling } from "../../document-shapes.ts";

/** A ceiling for all together, or one for each value of something: each with the keys of its own alone. */
export function ceilingBy(ceiling: Ceiling, isSeparate: boolean): Ceiling {
  const { by, rows, otherwiseFen: _otherwise, totalFen, ...kept } = ceiling;
  if (!isSeparate) return { ...kept, totalFen: totalFen ?? 0 };
  return { ...kept, by: by ?? "unit.township", rows: rows ?? {} };
}

/** Shared out by proportion, or paid in an order; only the latter has an order, and a rule for who doesn't fit. */
export function ceilingShared(ceiling: Ceiling, share: Ceiling["share"]): Ceiling {
  const { order, partial: _partial, ...kept } = ceiling;
  return share === "prorate" ? { ...kept, share } : { ...kept, share, order: order ?? "result.score" };
}

/** Whom it is for: with none named, for all grants. */
export function ceilingFor(ceiling: Ceiling, code: string, isIncluded: boolean): Ceiling {
  const others = (ceiling.grants ?? []).filter((each) => each !== code);
  const grants = isIncluded ? [...others, code] : others;
  const { grants: _grants, ...kept } = ceiling;
  return grants.length === 0 ? kept : { ...kept, grants };
}

/** What becomes of the first that doesn't fit, as the form calls it. */
export const partials = {
  part: "先排到的发足，轮到钱不够的发余下的，后面的不发",
  skip: "轮到钱不够的不发，后面发得下的照发",
  stop: "轮到钱不够的不发，后面的也不发",
} as const;
export type Partial = keyof typeof partials;

export function partialOf({ partial }: Ceiling): Partial {
  return partial === false ? "skip" : partial === "stop" ? "stop" : "part";
}

export function withPartial(ceiling: Ceiling, partial: Partial): Ceiling {
  const { partial: _partial, ...kept } = ceiling;
  if (partial === "part") return kept;
  return { ...kept, partial: partial === "skip" ? false : "stop" };
}
