import { MAX_LINE_FEN, roundToUnit } from "../money.ts";
import { compareExact } from "./exact.ts";
import type { Policy } from "./policy.ts";
import { addStep, type Line } from "./steps.ts";

/**
 * Steps 2, 3 and 4 of subsidies.md for the lines of one recipient, in the policy's order: of a group only the highest, a
 * tie to the one listed first; each to the unit; the excess over `perRecipientAtMostFen` off the grants listed last first.
 * A line that failed counts as 0 throughout.
 */
export function settle(policy: Policy, lines: readonly Line[]): void {
  if (policy.document.groups !== undefined) keepHighest(policy, lines);
  for (const line of lines) if (line.failure === undefined) roundLine(policy, line);
  if (policy.document.perRecipientAtMostFen !== undefined) {
    takeExcess(lines, policy.document.perRecipientAtMostFen, policy.document.rounding.toFen);
  }
  for (const line of lines) line.beforeCeilingsFen = line.fen;
}

function keepHighest(policy: Policy, lines: readonly Line[]): void {
  const best = new Map<number, Line>();
  const groupOf = (line: Line): number | undefined => policy.grants[line.grant]?.group;
  for (const line of lines) {
    const group = groupOf(line);
    if (group === undefined || line.failure !== undefined) continue;
    const highest = best.get(group);
    if (highest === undefined || line.fen > highest.fen) best.set(group, line);
  }
  for (const line of lines) {
    const group = groupOf(line);
    const highest = group === undefined ? undefined : best.get(group);
    if (highest === undefined || highest === line || line.failure !== undefined || line.fen === 0) continue;
    addStep(line, { rule: "group", paid: highest.grant, paidFen: highest.fen, fen: 0 });
    line.fen = 0;
  }
}

function roundLine(policy: Policy, line: Line): void {
  const { toFen, mode } = policy.document.rounding;
  const rounded = roundToUnit(line.fen, toFen, mode);
  if (rounded === line.fen) return;
  const isHeldDown = rounded > line.fen && line.capFen !== undefined && compareExact(rounded, line.capFen) > 0;
  const fen = isHeldDown ? roundToUnit(line.fen, toFen, "down") : rounded;
  if (fen > MAX_LINE_FEN) {
    line.failure = { part: "bound", reason: "这一行取整后超过 100,000,000,000.00 元" };
    line.fen = 0;
    return;
  }
  addStep(line, { rule: "rounding", isHeldDown, fen });
  line.fen = fen;
}

function takeExcess(lines: readonly Line[], atMostFen: number, toFen: number): void {
  const sumFen = lines.reduce((sum, line) => sum + line.fen, 0);
  if (sumFen <= atMostFen) return;
  let excessFen = roundToUnit(sumFen - atMostFen, toFen, "up");
  for (const line of lines.toReversed()) {
    const takenFen = Math.min(excessFen, line.fen);
    if (takenFen === 0) continue;
    excessFen -= takenFen;
    line.fen -= takenFen;
    addStep(line, { rule: "recipient", sumFen, takenFen, fen: line.fen });
  }
}
