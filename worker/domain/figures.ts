/**
 * A part of a whole as its source prints it: `value` persons (or whatever `measure` says), `stated` its share ("41%").
 * `value`, `denominator` and `stated` are null where the source doesn't give them: unknown, never 0.
 */
export interface StatedShare {
  readonly label: string;
  readonly value: number | null;
  readonly measure: string;
  readonly denominator: number | null;
  readonly stated: string | null;
}

/** The whole denominators, from `least` to `most`, for which `value` rounds to the stated share. */
export interface Denominators {
  readonly least: number;
  readonly most: number;
}

/**
 * Which whole denominators give a stated share: 45 with "41%" allows 109…111, since 45 ÷ 109 … 45 ÷ 111 round to 41 %.
 * Rounding is half up, to as many decimals as the text shows; exact, in integers. Null where the value or the share is
 * unknown, is no percentage, or is 0 of 0. An empty range has `least` > `most`.
 * Source: 开化 report of 2015-03-24, 第一，① (45 / 43 / 12 persons, 41 %, 38 %, 11 %).
 */
export function denominatorsOf(share: StatedShare): Denominators | null {
  const percent = /^(\d{1,3})(?:\.(\d{1,4}))?\s*[%％]$/.exec(share.stated ?? "");
  if (percent === null || share.value === null || !Number.isSafeInteger(share.value) || share.value < 0) return null;
  const decimals = percent[2] ?? "";
  const stated = BigInt(`${percent[1]}${decimals}`);
  const doubled = 200n * BigInt(share.value) * 10n ** BigInt(decimals.length);
  if (doubled === 0n || stated === 0n) return null;
  return { least: Number(doubled / (2n * stated + 1n) + 1n), most: Number(doubled / (2n * stated - 1n)) };
}

/**
 * Why the stated shares of one whole can't stand in a bulletin, in Chinese; null where nothing speaks against them.
 * They can't where no single whole denominator rounds to all of them, or where the denominator that is given doesn't.
 * Source: 开化 report of 2015-03-24; capabilities.md: a bulletin must refuse figures that do not add up.
 */
export function figureFault(title: string, shares: readonly StatedShare[]): string | null {
  const known = shares.flatMap((share) => {
    const range = denominatorsOf(share);
    return range === null ? [] : [{ share, range }];
  });
  if (known.length === 0) return null;
  const stated = known.find(({ share }) => share.denominator !== null)?.share.denominator ?? null;
  const least = Math.max(...known.map(({ range }) => range.least));
  const most = Math.min(...known.map(({ range }) => range.most));
  if (stated === null ? least <= most : least <= stated && stated <= most) return null;

  const measure = known[0]?.share.measure ?? "";
  const values = known.map(({ share }) => share.value).join("、");
  const percents = known.map(({ share }) => share.stated).join("、");
  const each = known.map(
    ({ share, range }) => `${share.value} ${measure}占 ${share.stated}，${rangeText(range, measure)}`,
  );
  const against = stated === null ? "没有一个总数同时算得出这几个比例" : `按总数 ${stated} ${measure}算不出这几个比例`;
  return `${title}：${values} ${measure}${known.length > 1 ? "分别" : ""}占 ${percents}，${against}。${each.join("；")}。核实人数或比例后再通报。`;
}

/** What a reader should know beside one figure: which totals its share allows, or that the source doesn't give it. */
export function figureRemark(share: StatedShare): string | null {
  const range = denominatorsOf(share);
  if (range !== null && share.denominator === null) return `${rangeText(range, share.measure)}；原文没有给出总数`;
  if (share.value === null && share.stated !== null) return "原文只有比例，分子、分母未知";
  if (share.value === null) return "未知";
  return null;
}

function rangeText(range: Denominators, measure: string): string {
  if (range.least > range.most) return "没有一个整数总数算得出";
  if (range.least === range.most) return `总数应为 ${range.least} ${measure}`;
  return `总数应在 ${range.least}—${range.most} ${measure}`;
}
