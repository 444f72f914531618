import type { Fault } from "../domain/fault.ts";
import { outcomeColumns, remittanceColumns } from "../domain/remittance.ts";
import { unreadable } from "./archive.ts";
import { rosterLimits } from "./limits.ts";
import { type Cell, readWorkbook } from "./workbook.ts";

/** What a filled-in list says of one payment. */
export interface FilledOutcome {
  readonly payment: string;
  readonly outcome: "paid" | "failed";
  readonly on: string;
  readonly reference?: string;
  readonly reason?: string;
}

const words = { 付出: "paid", 没付成: "failed" } as const;

/**
 * The answers in a list that was filled in; a row without a result says nothing. Faults name the row and the column.
 * Refusals: invalid, for a file that isn't such a list.
 */
export async function readOutcomes(
  bytes: Uint8Array,
): Promise<{ readonly outcomes: readonly FilledOutcome[]; readonly faults: readonly Fault[] }> {
  const [sheet] = await readWorkbook(bytes, rosterLimits);
  const heading = (sheet?.rows[0] ?? []).map(textOf);
  const at = (title: string): number => heading.indexOf(title);
  const [result, day, reference, reason] = outcomeColumns.map(at) as [number, number, number, number];
  const payment = at(remittanceColumns.payment);
  if (result < 0 || day < 0 || payment < 0) {
    throw unreadable(`第一行应有「${remittanceColumns.payment}」「${outcomeColumns.slice(0, 2).join("」「")}」各栏。`);
  }
  const faults: Fault[] = [];
  const outcomes = (sheet?.rows ?? []).slice(1).flatMap((row, index): readonly FilledOutcome[] => {
    const said = textOf(row[result] ?? null);
    if (said === "") return [];
    const number = index + 2;
    const outcome = words[said as keyof typeof words];
    const on = textOf(row[day] ?? null);
    if (outcome === undefined) faults.push({ path: `${number}.结果`, message: "写「付出」或「没付成」" });
    if (!/^\d{4}-\d{2}-\d{2}$/.test(on)) faults.push({ path: `${number}.日期`, message: "写成文字，如 2015-11-20" });
    if (outcome === undefined) return [];
    const [word, why] = [textOf(row[reference] ?? null), textOf(row[reason] ?? null)];
    return [
      {
        ...{ payment: textOf(row[payment] ?? null), outcome, on },
        ...(word === "" ? {} : { reference: word.slice(0, 100) }),
        ...(why === "" ? {} : { reason: why.slice(0, 500) }),
      },
    ];
  });
  if (outcomes.length === 0 && faults.length === 0) faults.push({ path: "结果", message: "没有一行填了结果" });
  return { outcomes, faults };
}

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell.trim() : typeof cell === "number" ? String(cell) : "";
}
