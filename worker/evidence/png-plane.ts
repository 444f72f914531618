import { joined } from "./joined.ts";
import { hashCells, type Plane } from "./picture-hash.ts";
import { chunksOf } from "./png.ts";

/** By its colour type, how many numbers make a pixel. */
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Form {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly kind: number;
  readonly palette: Uint8Array;
}

/**
 * The brightness of a PNG in the few cells that a hash needs: unpacked line by line, two lines at a time are held.
 * None of one that is interlaced.
 */
export async function pngPlane(bytes: Uint8Array): Promise<Plane | undefined> {
  const chunks = [...chunksOf(bytes)];
  const header = chunks[0]?.data ?? new Uint8Array();
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [depth = 0, kind = 0, , , isInterlaced = 1] = header.subarray(8);
  const palette = chunks.find(({ name }) => name === "PLTE")?.data ?? new Uint8Array();
  const form = { width: view.getUint32(0), height: view.getUint32(4), depth, kind, palette };
  if (isInterlaced !== 0 || channels[kind] === undefined || ![1, 2, 4, 8, 16].includes(depth)) return undefined;
  const packed = joined(chunks.filter(({ name }) => name === "IDAT").map(({ data }) => data));
  return await cellsOf(form, packed);
}

async function cellsOf(form: Form, packed: Uint8Array): Promise<Plane | undefined> {
  const { width, height, depth, kind } = form;
  const bitsAPixel = (channels[kind] ?? 1) * depth;
  const step = Math.max(1, bitsAPixel >> 3);
  const lineLength = Math.ceil((width * bitsAPixel) / 8);
  let [above, line] = [new Uint8Array(lineLength), new Uint8Array(lineLength)];
  const sums = new Float64Array(hashCells.across * hashCells.down);
  const counts = new Float64Array(sums.length);
  let [row, filled, filter] = [0, -1, 0];
  const reader = new Blob([Uint8Array.from(packed)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"))
    .getReader();
  try {
    for (let next = await reader.read(); !next.done && row < height; next = await reader.read()) {
      const piece = next.value;
      for (let at = 0; at < piece.length && row < height; ) {
        if (filled === -1) {
          [filter, filled] = [piece[at] ?? 0, 0];
          at += 1;
        }
        const taken = Math.min(lineLength - filled, piece.length - at);
        line.set(piece.subarray(at, at + taken), filled);
        [filled, at] = [filled + taken, at + taken];
        if (filled < lineLength) continue;
        unfilter(filter, line, above, step);
        addLine(form, line, row, sums, counts);
        [above, line, row, filled] = [line, above, row + 1, -1];
      }
    }
  } catch {
    return undefined;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (row < height) return undefined;
  const { across } = hashCells;
  const at = (x: number, y: number): number => (sums[y * across + x] ?? 0) / Math.max(1, counts[y * across + x] ?? 1);
  return { width: across, height: hashCells.down, at };
}

/** Undoes what PNG does to a line so that it packs better: each byte is given as its difference from a guess. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number): void {
  for (let at = 0; at < line.length; at += 1) {
    const left = at < step ? 0 : (line[at - step] ?? 0);
    const up = above[at] ?? 0;
    const corner = at < step ? 0 : (above[at - step] ?? 0);
    line[at] = (line[at] ?? 0) + guessed(filter, left, up, corner);
  }
}

function guessed(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

function addLine(form: Form, line: Uint8Array, row: number, sums: Float64Array, counts: Float64Array): void {
  const { width, height } = form;
  const { across, down } = hashCells;
  const first = Math.min(down - 1, Math.floor((row * down) / height)) * across;
  for (let x = 0; x < width; x += 1) {
    const cell = first + Math.min(across - 1, Math.floor((x * across) / width));
    sums[cell] = (sums[cell] ?? 0) + brightnessAt(form, line, x);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
}

/** 0 to 255; what is transparent is seen on white. */
function brightnessAt({ depth, kind, palette }: Form, line: Uint8Array, x: number): number {
  if (depth < 8) {
    const bit = x * depth;
    const value = ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    return kind === 3 ? paletteAt(palette, value) : (value * 255) / ((1 << depth) - 1);
  }
  const bytes = depth >> 3;
  const from = x * (channels[kind] ?? 1) * bytes;
  const at = (channel: number): number => line[from + channel * bytes] ?? 0;
  if (kind === 3) return paletteAt(palette, at(0));
  if (kind === 0) return at(0);
  if (kind === 4) return onWhite(at(0), at(1));
  const grey = brightness(at(0), at(1), at(2));
  return kind === 6 ? onWhite(grey, at(3)) : grey;
}

function paletteAt(palette: Uint8Array, index: number): number {
  return brightness(palette[index * 3] ?? 0, palette[index * 3 + 1] ?? 0, palette[index * 3 + 2] ?? 0);
}

function brightness(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

function onWhite(grey: number, opacity: number): number {
  return 255 + ((grey - 255) * opacity) / 255;
}
