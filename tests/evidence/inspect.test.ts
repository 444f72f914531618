import { describe, expect, it } from "vitest";
import { Problem } from "../../worker/domain/problem.ts";
import { inspect } from "../../worker/evidence/inspect.ts";
import { archiveOf } from "../support/archive.ts";
import { legacyFile, officeFile } from "../support/office.ts";
import { drawn, emptyPixels, headerOf, pdf, photo, pngOf } from "../support/pictures.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const joined = (...pieces: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(pieces));

/** What a file is taken for, or how it is refused. */
async function saidOf(bytes: Uint8Array, name = "一份"): Promise<string> {
  try {
    return (await inspect(bytes, name)).type;
  } catch (error) {
    if (error instanceof Problem && error.code === "invalid") return error.detail ?? "";
    throw error;
  }
}

const jpeg = await photo(1);
const png = Uint8Array.from(await drawn(1).png().toBuffer());
const webp = Uint8Array.from(await drawn(1).webp().toBuffer());
const lossless = Uint8Array.from(await drawn(1).webp({ lossless: true }).toBuffer());
const damaged = "图片不完整或已损坏，请重新拍照或导出。";
const damagedFile = "文件不完整或已损坏，请打开后另存一份再添。";
const macros = "文件里有宏，不能收，请另存为不带宏的文件再添。";
const packed = "压缩包不能收，请解开后把要用的那一份添进来。";

describe("what a file is, its content says", () => {
  it.each([
    ["jpeg", jpeg],
    ["png", png],
    ["webp", webp],
    ["webp", lossless],
    ["pdf", pdf],
    ["docx", officeFile("docx")],
    ["xlsx", officeFile("xlsx")],
    ["pptx", officeFile("pptx")],
    ["doc", legacyFile(["WordDocument", "1Table"])],
    ["xls", legacyFile(["Workbook"])],
  ])("%s", async (type, bytes) => {
    expect(await saidOf(bytes)).toBe(type);
  });

  it.each([
    ["HEIC", joined(new Uint8Array(4), encode("ftypheic")), "这是 HEIC（或 AVIF）照片，请改存为 JPEG 再添。"],
    ["a film", joined(new Uint8Array(4), encode("ftypisom")), "视频不能收，请添照片、PDF 或办公文档。"],
    ["GIF", encode("GIF89a....."), "这种图片不能收，请改存为 JPEG 或 PNG 再添。"],
    ["TIFF", encode("II*\0...."), "这种图片不能收，请改存为 JPEG 或 PNG 再添。"],
    ["RAR", encode("Rar!\x1a\x07\x01\0"), packed],
    ["a zip of other things", archiveOf([["a.txt", encode("a")]]), packed],
    ["a page", encode(" <!DOCTYPE html><script>alert(1)</script>"), "网页和 SVG 不能收，请添照片、PDF 或办公文档。"],
    ["SVG", encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), "网页和 SVG 不能收，请添照片、PDF 或办公文档。"],
    ["nothing", new Uint8Array(), "文件是空的，请重新选择。"],
    ["a program", encode("MZ\x90\0"), "认不出这是什么文件，请添照片（JPEG、PNG、WebP）、PDF 或办公文档。"],
    ["an old .ppt", legacyFile(["PowerPoint Document"]), "旧版 .ppt 不能收，请另存为 .pptx 再添。"],
  ])("and %s is told what to do instead", async (_, bytes, said) => {
    expect(await saidOf(bytes)).toBe(said);
  });

  it("and a name that says otherwise is refused, with both", async () => {
    expect(await saidOf(jpeg, "会议记录.pdf")).toBe("文件名说是 PDF，内容却是 JPEG 照片，请核对是不是选错了。");
    expect(await saidOf(officeFile("xlsx"), "名册.docx")).toBe(
      "文件名说是 Word 文档，内容却是 Excel 表格，请核对是不是选错了。",
    );
    expect(await saidOf(jpeg, "照片.JPG")).toBe("jpeg");
    expect(await saidOf(jpeg, "照片.jpg.2015")).toBe("jpeg");
  });
});

