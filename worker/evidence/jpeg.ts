import { asciiAt, joined } from "./joined.ts";
import { orientationIn, seen, tiffOf } from "./orientation.ts";
import type { Picture } from "./picture.ts";
import { refuseTooManyPixels } from "./picture.ts";
import { damagedPicture, unfit } from "./unfit.ts";

/** A marker with what belongs to it: of a scan its coded data too. */
export interface Segment {
  readonly marker: number;
  /** Without the marker and the length. */
  readonly data: Uint8Array;
  /** As it stands in the file. */
  readonly whole: Uint8Array;
}

const startOfScan = 0xda;
const endOfImage = 0xd9;

/**
 * A JPEG without what its camera and its editors wrote besides the picture: position, time, device, thumbnails,
 * comments, and whatever follows the end. Colour profile and orientation stay. Refused where it is cut off, of a kind
 * that browsers don't show, or too large.
 */
export function cleanJpeg(bytes: Uint8Array): Picture {
  const segments = [...segmentsOf(bytes)];
  const frames = segments.filter(({ marker }) => isFrame(marker));
  const [frame] = frames;
  if (frame === undefined || frames.length > 1 || !segments.some(({ marker }) => marker === startOfScan)) {
    throw unfit(damagedPicture);
  }
  if (frame.marker > 0xc2) throw unfit("这种 JPEG 编码很少见，浏览器打不开，请另存为普通的 JPEG 再添。");
  if (frame.data.length < 9) throw unfit(damagedPicture);
  const view = new DataView(frame.data.buffer, frame.data.byteOffset, frame.data.byteLength);
  const [height, width] = [view.getUint16(1), view.getUint16(3)];
  if (width === 0 || height === 0) throw unfit(damagedPicture);
  refuseTooManyPixels(width, height);
  const exif = segments.find(({ marker, data }) => marker === 0xe1 && asciiAt(data, 0, 6) === "Exif\0\0");
  const orientation = exif === undefined ? 1 : orientationIn(exif.data.subarray(6));
  const kept = segments.flatMap((segment) => keptOf(segment));
  const held = orientation === 1 ? [] : [exifSegment(orientation)];
  return {
    bytes: joined([Uint8Array.of(0xff, 0xd8), ...held, ...kept, Uint8Array.of(0xff, endOfImage)]),
    ...seen(width, height, orientation),
  };
}

/** The segments of a JPEG up to its end, which must come. */
export function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) throw unfit(damagedPicture);
    if (marker === endOfImage) return;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const from = at;
    at += 2 + length;
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8) || length < 2 || at > bytes.length) {
      throw unfit(damagedPicture);
    }
    const data = bytes.subarray(from + 4, at);
    if (marker === startOfScan) at = endOfScan(bytes, at);
    yield { marker, data, whole: bytes.subarray(from, at) };
  }
}

/** Where the coded data of a scan ends: at the first marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw unfit(damagedPicture);
}

/** SOF0 to SOF15, which DHT (C4), JPG (C8) and DAC (CC) stand among. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function keptOf({ marker, data, whole }: Segment): readonly Uint8Array[] {
  if (marker === 0xfe) return [];
  if (marker < 0xe0 || marker > 0xef) return [whole];
  // JFIF without its thumbnail; the colour profile; Adobe's word on the colours.
  if (marker === 0xe0 && data.length >= 14 && asciiAt(data, 0, 5) === "JFIF\0") {
    return [joined([Uint8Array.of(0xff, 0xe0, 0, 16), data.subarray(0, 12), Uint8Array.of(0, 0)])];
  }
  if (marker === 0xe2 && asciiAt(data, 0, 12) === "ICC_PROFILE\0") return [whole];
  if (marker === 0xee && data.length === 12 && asciiAt(data, 0, 5) === "Adobe") return [whole];
  return [];
}

function exifSegment(orientation: number): Uint8Array {
  const tiff = tiffOf(orientation);
  const head = Uint8Array.of(0xff, 0xe1, 0, tiff.length + 8, 0x45, 0x78, 0x69, 0x66, 0, 0);
  return joined([head, tiff]);
}
