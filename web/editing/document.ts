import type { Json } from "../../worker/domain/expression.ts";

// A document as the editor changes it: JSON that nothing changes in place. Every operation gives a new document that
// shares what stayed the same, so that undoing is keeping the old one. Paths are those of faults and warnings:
// `sections[2].items[0].score.bands`.

export type Key = string | number;

export function keysOf(path: string): readonly Key[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([key, place]) => (place === undefined ? key : Number(place)));
}

export function pathOf(keys: readonly Key[]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === "number" ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`),
    "",
  );
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(document: Json, path: string): Json | undefined {
  return keysOf(path).reduce<Json | undefined>(below, document);
}

function below(value: Json | undefined, key: Key): Json | undefined {
  if (value === undefined || value === null || typeof value !== "object") return undefined;
  if (isList(value)) return typeof key === "number" ? value[key] : undefined;
  return typeof key === "string" && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A document as plain JSON, which is what it is stored as. */
export function jsonOf(document: object): Json {
  return document as unknown as Json;
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * The document with another value at a path; `undefined` removes the key. A key that isn't there yet is added, and what
 * has to hold it: an object, or a list where the next key is a number.
 */
export function withValue(document: Json, path: string, value: Json | undefined): Json {
  return replaced(document, keysOf(path), value) ?? {};
}

function replaced(value: Json | undefined, [key, ...rest]: readonly Key[], by: Json | undefined): Json | undefined {
  if (key === undefined) return by;
  if (typeof key === "number") {
    const list = isList(value) ? [...value] : [];
    const inner = replaced(list[key], rest, by);
    if (inner === undefined) list.splice(key, 1);
    else list[Math.min(key, list.length)] = inner;
    return list;
  }
  const object = value !== null && typeof value === "object" && !isList(value) ? value : {};
  const inner = replaced((object as { readonly [key: string]: Json })[key], rest, by);
  const { [key]: _before, ...others } = object as { readonly [key: string]: Json };
  if (inner === undefined) return others;
  return Object.hasOwn(object, key) ? { ...object, [key]: inner } : { ...others, [key]: inner };
}

/** The document with one more in the list at `list`, at `place` of it. */
export function withInserted(document: Json, list: string, place: number, value: Json): Json {
  const before = valueAt(document, list);
  const items = isList(before) ? before : [];
  return withValue(document, list, items.toSpliced(place, 0, value));
}

/** The document without what stands at a path of a list; a list that this empties stays, as an empty one. */
export function withRemoved(document: Json, path: string): Json {
  return withValue(document, path, undefined);
}

/** The document with what stood at `path` moved to `place` of the list at `list`, counted without what is moved. */
export function withMoved(document: Json, path: string, list: string, place: number): Json {
  const value = valueAt(document, path);
  if (value === undefined) return document;
  return withInserted(withRemoved(document, path), list, place, value);
}

/** Where something stands in its list: `sections[2].items[0]` is 0 of `sections[2].items`. */
export function placeOf(path: string): { readonly list: string; readonly place: number } {
  const keys = keysOf(path);
  const place = keys.at(-1);
  if (typeof place !== "number") throw new RangeError(`${path} is in no list`);
  return { list: pathOf(keys.slice(0, -1)), place };
}

/** How many stand in the list at a path. */
export function countAt(document: Json, list: string): number {
  const value = valueAt(document, list);
  return isList(value) ? value.length : 0;
}

/** Whether `path` is `under` or lies within it. */
export function isWithin(path: string, under: string): boolean {
  return under === "" || path === under || path.startsWith(`${under}.`) || path.startsWith(`${under}[`);
}
