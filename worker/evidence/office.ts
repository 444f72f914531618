import { evidenceLimits } from "../domain/evidence.ts";
import type { EvidenceType } from "../domain/vocabulary.ts";
import { partsOf, unpack } from "./archive.ts";
import { damagedFile, unfit } from "./unfit.ts";

const mains: readonly (readonly [string, EvidenceType])[] = [
  ["word/document.xml", "docx"],
  ["xl/workbook.xml", "xlsx"],
  ["ppt/presentation.xml", "pptx"],
];
const macros = "文件里有宏，不能收，请另存为不带宏的文件再添。";

/**
 * Which office file a zip is. Every part is unpacked against one limit for all of them; macros, controls and templates
 * that would be fetched from elsewhere are refused. It is kept as it is.
 */
export async function officeTypeOf(bytes: Uint8Array): Promise<EvidenceType> {
  const parts = partsOf(bytes);
  const names = new Set(parts.map(({ name }) => name));
  const found = mains.find(([main]) => names.has(main));
  if (!names.has("[Content_Types].xml") || found === undefined) {
    throw unfit("压缩包不能收，请解开后把要用的那一份添进来。");
  }
  if (parts.some(({ name }) => /(^|\/)vba\w*\.(bin|xml)$|(^|\/)activeX\//i.test(name))) throw unfit(macros);
  let unpacked = 0;
  for (const part of parts) {
    const isKept = part.name === "[Content_Types].xml" || part.name.endsWith(".rels");
    const { length, text } = await unpack(part, evidenceLimits.unpackedBytes - unpacked, isKept);
    unpacked += length;
    if (/macroEnabled|vbaProject/i.test(text)) throw unfit(macros);
    if (/attachedTemplate/i.test(text) && /TargetMode\s*=\s*["']External/i.test(text)) {
      throw unfit("文件打开时要从别处取模板，不能收，请另存一份再添。");
    }
  }
  return found[1];
}

/**
 * Which file of the older office programs this is, by the names in its directory: each entry is 128 bytes at a multiple
 * of 128, its name in UTF-16 with its length at 64 and what it is at 66. All such places are looked at, so that nothing
 * hides in a directory that only some programs follow.
 */
export function legacyTypeOf(bytes: Uint8Array): EvidenceType {
  const names = new Set<string>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 512; at + 128 <= bytes.length; at += 128) {
    const length = view.getUint16(at + 64, true);
    const kind = bytes[at + 66] ?? 0;
    if (length < 4 || length > 64 || length % 2 !== 0 || (kind !== 1 && kind !== 2)) continue;
    names.add(new TextDecoder("utf-16le").decode(bytes.subarray(at, at + length - 2)));
  }
  if (names.has("EncryptedPackage") || names.has("EncryptionInfo")) throw unfit("文件有密码，请取消密码后再添。");
  if (["Macros", "VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR"].some((name) => names.has(name))) throw unfit(macros);
  if (names.has("WordDocument")) return "doc";
  if (names.has("Workbook") || names.has("Book")) return "xls";
  throw unfit(names.has("PowerPoint Document") ? "旧版 .ppt 不能收，请另存为 .pptx 再添。" : damagedFile);
}
