import { claimedType } from "../domain/evidence.ts";
import { type EvidenceType, evidenceTypes } from "../domain/vocabulary.ts";
import { asciiAt, startsWith } from "./joined.ts";
import { cleanJpeg } from "./jpeg.ts";
import { legacyTypeOf, officeTypeOf } from "./office.ts";
import { refuseUnsoundPdf } from "./pdf.ts";
import type { Picture } from "./picture.ts";
import { cleanPng } from "./png.ts";
import { unfit } from "./unfit.ts";
import { cleanWebp } from "./webp.ts";

/** A file as it will be kept: what it is by its content, and of a picture its sides as it is seen. */
export interface Inspected {
  readonly type: EvidenceType;
  readonly bytes: Uint8Array;
  readonly width: number | null;
  readonly height: number | null;
}

/**
 * What a file is, by its bytes alone, and those of its bytes that are kept. Refused: what is no photo, PDF or office
 * file, what is damaged or too large inside, and a file whose name says that it is another.
 */
export async function inspect(bytes: Uint8Array, name: string): Promise<Inspected> {
  const inspected = await read(bytes);
  const claimed = claimedType(name);
  if (claimed !== undefined && claimed !== inspected.type) {
    const [says, is] = [evidenceTypes[claimed], evidenceTypes[inspected.type]];
    throw unfit(`文件名说是 ${says}，内容却是 ${is}，请核对是不是选错了。`);
  }
  return inspected;
}

async function read(bytes: Uint8Array): Promise<Inspected> {
  if (bytes.length === 0) throw unfit("文件是空的，请重新选择。");
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return picture("jpeg", cleanJpeg(bytes));
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return picture("png", cleanPng(bytes));
  if (asciiAt(bytes, 0, 4) === "RIFF" && asciiAt(bytes, 8, 4) === "WEBP") return picture("webp", cleanWebp(bytes));
  if (asciiAt(bytes, 0, 5) === "%PDF-") {
    refuseUnsoundPdf(bytes);
    return file("pdf", bytes);
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return file(await officeTypeOf(bytes), bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return file(legacyTypeOf(bytes), bytes);
  throw unfit(strange(bytes));
}

function picture(type: EvidenceType, read: Picture): Inspected {
  return { type, ...read };
}

function file(type: EvidenceType, bytes: Uint8Array): Inspected {
  return { type, bytes, width: null, height: null };
}

/** What else people send, and what to do with it. */
function strange(bytes: Uint8Array): string {
  const head = asciiAt(bytes, 0, 256);
  const box = head.slice(4, 8) === "ftyp" ? head.slice(8, 12) : "";
  if (/^(hei[cxms]|mif1|msf1|avif)$/.test(box)) return "这是 HEIC（或 AVIF）照片，请改存为 JPEG 再添。";
  if (box !== "") return "视频不能收，请添照片、PDF 或办公文档。";
  if (head.startsWith("GIF8") || head.startsWith("BM") || /^(II\*\0|MM\0\*)/.test(head)) {
    return "这种图片不能收，请改存为 JPEG 或 PNG 再添。";
  }
  if (head.startsWith("Rar!") || head.startsWith("7z\xbc\xaf")) return "压缩包不能收，请解开后把要用的那一份添进来。";
  if (/^\s*<(\?xml|!doctype|html|svg)/i.test(head)) return "网页和 SVG 不能收，请添照片、PDF 或办公文档。";
  return "认不出这是什么文件，请添照片（JPEG、PNG、WebP）、PDF 或办公文档。";
}
