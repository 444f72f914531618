import type { Json } from "../../domain/expression.ts";
import { at } from "../../domain/fault.ts";
import { type AmountKind, amountKinds } from "../../domain/vocabulary.ts";
import { type Draft, placeOf, refuseCell, take } from "../places.ts";
import type { ReadTable, Row, Table } from "../table.ts";
import { comparedOf } from "../thresholds.ts";
import { amountColumns, brackets, kindColumns, parts, shares, tableRows, thresholds } from "./amount-tables.ts";
import { type KeyedRows, keyedRows } from "./read-rows.ts";

/** Amounts out of their rows and of the rows of their parts, keys, brackets and factors. */
export interface Amounts {
  readonly take: (table: Table, row: Row, id: Json | undefined, path: string) => Json;
  /** Refuses the rows that no amount has taken. */
  readonly refuseStrays: () => void;
}

interface Rows {
  readonly draft: Draft;
  readonly parts: Map<Json | undefined, Row[]>;
  readonly brackets: Map<Json | undefined, Row[]>;
  readonly shares: Map<Json | undefined, Row[]>;
  readonly keys: KeyedRows;
}

const stray = "没有这个编号的金额，或它的金额方式不用这张表，请改编号或删去这一行";

/** Deeper than any policy may go, so that the policy's own fault says what the limit is. */
const DEEPEST = 8;

export function readAmounts(draft: Draft, read: (table: Table) => ReadTable): Amounts {
  const by = (table: Table, key: (row: Row) => Json | undefined) => Map.groupBy(read(table).rows, key);
  const id = ({ values }: Row) => values["amount"];
  const rows: Rows = {
    draft,
    parts: by(parts, (row) => parentOf(id(row))),
    brackets: by(brackets, id),
    shares: by(shares, id),
    keys: keyedRows(draft, tableRows, read(tableRows), "amount", stray),
  };
  refuseRepeated(draft, [...rows.parts.values()].flat());
  return {
    take: (table, row, own, path) => amountAt(rows, table, row, own, path, 0),
    refuseStrays: () => {
      for (const [table, left] of [
        [parts, rows.parts],
        [brackets, rows.brackets],
        [shares, rows.shares],
      ] as const) {
        for (const row of [...left.values()].flat()) refuseCell(draft, table, row, "amount", stray);
      }
      rows.keys.refuseStrays();
    },
  };
}

/** `start/1` is a part of `start`; what has no / is a part of nothing. */
function parentOf(id: Json | undefined): string | undefined {
  const text = typeof id === "string" ? id : "";
  return text.includes("/") ? text.slice(0, text.lastIndexOf("/")) : undefined;
}

function refuseRepeated(draft: Draft, rows: readonly Row[]): void {
  const seen = new Set<Json | undefined>();
  for (const row of rows.toSorted((a, b) => a.number - b.number)) {
    const id = row.values["amount"];
    if (id !== undefined && seen.has(id)) refuseCell(draft, parts, row, "amount", "这个编号前面有了，请换一个");
    seen.add(id);
  }
}

const allColumns = amountColumns.map(({ key }) => key).filter((key) => key !== "kind");

function amountAt(rows: Rows, table: Table, row: Row, id: Json | undefined, path: string, depth: number): Json {
  const { draft } = rows;
  draft.places.set(path, placeOf(table, row, "kind"));
  draft.places.set(at(path, "kind"), placeOf(table, row, "kind"));
  const { kind: written } = row.values;
  const kind = Object.keys(amountKinds).find((each): each is AmountKind => each === written);
  if (kind === undefined) {
    return { ...(written === undefined ? {} : { kind: written }), ...take(draft, table, row, path, allColumns) };
  }
  const columns = kindColumns[kind];
  for (const key of allColumns) {
    if (row.values[key] === undefined || Object.values(columns).includes(key)) continue;
    refuseCell(draft, table, row, key, `金额方式为${amountKinds[kind]}时不用这一列，请清空`);
  }
  return { kind, ...take(draft, table, row, path, columns), ...inner(rows, kind, { table, row, id, path, depth }) };
}

interface Where {
  readonly table: Table;
  readonly row: Row;
  readonly id: Json | undefined;
  readonly path: string;
  readonly depth: number;
}

/** What an amount has in other sheets. */
function inner(rows: Rows, kind: AmountKind, where: Where): Record<string, Json> {
  const { draft } = rows;
  const { table, row, id, path } = where;
  const list = (name: string): string => {
    draft.places.set(at(path, name), placeOf(table, row, "kind"));
    return at(path, name);
  };
  if (kind === "table") return { rows: rows.keys.take(id, list("rows")) ?? {} };
  if (kind === "brackets") return { brackets: bracketsOf(draft, taken(rows.brackets, id), list("brackets")) };
  if (kind === "share") {
    const by = list("by");
    const factors = taken(rows.shares, id);
    return { by: factors.map((each, index) => take(draft, shares, each, at(by, index), ["of", "percent"])) };
  }
  if (kind === "sum") return { parts: partsOf(rows, where, (index) => at(list("parts"), index)) };
  if (kind !== "capped") return {};
  const [amount, ...more] = partsOf(rows, where, () => list("amount"));
  if (more.length > 0) refuseCell(draft, table, row, "kind", "限额只套一个金额，请在「组成金额」里只留一行");
  return amount === undefined ? {} : { amount };
}

function taken(map: Map<Json | undefined, Row[]>, id: Json | undefined): readonly Row[] {
  if (id === undefined) return [];
  const rows = map.get(id) ?? [];
  map.delete(id);
  return rows;
}

function partsOf(rows: Rows, { id, depth }: Where, pathOf: (index: number) => string): readonly Json[] {
  if (depth >= DEEPEST) return [];
  return taken(rows.parts, id).map((row, index) =>
    amountAt(rows, parts, row, row.values["amount"], pathOf(index), depth + 1),
  );
}

function bracketsOf(draft: Draft, rows: readonly Row[], path: string): Json {
  const [first] = rows;
  if (first !== undefined) draft.places.set(path, placeOf(brackets, first, "value"));
  return rows.map((row, index) => ({
    ...take(draft, brackets, row, at(path, index), ["fen", "fenEach", "percent"]),
    ...comparedOf(draft, brackets, row, at(path, index), Object.keys(thresholds)),
  }));
}
