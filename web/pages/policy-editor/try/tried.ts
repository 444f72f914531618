import type { Calculation, Result, Unit } from "../../../api-shapes.ts";
import type { Sample } from "./sample.ts";

/** Whom one looks at: a real unit within the whole calculation, or one made up, who is paid alone. */
export type Tried =
  | { readonly kind: "unit"; readonly id: string; readonly title: string; readonly unit: Unit }
  | { readonly kind: "sample"; readonly id: string; readonly title: string; readonly sample: Sample };

export const triedUnit = (unit: Unit): Tried => ({ kind: "unit", id: unit.code, title: unit.name, unit });
export const triedSample = (sample: Sample): Tried => ({
  kind: "sample",
  id: sample.id,
  title: sample.title === "" ? "未命名" : sample.title,
  sample,
});

/** A calculation as far as it is about one township, with that township's sums as the server gave them. */
export function ofTownship(calculation: Calculation, results: readonly Result[], township: string): Calculation {
  const row = calculation.townships.find((each) => each.township === township);
  const within = new Set(results.filter((each) => each.township === township).map(({ unitCode }) => unitCode));
  const isWithin = ({ recipient }: { readonly recipient: string }): boolean => within.has(recipient);
  return {
    ...calculation,
    totalFen: row?.fen ?? 0,
    beforeCeilingsFen: row?.beforeFen ?? 0,
    changedFen: row?.changedFen ?? 0,
    townships: row === undefined ? [] : [row],
    lines: calculation.lines.filter(isWithin),
    errors: calculation.errors.filter(isWithin),
    without: calculation.without.filter(isWithin),
    ceilings: calculation.ceilings.filter(({ key }) => key === township || key === null),
  };
}
