import type { Json } from "../expression.ts";
import { at, type Fault } from "../fault.ts";
import { MAX_LINE_FEN } from "../money.ts";
import { recipientLimits } from "./limits.ts";

/** A map of facts, as JSON; what is left out of a recipient counts as an empty one. */
export type Facts = { readonly [key: string]: Json };

/**
 * One who may be paid, with all that a policy may ask: the standing facts, the result, that of the cycle before, the facts
 * of this cycle, what was paid and what was decided by grant, in fen (subsidies.md "Calculation call").
 * Keys of `paidFen` and `decidedFen` that this policy has no grant for are allowed and mean nothing to it.
 */
export interface Recipient {
  readonly id: string;
  readonly unit?: Facts | null;
  readonly result?: Facts | null;
  readonly previous?: Facts | null;
  readonly facts?: Facts | null;
  readonly paidFen?: Readonly<Record<string, number>>;
  readonly decidedFen?: Readonly<Record<string, number>>;
}

/** What expressions read of a recipient. */
export interface Variables extends Readonly<Record<string, unknown>> {
  readonly unit: unknown;
  readonly facts: unknown;
  readonly result: unknown;
  readonly previous: unknown;
  readonly paidFen: unknown;
}

const NONE: Facts = {};

/** What is left out reads as an empty map, so that `has(facts.x)` can ask; null stays null, and `has` fails on it. */
export function variablesOf(recipient: Recipient): Variables {
  const { unit = NONE, facts = NONE, result = NONE, previous = NONE, paidFen = NONE } = recipient;
  return { unit, facts, result, previous, paidFen };
}

/** The fen that stands for this grant, where any does. */
export function fenFor(fens: Readonly<Record<string, number>> | undefined, grant: string): number | undefined {
  return fens !== undefined && Object.hasOwn(fens, grant) ? fens[grant] : undefined;
}

/**
 * Every fault of the recipients of a call, with its path: ids that are missing, too long or given twice, fen that aren't
 * whole or lie outside 0…10^13, text and numbers that the digest can't be taken of, too many of them.
 */
export function checkRecipients(recipients: unknown, path: string): readonly Fault[] {
  if (!Array.isArray(recipients)) return [{ path, message: "要写成 [ … ]。" }];
  if (recipients.length > recipientLimits.recipients) {
    return [{ path, message: `最多 ${recipientLimits.recipients} 个对象，分几次测算。` }];
  }
  const faults: Fault[] = [];
  const seen = new Set<string>();
  recipients.forEach((recipient: unknown, place) => {
    checkRecipient(faults, recipient, at(path, place), seen);
  });
  return faults;
}

const FACTS = ["unit", "result", "previous", "facts"];
const FENS = ["paidFen", "decidedFen"];

function checkRecipient(faults: Fault[], recipient: unknown, path: string, seen: Set<string>): void {
  if (!isMap(recipient)) {
    faults.push({ path, message: "要写成 { id, … }。" });
    return;
  }
  for (const [key, value] of Object.entries(recipient)) {
    if (key === "id") continue;
    if (FENS.includes(key)) checkFens(faults, value, at(path, key));
    else if (!FACTS.includes(key)) faults.push({ path: at(path, key), message: "没有这个键，删去它。" });
    else if (value !== null && !isMap(value)) faults.push({ path: at(path, key), message: "要写成 { … }。" });
    else if (!isSound(value, recipientLimits.depth)) checkValue(faults, value, at(path, key), recipientLimits.depth);
  }
  checkId(faults, recipient["id"], at(path, "id"), seen);
}

function checkId(faults: Fault[], id: unknown, path: string, seen: Set<string>): void {
  if (typeof id !== "string" || id === "" || id.length > recipientLimits.idCharacters || !id.isWellFormed()) {
    faults.push({ path, message: `要写成 1 至 ${recipientLimits.idCharacters} 个字的文字。` });
    return;
  }
  if (seen.has(id)) faults.push({ path, message: `${id} 已经列过一次，删去一个。` });
  seen.add(id);
}

function checkFens(faults: Fault[], fens: unknown, path: string): void {
  if (!isMap(fens)) {
    faults.push({ path, message: "要写成 { 补助编码: 分 }。" });
    return;
  }
  const entries = Object.entries(fens);
  if (entries.length > recipientLimits.amounts) faults.push({ path, message: `最多 ${recipientLimits.amounts} 项。` });
  for (const [grant, fen] of entries) {
    if (typeof fen === "number" && Number.isSafeInteger(fen) && fen >= 0 && fen <= MAX_LINE_FEN) continue;
    faults.push({ path: at(path, grant), message: "要写成整数分，0 至 10000000000000。" });
  }
}

/** What checkValue has no fault to find with; it alone builds paths. */
function isSound(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value === "number") return Number.isFinite(value);
  if (value === null || typeof value !== "object") return true;
  if (depth === 0) return false;
  for (const key in value) {
    if (!key.isWellFormed() || !isSound((value as Readonly<Record<string, unknown>>)[key], depth - 1)) return false;
  }
  return true;
}

function checkValue(faults: Fault[], value: unknown, path: string, depth: number): void {
  if (typeof value === "string") {
    if (!value.isWellFormed()) faults.push({ path, message: "文字里有不成对的代理字符，重新输入。" });
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) faults.push({ path, message: "数太大，写不下。" });
  } else if (value !== null && typeof value === "object") {
    if (depth === 0) {
      faults.push({ path, message: `最多套 ${recipientLimits.depth} 层。` });
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      if (!key.isWellFormed()) faults.push({ path, message: "键里有不成对的代理字符，重新输入。" });
      checkValue(faults, item, at(path, Array.isArray(value) ? Number(key) : key), depth - 1);
    }
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
