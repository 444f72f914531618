import { asciiAt, joined } from "./joined.ts";
import { orientationIn, seen, tiffOf } from "./orientation.ts";
import { type Picture, refuseTooManyPixels } from "./picture.ts";
import { damagedPicture, unfit } from "./unfit.ts";

/** What a picture is shown with; text, time, position and what nobody knows isn't kept. */
const keptChunks = new Set([
  "IHDR",
  "PLTE",
  "IDAT",
  "tRNS",
  "cHRM",
  "gAMA",
  "iCCP",
  "sBIT",
  "sRGB",
  "cICP",
  "bKGD",
  "pHYs",
  "IEND",
]);

export interface Chunk {
  readonly name: string;
  readonly data: Uint8Array;
  readonly whole: Uint8Array;
}

/** A PNG without texts, EXIF but the orientation, further frames, and whatever follows the end. */
export function cleanPng(bytes: Uint8Array): Picture {
  const chunks = [...chunksOf(bytes)];
  const [header] = chunks;
  if (header === undefined || header.name !== "IHDR" || header.data.length !== 13) throw unfit(damagedPicture);
  const view = new DataView(header.data.buffer, header.data.byteOffset, 13);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  if (width === 0 || height === 0) throw unfit(damagedPicture);
  refuseTooManyPixels(width, height);
  if (!chunks.some(({ name }) => name === "IDAT")) throw unfit(damagedPicture);
  const exif = chunks.find(({ name }) => name === "eXIf");
  const orientation = exif === undefined ? 1 : orientationIn(exif.data);
  const kept = chunks.filter(({ name }) => keptChunks.has(name)).map(({ whole }) => whole);
  const held = orientation === 1 ? [] : [chunkOf("eXIf", tiffOf(orientation))];
  const [first = bytes.subarray(0, 0), ...rest] = kept;
  return { bytes: joined([bytes.subarray(0, 8), first, ...held, ...rest]), ...seen(width, height, orientation) };
}

/** The chunks of a PNG up to its end, which must come; each must be what its checksum says. */
export function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) throw unfit(damagedPicture);
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length || view.getUint32(end - 4) !== crc(bytes.subarray(at + 4, end - 4))) {
      throw unfit(damagedPicture);
    }
    const name = asciiAt(bytes, at + 4, 4);
    yield { name, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) };
    if (name === "IEND") return;
    at = end;
  }
}

function chunkOf(name: string, data: Uint8Array): Uint8Array {
  const named = joined([new TextEncoder().encode(name), data]);
  const [length, sum] = [new DataView(new ArrayBuffer(4)), new DataView(new ArrayBuffer(4))];
  length.setUint32(0, data.length);
  sum.setUint32(0, crc(named));
  return joined([new Uint8Array(length.buffer), named, new Uint8Array(sum.buffer)]);
}

let table: Uint32Array | undefined;

/** CRC-32 as PNG has it (ISO 3309). */
function crc(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let bits = byte;
    for (let step = 0; step < 8; step += 1) bits = (bits & 1) === 1 ? 0xedb88320 ^ (bits >>> 1) : bits >>> 1;
    return bits;
  });
  let sum = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) {
    sum = (table[(sum ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (sum >>> 8);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
