import { compareCodePoints } from "../code-points.ts";
import { sumFen } from "../money.ts";
import type { Calculation } from "./calculate.ts";
import { withoutReason } from "./conditions.ts";
import { variablesOf } from "./recipient.ts";
import type { Line } from "./steps.ts";

/** One township's lines, before and after its ceiling; null where the recipients name no township. */
export interface TownshipDetail {
  readonly township: string | null;
  readonly lines: number;
  readonly beforeFen: number;
  /** The first ceiling by `unit.township` that this township has; null where it has none. */
  readonly ceilingFen: number | null;
  /** What the ceilings changed: `fen` − `beforeFen`, 0 or less. */
  readonly changedFen: number;
  readonly fen: number;
}

/** A grant that made no line for a recipient, and the part of its condition that doesn't hold. */
export interface WithoutDetail {
  readonly recipient: string;
  readonly grant: string;
  readonly reason: string;
}

/** What screens show beside the lines. */
export interface Detail {
  /** All lines after step 4, and what the ceilings changed: `totalFen` − `beforeCeilingsFen`, 0 or less. */
  readonly beforeCeilingsFen: number;
  readonly changedFen: number;
  readonly townships: readonly TownshipDetail[];
  readonly without: readonly WithoutDetail[];
}

/** The townships, in the order of the first ceiling's rows, then by code point; and who has no line, and why. */
export function detailOf(calculation: Calculation): Detail {
  const before = sumFen(calculation.lines.map((line) => line.beforeCeilingsFen));
  return {
    beforeCeilingsFen: Number(before),
    changedFen: Number(calculation.totalFen) - Number(before),
    townships: townshipsOf(calculation),
    without: withoutOf(calculation),
  };
}

function townshipsOf(calculation: Calculation): readonly TownshipDetail[] {
  const { policy, recipients, lines, ceilings } = calculation;
  const byTownship = Map.groupBy(lines, (line) =>
    townshipOf(recipients.recipientAt(line.recipient).unit?.["township"]),
  );
  const order = orderOf(calculation);
  const names = [...byTownship.keys()].sort((a, b) => compareTownships(a, b, order));
  const isByTownship = policy.ceilings.map((ceiling) => ceiling.by?.source.trim() === "unit.township");
  return names.map((township) => {
    const own: readonly Line[] = byTownship.get(township) ?? [];
    const entry = ceilings.find(({ ceiling, key }) => isByTownship[ceiling] === true && key === township);
    const beforeFen = Number(sumFen(own.map((line) => line.beforeCeilingsFen)));
    const fen = Number(sumFen(own.map((line) => line.fen)));
    return {
      township,
      lines: own.length,
      beforeFen,
      ceilingFen: township === null ? null : (entry?.ceilingFen ?? null),
      changedFen: fen - beforeFen,
      fen,
    };
  });
}

function townshipOf(township: unknown): string | null {
  return typeof township === "string" ? township : null;
}

/** The place of each township among the rows of the first ceiling by township, or by anything. */
function orderOf({ policy }: Calculation): ReadonlyMap<string, number> {
  const byTownship = policy.ceilings.find((ceiling) => ceiling.by?.source.trim() === "unit.township");
  return new Map([...(byTownship?.rows.keys() ?? [])].map((key, place) => [key, place]));
}

function compareTownships(a: string | null, b: string | null, order: ReadonlyMap<string, number>): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const [x, y] = [order.get(a) ?? order.size, order.get(b) ?? order.size];
  return x - y || compareCodePoints(a, b);
}

function withoutOf({ policy, recipients, without }: Calculation): readonly WithoutDetail[] {
  return without.flatMap((pair) => {
    const recipient = recipients.recipientAt(pair.recipient);
    const grant = policy.grants[pair.grant];
    if (grant?.when === undefined) return [];
    const reason = withoutReason(grant.when, variablesOf(recipient));
    return [{ recipient: recipient.id, grant: grant.document.code, reason }];
  });
}
