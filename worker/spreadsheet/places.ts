import type { Json } from "../domain/expression.ts";
import { at, type Fault } from "../domain/fault.ts";
import { limits } from "./limits.ts";
import type { CellFault, Place, ReadTable, Row, Table } from "./table.ts";

/** One thing wrong with what was imported: in the document by its path, in a spreadsheet by its place. */
export interface ImportFault extends Fault {
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
}

/** A document as it comes out of sheets: what is wrong with cells, and where in them each of its paths stands. */
export interface Draft {
  readonly tables: readonly Table[];
  readonly faults: CellFault[];
  readonly places: Map<string, Place>;
}

/** Notes a fault at a cell of a row, or at the row. */
export function refuseCell(draft: Draft, table: Table, row: Row, key: string | null, message: string): void {
  draft.faults.push({ place: placeOf(table, row, key), message });
}

/** Where a row's cell is. */
export function placeOf(table: Table, { number }: Row, key: string | null): Place {
  const column = key === null ? undefined : table.columns.find((each) => each.key === key);
  return { sheet: table.name, row: number, column: column?.title ?? null };
}

/**
 * The keys of a row that are filled, under their names in the document; the place of every one of them is noted, so that
 * a fault of the document is one of a cell. `keys` maps names in the document to the row's own.
 */
export function take(
  draft: Draft,
  table: Table,
  row: Row,
  path: string,
  keys: Readonly<Record<string, string>> | readonly string[],
): Record<string, Json> {
  const pairs = Array.isArray(keys) ? keys.map((key: string) => [key, key] as const) : Object.entries(keys);
  const taken: Record<string, Json> = {};
  if (!draft.places.has(path)) draft.places.set(path, placeOf(table, row, null));
  for (const [name, key] of pairs) {
    draft.places.set(at(path, name), placeOf(table, row, key));
    const value = row.values[key];
    if (value !== undefined) taken[name] = value;
  }
  return taken;
}

/** A list that is there if it has rows, or is marked as there and empty. */
export function listed(
  name: string,
  { rows, isEmptyList }: ReadTable,
  one: (row: Row, path: string) => Json,
): Record<string, Json> {
  if (rows.length === 0 && !isEmptyList) return {};
  return { [name]: rows.map((row, index) => one(row, at(name, index))) };
}

/** Every fault in the order of sheets, rows and columns; where cells are wrong the document's own word isn't repeated. */
export function faultsOf(draft: Draft, document: readonly Fault[]): readonly ImportFault[] {
  const paths = new Map([...draft.places].toReversed().map(([path, place]) => [keyOf(place), path]));
  const own = draft.faults.map(({ place, message }) => ({ path: paths.get(keyOf(place)) ?? "", place, message }));
  const told = new Set(draft.faults.map(({ place }) => keyOf(place)));
  const rest = document.flatMap(({ path, message }) => {
    const place = nearest(draft, path);
    if (place !== undefined && told.has(keyOf(place))) return [];
    return [{ path, place, message: place === undefined ? message : inSheets(message) }];
  });
  const ranked = [...own, ...rest].map((fault) => ({ ...fault, rank: rankOf(draft, fault.place) }));
  const all = ranked.toSorted((a, b) => compareRanks(a.rank, b.rank));
  return bounded(all.map(({ path, place, message }) => shown(path, place, message)));
}

/** What a document's fault is in a sheet, where a key is a cell. */
function inSheets(message: string): string {
  if (message.startsWith("缺少")) return "要填，现在空着";
  return message.startsWith("格式里没有这个键") ? "这里用不到，请清空，或改选别的" : message;
}

/** The faults of a document that was no spreadsheet. */
export function bareFaults(faults: readonly Fault[]): readonly ImportFault[] {
  return bounded(faults.map(({ path, message }) => shown(path, undefined, message)));
}

function bounded(faults: readonly ImportFault[]): readonly ImportFault[] {
  if (faults.length <= limits.faults) return faults;
  const message = `共有 ${faults.length} 处错误，这里只列前 ${limits.faults} 处`;
  return [...faults.slice(0, limits.faults), shown("", undefined, message)];
}

function shown(path: string, place: Place | undefined, message: string): ImportFault {
  const short = { path: path.slice(0, 500), message: message.slice(0, 1000) };
  if (place === undefined) return { ...short, sheet: null, row: null, column: null };
  const { sheet, row, column } = place;
  const where = `${sheet}${row === null ? "" : ` 第 ${row} 行`}${column === null ? "" : `「${column}」`}`;
  return {
    ...short,
    message: `${where}：${message}`.slice(0, 1000),
    sheet,
    row,
    column: column?.slice(0, 100) ?? null,
  };
}

/** The place of a path, or of the nearest part of the document around it. */
function nearest(draft: Draft, path: string): Place | undefined {
  for (let part = path; part !== ""; part = part.slice(0, Math.max(part.lastIndexOf("."), part.lastIndexOf("["), 0))) {
    const place = draft.places.get(part);
    if (place !== undefined) return place;
  }
  return undefined;
}

function keyOf({ sheet, row, column }: Place): string {
  return JSON.stringify([sheet, row, column]);
}

/** Faults without a place stand last. */
function rankOf({ tables }: Draft, place: Place | undefined): readonly [number, number, number] {
  if (place === undefined) return [tables.length, 0, 0];
  const sheet = tables.findIndex(({ name }) => name === place.sheet);
  const columns = tables[sheet]?.columns ?? [];
  return [sheet, place.row ?? 0, columns.findIndex(({ title }) => title === place.column)];
}

function compareRanks(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
