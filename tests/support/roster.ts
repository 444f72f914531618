import { type WrittenSheet, writeWorkbook } from "../../worker/spreadsheet/workbook.ts";

type Cell = string | number | null;

/** A sheet of a roster as somebody might have filled it in: the first row its headings. */
export async function rosterFile(name: string, rows: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  const columns = (rows[0] ?? []).map(() => ({ width: 12, numberFormat: "@" as const }));
  const sheet: WrittenSheet = { name, columns, rows, spareRows: 0 };
  return await writeWorkbook(name, [sheet]);
}
