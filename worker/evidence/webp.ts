import { asciiAt, joined, startsWith } from "./joined.ts";
import { orientationIn, seen, tiffOf } from "./orientation.ts";
import { type Picture, refuseTooManyPixels } from "./picture.ts";
import { damagedPicture, unfit } from "./unfit.ts";

interface Chunk {
  readonly name: string;
  readonly data: Uint8Array;
}

const exifFlag = 0x08;
const xmpFlag = 0x04;
const animationFlag = 0x02;

/** A WebP without EXIF but the orientation, XMP, chunks that nobody knows, and whatever follows the end. */
export function cleanWebp(bytes: Uint8Array): Picture {
  const chunks = chunksOf(bytes);
  const extended = chunks.find(({ name }) => name === "VP8X");
  const image = chunks.find(({ name }) => name === "VP8 " || name === "VP8L");
  if (((extended?.data[0] ?? 0) & animationFlag) !== 0 || chunks.some(({ name }) => name === "ANMF")) {
    throw unfit("这是动图，请改存为一张静态的照片再添。");
  }
  if (image === undefined) throw unfit(damagedPicture);
  const { width, height } = image.name === "VP8 " ? lossySides(image.data) : losslessSides(image.data);
  refuseTooManyPixels(width, height);
  if (extended === undefined) return { bytes: fileOf([image]), width, height };
  const canvas = canvasSides(extended.data);
  if (canvas.width !== width || canvas.height !== height) throw unfit(damagedPicture);
  const exif = chunks.find(({ name }) => name === "EXIF");
  const orientation = exif === undefined ? 1 : orientationIn(withoutHead(exif.data));
  const flags = ((extended.data[0] ?? 0) & ~(exifFlag | xmpFlag)) | (orientation === 1 ? 0 : exifFlag);
  const head = { name: "VP8X", data: Uint8Array.of(flags, ...extended.data.subarray(1, 10)) };
  const kept = chunks.filter(({ name }) => name === "ICCP" || name === "ALPH");
  const held = orientation === 1 ? [] : [{ name: "EXIF", data: tiffOf(orientation) }];
  return { bytes: fileOf([head, ...kept, image, ...held]), ...seen(width, height, orientation) };
}

function chunksOf(bytes: Uint8Array): readonly Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) throw unfit(damagedPicture);
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= end; ) {
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > end) throw unfit(damagedPicture);
    chunks.push({ name: asciiAt(bytes, at, 4), data: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

/** Of a key frame: its start code, then each side in 14 bits. */
function lossySides(data: Uint8Array): { width: number; height: number } {
  if (data.length < 10 || ((data[0] ?? 1) & 1) !== 0 || !startsWith(data, [0x9d, 0x01, 0x2a], 3)) {
    throw unfit(damagedPicture);
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return sound(view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff);
}

function losslessSides(data: Uint8Array): { width: number; height: number } {
  if (data.length < 5 || data[0] !== 0x2f) throw unfit(damagedPicture);
  const bits = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(1, true);
  return sound((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
}

function canvasSides(data: Uint8Array): { width: number; height: number } {
  if (data.length < 10) throw unfit(damagedPicture);
  const side = (at: number): number => ((data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16)) + 1;
  return { width: side(4), height: side(7) };
}

function sound(width: number, height: number): { width: number; height: number } {
  if (width === 0 || height === 0) throw unfit(damagedPicture);
  return { width, height };
}

/** Some programs write the head of a JPEG's EXIF before it. */
function withoutHead(exif: Uint8Array): Uint8Array {
  return asciiAt(exif, 0, 6) === "Exif\0\0" ? exif.subarray(6) : exif;
}

function fileOf(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.map(({ name, data }) =>
    joined([ascii(name), littleEndian(data.length), data, new Uint8Array(data.length % 2)]),
  );
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  return joined([ascii("RIFF"), littleEndian(length), ascii("WEBP"), ...parts]);
}

function ascii(letters: string): Uint8Array {
  return new TextEncoder().encode(letters);
}

function littleEndian(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
}
