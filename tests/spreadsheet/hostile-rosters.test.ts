import { describe, expect, it } from "vitest";
import { Problem } from "../../worker/domain/problem.ts";
import { readRoster } from "../../worker/spreadsheet/roster.ts";
import { archiveOf } from "../support/archive.ts";
import { rosterFile } from "../support/roster.ts";

const terms = { facts: [], categories: [] };
const encode = (text: string) => new TextEncoder().encode(text);

/** A workbook with one sheet 党组织 of this inside. */
function workbookOf(
  inside: string,
  more: readonly (readonly [string, Uint8Array, { readonly claims: number }?])[] = [],
) {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  const related = (type: string, target: string) =>
    encode(
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/${type}" Target="${target}"/></Relationships>`,
    );
  return archiveOf([
    ["[Content_Types].xml", encode(`<Types xmlns="${packages}/content-types"/>`)],
    ["_rels/.rels", related("officeDocument", "xl/workbook.xml")],
    [
      "xl/workbook.xml",
      encode(
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="党组织" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    ],
    ["xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml")],
    ["xl/worksheets/sheet1.xml", encode(`<worksheet xmlns="${main}">${inside}</worksheet>`)],
    ...more,
  ]);
}

const text = (at: string, said: string) => `<c r="${at}" t="inlineStr"><is><t>${said}</t></is></c>`;
const head = `<row r="1">${text("A1", "编码")}${text("B1", "名称")}${text("C1", "类别")}</row>`;

async function faultsOf(bytes: Uint8Array): Promise<readonly string[]> {
  const { faults } = await readRoster("units", terms, bytes);
  return faults.map(({ place, message }) => `${place.row} ${place.column}：${message}`);
}

async function refusalOf(bytes: Uint8Array): Promise<string> {
  try {
    await readRoster("units", terms, bytes);
    return "taken";
  } catch (error) {
    if (error instanceof Problem && error.code === "invalid") return error.detail ?? "";
    throw error;
  }
}

describe("a roster says at its cell that it", () => {
  it("holds a formula", async () => {
    const row = `<row r="2"><c r="A2"><f>1+1</f><v>2</v></c>${text("B2", "甲")}${text("C2", "党支部")}</row>`;
    expect(await faultsOf(workbookOf(`<sheetData>${head}${row}</sheetData>`))).toEqual([
      "2 编码：这一格是公式，请改成它的结果（选择性粘贴为数值）",
    ]);
  });

  it("has merged cells", async () => {
    const row = `<row r="2">${text("A2", "a-1")}${text("B2", "甲")}${text("C2", "党支部")}</row>`;
    const merged = `<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>`;
    expect(await faultsOf(workbookOf(`<sheetData>${head}${row}</sheetData>${merged}`))).toEqual([
      "2 名称：这里合并了单元格，请取消合并，每格各自填写",
    ]);
  });

  it("has days that aren't written as they should be, and takes those that are", async () => {
    const rows = ["去年", "2015-02-30", "42300", "2015/8/5", "2015年8月25日"].map((day, n) => [`a-${n}`, day]);
    expect(await faultsOf(await rosterFile("党组织", [["编码", "成立日期"], ...rows]))).toEqual([
      "2 成立日期：要写成文字的日期，例如 2015-10-31",
      "3 成立日期：要写成文字的日期，例如 2015-10-31",
      "4 成立日期：要写成文字的日期，例如 2015-10-31",
    ]);
  });

  it("has columns that nobody knows, one twice, and lacks the one that it needs", async () => {
    expect(
      await faultsOf(
        await rosterFile("党组织", [
          ["名称", "名称", "电话"],
          ["甲", "乙", "1"],
        ]),
      ),
    ).toEqual([
      "1 名称：这一列有两个，请删去一个",
      "1 电话：没有这一列，请删去，或改成导出时的列名",
      "1 编码：缺少这一列，请补上",
    ]);
  });

  it("has a thousand faults, each of them", async () => {
    const rows = Array.from({ length: 1500 }, (_, n) => [`a-${n}`, "党组"]);
    const faults = await faultsOf(await rosterFile("党组织", [["编码", "类别"], ...rows]));
    expect(faults).toHaveLength(1500);
    expect(faults[1499]).toBe("1501 类别：要选 工委、党委、乡镇（街道）党（工）委、行业党委、党总支、党支部 之一");
  });
});

describe("a roster is refused whole where it", () => {
  it("unpacks to more than fits, whatever it claims", async () => {
    const bomb = workbookOf(`<sheetData>${head}</sheetData>`, [
      ["xl/media/a.bin", new Uint8Array(40 * 1_048_576), { claims: 10 }],
    ]);
    expect(await refusalOf(bomb)).toBe("解开后最多 32 MB，请删去多余的内容再导入。");
  });

  it("has too many rows, or a cell far away", async () => {
    const rows = Array.from({ length: 10_301 }, (_, n) => [`a-${n}`]);
    expect(await refusalOf(await rosterFile("党组织", [["编码"], ...rows]))).toBe(
      "一张表最多 10301 行，请删去多余的行。",
    );
    const far = workbookOf(`<sheetData>${head}<row r="1000000">${text("A1000000", "x")}</row></sheetData>`);
    expect(await refusalOf(far)).toBe("一张表最多 10301 行，请删去多余的行。");
  });

  it("has another sheet than the one asked for", async () => {
    expect(await refusalOf(await rosterFile("Sheet1", [["编码"], ["a"]]))).toBe(
      "没有「党组织」这张表，请用下载的空白表填写。",
    );
  });
});
