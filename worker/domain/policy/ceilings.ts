import { compareCodePoints } from "../code-points.ts";
import { compare, type Decimal, toNumber } from "../decimal.ts";
import { Failure } from "../expression.ts";
import { prorate, sumFen } from "../money.ts";
import type { Ceiling, Policy } from "./policy.ts";
import { ceilingFenOf, type Standing } from "./standing.ts";
import type { CeilingEntry, Line } from "./steps.ts";

/**
 * Step 5 of subsidies.md: every ceiling in the order listed, each value of its `by` separately, each seeing what the one
 * before left. Lines come in the order of recipients and grants; those that failed take no part. No ceiling is exceeded.
 */
export function applyCeilings(
  policy: Policy,
  standings: readonly (Standing | undefined)[],
  lines: readonly Line[],
): readonly CeilingEntry[] {
  const entries: CeilingEntry[] = [];
  for (const ceiling of policy.ceilings) {
    const byKey = Map.groupBy(linesUnder(policy, ceiling, lines), (line) => keyOf(standings[line.recipient], ceiling));
    const keys = [...byKey.keys()].sort((a, b) => compareCodePoints(a ?? "", b ?? ""));
    for (const key of keys) {
      const ceilingFen = ceilingFenOf(ceiling, key);
      if (ceilingFen === undefined) continue;
      entries.push(applyCeiling(policy, ceiling, { key, ceilingFen }, byKey.get(key) ?? [], standings));
    }
  }
  return entries;
}

function linesUnder(policy: Policy, ceiling: Ceiling, lines: readonly Line[]): readonly Line[] {
  const isUnder = policy.grants.map((grant) => grant.ceilings.includes(ceiling.place));
  return lines.filter((line) => line.failure === undefined && isUnder[line.grant] === true);
}

function keyOf(standing: Standing | undefined, ceiling: Ceiling): string | null {
  const key = standing?.keys[ceiling.place];
  return key === undefined || key instanceof Failure ? null : key;
}

function applyCeiling(
  policy: Policy,
  ceiling: Ceiling,
  limit: { readonly key: string | null; readonly ceilingFen: number },
  lines: readonly Line[],
  standings: readonly (Standing | undefined)[],
): CeilingEntry {
  const beforeFen = sumFen(lines.map((line) => line.fen));
  const entry: CeilingEntry = {
    ceiling: ceiling.place,
    ...limit,
    beforeFen,
    lines: lines.length,
    flooredFen: 0,
    afterFen: beforeFen,
  };
  if (beforeFen <= limit.ceilingFen) return entry;
  if (ceiling.document.share === "prorate") {
    prorateLines(entry, lines, policy.document.rounding.toFen);
  } else {
    const partial = ceiling.document.partial ?? true;
    rankLines(entry, turnsOf(ceiling, lines, standings), { partial, toFen: policy.document.rounding.toFen });
  }
  entry.afterFen = sumFen(lines.map((line) => line.fen));
  return entry;
}

function prorateLines(entry: CeilingEntry, lines: readonly Line[], toFen: number): void {
  const before = lines.map((line) => line.fen);
  const prorated = prorate(before, entry.ceilingFen, toFen);
  entry.flooredFen = prorated.flooredFen;
  lines.forEach((line, place) => {
    const fen = prorated.fen[place] ?? 0;
    if (fen === line.fen) return;
    const hasExtra = prorated.hasExtra[place] === 1;
    line.steps.push({ rule: "prorate", entry, beforeFen: line.fen, hasExtra, fen });
    line.fen = fen;
  });
}

/** One recipient's lines under a ceiling that ranks. `nearOrder` decides where it differs, `order` where it doesn't. */
interface Turn {
  readonly order: Decimal;
  readonly nearOrder: number;
  readonly lines: Line[];
}

function turnsOf(
  ceiling: Ceiling,
  lines: readonly Line[],
  standings: readonly (Standing | undefined)[],
): readonly Turn[] {
  const turns = new Map<number, Turn>();
  for (const line of lines) {
    const turn = turns.get(line.recipient);
    if (turn !== undefined) {
      turn.lines.push(line);
      continue;
    }
    const order = standings[line.recipient]?.orders[ceiling.place];
    if (order === undefined || order instanceof Failure) throw new Error("a line without an order under a ceiling");
    turns.set(line.recipient, { order, nearOrder: toNumber(order), lines: [line] });
  }
  return [...turns.values()].sort((a, b) => b.nearOrder - a.nearOrder || compare(b.order, a.order));
}

function rankLines(
  entry: CeilingEntry,
  turns: readonly Turn[],
  how: { readonly partial: boolean | "stop"; readonly toFen: number },
): void {
  let leftFen = entry.ceilingFen;
  let isClosed = false;
  for (const { lines, order } of turns) {
    const wantedFen = lines.reduce((sum, line) => sum + line.fen, 0);
    if (!isClosed && wantedFen <= leftFen) {
      leftFen -= wantedFen;
      continue;
    }
    const wasLeftFen = leftFen;
    let partFen = !isClosed && how.partial === true ? leftFen - (leftFen % how.toFen) : 0;
    if (how.partial !== false) isClosed = true;
    leftFen -= partFen;
    for (const line of lines) {
      const fen = Math.min(line.fen, partFen);
      partFen -= fen;
      if (fen === line.fen) continue;
      line.steps.push({ rule: "rank", entry, beforeFen: line.fen, leftFen: wasLeftFen, order, fen });
      line.fen = fen;
    }
  }
}
