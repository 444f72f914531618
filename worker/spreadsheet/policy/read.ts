import type { Json } from "../../domain/expression.ts";
import { at } from "../../domain/fault.ts";
import { type Draft, listed, placeOf, refuseCell, take } from "../places.ts";
import { type ReadTable, type Row, readForm, readTable, type Table } from "../table.ts";
import type { ReadSheet } from "../workbook.ts";
import { type Amounts, readAmounts } from "./read-amounts.ts";
import { type KeyedRows, keyedRows, readTimes } from "./read-rows.ts";
import { ceilingRows, ceilings, general, grants, groups, instalments, payers } from "./tables.ts";

/** The document that the sheets of a policy say, as far as they say one; what is wrong with cells joins the draft. */
export function readPolicySheets(draft: Draft, sheetOf: (table: Table) => ReadSheet): Json {
  const { values, rowOf } = readForm(general, sheetOf(general), draft.faults);
  const { toFen, mode, ...head } = values;
  for (const { key, title } of general.columns) {
    const path = key === "toFen" || key === "mode" ? at("rounding", key) : key;
    draft.places.set(path, { sheet: general.name, row: rowOf(key), column: title });
  }
  draft.places.set("rounding", { sheet: general.name, row: rowOf("toFen"), column: "取整到（元）" });
  const read = (table: Table): ReadTable => readTable(table, sheetOf(table), draft.faults);
  const rounding = { ...(toFen === undefined ? {} : { toFen }), ...(mode === undefined ? {} : { mode }) };
  const grantRows = read(grants).rows;
  const made = {
    payers: partsByGrant(draft, read(payers), payers, grantRows, payerKeys),
    instalments: partsByGrant(draft, read(instalments), instalments, grantRows, ["code", "percent", "when"]),
  };
  return {
    ...head,
    rounding,
    grants: readGrants(draft, grantRows, read, made),
    ...listed("groups", read(groups), (row, path) => take(draft, groups, row, path, ["code", "pay"])),
    ...readCeilings(draft, read),
    ...made.payers("", undefined),
    ...made.instalments("", undefined),
  };
}

const payerKeys = ["code", "title", "percent", "part", "upToFen", "rest", "sources"];
const grantKeys = {
  code: "code",
  title: "title",
  sources: "sources",
  payee: "payee",
  when: "when",
  atLeastFen: "least",
  atMostFen: "most",
  lessPaid: "lessPaid",
  once: "once",
  group: "group",
};

/** Who pays, or when: of the whole policy (no grant named), or of a grant. */
type PartsOf = (path: string, grant: Json | undefined) => Record<string, Json>;

function readGrants(
  draft: Draft,
  rows: readonly Row[],
  read: (table: Table) => ReadTable,
  { payers: payersOf, instalments: instalmentsOf }: { readonly payers: PartsOf; readonly instalments: PartsOf },
): Json {
  const amounts: Amounts = readAmounts(draft, read);
  const timesOf = readTimes(draft, read, rows);
  const made = rows.map((row, index) => {
    const path = at("grants", index);
    const code = row.values["code"];
    return {
      ...take(draft, grants, row, path, grantKeys),
      amount: amounts.take(grants, row, code, at(path, "amount")),
      ...timesOf(row, path),
      ...payersOf(path, code),
      ...instalmentsOf(path, code),
    };
  });
  amounts.refuseStrays();
  return made;
}

function partsByGrant(
  draft: Draft,
  { rows }: ReadTable,
  table: Table,
  grantRows: readonly Row[],
  keys: readonly string[],
): PartsOf {
  const name = table === payers ? "payers" : "instalments";
  const known = new Set(grantRows.map(({ values }) => values["code"]));
  for (const row of rows) {
    const code = row.values["grant"];
    if (code === undefined || known.has(code)) continue;
    refuseCell(draft, table, row, "grant", "补助项目表里没有这个编码，请改成已有的编码");
  }
  const byGrant = Map.groupBy(rows, ({ values }) => values["grant"]);
  return (path, grant) => {
    const own = path === "" ? byGrant.get(undefined) : grant === undefined ? undefined : byGrant.get(grant);
    const [first] = own ?? [];
    if (own === undefined || first === undefined) return {};
    byGrant.delete(path === "" ? undefined : grant);
    const list = at(path, name);
    draft.places.set(list, placeOf(table, first, "percent"));
    return { [name]: own.map((row, index) => take(draft, table, row, at(list, index), keys)) };
  };
}

function readCeilings(draft: Draft, read: (table: Table) => ReadTable): Record<string, Json> {
  const listedCeilings = read(ceilings);
  const rowsOf: KeyedRows = keyedRows(
    draft,
    ceilingRows,
    read(ceilingRows),
    "ceiling",
    "封顶表里的编码要是「封顶」里有的",
  );
  const keys = ["code", "grants", "by", "totalFen", "otherwiseFen", "share", "order", "partial"];
  const made = listed("ceilings", listedCeilings, (row, path) => {
    const ceiling = take(draft, ceilings, row, path, keys);
    draft.places.set(at(path, "rows"), placeOf(ceilings, row, "rows"));
    const rows = rowsOf.take(row.values["code"], at(path, "rows"));
    const isThere = rows !== undefined || row.values["rows"] !== undefined;
    return { ...ceiling, ...(isThere ? { rows: rows ?? {} } : {}) };
  });
  rowsOf.refuseStrays();
  return made;
}
