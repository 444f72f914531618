import type { EvidenceType } from "../domain/vocabulary.ts";
import { asciiAt } from "./joined.ts";
import { segmentsOf } from "./jpeg.ts";
import { jpegPlane } from "./jpeg-plane.ts";
import { orientationIn } from "./orientation.ts";
import { chunksOf } from "./png.ts";
import { pngPlane } from "./png-plane.ts";

/** The brightness of a picture, 0 to 255, at few places. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => number;
}

/** The cells whose brightness is compared: each with its right neighbour gives one bit of 64. */
export const hashCells = { across: 9, down: 8 } as const;

/** What is almost of one colour, a blank page say, is like every other such thing: it has no hash. */
const leastContrast = 6;

/**
 * A picture's difference hash: whether each of 8 × 8 cells is brighter than its right neighbour, as sixteen hexadecimal
 * digits. Scaling, packing and a little brightness change few bits; another picture about half. None of a WebP, whose
 * means can't be had without unpacking it whole, of what is too small, and of what is almost blank.
 */
export async function pictureHash(type: EvidenceType, bytes: Uint8Array): Promise<string | null> {
  const plane = type === "jpeg" ? jpegPlane(bytes) : type === "png" ? await pngPlane(bytes) : undefined;
  if (plane === undefined || plane.width < hashCells.across || plane.height < hashCells.down) return null;
  const cells = turned(averaged(plane), orientationOf(type, bytes));
  return contrastOf(cells) < leastContrast ? null : bitsOf(cells);
}

type Grid = readonly (readonly number[])[];

/** As many cells each way as the hash of an upright or of a turned picture needs, 72 × 72: both 9 and 8 divide it. */
const fine = 72;

function averaged(plane: Plane): Grid {
  const at = (index: number, length: number): number =>
    Math.min(length - 1, Math.floor(((index + 0.5) * length) / fine));
  if (plane.width <= fine || plane.height <= fine) {
    return range(fine).map((y) => range(fine).map((x) => plane.at(at(x, plane.width), at(y, plane.height))));
  }
  return range(fine).map((y) => range(fine).map((x) => meanOf(plane, x, y)));
}

function meanOf(plane: Plane, x: number, y: number): number {
  const [left, right] = [x, x + 1].map((edge) => Math.floor((edge * plane.width) / fine)) as [number, number];
  const [top, bottom] = [y, y + 1].map((edge) => Math.floor((edge * plane.height) / fine)) as [number, number];
  let sum = 0;
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) sum += plane.at(column, row);
  }
  return sum / ((right - left) * (bottom - top));
}

/** As the picture is seen, by the eight ways in which a camera may have held it. */
function turned(grid: Grid, orientation: number): Grid {
  const last = fine - 1;
  const from: Readonly<Record<number, (x: number, y: number) => readonly [number, number]>> = {
    2: (x, y) => [last - x, y],
    3: (x, y) => [last - x, last - y],
    4: (x, y) => [x, last - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, last - x],
    7: (x, y) => [last - y, last - x],
    8: (x, y) => [last - y, x],
  };
  const source = from[orientation];
  if (source === undefined) return grid;
  return range(fine).map((y) =>
    range(fine).map((x) => {
      const [column, row] = source(x, y);
      return grid[row]?.[column] ?? 0;
    }),
  );
}

function cellsOf(grid: Grid): Grid {
  const [wide, tall] = [fine / hashCells.across, fine / hashCells.down];
  return range(hashCells.down).map((y) =>
    range(hashCells.across).map((x) => {
      const rows = grid.slice(y * tall, (y + 1) * tall).map((row) => row.slice(x * wide, (x + 1) * wide));
      return rows.flat().reduce((sum, value) => sum + value, 0) / (wide * tall);
    }),
  );
}

function contrastOf(grid: Grid): number {
  const values = cellsOf(grid).flat();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function bitsOf(grid: Grid): string {
  const bits = cellsOf(grid).flatMap((row) => range(8).map((x) => ((row[x] ?? 0) > (row[x + 1] ?? 0) ? 1 : 0)));
  return range(16)
    .map((digit) => Number.parseInt(bits.slice(digit * 4, digit * 4 + 4).join(""), 2).toString(16))
    .join("");
}

function orientationOf(type: EvidenceType, bytes: Uint8Array): number {
  if (type === "png") {
    const exif = [...chunksOf(bytes)].find(({ name }) => name === "eXIf");
    return exif === undefined ? 1 : orientationIn(exif.data);
  }
  for (const { marker, data } of segmentsOf(bytes)) {
    if (marker === 0xe1 && asciiAt(data, 0, 6) === "Exif\0\0") return orientationIn(data.subarray(6));
    if (marker === 0xda) return 1;
  }
  return 1;
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}
