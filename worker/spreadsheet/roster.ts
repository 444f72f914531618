import type { Json } from "../domain/expression.ts";
import type { DeclaredFact } from "../domain/facts.ts";
import type { RosterRow } from "../domain/roster.ts";
import { coverageModes, entityKinds, fields, type ImportSubject, unitKinds } from "../domain/vocabulary.ts";
import { unreadable } from "./archive.ts";
import { choice, type Format, number, oneOf, yesNo } from "./cells.ts";
import { GUIDE } from "./guide.ts";
import { rosterLimits } from "./limits.ts";
import { day, factFormat, line, marked } from "./roster-cells.ts";
import { type CellFault, type Column, readTable, type Table, type Values, writeTable } from "./table.ts";
import { readWorkbook, type WrittenSheet, writeWorkbook } from "./workbook.ts";

/** What of a tenant's own goes into its rosters. */
export interface RosterTerms {
  readonly facts: readonly (DeclaredFact & { readonly measure: string | null })[];
  readonly categories: readonly { readonly code: string; readonly title: string }[];
}

const column = (key: string, title: string, format: Format, note: string, isNeeded?: true): Column => ({
  ...{ key, title, format, note },
  ...(isNeeded === undefined ? {} : { isNeeded }),
});

const clearable = "空着不改，写「无」清空。";

function unitColumns({ categories }: RosterTerms): readonly Column[] {
  const titles = categories.map(({ code, title }) => [code, title] as const);
  return [
    column("code", "编码", line(16), "必填，一个党组织一个，用过的不再用。", true),
    column("name", "名称", line(30), "新增时必填。"),
    column("kind", "类别", oneOf(unitKinds), "新增时必填，以后不改。"),
    column("shortName", "简称", marked(line(14)), "乡镇（街道）和行业党委必填，办法按它计算。"),
    column("field", "领域", marked(oneOf(fields)), clearable),
    column("parent", "上级编码", marked(line(16)), "上级党组织的编码，可以是本表里的。"),
    column("industry", "另属行业编码", marked(line(16)), "属地之外还归某个行业党委的，写它的编码。"),
    column("belt", "示范带编码", marked(line(16)), clearable),
    column("beltPosition", "带上位置", marked(number), "从 1 起的整数。"),
    column("demonstration", "示范点", yesNo, "是或否。"),
    column("category", "示范点类别", marked(choice(titles)), clearable),
    column("establishedOn", "成立日期", marked(day), "写成文字，例如 2015-10-31；不知道写 *。"),
  ];
}

const entityColumns: readonly Column[] = [
  column("creditCode", "统一社会信用代码", line(22), "必填，18 位。", true),
  column("name", "名称", line(30), "新增时必填。"),
  column("kind", "类别", oneOf(entityKinds), "新增时必填。"),
  column("township", "乡镇（街道）", marked(line(14)), "写简称。"),
  column("trade", "行业", marked(line(14)), "行业党委的简称。"),
  column("isOperating", "在营", marked(yesNo), "不知道写 *，不要写否。"),
  column("fullMembers", "正式党员数", marked(number), "只用来判断应建；不知道写 *，不要写 0。"),
  column("establishedOn", "成立日期", marked(day), "写成文字，例如 2015-10-31；不知道写 *。"),
  column(
    "coverages",
    "覆盖党组织",
    coverageFormat(),
    "编码 方式 起算日，几个用「；」隔开，例如 a-01 划片联建 2015-10-31。",
  ),
];

function coverageFormat(): Format {
  const modes = Object.entries(coverageModes);
  const fault = `要写成「编码 方式 起算日」，方式选自 ${modes.map(([, word]) => word).join("、")}`;
  return {
    numberFormat: "@",
    width: 30,
    write: (value) =>
      (value as unknown as readonly { unit: string; mode: string; from: string | null }[])
        .map(({ unit, mode, from }) => [unit, modes.find(([key]) => key === mode)?.[1], from ?? ""].join(" ").trim())
        .join("；"),
    read: (cell) => {
      const links: Json[] = [];
      for (const part of String(cell)
        .split(/[；;\n]/)
        .map((each) => each.trim())) {
        if (part === "") continue;
        const [unit = "", word = "", from, ...rest] = part.split(/\s+/);
        const mode = modes.find(([, each]) => each === word)?.[0];
        const since = from === undefined ? { value: null } : day.read(from);
        if (mode === undefined || "fault" in since || rest.length > 0) return { fault };
        links.push({ unit, mode, from: since.value });
      }
      return { value: links };
    },
  };
}

