import type { Json } from "./expression.ts";

/**
 * What to write instead: the document with `value` at `path` no longer has the warning. A path may name a key that isn't
 * there yet; what has to go is left out of the list or object that stands there.
 */
export interface Proposal {
  readonly text: string;
  readonly path: string;
  readonly value: Json;
}

/**
 * A slip that a document may have and still be sound (standards.md "Document", subsidies.md "Document"): it warns and
 * never blocks. `message` is Chinese, with the numbers that `figures` holds; `source` is the rule that a criterion
 * offends, document and date.
 */
export interface Warning {
  /** Stable, kebab-case. */
  readonly code: string;
  /** From the root of the document, as a Fault's. */
  readonly path: string;
  readonly message: string;
  readonly figures: Readonly<Record<string, number | string>>;
  readonly proposal: Proposal | null;
  readonly source: string | null;
}

/** The most warnings that a document is given at once; those beyond come when some of these are mended. */
export const WARNING_LIMIT = 500;

/** A copy of the document with a proposal taken. Throws RangeError where the path leads nowhere. */
export function withProposal(document: Json, proposal: Pick<Proposal, "path" | "value">): Json {
  return replaced(document, keysOf(proposal.path), proposal.value);
}

function keysOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([key, place]) => (place === undefined ? key : Number(place)));
}

function replaced(value: Json, [key, ...rest]: readonly (string | number)[], by: Json): Json {
  if (key === undefined) return by;
  if (typeof key === "number") {
    if (!Array.isArray(value) || key >= value.length) throw new RangeError(`no item ${key}`);
    return value.map((item: Json, place) => (place === key ? replaced(item, rest, by) : item));
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new RangeError(`no object for ${key}`);
  const object = value as { readonly [key: string]: Json };
  return { ...object, [key]: replaced(object[key] ?? null, rest, by) };
}

/** A part of a sound document as the JSON it is; what is `undefined` isn't there. */
export function jsonOf(value: unknown): Json {
  return value as Json; // A sound document came from JSON, and parts are only left out or replaced by JSON.
}

/** An object without some of its keys, as JSON. */
export function without(value: object, keys: readonly string[]): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
