import type { Json } from "../../domain/expression.ts";
import { at } from "../../domain/fault.ts";
import { type ItemKind, itemKinds } from "../../domain/vocabulary.ts";
import { type Draft, placeOf, refuseCell, take } from "../places.ts";
import type { ReadTable, Row, Table } from "../table.ts";
import { comparedOf } from "../thresholds.ts";
import { bands, brackets, comparisons, items, options } from "./tables.ts";

/** The rows of the sheets beside 指标, by the item that they are of. */
export interface Parts {
  /** What an item has of them: `options`, `bands`, `brackets`. Each row is taken once. */
  readonly take: (code: Json | undefined, path: string, kind: ItemKind | undefined, row?: Row) => Record<string, Json>;
  /** Refuses the rows that no item has taken. */
  readonly refuseStrays: () => void;
}

const lists = [
  { table: options, name: "options", kinds: ["choice", "tally"] as readonly ItemKind[] },
  { table: bands, name: "bands", kinds: ["bands", "rank"] as readonly ItemKind[] },
  { table: brackets, name: "brackets", kinds: ["brackets"] as readonly ItemKind[] },
];

export function readParts(draft: Draft, read: (table: Table) => ReadTable): Parts {
  const byCode = lists.map((list) => ({
    ...list,
    rows: Map.groupBy(read(list.table).rows, ({ values }) => values["item"]),
  }));
  return {
    take: (code, path, kind, row) => {
      const taken: Record<string, Json> = {};
      for (const { table, name, kinds, rows } of byCode) {
        const isOf = kind !== undefined && kinds.includes(kind);
        const found = code === undefined ? [] : (rows.get(code) ?? []);
        rows.delete(code);
        if (isOf && row !== undefined) {
          const [first] = found;
          const place = first === undefined ? placeOf(items, row, "kind") : placeOf(table, first, firstColumn(table));
          draft.places.set(at(path, name), place);
        }
        if (!isOf && kind !== undefined) refuseUnused(draft, table, found, kind);
        if (!isOf && (kind !== undefined || found.length === 0)) continue;
        taken[name] = found.map((each, index) => partOf(draft, table, each, at(at(path, name), index)));
      }
      return taken;
    },
    refuseStrays: () => {
      for (const { table, rows } of byCode) {
        for (const row of [...rows.values()].flat()) refuseStray(draft, table, row);
      }
    },
  };
}

/** Where a fault of the whole list is shown: at what its rows are in order of. */
function firstColumn(table: Table): string {
  if (table === bands) return "value";
  return table === brackets ? "from" : "item";
}

function refuseUnused(draft: Draft, table: Table, rows: readonly Row[], kind: ItemKind): void {
  for (const row of rows) {
    refuseCell(draft, table, row, "item", `这个指标的评分方式是${itemKinds[kind]}，不用${table.name}，请删去这一行`);
  }
}

function refuseStray(draft: Draft, table: Table, row: Row): void {
  const isNamed = row.values["item"] !== undefined;
  const message = isNamed ? "指标表里没有这个编码，请改成已有的编码" : "要填，写指标的编码";
  refuseCell(draft, table, row, "item", message);
}

function partOf(draft: Draft, table: Table, row: Row, path: string): Json {
  if (table === options) return take(draft, options, row, path, ["code", "title", "points", "sources"]);
  if (table === brackets) return take(draft, brackets, row, path, ["from", "each"]);
  return {
    ...comparedOf(draft, bands, row, path, Object.keys(comparisons)),
    ...take(draft, bands, row, path, ["points", "wording"]),
  };
}
