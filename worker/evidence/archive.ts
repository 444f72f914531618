import { evidenceLimits } from "../domain/evidence.ts";
import { damagedFile, unfit } from "./unfit.ts";

/** One part of an archive, packed as it lies there. */
export interface Part {
  readonly name: string;
  readonly isPacked: boolean;
  readonly data: Uint8Array;
}

/**
 * The parts of a zip that begins with its first part and ends with its directory: whatever else lies in the bytes is no
 * office file. What office programs never write (a password, streams of unknown length, a name twice) is refused.
 */
export function partsOf(bytes: Uint8Array): readonly Part[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw unfit(damagedFile);
  const count = view.getUint16(end + 10, true);
  if (count > evidenceLimits.parts) throw unfit(`文件里的部件最多 ${evidenceLimits.parts} 个，请分成几份再添。`);
  let at = view.getUint32(end + 16, true);
  const parts: Part[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw unfit(damagedFile);
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const name = nameAt(bytes, at + 46, nameLength ?? 0);
    if (!name.endsWith("/")) parts.push(partAt(bytes, view, at, name));
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  if (at !== end || new Set(parts.map(({ name }) => name.toLowerCase())).size < parts.length) throw unfit(damagedFile);
  return parts;
}

function partAt(bytes: Uint8Array, view: DataView, at: number, name: string): Part {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 20, true);
  const header = view.getUint32(at + 42, true);
  if ((flags & 1) !== 0) throw unfit("文件有密码，请取消密码后再添。");
  if ((method !== 0 && method !== 8) || header + 30 > bytes.length || view.getUint32(header, true) !== 0x04034b50) {
    throw unfit(damagedFile);
  }
  const nameLength = view.getUint16(header + 26, true);
  const from = header + 30 + nameLength + view.getUint16(header + 28, true);
  if (from + size > bytes.length || nameAt(bytes, header + 30, nameLength) !== name) throw unfit(damagedFile);
  return { name, isPacked: method === 8, data: bytes.subarray(from, from + size) };
}

function nameAt(bytes: Uint8Array, from: number, length: number): string {
  return new TextDecoder().decode(bytes.subarray(from, from + length));
}

/**
 * How many bytes a part unpacks to, whatever the archive claims; no more of it than `most` is unpacked, and only what
 * is asked for is kept.
 */
export async function unpack(
  { isPacked, data }: Part,
  most: number,
  isKept: boolean,
): Promise<{ readonly length: number; readonly text: string }> {
  const tooMuch = unfit(`文件解开后超过 ${evidenceLimits.unpackedBytes / 1_048_576} MB，不能收，请分成几份再添。`);
  if (!isPacked) {
    if (data.length > most) throw tooMuch;
    return { length: data.length, text: isKept ? new TextDecoder().decode(data) : "" };
  }
  const stream = new Blob([Uint8Array.from(data)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let [length, text] = [0, ""];
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > most) throw tooMuch;
      if (isKept) text += decoder.decode(next.value, { stream: true });
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error === tooMuch ? tooMuch : unfit(damagedFile);
  }
  return { length, text };
}
