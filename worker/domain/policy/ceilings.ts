import { compareCodePoints } from "../code-points.ts";
import { compare, type Decimal, toNumber } from "../decimal.ts";
import { Failure } from "../expression.ts";
import { prorate, sumFen } from "../money.ts";
import type { Ceiling, Policy } from "./policy.ts";
import { ceilingFenOf, type Standings } from "./standing.ts";
import { addStep, type CeilingEntry, type Line, type Step } from "./steps.ts";

/**
 * Step 5 of subsidies.md: every ceiling in the order listed, each value of its `by` separately, each seeing what the one
 * before left. Lines come in the order of recipients and grants; those that failed take no part. No ceiling is exceeded.
 */
export function applyCeilings(policy: Policy, standings: Standings, lines: readonly Line[]): readonly CeilingEntry[] {
  const entries: CeilingEntry[] = [];
  for (const ceiling of policy.ceilings) {
    const byKey = groupByKey(policy, ceiling, lines, standings);
    const keys = [...byKey.keys()].sort((a, b) => compareCodePoints(a ?? "", b ?? ""));
    for (const key of keys) {
      const ceilingFen = ceilingFenOf(ceiling, key);
      if (ceilingFen === undefined) continue;
      const own = byKey.get(key) ?? [];
      entries.push(applyCeiling(policy, ceiling, { key, ceilingFen }, own, standings.orders[ceiling.place] ?? []));
    }
  }
  return entries;
}

/** The lines that a ceiling is for, by the value of its `by`. */
function groupByKey(
  policy: Policy,
  ceiling: Ceiling,
  lines: readonly Line[],
  standings: Standings,
): ReadonlyMap<string | null, Line[]> {
  const isUnder = policy.grants.map((grant) => grant.ceilings.includes(ceiling.place));
  const keys = standings.keys[ceiling.place] ?? [];
  const byKey = new Map<string | null, Line[]>();
  for (const line of lines) {
    if (line.failure !== undefined || isUnder[line.grant] !== true) continue;
    const given = keys[line.recipient];
    const key = typeof given === "string" ? given : null;
    const own = byKey.get(key);
    if (own === undefined) byKey.set(key, [line]);
    else own.push(line);
  }
  return byKey;
}

/** What lines come to. */
export function sumOfLines(lines: readonly Line[]): number | bigint {
  let sum = 0;
  for (const { fen } of lines) sum += fen;
  return Number.isSafeInteger(sum) ? sum : sumFen(lines.map(({ fen }) => fen));
}

function applyCeiling(
  policy: Policy,
  ceiling: Ceiling,
  limit: { readonly key: string | null; readonly ceilingFen: number },
  lines: readonly Line[],
  orders: readonly (Decimal | Failure | undefined)[],
): CeilingEntry {
  const beforeFen = sumOfLines(lines);
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
    rankLines(entry, turnsOf(lines, orders), { partial, toFen: policy.document.rounding.toFen });
  }
  entry.afterFen = sumOfLines(lines);
  return entry;
}

/** Lines of one amount that come to one amount share the step that says so. */
function prorateLines(entry: CeilingEntry, lines: readonly Line[], toFen: number): void {
  const before = lines.map((line) => line.fen);
  const { fen: after, hasExtra, flooredFen } = prorate(before, entry.ceilingFen, toFen);
  entry.flooredFen = flooredFen;
  const steps = [new Map<number, Step>(), new Map<number, Step>()];
  let place = 0;
  for (const line of lines) {
    const fen = after[place] ?? 0;
    const extra = hasExtra[place++] ?? 0;
    if (fen === line.fen) continue;
    let step = steps[extra]?.get(line.fen);
    if (step === undefined) {
      step = { rule: "prorate", entry, beforeFen: line.fen, hasExtra: extra === 1, fen };
      steps[extra]?.set(line.fen, step);
    }
    addStep(line, step);
    line.fen = fen;
  }
}

/** One recipient's lines under a ceiling that ranks. `nearOrder` decides where it differs, `order` where it doesn't. */
interface Turn {
  readonly order: Decimal;
  readonly nearOrder: number;
  readonly lines: Line[];
}

function turnsOf(lines: readonly Line[], orders: readonly (Decimal | Failure | undefined)[]): readonly Turn[] {
  const turns = new Map<number, Turn>();
  for (const line of lines) {
    const turn = turns.get(line.recipient);
    if (turn !== undefined) {
      turn.lines.push(line);
      continue;
    }
    const order = orders[line.recipient];
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
      addStep(line, { rule: "rank", entry, beforeFen: line.fen, leftFen: wasLeftFen, order, fen });
      line.fen = fen;
    }
  }
}
