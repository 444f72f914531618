/**
 * A document that may be wrong anywhere, read as far as it is well-formed: what a check of meaning needs, so that it
 * reports its faults beside those of the structure.
 */
export type Loose = Readonly<Record<string, unknown>>;

/** What stands there if it is an object; else an empty one. */
export function looseAt(value: unknown): Loose {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Loose) : {};
}

/** The list that stands there; else an empty one. */
export function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A finite number, or undefined. */
export function numberAt(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** A text, or undefined. */
export function textAt(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