/** The sheet of a roster: the columns that everyone has, and one for each fact that the tenant declared. */
export function rosterTable(of: ImportSubject, terms: RosterTerms): Table {
  const base = of === "units" ? unitColumns(terms) : entityColumns;
  const taken = new Set(base.map(({ title }) => title));
  const own = terms.facts.map((fact) => {
    const title = taken.has(fact.label) ? `${fact.label}（${fact.key}）` : fact.label;
    taken.add(title);
    const measure = fact.measure === null ? "" : `单位：${fact.measure}。`;
    return column(
      `facts.${fact.key}`,
      title,
      marked(factFormat(fact)),
      `${measure}空着不改，不知道写 *，没有写「无」。`,
    );
  });
  return { name: of === "units" ? "党组织" : "两新组织", note: "", columns: [...base, ...own] };
}

/** A roster as a file: what is there, or an empty one with examples on a sheet of their own. */
export async function rosterWorkbook(
  of: ImportSubject,
  terms: RosterTerms,
  rows: readonly Values[] | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const table = rosterTable(of, terms);
  const sheet = trimmed(writeTable(table, rows ?? []));
  const examples = { ...trimmed(writeTable({ ...table, name: "示例" }, exampleRows[of])), spareRows: 0 };
  return await writeWorkbook(table.name, [
    { ...sheet, spareRows: rows === null ? 300 : 30 },
    ...(rows === null ? [examples] : []),
    guideSheet(table),
  ]);
}

/** A list in a cell's own rule takes 255 characters at most; longer ones stand in the guide alone. */
function trimmed(sheet: WrittenSheet): WrittenSheet {
  return {
    ...sheet,
    columns: sheet.columns.map(({ choices, ...look }) => {
      const isShort = choices !== undefined && "words" in choices && choices.words.join(",").length <= 250;
      const isClean = isShort && choices.words.every((word) => !/[,"]/.test(word));
      return isClean ? { ...look, choices } : look;
    }),
  };
}

const exampleRows: Readonly<Record<ImportSubject, readonly Values[]>> = {
  units: [
    { code: "example-town", name: "示例镇党委", kind: "township", shortName: "示例镇" },
    { code: "example-01", name: "示例企业党支部", kind: "branch", field: "enterprise", parent: "example-town" },
  ],
  entities: [
    { creditCode: "91330701MA0000001W", name: "示例企业一", kind: "enterprise", isOperating: true, fullMembers: 4 },
    { creditCode: "91330701MA00000020", name: "示例协会", kind: "social", isOperating: true },
  ],
};

function guideSheet({ name, columns }: Table): WrittenSheet {
  const look = { numberFormat: "@" as const };
  const rules = [
    `在「${name}」表里一行填一个；先核对，有一处错就什么都不写入。`,
    "列名不要改，用不到的列可以删去；不要合并单元格，不要写公式。",
    "撤销、并入、注销和结束覆盖不从表里办：在页面上逐个办，写明日期和理由；从表里删去一行不会删掉什么。",
    "空着表示不改（新增时为未知）；* 表示未知，不是 0，也不是否；「无」表示已知没有。",
  ];
  const words = ({ format }: Column): string => (format.words === undefined ? "" : `选 ${format.words.join("、")}。`);
  return {
    name: GUIDE,
    columns: [
      { width: 22, ...look },
      { width: 90, ...look },
    ],
    rows: [
      ["列", "怎样填写"],
      ...rules.map((rule) => [null, rule]),
      ...columns.map((each) => [each.title, `${words(each)}${each.note}`]),
    ],
    spareRows: 0,
  };
}

/** The rows of a roster and what is wrong with cells. Refusals: invalid, for a file that isn't one. */
export async function readRoster(
  of: ImportSubject,
  terms: RosterTerms,
  bytes: Uint8Array,
): Promise<{ readonly table: Table; readonly rows: readonly RosterRow[]; readonly faults: readonly CellFault[] }> {
  const table = rosterTable(of, terms);
  const sheets = await readWorkbook(bytes, rosterLimits);
  const sheet = sheets.find(({ name }) => name.trim() === table.name);
  if (sheet === undefined) throw unreadable(`没有「${table.name}」这张表，请用下载的空白表填写。`);
  const faults: CellFault[] = (sheet.merged ?? []).map(({ row, column: at }) => {
    const title = sheet.rows[0]?.[at];
    const place = { sheet: table.name, row: row + 1, column: typeof title === "string" ? title.trim() : null };
    return { place, message: "这里合并了单元格，请取消合并，每格各自填写" };
  });
  const { rows } = readTable(table, sheet, faults);
  if (rows.length === 0 && faults.length === 0) throw unreadable(`「${table.name}」表里没有一行内容，请填好再导入。`);
  return { table, rows, faults };
}
