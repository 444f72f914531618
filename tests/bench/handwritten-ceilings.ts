/** Lines of one amount in one group: few, so that each is worked out once, and a line only names its own. */
export interface Amount {
  readonly group: number;
  readonly fen: number;
}

/**
 * Each group's lines down to its ceiling: ⌊line × ceiling ÷ sum⌋ to the unit, the units left over one each to the largest
 * remainders, equal ones to the line that comes first. Lines come in the order of ids and name their amount; the answer
 * is the amounts after, at 2 × and 2 × + 1 (with a unit that was left over), and the lines name those.
 */
export function prorateAll(
  lines: Int32Array,
  amounts: readonly Amount[],
  ceilings: readonly number[],
  toFen: number,
): readonly Amount[] {
  const counts = new Int32Array(amounts.length);
  for (let i = 0; i < lines.length; i++) counts[lines[i] as number] = (counts[lines[i] as number] as number) + 1;
  const sums = new Float64Array(ceilings.length);
  amounts.forEach(({ group, fen }, at) => {
    sums[group] = (sums[group] as number) + fen * (counts[at] as number);
  });
  // The last place is of lines whose group fits: they get nothing more.
  const extras = new Int32Array(amounts.length + 1);
  const sharing = new Int32Array(amounts.length).fill(amounts.length);
  const after = amounts.flatMap((amount) => [amount, amount]);
  ceilings.forEach((ceiling, group) => {
    const sum = sums[group] as number;
    if (sum <= ceiling) return;
    const byFen = new Map<number, Share>();
    amounts.forEach((amount, at) => {
      if (amount.group !== group || counts[at] === 0) return;
      const share = byFen.get(amount.fen) ?? shareOf(amount.fen, ceiling, sum, toFen, at);
      byFen.set(amount.fen, share);
      share.lines += counts[at] as number;
      after[at * 2] = { group, fen: share.units * toFen };
      after[at * 2 + 1] = { group, fen: (share.units + 1) * toFen };
    });
    handOut([...byFen.values()], Math.floor(ceiling / toFen), extras);
    amounts.forEach((amount, at) => {
      if (amount.group === group && counts[at] !== 0) sharing[at] = byFen.get(amount.fen)?.at ?? 0;
    });
  });
  for (let i = 0; i < lines.length; i++) {
    const at = lines[i] as number;
    const share = sharing[at] as number;
    const left = extras[share] as number;
    lines[i] = at * 2 + (left > 0 ? 1 : 0);
    extras[share] = left - 1;
  }
  return after;
}

interface Share {
  /** Where the units that its lines may still get are counted; amounts of one remainder count together. */
  at: number;
  readonly units: number;
  readonly remainder: bigint;
  lines: number;
}

function shareOf(fen: number, ceiling: number, sum: number, toFen: number, at: number): Share {
  const [top, bottom] = [BigInt(fen) * BigInt(ceiling), BigInt(sum) * BigInt(toFen)];
  return { at, units: Number(top / bottom), remainder: top % bottom, lines: 0 };
}

function handOut(shares: Share[], units: number, extras: Int32Array): void {
  let left = units - shares.reduce((sum, share) => sum + share.units * share.lines, 0);
  shares.sort((a, b) => (a.remainder < b.remainder ? 1 : a.remainder > b.remainder ? -1 : 0));
  shares.forEach((share, place) => {
    const before = shares[place - 1];
    if (before?.remainder === share.remainder) share.at = before.at;
    const given = Math.min(left, share.lines);
    extras[share.at] = (extras[share.at] as number) + given;
    left -= given;
  });
}
