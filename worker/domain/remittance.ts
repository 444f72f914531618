import type { Account } from "./account.ts";
import { formatFen } from "./money.ts";

/** One payment on a list for the bank. */
export interface RemittanceRow extends Account {
  readonly payment: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly grant: string;
  readonly instalment: string;
  readonly fen: number;
}

/** What a column of the list may hold, and its title where the tenant gives it no other. */
export const remittanceColumns = {
  number: "序号",
  accountName: "收款户名",
  accountNumber: "收款账号",
  bank: "开户行",
  yuan: "金额（元）",
  purpose: "用途",
  unitCode: "单位编码",
  unitName: "单位",
  payment: "付款编号",
} as const;
export type RemittanceColumn = keyof typeof remittanceColumns;

/** What a returned list says of each payment, in columns of its own after the others. */
export const outcomeColumns = ["结果", "日期", "凭证号", "原因"] as const;

interface Column {
  readonly key: RemittanceColumn;
  readonly title: string;
}

/**
 * The tenant's columns, by its setting `remittanceColumns`: `[{ key, title }]`, in its order; all of them where it made
 * none or made it wrongly. The payment's number is always among them: by it the answer comes back.
 */
export function columnsOf(settings: Readonly<Record<string, unknown>>): readonly Column[] {
  const all = Object.entries(remittanceColumns).map(([key, title]) => ({ key: key as RemittanceColumn, title }));
  const setting = settings["remittanceColumns"];
  if (!Array.isArray(setting)) return all;
  const chosen = (setting as readonly Partial<Column>[]).flatMap(({ key, title }) => {
    const known = all.find((each) => each.key === key);
    return known === undefined ? [] : [{ key: known.key, title: typeof title === "string" ? title : known.title }];
  });
  if (chosen.length === 0) return all;
  const hasNumber = chosen.some(({ key }) => key === "payment");
  return hasNumber ? chosen : [...chosen, { key: "payment", title: remittanceColumns.payment }];
}

/** The list as rows of text, heading first; amounts as 30,000.00 without the separators. */
export function remittanceTable(
  columns: readonly Column[],
  rows: readonly RemittanceRow[],
): readonly (readonly string[])[] {
  return [
    [...columns.map(({ title }) => title), ...outcomeColumns],
    ...rows.map((row, place) => [
      ...columns.map(({ key }) => cellOf(key, row, place)),
      ...outcomeColumns.map(() => ""),
    ]),
  ];
}

function cellOf(key: RemittanceColumn, row: RemittanceRow, place: number): string {
  if (key === "number") return String(place + 1);
  if (key === "yuan") return formatFen(row.fen).replaceAll(",", "");
  if (key === "purpose") return row.instalment === "all" ? row.grant : `${row.grant} ${row.instalment}`;
  return row[key];
}

/** Text that a spreadsheet would take for a formula, in half or full width. */
const formulaLike = /^[=+\-@\t\r＝＋－＠]/u;

/** The table as CSV that spreadsheets read as UTF-8, each cell quoted; what looks like a formula is kept text by a quote before it. */
export function csvOf(table: readonly (readonly string[])[]): string {
  const cell = (text: string): string => `"${(formulaLike.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `﻿${table.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}
