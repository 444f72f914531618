import { type Cell as HucreCell, type Sheet as HucreSheet, readXlsx, type WriteSheet, writeXlsx } from "hucre/xlsx";
import { refuseUnreadable, unreadable } from "./archive.ts";
import { limits as documentLimits, type WorkbookLimits } from "./limits.ts";

// The only module that knows how spreadsheets are read and written.

export const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What a cell holds, or why it can't be taken as it stands. */
export type Cell = string | number | boolean | null | Refused;

/** A cell that a reader would misread: a formula, a date, an error value, a number shown as a percentage. */
export interface Refused {
  readonly refused: "formula" | "date" | "error" | "percentage";
}

/** One sheet as it was read: rows from the first, cells from column A. */
export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Where cells are merged, by the first row and column of each, from 0. */
  readonly merged?: readonly { readonly row: number; readonly column: number }[];
}

export interface ColumnLook {
  readonly width: number;
  /** "@" keeps what is typed as text: leading zeros stay, and `=1+1` never becomes a formula. */
  readonly numberFormat: "@" | "General" | "#,##0.00";
  /** What a cell below the heading may be chosen from: words, or the cells of another sheet. */
  readonly choices?: { readonly words: readonly string[] } | { readonly range: string };
}

/** One sheet to be written; the first row is its heading and stays in view. */
export interface WrittenSheet {
  readonly name: string;
  readonly columns: readonly ColumnLook[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Rows after the last one that are already formatted, so that what is typed there is kept as it is typed. */
  readonly spareRows: number;
}

/** The .xlsx. Text is always a text cell: nothing that a document says can become a formula. */
export async function writeWorkbook(title: string, sheets: readonly WrittenSheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeXlsx({ properties: { title: encoded(title) }, sheets: sheets.map(asHucre) });
  return Uint8Array.from(bytes);
}

/** A table of text as the one sheet of an .xlsx: no cell becomes a number or a formula. */
export async function tableWorkbook(
  title: string,
  table: readonly (readonly string[])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const columns = (table[0] ?? []).map((): ColumnLook => ({ width: 18, numberFormat: "@" }));
  return await writeWorkbook(title, [{ name: "清单", columns, rows: table, spareRows: 0 }]);
}

/** The sheets of an .xlsx. Refusals: invalid, for a file that isn't one or holds too much. */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: WorkbookLimits = documentLimits,
): Promise<readonly ReadSheet[]> {
  await refuseUnreadable(bytes, limits);
  const { sheets } = await readXlsx(bytes, { readStyles: true, maxRows: limits.rows }).catch(() => {
    // Whatever a foreign parser says of a file that someone sent, the file is what is wrong.
    throw unreadable("这个文件读不出表格，请用表格软件打开后另存为 .xlsx 再导入。");
  });
  if (sheets.length > limits.sheets) throw unreadable(`最多 ${limits.sheets} 张表，请删去多余的表。`);
  return sheets.map((sheet) => ({
    name: sheet.name,
    rows: sheet.rows.map((row, at) => row.map((_, column) => cellAt(sheet, at, column))),
    merged: (sheet.merges ?? []).map(({ startRow, startCol }) => ({ row: startRow, column: startCol })),
  }));
}

function cellAt(sheet: HucreSheet, row: number, column: number): Cell {
  const value = sheet.rows[row]?.[column] ?? null;
  const cell: Partial<HucreCell> = sheet.cells?.get(`${row},${column}`) ?? {};
  if (cell.formula !== undefined || cell.type === "formula") return { refused: "formula" };
  if (cell.type === "error") return { refused: "error" };
  if (value instanceof Date) return { refused: "date" };
  if (typeof value === "number" && cell.style?.numFmt?.includes("%") === true) return { refused: "percentage" };
  return value;
}

/** The heading in bold and without a number format's alignment; below it each column by its look. */
function asHucre({ name, columns, rows, spareRows }: WrittenSheet): WriteSheet {
  const empty = columns.map(() => null);
  const last = rows.length + spareRows;
  const heading = { font: { bold: true }, fill: headingFill, alignment: { vertical: "top", wrapText: true } } as const;
  return {
    name,
    columns: columns.map(({ width, numberFormat }) => ({
      width,
      style: { numFmt: numberFormat, alignment: { vertical: "top", wrapText: numberFormat === "@" } },
    })),
    rows: [...rows.map((row) => row.map(writtenCell)), ...Array.from({ length: spareRows }, () => empty)],
    cells: new Map(
      (rows[0] ?? []).map((title, column) => [`0,${column}`, { value: writtenCell(title), style: heading }]),
    ),
    freezePane: { rows: 1 },
    dataValidations: columns.flatMap(({ choices }, column) => {
      if (choices === undefined) return [];
      const letter = letterOf(column);
      const range = `${letter}2:${letter}${Math.max(last, 2)}`;
      const list = "words" in choices ? { values: [...choices.words] } : { formula1: choices.range };
      return [{ type: "list" as const, range, allowBlank: true, showErrorMessage: true, ...list }];
    }),
  };
}

/** The letters of a column: A, …, Z, AA, … */
function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}

const headingFill = { type: "pattern", pattern: "solid", fgColor: { rgb: "F3E9E4" } } as const;

function writtenCell(value: string | number | null): string | number | null {
  return typeof value === "string" ? encoded(value) : value;
}

/**
 * A text that says `_x0041_` would be read as the character 0x41 (ECMA-376, ST_Xstring), and XML has no U+FFFE or
 * U+FFFF; hucre sees to the control characters.
 */
function encoded(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4})/g, "_x005F_")
    .replaceAll(/[\ufffe\uffff]/g, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase()}_`);
}
