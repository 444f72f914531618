import { Problem } from "../domain/problem.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** What the caller asked of a list; `cursor` is where the page before ended. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The page out of one row more than it holds; `keyOf` is what the list is sorted by, and says where the next begins. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
  itemOf: (row: Row) => Item,
): Page<Item> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(itemOf), nextCursor: last === undefined ? null : encode(keyOf(last)) };
}

/** The sort key that a cursor holds, of as many parts as `kinds`; undefined at the beginning. */
export function readCursor(
  cursor: string | undefined,
  kinds: readonly ("string" | "number")[],
): readonly (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  const key = decode(cursor);
  if (!Array.isArray(key) || key.length !== kinds.length || key.some((part, index) => typeof part !== kinds[index])) {
    throw new Problem("invalid", {
      errors: [{ path: "cursor", message: "不是本接口给出的 nextCursor，请从第一页重新读" }],
    });
  }
  return key;
}

function encode(key: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function decode(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))));
  } catch {
    return undefined;
  }
}
