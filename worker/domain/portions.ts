/** One payer's part of one instalment of a line. */
export interface Portion {
  readonly payer: string;
  readonly fen: number;
}

/** A payer without a name: the policy has no payers, one pool bears all. */
export const onlyPayer = "all";

/**
 * What each payer bears of each instalment (subsidies.md "Payers by instalments"): split(sum of instalments 1…k) −
 * split(sum of 1…k−1), so that the parts of an instalment sum to it and those of a payer to what the line gives that
 * payer. By largest remainder a part may be a fen below 0. `instalmentsFen` in their order; `splitOf` splits a sum over
 * `payers`, in their order.
 */
export function portionsOf(
  instalmentsFen: readonly number[],
  payers: readonly string[],
  splitOf: (fen: number) => readonly number[],
): readonly (readonly Portion[])[] {
  let sumFen = 0;
  let before = splitOf(0);
  return instalmentsFen.map((fen) => {
    sumFen += fen;
    const after = splitOf(sumFen);
    const portions = payers.map((payer, place) => ({ payer, fen: (after[place] ?? 0) - (before[place] ?? 0) }));
    before = after;
    return portions;
  });
}

/** A pool that bears a payer's part; at most `upToFen` of it, null for whatever is left. */
export interface Source {
  readonly payer: string;
  readonly poolId: string;
  readonly upToFen: number | null;
}

/** What a payer bears of one payment, by its place among the payments. */
export interface Borne extends Portion {
  readonly payment: number;
}

/** The same out of one pool. */
export interface Drawn extends Borne {
  readonly poolId: string;
}

/**
 * Draws what payers bear on their pools, payment by payment: a pool until its limit, then the next. What is below 0 goes
 * back to the payer's first pool. `shortFen` by payer: what its pools' limits leave uncovered, only where there is any.
 */
export function drawOn(
  sources: readonly Source[],
  borne: readonly Borne[],
): { readonly drawn: readonly Drawn[]; readonly shortFen: ReadonlyMap<string, number> } {
  const left = sources.map(({ upToFen }) => upToFen ?? Number.POSITIVE_INFINITY);
  const shortFen = new Map<string, number>();
  const drawn: Drawn[] = [];
  for (const each of borne) {
    let fen = each.fen;
    sources.forEach(({ payer, poolId }, place) => {
      const room = left[place] ?? 0;
      if (payer !== each.payer || fen === 0 || room === 0) return;
      const taken = fen < 0 ? fen : Math.min(fen, room);
      left[place] = room - taken;
      fen -= taken;
      drawn.push({ ...each, poolId, fen: taken });
    });
    if (fen !== 0) shortFen.set(each.payer, (shortFen.get(each.payer) ?? 0) + fen);
  }
  return { drawn, shortFen };
}
