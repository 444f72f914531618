import { canonicalJson } from "./canonical.ts";
import { at } from "./fault.ts";

/**
 * One thing that two versions of a document differ in, in words. `path` is where it stands in the later version, of
 * what was removed where it stood in the earlier one.
 */
export interface Difference {
  readonly path: string;
  readonly kind: "added" | "removed" | "changed" | "moved";
  readonly text: string;
}

/** An object of a document, whose keys are compared one by one. */
export type Part = Readonly<Record<string, unknown>>;

/** Compares what stands under one key; `name` is what a reader calls the object: `「书记选配」`. */
export type Compare = (before: unknown, after: unknown, path: string, name: string) => readonly Difference[];

/** How a key is spoken of: its label, its value, and what it means that it is left out; or a comparison of its own. */
export type Field =
  | { readonly label: string; readonly text: (value: never) => string; readonly absent?: string }
  | { readonly compare: Compare };

/** The keys of a kind of object, in the order in which they are told. */
export type Fields = Readonly<Record<string, Field>>;

/** Every key that two objects differ in. A key without a field is told as it is written, so that none is passed over. */
export function comparePart(
  before: Part,
  after: Part,
  path: string,
  name: string,
  fields: Fields,
): readonly Difference[] {
  const keys = new Set([...Object.keys(fields), ...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const [was, is] = [valueAt(before, key), valueAt(after, key)];
    if (isEqual(was, is)) return [];
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const where = key in after ? at(path, key) : path;
    if (field !== undefined && "compare" in field) return field.compare(was, is, at(path, key), name);
    return [
      { path: is === undefined ? where : at(path, key), kind: "changed", text: fieldText(field, key, name, was, is) },
    ];
  });
}

function valueAt(part: Part, key: string): unknown {
  return Object.hasOwn(part, key) ? part[key] : undefined;
}

/** Whether two values are the same document. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

function fieldText(field: Field | undefined, key: string, name: string, was: unknown, is: unknown): string {
  if (field === undefined || "compare" in field) return `${name}${key} ${writtenText(was)} → ${writtenText(is)}`;
  const absent = field.absent ?? "没有写";
  // The document was found sound, so that the value is what the field's key holds.
  const told = (value: unknown): string => (value === undefined ? absent : field.text(value as never));
  return `${name}${field.label} ${told(was)} → ${told(is)}`;
}

/** A value as it is written, where nothing better is known. */
export function writtenText(value: unknown): string {
  if (value === undefined) return "没有写";
  return typeof value === "string" ? `“${value}”` : canonicalJson(value);
}

/** A list whose parts carry a code: how one is called, what it is worth saying of a new one, and how two are compared. */
export interface CodedList {
  /** What the list is of: 「选项」. */
  readonly noun: string;
  readonly nameOf: (part: Part) => string;
  /** What a new or removed part is, after its name. */
  readonly about: (part: Part) => string;
  readonly compare: (before: Part, after: Part, path: string) => readonly Difference[];
}

/** Compares two lists by code: what is gone, new, moved among the rest, and changed. A code given twice counts twice. */
export function compareCoded(
  before: unknown,
  after: unknown,
  path: string,
  prefix: string,
  list: CodedList,
): readonly Difference[] {
  const [was, is] = [keyed(before), keyed(after)];
  const removed = [...was].flatMap(([key, { part, place }]): Difference[] => {
    if (is.has(key)) return [];
    return [{ path: at(path, place), kind: "removed", text: `${prefix}删去${list.nameOf(part)}${list.about(part)}` }];
  });
  const moved = movedKeys(
    [...was.keys()].filter((key) => is.has(key)),
    [...is.keys()].filter((key) => was.has(key)),
  );
  let previous: Part | undefined;
  const present = [...is].flatMap(([key, { part, place }]): readonly Difference[] => {
    const where = at(path, place);
    const old = was.get(key);
    const differences: Difference[] = [];
    if (old === undefined) {
      differences.push({ path: where, kind: "added", text: `${prefix}加了${list.nameOf(part)}${list.about(part)}` });
    } else {
      if (moved.has(key)) {
        const to = previous === undefined ? "最前面" : `${list.nameOf(previous)}后面`;
        differences.push({ path: where, kind: "moved", text: `${prefix}${list.nameOf(part)}移到${to}` });
      }
      differences.push(...list.compare(old.part, part, where));
    }
    previous = part;
    return differences;
  });
  const differences = [...removed, ...present];
  // A list that is left out and an empty one hold the same parts, and are yet two documents.
  if (differences.length > 0 || isEqual(before, after)) return differences;
  return [{ path, kind: "changed", text: `${prefix}${list.noun} ${writtenText(before)} → ${writtenText(after)}` }];
}

/** A part of a list by its code, with its place; a code's second part has a key of its own. */
export function keyed(list: unknown): ReadonlyMap<string, { readonly part: Part; readonly place: number }> {
  const parts = new Map<string, { readonly part: Part; readonly place: number }>();
  partsOf(list).forEach((part, place) => {
    const code = String(part["code"]);
    let key = code;
    for (let again = 2; parts.has(key); again++) key = `${code} ${again}`;
    parts.set(key, { part, place });
  });
  return parts;
}

/** The objects of a list; what isn't one counts as an empty one. */
export function partsOf(list: unknown): readonly Part[] {
  return Array.isArray(list) ? list.map(partOf) : [];
}

/** An object as a part; what isn't one counts as an empty one. */
export function partOf(value: unknown): Part {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Part) : {};
}

/** The fewest keys that have to move to bring the one order into the other: those beside a longest rising run. */
export function movedKeys(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const placeOf = new Map(before.map((key, place) => [key, place]));
  const places = after.map((key) => placeOf.get(key) ?? 0);
  const lengths: number[] = [];
  places.forEach((place, index) => {
    const reached = places.slice(0, index).map((earlier, at) => (earlier < place ? (lengths[at] ?? 0) : 0));
    lengths.push(Math.max(0, ...reached) + 1);
  });
  const kept = new Set<string>();
  let wanted = Math.max(0, ...lengths);
  let below = Number.POSITIVE_INFINITY;
  for (let index = after.length - 1; index >= 0; index--) {
    const [place, length, key] = [places[index] ?? 0, lengths[index] ?? 0, after[index] ?? ""];
    if (length !== wanted || place >= below) continue;
    kept.add(key);
    wanted--;
    below = place;
  }
  return new Set(after.filter((key) => !kept.has(key)));
}

/** A map of rows, key by key: `rows` of tables, factors and ceilings. */
export function rowsField(label: string, text: (value: never) => string): Field {
  return {
    compare: (before, after, path, name) => {
      const [was, is] = [partOf(before), partOf(after)];
      const rows = [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key): readonly Difference[] => {
        const [old, now] = [valueAt(was, key), valueAt(is, key)];
        const row = `${name}${label}「${key}」`;
        const told = (value: unknown): string => text(value as never);
        if (old === undefined) return [{ path: at(path, key), kind: "added", text: `${row}加了一行，${told(now)}` }];
        if (now === undefined) return [{ path: at(path, key), kind: "removed", text: `${row}删去一行，${told(old)}` }];
        if (isEqual(old, now)) return [];
        return [{ path: at(path, key), kind: "changed", text: `${row} ${told(old)} → ${told(now)}` }];
      });
      if (rows.length > 0) return rows;
      return comparePart({ rows: before }, { rows: after }, path, name, { rows: { label, text: writtenText } });
    },
  };
}
