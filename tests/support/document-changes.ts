import fc from "fast-check";
import type { Json } from "../../worker/domain/expression.ts";

type Entry = readonly [string, Json];

/** A document with one thing changed at a place that `pick` chooses: a value, a key left out, two parts that change places. */
export function mutated(document: Json, pick: () => number): Json {
  return changed(document, pick, 0);
}

/** Picks from 0 up to 1, as many as are asked for. */
export const picks: fc.Arbitrary<readonly number[]> = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), {
  minLength: 40,
  maxLength: 40,
});

/** Reads picks one after another; the last one again where there are no more. */
export function reading(list: readonly number[]): () => number {
  let at = 0;
  return () => list[Math.min(at++, list.length - 1)] ?? 0;
}

function changed(value: Json, pick: () => number, depth: number): Json {
  if (Array.isArray(value)) return changedList(value as readonly Json[], pick, depth);
  if (value !== null && typeof value === "object") return changedMap(Object.entries(value), pick, depth);
  return changedLeaf(value, pick);
}

function changedList(list: readonly Json[], pick: () => number, depth: number): Json {
  const at = Math.floor(pick() * list.length);
  const to = Math.floor(pick() * list.length);
  const way = pick();
  if (list.length === 0) return [0];
  if (depth > 0 && way < 0.15) return list.filter((_, place) => place !== at);
  if (way < 0.35) {
    const others = list.filter((_, place) => place !== at);
    return [...others.slice(0, to), list[at] ?? null, ...others.slice(to)];
  }
  return list.map((item, place) => (place === at ? changed(item, pick, depth + 1) : item));
}

function changedMap(entries: readonly Entry[], pick: () => number, depth: number): Json {
  const at = Math.floor(pick() * entries.length);
  const way = pick();
  if (depth > 0 && way < 0.1) return Object.fromEntries(entries.filter((_, place) => place !== at));
  return Object.fromEntries(
    entries.map(([key, item], place) => [key, place === at ? changed(item, pick, depth + 1) : item]),
  );
}

function changedLeaf(value: Json, pick: () => number): Json {
  const way = pick();
  if (typeof value === "number") return changedNumber(value, way);
  if (typeof value === "string") return way < 0.1 ? value : `${value}x`;
  if (typeof value === "boolean") return !value;
  return way < 0.5 ? null : 1;
}

function changedNumber(value: number, way: number): number {
  if (way < 0.05) return value;
  if (way < 0.25) return 0;
  if (way < 0.45) return Math.max(0, value - Math.ceil(way * 20));
  if (way < 0.6) return Math.floor(value / 2);
  return way < 0.8 ? value * 3 : value + Math.floor(way * 10) + 1;
}
