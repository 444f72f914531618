import { Problem } from "../domain/problem.ts";
import { limits as documentLimits, type WorkbookLimits } from "./limits.ts";

/** The refusal of a file that can't be read as a spreadsheet. */
export function unreadable(detail: string): Problem {
  return new Problem("invalid", { detail, errors: [{ path: "", message: detail }] });
}

/**
 * Refuses a file that isn't an .xlsx, or whose contents would not fit in memory, before anything parses it: every part
 * is unpacked against a limit, whatever sizes the archive claims, and every cell of every sheet is counted where it says
 * that it lies. Two cells in opposite corners of a sheet are a few hundred bytes, and a table of 17 thousand million.
 */
export async function refuseUnreadable(bytes: Uint8Array, limits: WorkbookLimits = documentLimits): Promise<void> {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw unreadable("这是加密的文件或旧版 .xls，请取消密码，另存为 .xlsx 再导入。");
  }
  if (!startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) throw unreadable("这不是 .xlsx 表格，请用导出的表格填写。");
  const parts = partsOf(bytes, limits);
  if (!parts.some(({ name }) => name === "[Content_Types].xml")) {
    throw unreadable("这不是 .xlsx 表格，请用导出的表格填写。");
  }
  let unpacked = 0;
  let cells = 0;
  let area = 0;
  for (const part of parts) {
    const data = await unpack(part, limits.unpackedBytes - unpacked, limits);
    unpacked += data.length;
    const extent = extentOf(new TextDecoder().decode(data), limits);
    cells += extent.cells;
    area += extent.area;
    if (cells > limits.cells || area > limits.area) {
      throw unreadable(`各表合计最多 ${limits.cells} 格，首尾之间最多 ${limits.area} 格，请删去多余的行和列。`);
    }
  }
}

interface Part {
  readonly name: string;
  readonly isPacked: boolean;
  readonly data: Uint8Array<ArrayBuffer>;
}

const damaged = "文件不完整或已损坏，请用表格软件打开后另存为 .xlsx 再导入。";

/** The archive's parts by its directory. What a spreadsheet program never writes is refused, not interpreted. */
function partsOf(bytes: Uint8Array, limits: WorkbookLimits): readonly Part[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.parts) throw unreadable(`表格里的文件最多 ${limits.parts} 个，请去掉图片、图表等再导入。`);
  let at = view.getUint32(end + 16, true);
  const parts: Part[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw unreadable(damaged);
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths;
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (!name.endsWith("/")) parts.push(partAt(bytes, view, at, name));
    at += 46 + nameLength + extraLength + commentLength;
  }
  if (new Set(parts.map(({ name }) => name)).size < parts.length) throw unreadable(damaged);
  return parts;
}

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw unreadable(damaged);
}

function partAt(bytes: Uint8Array, view: DataView, at: number, name: string): Part {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 20, true);
  const header = view.getUint32(at + 42, true);
  const isEncrypted = (flags & 1) !== 0;
  const isStreamed = (flags & 8) !== 0 && size === 0;
  if (isEncrypted || isStreamed || (method !== 0 && method !== 8) || header + 30 > bytes.length) {
    throw unreadable(damaged);
  }
  if (view.getUint32(header, true) !== 0x04034b50) throw unreadable(damaged);
  const from = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (from + size > bytes.length) throw unreadable(damaged);
  return { name, isPacked: method === 8, data: bytes.slice(from, from + size) };
}

async function unpack({ isPacked, data }: Part, most: number, limits: WorkbookLimits): Promise<Uint8Array> {
  const tooMuch = unreadable(`解开后最多 ${limits.unpackedBytes / 1_048_576} MB，请删去多余的内容再导入。`);
  if (!isPacked) {
    if (data.length > most) throw tooMuch;
    return data;
  }
  const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > most) throw tooMuch;
      chunks.push(next.value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error === tooMuch ? tooMuch : unreadable(damaged);
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let from = 0;
  for (const chunk of chunks) {
    all.set(chunk, from);
    from += chunk.length;
  }
  return all;
}

/** How many cells a part writes and spans; refused where one lies, or says that it lies, beyond the limits. */
function extentOf(xml: string, limits: WorkbookLimits): { readonly cells: number; readonly area: number } {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw unreadable(damaged);
  if (!xml.includes("sheetData")) return { cells: 0, area: 0 };
  let [rows, columns] = [0, 0];
  for (const [, , place = ""] of xml.matchAll(/\sr\s*=\s*(["'])(.*?)\1/gs)) {
    const found = /^([A-Z]{0,3})(\d{1,7})$/.exec(place);
    if (found === null) throw unreadable(damaged);
    const [, letters = "", row] = found;
    rows = Math.max(rows, Number(row));
    columns = Math.max(
      columns,
      [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0),
    );
  }
  if (rows > limits.rows) throw unreadable(`一张表最多 ${limits.rows} 行，请删去多余的行。`);
  if (columns > limits.columns) throw unreadable(`一张表最多 ${limits.columns} 列，请删去多余的列。`);
  return { cells: xml.match(/<(?:\w+:)?c[\s>/]/g)?.length ?? 0, area: rows * Math.max(columns, 8) };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
