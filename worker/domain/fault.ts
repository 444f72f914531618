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
