import type { Json } from "../../domain/expression.ts";
import { at } from "../../domain/fault.ts";
import { number } from "../cells.ts";
import { type Draft, placeOf, refuseCell } from "../places.ts";
import type { ReadTable, Row, Table } from "../table.ts";
import { grants, times } from "./tables.ts";

/** Keys and their amounts, by what they are rows of. */
export interface KeyedRows {
  /** The map of one owner; undefined where it has no row. Each row is taken once. */
  readonly take: (owner: Json | undefined, path: string) => Json | undefined;
  readonly refuseStrays: () => void;
}

export function keyedRows(draft: Draft, table: Table, { rows }: ReadTable, owner: string, stray: string): KeyedRows {
  const byOwner = Map.groupBy(rows, ({ values }) => values[owner]);
  return {
    take: (of, path) => {
      const own = of === undefined ? undefined : byOwner.get(of);
      if (own === undefined) return undefined;
      byOwner.delete(of);
      return mapOf(draft, table, own, path, { key: "key", value: "fen" });
    },
    refuseStrays: () => {
      for (const row of [...byOwner.values()].flat()) refuseCell(draft, table, row, owner, stray);
    },
  };
}

/** A map of a document out of rows; a key that is given twice is a fault of the later one. */
function mapOf(
  draft: Draft,
  table: Table,
  rows: readonly Row[],
  path: string,
  columns: { readonly key: string; readonly value: string },
): Json {
  const made = new Map<string, Json>();
  for (const row of rows) {
    const { [columns.key]: key, [columns.value]: value } = row.values;
    if (typeof key !== "string") refuseCell(draft, table, row, columns.key, "要填，现在空着");
    else if (made.has(key)) refuseCell(draft, table, row, columns.key, "这个键前面有了，请删去一行");
    else if (value === undefined) refuseCell(draft, table, row, columns.value, "要填，现在空着");
    else {
      draft.places.set(at(path, key), placeOf(table, row, columns.value));
      made.set(key, value);
    }
  }
  return Object.fromEntries(made);
}

/** What each grant's amount is multiplied by: `times`, if the grant has rows of it or says that it is there and empty. */
export function readTimes(
  draft: Draft,
  read: (table: Table) => ReadTable,
  grantRows: readonly Row[],
): (grant: Row, path: string) => Record<string, Json> {
  const byGrant = Map.groupBy(read(times).rows, ({ values }) => values["grant"]);
  const known = new Set(grantRows.map(({ values }) => values["code"]));
  for (const [code, rows] of byGrant) {
    if (code !== undefined && known.has(code)) continue;
    for (const row of rows) refuseCell(draft, times, row, "grant", "补助项目表里没有这个编码，请改成已有的编码");
  }
  return (grant, path) => {
    const code = grant.values["code"];
    const rows = code === undefined ? undefined : byGrant.get(code);
    draft.places.set(at(path, "times"), placeOf(grants, grant, "times"));
    if (rows === undefined) return grant.values["times"] === undefined ? {} : { times: [] };
    byGrant.delete(code);
    const each = [...Map.groupBy(rows, ({ values }) => values["number"]).values()];
    return { times: each.map((own, index) => factorOf(draft, own, at(at(path, "times"), index))) };
  };
}

function factorOf(draft: Draft, rows: readonly Row[], path: string): Json {
  const [first] = rows;
  if (first === undefined) return {};
  draft.places.set(path, placeOf(times, first, "comparison"));
  draft.places.set(at(path, "of"), placeOf(times, first, "of"));
  const of = first.values["of"];
  for (const row of rows) checkFactorRow(draft, row, of);
  const by = (names: readonly string[]) => rows.filter(({ values }) => names.includes(String(values["comparison"])));
  const bands = by(["atLeast", "above"]);
  const [otherwise, ...more] = by(["otherwise"]);
  for (const row of more) refuseCell(draft, times, row, "comparison", "「其余」前面有了，请删去一行");
  const keys = by(["rows"]);
  const isTable = keys.length > 0 || bands.length === 0;
  if (bands[0] !== undefined) draft.places.set(at(path, "bands"), placeOf(times, bands[0], "value"));
  if (otherwise !== undefined) draft.places.set(at(path, "otherwise"), placeOf(times, otherwise, "percent"));
  return {
    ...(of === undefined ? {} : { of }),
    ...(bands.length === 0 ? {} : { bands: bands.map((row, at) => bandOf(draft, row, `${path}.bands[${at}]`)) }),
    ...(isTable ? { rows: mapOf(draft, times, keys, at(path, "rows"), { key: "value", value: "percent" }) } : {}),
    ...(otherwise?.values["percent"] === undefined ? {} : { otherwise: otherwise.values["percent"] }),
  };
}

function checkFactorRow(draft: Draft, row: Row, of: Json | undefined): void {
  const { number: place, comparison, value, percent, of: own } = row.values;
  if (place === undefined) refuseCell(draft, times, row, "number", "要填，写第几个系数");
  if (own !== undefined && own !== of)
    refuseCell(draft, times, row, "of", "和这个系数第一行写的不一样，请改成一样，或空着");
  if (comparison === undefined && (value !== undefined || percent !== undefined)) {
    refuseCell(draft, times, row, "comparison", "要填，现在空着");
  }
  if (comparison === "otherwise" && value !== undefined)
    refuseCell(draft, times, row, "value", "「其余」不写值，请清空");
  if (comparison === "otherwise" && percent === undefined) refuseCell(draft, times, row, "percent", "要填，现在空着");
}

function bandOf(draft: Draft, row: Row, path: string): Json {
  const { comparison, value, percent } = row.values;
  const name = String(comparison);
  draft.places.set(path, placeOf(times, row, "comparison"));
  draft.places.set(at(path, name), placeOf(times, row, "value"));
  draft.places.set(at(path, "percent"), placeOf(times, row, "percent"));
  const reading = value === undefined ? { fault: "要填，现在空着" } : number.read(String(value));
  if ("fault" in reading) refuseCell(draft, times, row, "value", reading.fault);
  const threshold = "value" in reading ? { [name]: reading.value } : {};
  return { ...threshold, ...(percent === undefined ? {} : { percent }) };
}
