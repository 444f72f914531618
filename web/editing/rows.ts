// A table by key, as a document holds it: `{ "5": 5000000, "4": 3000000 }`. Keys that are whole numbers come first and
// rising, as in any JSON object; others stay in the order in which they were written.

export type Rows = Readonly<Record<string, number>>;

/** The rows with another key in a row's place; null where that key is taken. */
export function withKey(rows: Rows, key: string, next: string): Rows | null {
  if (key === next) return rows;
  if (Object.hasOwn(rows, next)) return null;
  return Object.fromEntries(Object.entries(rows).map(([each, value]) => [each === key ? next : each, value]));
}

export function withRow(rows: Rows, key: string, value: number): Rows {
  return { ...rows, [key]: value };
}

export function withoutRow(rows: Rows, key: string): Rows {
  return Object.fromEntries(Object.entries(rows).filter(([each]) => each !== key));
}

/** The rows with one for each key that has none yet, of 0. */
export function withMissing(rows: Rows, keys: readonly string[]): Rows {
  const missing = keys.filter((key) => !Object.hasOwn(rows, key));
  return { ...rows, ...Object.fromEntries(missing.map((key) => [key, 0])) };
}