describe("a picture is refused where it", () => {
  it("says that it has more than 50 megapixels, before anything is unpacked", async () => {
    const bomb = pngOf([
      ["IHDR", headerOf(10_000, 10_000)],
      ["IDAT", emptyPixels],
      ["IEND", new Uint8Array()],
    ]);
    expect(bomb.length).toBeLessThan(100);
    expect(await saidOf(bomb)).toBe("图片有 100 百万像素，最多 50 百万，请缩小后再添。");
    const most = pngOf([
      ["IHDR", headerOf(10_000, 5000)],
      ["IDAT", emptyPixels],
      ["IEND", new Uint8Array()],
    ]);
    expect(await saidOf(most)).toBe("png");
  });

  it.each([
    ["JPEG", jpeg],
    ["PNG", png],
    ["WebP", webp],
  ])("is a %s that is cut off anywhere", async (_, bytes) => {
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      const cut = bytes.slice(0, Math.floor(bytes.length * share));
      expect([share, await saidOf(cut)]).toEqual([share, damaged]);
    }
  });

  it("has a wrong checksum, no size, or moves", async () => {
    const wrong = png.slice();
    wrong[wrong.length - 5] = (wrong[wrong.length - 5] ?? 0) ^ 1;
    expect(await saidOf(wrong)).toBe(damaged);
    expect(
      await saidOf(
        pngOf([
          ["IHDR", headerOf(0, 10)],
          ["IDAT", emptyPixels],
          ["IEND", new Uint8Array()],
        ]),
      ),
    ).toBe(damaged);
    const moving = webp.slice();
    const extended = joined(encode("VP8X"), Uint8Array.of(10, 0, 0, 0, 2, 0, 0, 0, 127, 2, 0, 223, 1, 0));
    const size = moving.length - 8 + extended.length;
    const riff = Uint8Array.of(size & 255, (size >> 8) & 255, size >> 16, 0);
    const animated = joined(moving.subarray(0, 4), riff, moving.subarray(8, 12), extended, moving.subarray(12));
    expect(await saidOf(animated)).toBe("这是动图，请改存为一张静态的照片再添。");
  });
});

describe("an office file is refused where it", () => {
  it("has macros, wherever they are said to be", async () => {
    const bin = new Uint8Array(8);
    expect(await saidOf(officeFile("docx", [["word/vbaProject.bin", bin]]))).toBe(macros);
    expect(await saidOf(officeFile("xlsx", [["xl/VBAPROJECT.BIN", bin]]))).toBe(macros);
    const types =
      '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>';
    expect(await saidOf(officeFile("docx", [], types))).toBe(macros);
    expect(await saidOf(officeFile("pptx", [["ppt/activeX/activeX1.bin", bin]]))).toBe(macros);
    expect(await saidOf(legacyFile(["WordDocument", "Macros"]))).toBe(macros);
    expect(await saidOf(legacyFile(["Workbook", "_VBA_PROJECT_CUR"]))).toBe(macros);
  });

  it("fetches its template from elsewhere", async () => {
    const rels = encode(
      '<Relationships><Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://x/y" TargetMode="External"/></Relationships>',
    );
    expect(await saidOf(officeFile("docx", [["word/_rels/settings.xml.rels", rels]]))).toBe(
      "文件打开时要从别处取模板，不能收，请另存一份再添。",
    );
  });

  it("has a password", async () => {
    expect(await saidOf(legacyFile(["EncryptionInfo", "EncryptedPackage"]))).toBe("文件有密码，请取消密码后再添。");
  });

  it("unpacks to more than fits, whatever it claims", async () => {
    const bomb = officeFile("docx", [["word/media/a.xml", new Uint8Array(101 * 1_048_576), { claims: 10 }]]);
    expect(bomb.length).toBeLessThan(200_000);
    expect(await saidOf(bomb)).toBe("文件解开后超过 100 MB，不能收，请分成几份再添。");
  });

  it("holds too many parts, or a name twice", async () => {
    const many = Array.from({ length: 2000 }, (_, index) => [`word/media/${index}`, encode("x")] as const);
    expect(await saidOf(officeFile("docx", many))).toBe("文件里的部件最多 2000 个，请分成几份再添。");
    expect(await saidOf(officeFile("docx", [["WORD/document.xml", encode("x")]]))).toBe(damagedFile);
  });

  it("is cut off, or broken inside", async () => {
    const file = officeFile("docx", [["word/a.xml", encode("正文".repeat(100)), { claims: 600 }]]);
    expect(await saidOf(file.slice(0, -1))).toBe(damagedFile);
    const broken = file.slice();
    const at = Buffer.from(broken).indexOf("word/a.xml") + 12;
    broken.fill(0xff, at, at + 8);
    expect(await saidOf(broken)).toBe(damagedFile);
  });
});

describe("two files in the same bytes", () => {
  it("are one picture: what stands behind its end isn't kept", async () => {
    const page = encode("<script>alert(1)</script>");
    for (const [bytes, type] of [
      [jpeg, "jpeg"],
      [png, "png"],
      [webp, "webp"],
    ] as const) {
      const both = await inspect(joined(bytes, page, officeFile("docx")), "x");
      expect(both.type).toBe(type);
      expect(Buffer.from(both.bytes).includes("script")).toBe(false);
      expect(both.bytes).toEqual((await inspect(bytes, "x")).bytes);
    }
  });

  it("are refused as PDF and as office file", async () => {
    expect(await saidOf(joined(pdf, officeFile("docx")))).toBe(
      "PDF 的末尾之后还有别的内容，请用阅读软件另存一份再添。",
    );
    expect(await saidOf(joined(officeFile("docx"), pdf))).toBe(damagedFile);
    expect(await saidOf(joined(encode("%PDF-1.4 "), jpeg))).toBe(damagedFile);
  });
});
