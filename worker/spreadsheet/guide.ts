import type { Column, Table } from "./table.ts";
import type { WrittenSheet } from "./workbook.ts";

/** The sheet that says how to fill in the others; an import passes over it. */
export const GUIDE = "说明";

const rules = [
  "改好后整个文件导入，有错会按表、行、列列出，不会保存。",
  "各表的表名和第一行列名不要改；列的次序可以换，用不到的列可以空着。",
  "空着表示没有这一项；「（空）」表示有这一项，但内容是空的。",
  "单元格里不要写公式，要写就写它的结果；编码等文字照原样保留，前面的 0 不会丢。",
  "条件、取数、算式写表达式，例如 unit.on_belt && unit.members >= 3。",
];

/** What each sheet and column is for. */
export function guide(noun: "标准" | "办法", tables: readonly Table[]): WrittenSheet {
  const text = { numberFormat: "@" as const };
  const rows = tables.flatMap(({ name, note, columns, isForm }) => [
    [name, null, note],
    ...(isForm === true ? [] : columns.map((column) => [name, column.title, noteOf(column)])),
  ]);
  return {
    name: GUIDE,
    columns: [
      { width: 14, ...text },
      { width: 22, ...text },
      { width: 90, ...text },
    ],
    rows: [["表", "列", `怎样填写这份${noun}`], ...rules.map((rule) => [null, null, rule]), ...rows],
    spareRows: 0,
  };
}

function noteOf({ format: { words }, note }: Column): string {
  return `${words === undefined ? "" : `选 ${words.join("、")}。`}${note}`;
}
