import type { DocumentNoun } from "../../worker/domain/document-expressions.ts";
import { type PolicyDocument, readPolicy } from "../../worker/domain/policy/index.ts";
import { readStandard, type StandardDocument } from "../../worker/domain/standard/index.ts";
import { documentSheets, readDocumentSheets } from "../../worker/spreadsheet/document.ts";
import { faultsOf } from "../../worker/spreadsheet/places.ts";
import type { Cell, ReadSheet } from "../../worker/spreadsheet/workbook.ts";

/** What a clerk does to one sheet: a row's cell by its heading, rows more, rows fewer. */
export interface Sheets {
  readonly set: (sheet: string, row: number, column: string, value: Cell) => Sheets;
  readonly add: (sheet: string, values: Readonly<Record<string, Cell>>) => Sheets;
  readonly drop: (sheet: string, row: number) => Sheets;
  readonly rename: (sheet: string, column: string, to: Cell) => Sheets;
  readonly sheets: readonly ReadSheet[];
}

/** The sheets of a sound document, to be edited as they would be in a spreadsheet program. */
export function sheetsOf(noun: DocumentNoun, document: object): Sheets {
  const written =
    noun === "standards"
      ? documentSheets({ noun, document: document as StandardDocument })
      : documentSheets({ noun, document: document as PolicyDocument });
  return edited(written.map(({ name, rows }) => ({ name, rows })));
}

function edited(sheets: readonly ReadSheet[]): Sheets {
  const change = (name: string, rowsOf: (rows: readonly (readonly Cell[])[]) => readonly (readonly Cell[])[]) =>
    edited(sheets.map((sheet) => (sheet.name === name ? { name, rows: rowsOf(sheet.rows) } : sheet)));
  const place = (rows: readonly (readonly Cell[])[], column: string): number => {
    const at = rows[0]?.indexOf(column) ?? -1;
    if (at < 0) throw new Error(`no column ${column}`);
    return at;
  };
  const put = (cells: readonly Cell[], at: number, value: Cell): Cell[] =>
    Array.from({ length: Math.max(cells.length, at + 1) }, (_, index) =>
      index === at ? value : (cells[index] ?? null),
    );
  return {
    sheets,
    set: (sheet, row, column, value) =>
      change(sheet, (rows) =>
        rows.map((cells, index) => (index === row - 1 ? put(cells, place(rows, column), value) : cells)),
      ),
    add: (sheet, values) =>
      change(sheet, (rows) => [
        ...rows,
        Object.entries(values).reduce<Cell[]>((cells, [column, value]) => put(cells, place(rows, column), value), []),
      ]),
    drop: (sheet, row) => change(sheet, (rows) => rows.filter((_, index) => index !== row - 1)),
    rename: (sheet, column, to) =>
      change(sheet, (rows) => rows.map((cells, index) => (index === 0 ? put(cells, place(rows, column), to) : cells))),
  };
}

/** What an import says of sheets, in its order. */
export function faultsIn(noun: DocumentNoun, { sheets }: Sheets): readonly string[] {
  const { document, draft } = readDocumentSheets(noun, sheets);
  const read = noun === "standards" ? readStandard(document) : readPolicy(document);
  return faultsOf(draft, "faults" in read ? read.faults : []).map(({ message }) => message);
}

/** The document that sheets say. */
export function documentIn(noun: DocumentNoun, { sheets }: Sheets): unknown {
  return readDocumentSheets(noun, sheets).document;
}
