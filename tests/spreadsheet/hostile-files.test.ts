import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Problem } from "../../worker/domain/problem.ts";
import { documentWorkbook, readDocumentWorkbook } from "../../worker/spreadsheet/document.ts";
import { archiveOf, unpackedParts } from "../support/archive.ts";
import { acceptedStandards } from "../support/documents.ts";

const [sound] = acceptedStandards();
const file = await documentWorkbook({ noun: "standards", document: sound?.document as never });
const encode = (text: string) => new TextEncoder().encode(text);

/** How a file is refused. */
async function refusalOf(bytes: Uint8Array, noun: "standards" | "policies" = "standards"): Promise<string> {
  try {
    await readDocumentWorkbook(noun, bytes);
    return "taken";
  } catch (error) {
    if (error instanceof Problem && error.code === "invalid") return error.detail ?? "";
    throw error;
  }
}

/** A workbook of one sheet with this inside it, and whatever else. */
function workbookOf(sheetData: string, more: readonly (readonly [string, Uint8Array])[] = []): Uint8Array {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  return archiveOf([
    ["[Content_Types].xml", encode(`<Types xmlns="${packages}/content-types"/>`)],
    [
      "_rels/.rels",
      encode(
        `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    ],
    [
      "xl/workbook.xml",
      encode(
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="指标" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    ],
    [
      "xl/_rels/workbook.xml.rels",
      encode(
        `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
    ],
    ["xl/worksheets/sheet1.xml", encode(`<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`)],
    ...more,
  ]);
}

describe("a file is refused, and says why, when it", () => {
  const notOne = "这不是 .xlsx 表格，请用导出的表格填写。";
  const damaged = "文件不完整或已损坏，请用表格软件打开后另存为 .xlsx 再导入。";

  it.each([
    ["is empty", new Uint8Array()],
    ["is text", encode("指标,分值\n1,2")],
    ["is a page", encode("<html></html>")],
    ["is an archive of something else", archiveOf([["a.txt", encode("a")]])],
  ])("%s", async (_, bytes) => {
    expect(await refusalOf(bytes)).toBe(notOne);
  });

  it("is encrypted, or of the old format", async () => {
    const bytes = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
    expect(await refusalOf(bytes)).toBe("这是加密的文件或旧版 .xls，请取消密码，另存为 .xlsx 再导入。");
  });

  it("ends in the middle", async () => {
    expect(await refusalOf(file.slice(0, file.length / 2))).toBe(damaged);
    expect(await refusalOf(file.slice(0, -30))).toBe(damaged);
  });

  it("unpacks to more than fits, whatever it claims", async () => {
    const bomb = new Uint8Array(64 * 1_048_576);
    const packed = archiveOf([
      ["[Content_Types].xml", encode("<Types/>")],
      ["xl/x.xml", bomb, { claims: 10 }],
    ]);
    expect(packed.length).toBeLessThan(100_000);
    expect(await refusalOf(packed)).toBe("解开后最多 10 MB，请删去多余的内容再导入。");
  });

  it("holds too many parts", async () => {
    const parts = Array.from({ length: 300 }, (_, index) => [`xl/media/${index}`, encode("x")] as const);
    expect(await refusalOf(workbookOf("", parts))).toBe("表格里的文件最多 200 个，请去掉图片、图表等再导入。");
  });

  it("has cells at the ends of a sheet", async () => {
    const tooFar = "一张表最多 40000 行，请删去多余的行。";
    const far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>';
    expect(await refusalOf(workbookOf(far))).toBe(tooFar);
    expect(await refusalOf(workbookOf('<row r="1"><c r="XFD1"><v>1</v></c></row>'))).toBe(
      "一张表最多 40 列，请删去多余的列。",
    );
    const wide = '<row r="1"><c r="AN1"/></row><row r="40000"><c r="A40000"/></row>';
    expect(await refusalOf(workbookOf(wide))).toBe(
      "各表合计最多 120000 格，首尾之间最多 400000 格，请删去多余的行和列。",
    );
    const many = `<row>${"<c/>".repeat(120_001)}</row>`;
    expect(await refusalOf(workbookOf(many))).toBe(
      "各表合计最多 120000 格，首尾之间最多 400000 格，请删去多余的行和列。",
    );
  });

  it("says where a cell lies in a way that no program writes", async () => {
    expect(await refusalOf(workbookOf('<row r="1"><c r="&#65;1"><v>1</v></c></row>'))).toBe(damaged);
    expect(await refusalOf(workbookOf('<row r="-1"><c r="A1"/></row>'))).toBe(damaged);
  });

  it("declares entities", async () => {
    const lol = encode('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>');
    expect(await refusalOf(workbookOf("", [["xl/sharedStrings.xml", lol]]))).toBe(damaged);
  });

  it("has other sheets than it should", async () => {
    expect(await refusalOf(workbookOf(""))).toBe("表格里的表和导出时的不一样，请对照改回。");
    expect(await refusalOf(file, "policies")).toBe("表格里的表和导出时的不一样，请对照改回。");
  });

  it("is any sound file with any bytes changed: it is read, or refused, and never fails", async () => {
    const changes = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(changes, async (bytes) => {
        const broken = file.slice();
        for (const [at, byte] of bytes) broken[at] = byte;
        expect(typeof (await refusalOf(broken))).toBe("string");
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

describe("what is written", () => {
  it("holds no formula, whatever the document says", async () => {
    const document = {
      format: "hongdai/standard@1",
      title: "=1+1",
      scoring: "points",
      sections: [
        {
          code: "a",
          title: "＝HYPERLINK(1)",
          items: [
            { code: "b", title: "+1", criterion: "@SUM(1)", score: { kind: "yes-no", points: 1 }, applies: "-1 < 2" },
          ],
        },
      ],
    } as const;
    const bytes = await documentWorkbook({ noun: "standards", document });
    const parts = unpackedParts(bytes).map(([name, data]) => [name, new TextDecoder().decode(data)] as const);
    expect(parts.filter(([name]) => name.startsWith("xl/worksheets/")).length).toBe(11);
    expect(parts.filter(([, text]) => /<f[\s>]/.test(text))).toEqual([]);
    expect(parts.find(([name]) => name === "xl/sharedStrings.xml")?.[1]).toContain("<t>=1+1</t>");
  });
});
