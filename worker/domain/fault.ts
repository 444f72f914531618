/**
 * One thing wrong with what was sent: where, from the root of what was sent (`sections[2].items[0].score.bands`,
 * `""` for the whole), and what to do about it, in Chinese.
 */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Joins a path and a key or an index: `at("a", "b")` is `a.b`, `at("a", 0)` is `a[0]`, `at("", "b")` is `b`. */
export function at(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

/**
 * Faults in the order in which what they are of stands in the document; of one place, in the order in which they were
 * found. What is missing stands at the beginning of what lacks it.
 */
export function inOrder(document: unknown, faults: readonly Fault[]): readonly Fault[] {
  if (faults.length < 2) return faults;
  const places = new Map<string, number>();
  place(places, document, "");
  const placed = faults.map((fault) => ({ fault, at: placeOf(places, fault.path) }));
  return placed.sort((one, other) => one.at - other.at).map(({ fault }) => fault);
}

function place(places: Map<string, number>, value: unknown, path: string): void {
  places.set(path, places.size);
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) place(places, each, at(path, index));
  } else {
    for (const [key, each] of Object.entries(value)) place(places, each, at(path, key));
  }
}

function placeOf(places: ReadonlyMap<string, number>, path: string): number {
  const found = places.get(path);
  if (found !== undefined || path === "") return found ?? 0;
  return placeOf(places, path.slice(0, Math.max(0, path.lastIndexOf("."), path.lastIndexOf("["))));
}
