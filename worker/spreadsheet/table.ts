import type { Json } from "../domain/expression.ts";
import { EMPTY, type Format, isBlank, refusalOf } from "./cells.ts";
import type { Cell, ReadSheet, WrittenSheet } from "./workbook.ts";

/** One column: its heading is what an import finds it by, wherever it stands. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly format: Format;
  /** What a clerk should know of it. */
  readonly note: string;
  /** An import can't do without this column. */
  readonly isNeeded?: true;
  /** Shown beside a code for whoever reads; an import passes over it. */
  readonly isForReading?: true;
  /** A cell below may be chosen from this sheet's first column. */
  readonly from?: string;
}

/** One sheet: a row a thing, or (`isForm`) a row a field of the one thing. */
export interface Table {
  readonly name: string;
  readonly note: string;
  readonly columns: readonly Column[];
  readonly isForm?: true;
  /** A list that may be there and empty: then 「（空）」 stands in the first column. */
  readonly mayBeEmpty?: true;
}

/** What a row says, by the keys of its columns; a blank cell is left out. */
export type Values = Readonly<Record<string, Json>>;

/** One row as it was read. A cell with a fault keeps what was typed. */
export interface Row {
  readonly number: number;
  readonly values: Values;
}

export interface Place {
  readonly sheet: string;
  readonly row: number | null;
  /** The column's heading; null where the whole row is meant. */
  readonly column: string | null;
}

/** One thing wrong at a place of a spreadsheet. */
export interface CellFault {
  readonly place: Place;
  readonly message: string;
}

export interface ReadTable {
  readonly rows: readonly Row[];
  /** The list is there, and empty. */
  readonly isEmptyList: boolean;
}

const SPARE_ROWS = 30;

/** A sheet with a row for each of `rows`; one with `null` marks a list that is there and empty. */
export function writeTable(table: Table, rows: readonly Values[] | null): WrittenSheet {
  const { name, columns } = table;
  const body = rows === null ? [columns.map((_, at) => (at === 0 ? EMPTY : null))] : rows.map(cellsOf(columns));
  return {
    name,
    columns: columns.map(({ format: { numberFormat, width, words }, from }) => ({
      width,
      numberFormat,
      ...(words === undefined ? {} : { choices: { words } }),
      ...(from === undefined ? {} : { choices: { range: `${from}!$A$2:$A$500` } }),
    })),
    rows: [columns.map(({ title }) => title), ...body],
    spareRows: SPARE_ROWS,
  };
}

/** A form: field, content, what to know of it. */
export function writeForm({ name, columns }: Table, values: Values): WrittenSheet {
  const look = { numberFormat: "@" as const };
  return {
    name,
    columns: [
      { width: 22, ...look },
      { width: 50, ...look },
      { width: 60, ...look },
    ],
    rows: [
      ["项目", "内容", "说明"],
      ...columns.map(({ key, title, format, note }) => {
        const value = values[key];
        const words = format.words === undefined ? "" : `填 ${format.words.join("、")} 之一。`;
        return [title, value === undefined ? null : format.write(value), `${words}${note}`];
      }),
    ],
    spareRows: 0,
  };
}

function cellsOf(columns: readonly Column[]) {
  return (values: Values): (string | number | null)[] =>
    columns.map(({ key, format }) => {
      const value = values[key];
      return value === undefined ? null : format.write(value);
    });
}

/** What a sheet says, each row by itself; what is wrong joins `faults`. */
export function readTable(table: Table, sheet: ReadSheet, faults: CellFault[]): ReadTable {
  const found = columnsOf(table, sheet, faults);
  const rows: Row[] = [];
  sheet.rows.slice(1).forEach((cells, index) => {
    if (cells.every(isBlank)) return;
    const number = index + 2;
    const values: Record<string, Json> = {};
    cells.forEach((cell, at) => {
      const column = found[at];
      if (column === undefined || isBlank(cell)) return;
      const value = readCell(column, cell, { sheet: table.name, row: number, column: column.title }, faults);
      if (value !== undefined) values[column.key] = value;
    });
    if (Object.keys(values).length > 0) rows.push({ number, values });
  });
  const [only] = rows;
  const isEmptyList = table.mayBeEmpty === true && rows.length === 1 && isMark(table, sheet, only?.number);
  return { rows: isEmptyList ? [] : rows, isEmptyList };
}

/** Whether a row says 「（空）」 in its first cell and nothing else. */
function isMark({ columns }: Table, sheet: ReadSheet, number: number | undefined): boolean {
  const cells = number === undefined ? [] : (sheet.rows[number - 1] ?? []);
  const filled = cells.flatMap((cell, at) => (isBlank(cell) ? [] : [at]));
  const [at] = filled;
  return filled.length === 1 && at !== undefined && cells[at] === EMPTY && sheet.rows[0]?.[at] === columns[0]?.title;
}

function columnsOf({ name, columns }: Table, sheet: ReadSheet, faults: CellFault[]): readonly (Column | undefined)[] {
  const seen = new Set<Column>();
  const found = (sheet.rows[0] ?? []).map((cell) => {
    const title = typeof cell === "string" ? cell.trim() : "";
    const column = columns.find((each) => each.title === title);
    const place = { sheet: name, row: 1, column: title === "" ? null : title };
    if (column === undefined) {
      if (title !== "") faults.push({ place, message: "没有这一列，请删去，或改成导出时的列名" });
      else if (!isBlank(cell)) faults.push({ place, message: "列名要是文字，请改成导出时的列名" });
      return undefined;
    }
    if (seen.has(column)) {
      faults.push({ place, message: "这一列有两个，请删去一个" });
      return undefined;
    }
    seen.add(column);
    return column.isForReading === true ? undefined : column;
  });
  for (const column of columns) {
    if (column.isNeeded !== true || seen.has(column)) continue;
    faults.push({ place: { sheet: name, row: 1, column: column.title }, message: "缺少这一列，请补上" });
  }
  return found;
}

function readCell(column: Column, cell: Cell, place: Place, faults: CellFault[]): Json | undefined {
  const refusal = refusalOf(cell);
  if (refusal !== undefined || cell === null || typeof cell === "object") {
    faults.push({ place, message: refusal ?? "请重新填写" });
    return undefined;
  }
  const isOfSpaces = typeof cell === "string" && cell.trim() === "" && (column.format.words ?? []).length > 0;
  if (isOfSpaces) return undefined;
  const reading = column.format.read(cell);
  if ("value" in reading) return reading.value;
  faults.push({ place, message: reading.fault });
  return cell;
}

/** What a form says; every field has its row, so that a fault has a place. */
export function readForm(
  { name, columns }: Table,
  sheet: ReadSheet,
  faults: CellFault[],
): { readonly values: Values; readonly rowOf: (key: string) => number | null } {
  const values: Record<string, Json> = {};
  const rowOf = new Map<string, number>();
  sheet.rows.slice(1).forEach(([label = null, content = null], index) => {
    const number = index + 2;
    const title = typeof label === "string" ? label.trim() : "";
    if (title === "" && isBlank(content)) return;
    const place = { sheet: name, row: number, column: title === "" ? null : title };
    const column = columns.find((each) => each.title === title);
    if (column === undefined || rowOf.has(column.key)) {
      faults.push({ place, message: column === undefined ? "没有这一项，请删去这一行" : "这一项有两行，请删去一行" });
      return;
    }
    rowOf.set(column.key, number);
    if (isBlank(content)) return;
    const value = readCell(column, content, place, faults);
    if (value !== undefined) values[column.key] = value;
  });
  return { values, rowOf: (key) => rowOf.get(key) ?? null };
}
