import type { Json } from "../domain/expression.ts";
import { Problem } from "../domain/problem.ts";
import { GUIDE } from "./guide.ts";
import type { Draft } from "./places.ts";
import type { Table } from "./table.ts";
import type { ReadSheet } from "./workbook.ts";

/** What sheets say of one kind of document, and the places in it. */
export interface SheetsRead {
  readonly document: Json;
  readonly draft: Draft;
}

/**
 * Reads sheets by the tables of a document. Refusals: invalid, where they are not exactly these; what is wrong inside
 * them is in the draft.
 */
export function readSheets(
  sheets: readonly ReadSheet[],
  tables: readonly Table[],
  read: (draft: Draft, sheetOf: (table: Table) => ReadSheet) => Json,
): SheetsRead {
  const named = new Map(sheets.map((sheet) => [sheet.name.trim(), sheet]));
  refuseOtherSheets(named, tables);
  const draft: Draft = { tables, faults: [], places: new Map() };
  const sheetOf = (table: Table): ReadSheet => named.get(table.name) ?? { name: table.name, rows: [] };
  return { document: read(draft, sheetOf), draft };
}

function refuseOtherSheets(found: ReadonlyMap<string, unknown>, tables: readonly Table[]): void {
  const missing = tables.filter(({ name }) => !found.has(name)).map(({ name }) => name);
  const known = new Set([GUIDE, ...tables.map(({ name }) => name)]);
  const strange = [...found.keys()].filter((name) => !known.has(name));
  if (missing.length === 0 && strange.length === 0) return;
  throw new Problem("invalid", {
    detail: "表格里的表和导出时的不一样，请对照改回。",
    errors: [
      ...missing.map((name) => ({ path: name, message: `缺少「${name}」表，请补上；没有内容也留一张只有列名的表` })),
      ...strange.map((name) => ({
        path: name.slice(0, 100),
        message: `没有「${name.slice(0, 100)}」这张表，请改名或删去`,
      })),
    ],
  });
}
