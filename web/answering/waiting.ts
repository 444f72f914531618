import type { TypedItem, TypedItemOutcome } from "../assessment-api.ts";

// What was typed on this device and isn't at the server yet, item by item; and what somebody else typed meanwhile.

/** A typed value with what stood at the server when it was typed; null for nothing. */
export interface Typed {
  readonly value: unknown;
  readonly base: unknown;
}

/** Two values of one item, to choose from. */
export interface Dispute {
  readonly yours: unknown;
  readonly theirs: unknown;
}

/** A form between this device and the server; all by the item's code. */
export interface Waiting {
  readonly typed: Readonly<Record<string, Typed>>;
  readonly disputes: Readonly<Record<string, Dispute>>;
}

export const nothingWaiting: Waiting = { typed: {}, disputes: {} };

/** Whether two answers are the same; the order of a tally's counts says nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  return ordered(one) === ordered(other);
}

/** With an item typed: what it is held against stays what stood at the server before the first change. */
export function withTyped(waiting: Waiting, item: string, value: unknown, stands: unknown): Waiting {
  const base = waiting.typed[item]?.base ?? stands ?? null;
  const { [item]: _before, ...others } = waiting.typed;
  const isUndone = isSame(value, base);
  const { [item]: _dispute, ...disputes } = waiting.disputes;
  return { typed: isUndone ? others : { ...others, [item]: { value, base } }, disputes };
}

/** What is to be sent: all that is typed and not in dispute. */
export function toSend({ typed, disputes }: Waiting): readonly TypedItem[] {
  return Object.entries(typed)
    .filter(([item]) => !(item in disputes))
    .slice(0, 200)
    .map(([item, each]) => ({ item, ...each }));
}

/**
 * After the server's answer: what was typed again meanwhile still waits, held against what stands now; and what was taken
 * back while it was on its way, which nothing here remembers but what was sent, is to be taken back there too.
 */
export function settled(waiting: Waiting, sent: readonly TypedItem[], outcomes: readonly TypedItemOutcome[]): Waiting {
  const typed: Record<string, Typed> = { ...waiting.typed };
  const disputes: Record<string, Dispute> = { ...waiting.disputes };
  for (const { item, status, value } of outcomes) {
    const now = typed[item];
    const wasSent = sent.find((each) => each.item === item);
    if (now === undefined) {
      const isTakenBack = wasSent !== undefined && status !== 409 && !isSame(wasSent.base, value);
      if (isTakenBack) typed[item] = { value: wasSent.base, base: value };
      continue;
    }
    if (status === 409) disputes[item] = { yours: now.value, theirs: value };
    else if (isSame(now.value, wasSent?.value)) delete typed[item];
    else typed[item] = { value: now.value, base: value };
  }
  return { typed, disputes };
}

/** One of two values is chosen; one's own is then held against theirs. */
export function chosen(waiting: Waiting, item: string, isMine: boolean): Waiting {
  const { [item]: dispute, ...disputes } = waiting.disputes;
  if (dispute === undefined) return waiting;
  const { [item]: _typed, ...others } = waiting.typed;
  return { typed: isMine ? { ...others, [item]: { value: dispute.yours, base: dispute.theirs } } : others, disputes };
}

/** How many changes wait. */
export const countOf = ({ typed }: Waiting): number => Object.keys(typed).length;

function ordered(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value !== "object") return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
