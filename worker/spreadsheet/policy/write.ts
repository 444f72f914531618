import type { Amount } from "../../domain/policy/amount-document.ts";
import type { Frozen, GrantDocument, PolicyDocument, TimesDocument } from "../../domain/policy/document.ts";
import { guide } from "../guide.ts";
import { type Values, writeForm, writeTable } from "../table.ts";
import { compared } from "../thresholds.ts";
import type { WrittenSheet } from "../workbook.ts";
import { brackets, kindColumns, parts, shares, tableRows, thresholds } from "./amount-tables.ts";
import { ceilingRows, ceilings, general, grants, groups, instalments, payers, times } from "./tables.ts";

export const policyTables = [
  general,
  grants,
  parts,
  tableRows,
  brackets,
  shares,
  times,
  groups,
  ceilings,
  ceilingRows,
  payers,
  instalments,
] as const;

type AnyAmount = Frozen<Amount>;
type Rows = readonly Readonly<Record<string, unknown>>[];

/** A sound policy as sheets, from which readPolicySheets makes the same document again. */
export function writePolicy(document: PolicyDocument): readonly WrittenSheet[] {
  const given = document.grants as readonly GrantDocument[];
  const amounts = given.flatMap(({ code, amount }) => amountsIn(code, amount));
  const ofAll = (name: "payers" | "instalments"): Rows => [
    ...(document[name] ?? []),
    ...given.flatMap((grant) => (grant[name] ?? []).map((part) => ({ ...part, grant: grant.code }))),
  ];
  const isEmpty = (list: readonly unknown[] | undefined): boolean => list?.length === 0;
  const sheet = (table: (typeof policyTables)[number], rows: Rows | null): WrittenSheet =>
    writeTable(table, rows as readonly Values[] | null);
  return [
    guide("办法", policyTables),
    writeForm(general, generalRow(document)),
    sheet(grants, given.map(grantRow)),
    sheet(
      parts,
      amounts.filter(({ id }) => id.includes("/")).map(({ id, amount }) => ({ amount: id, ...amountRow(amount) })),
    ),
    sheet(
      tableRows,
      amounts.flatMap(({ id, amount }) => (amount.kind === "table" ? keyed(amount.rows, { amount: id }) : [])),
    ),
    sheet(
      brackets,
      amounts.flatMap(({ id, amount }) =>
        amount.kind === "brackets"
          ? amount.brackets.map((each) => ({ amount: id, ...compared(each, thresholds) }))
          : [],
      ),
    ),
    sheet(
      shares,
      amounts.flatMap(({ id, amount }) =>
        amount.kind === "share" ? amount.by.map((each) => ({ amount: id, ...each })) : [],
      ),
    ),
    sheet(times, given.flatMap(timesRows)),
    sheet(groups, isEmpty(document.groups) ? null : (document.groups ?? [])),
    sheet(ceilings, isEmpty(document.ceilings) ? null : (document.ceilings ?? []).map(ceilingRow)),
    sheet(
      ceilingRows,
      (document.ceilings ?? []).flatMap(({ code, rows }) => keyed(rows ?? {}, { ceiling: code })),
    ),
    sheet(payers, ofAll("payers")),
    sheet(instalments, ofAll("instalments")),
  ];
}

function generalRow({ format, title, sources, year, perRecipientAtMostFen, rounding }: PolicyDocument): Values {
  const row = { format, title, sources, year, perRecipientAtMostFen, toFen: rounding.toFen, mode: rounding.mode };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Values;
}

function grantRow(grant: GrantDocument): Readonly<Record<string, unknown>> {
  const { amount, atLeastFen, atMostFen, times: factors, payers: _, instalments: __, ...own } = grant;
  return {
    ...own,
    ...amountRow(amount),
    ...(atLeastFen === undefined ? {} : { least: atLeastFen }),
    ...(atMostFen === undefined ? {} : { most: atMostFen }),
    ...(factors?.length === 0 ? { times: [] } : {}),
  };
}

/** An amount and all inside it, each with its number: the grant's code, and below it /1, /2 … */
function amountsIn(id: string, amount: AnyAmount): readonly { readonly id: string; readonly amount: AnyAmount }[] {
  const inner = amount.kind === "sum" ? amount.parts : amount.kind === "capped" ? [amount.amount] : [];
  return [{ id, amount }, ...inner.flatMap((each, place) => amountsIn(`${id}/${place + 1}`, each))];
}

function amountRow(amount: AnyAmount): Readonly<Record<string, unknown>> {
  const columns = Object.entries(kindColumns[amount.kind]).map(([name, key]) => [key, Reflect.get(amount, name)]);
  return { kind: amount.kind, ...Object.fromEntries(columns.filter(([, value]) => value !== undefined)) };
}

function keyed(rows: Readonly<Record<string, number>>, of: Readonly<Record<string, string>>): Rows {
  return Object.entries(rows).map(([key, fen]) => ({ ...of, key, fen }));
}

function timesRows({ code, times: factors }: GrantDocument): Rows {
  return (factors ?? []).flatMap((factor, place) =>
    factorRows(factor).map((row, index) => ({
      grant: code,
      number: place + 1,
      ...(index === 0 ? { of: factor.of } : {}),
      ...row,
    })),
  );
}

/** A factor's rows; one that finds nothing for anyone still has a row for what it goes by. */
function factorRows({ bands, rows, otherwise }: TimesDocument): Rows {
  const made = [
    ...(bands ?? []).map(({ percent, ...line }) => {
      const [comparison, value] = Object.entries(line)[0] ?? [];
      return { comparison, value: String(value), percent };
    }),
    ...Object.entries(rows ?? {}).map(([key, percent]) => ({ comparison: "rows", value: key, percent })),
    ...(otherwise === undefined ? [] : [{ comparison: "otherwise", percent: otherwise }]),
  ];
  return made.length === 0 ? [{}] : made;
}

function ceilingRow({ rows, ...ceiling }: NonNullable<PolicyDocument["ceilings"]>[number]) {
  const isEmpty = rows !== undefined && Object.keys(rows).length === 0;
  return { ...ceiling, ...(isEmpty ? { rows: [] } : {}) };
}
