import type { Payer } from "../../document-shapes.ts";

/** How payers share a line: by percent, by parts, or one after the other. */
export type Sharing = "percent" | "part" | "order";

export const sharings: Readonly<Record<Sharing, string>> = {
  percent: "按百分比",
  part: "按份数，例如 8 : 10 : 72",
  order: "依次付，先付满的先付",
};

export function sharingOf(payers: readonly Payer[]): Sharing {
  if (payers.some(({ upToFen, rest }) => upToFen !== undefined || rest === true)) return "order";
  return payers.some(({ part }) => part !== undefined) ? "part" : "percent";
}

/** The same payers, sharing in another way: percent in equal parts, the last taking what is left. */
export function sharedBy(payers: readonly Payer[], sharing: Sharing): readonly Payer[] {
  const count = payers.length;
  const even = Math.floor(100 / Math.max(count, 1));
  return payers.map(({ percent: _percent, part: _part, upToFen: _upToFen, rest: _rest, ...who }, place) => {
    const isLast = place === count - 1;
    if (sharing === "percent") return { ...who, percent: isLast ? 100 - even * (count - 1) : even };
    if (sharing === "part") return { ...who, part: 1 };
    return isLast ? { ...who, rest: true } : { ...who, upToFen: 0 };
  });
}

/** With one more, before the one that pays the rest where there is one. */
export function withPayer(payers: readonly Payer[], code: string): readonly Payer[] {
  const who = { code, title: "" };
  if (payers.length === 0) return [{ ...who, percent: 100 }];
  const sharing = sharingOf(payers);
  if (sharing !== "order") return [...payers, { ...who, [sharing]: 0 }];
  const place = payers.at(-1)?.rest === true ? payers.length - 1 : payers.length;
  return payers.toSpliced(place, 0, { ...who, upToFen: 0 });
}
