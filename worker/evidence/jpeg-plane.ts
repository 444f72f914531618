import { Bits, type Codes, codesOf } from "./huffman.ts";
import { type Segment, segmentsOf } from "./jpeg.ts";
import type { Plane } from "./picture-hash.ts";

interface Component {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly quantiser: number;
}

interface Frame {
  readonly isProgressive: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
}

interface Tables {
  readonly direct: Map<number, Codes>;
  readonly other: Map<number, Codes>;
  readonly quantisers: Map<number, number>;
  interval: number;
}

/**
 * The brightness of a JPEG at an eighth of its size: the mean of each block, which is all that a hash needs. Nothing is
 * transformed back and no pixel is ever held, so that twelve megapixels take two hundred thousand numbers. Of a
 * progressive one only the scans that hold the means are read.
 */
export function jpegPlane(bytes: Uint8Array): Plane | undefined {
  const tables: Tables = { direct: new Map(), other: new Map(), quantisers: new Map(), interval: 0 };
  let frame: Frame | undefined;
  let plane: { readonly means: Int32Array; readonly width: number; readonly height: number } | undefined;
  for (const segment of segmentsOf(bytes)) {
    if (segment.marker === 0xdb) readQuantisers(segment.data, tables);
    if (segment.marker === 0xc4) readCodes(segment.data, tables);
    if (segment.marker === 0xdd) tables.interval = ((segment.data[0] ?? 0) << 8) | (segment.data[1] ?? 0);
    if (segment.marker >= 0xc0 && segment.marker <= 0xc2) {
      frame = frameOf(segment);
      if (frame === undefined) return undefined;
      const { width, height } = gridOf(frame, frame.components[0]);
      plane = { means: new Int32Array(width * height), width, height };
    }
    if (segment.marker === 0xda && frame !== undefined && plane !== undefined) readScan(segment, frame, tables, plane);
  }
  if (frame === undefined || plane === undefined) return undefined;
  const scale = (tables.quantisers.get(frame.components[0]?.quantiser ?? 0) ?? 8) / 8;
  const { means, width, height } = plane;
  const [first] = frame.components;
  const widest = Math.max(...frame.components.map(({ across }) => across));
  const tallest = Math.max(...frame.components.map(({ down }) => down));
  // Blocks that lie wholly beyond the edge only fill up a group.
  const seenWidth = Math.min(width, Math.ceil((frame.width * (first?.across ?? 1)) / widest / 8));
  const seenHeight = Math.min(height, Math.ceil((frame.height * (first?.down ?? 1)) / tallest / 8));
  return { width: seenWidth, height: seenHeight, at: (x, y) => (means[y * width + x] ?? 0) * scale + 128 };
}

function readQuantisers(data: Uint8Array, { quantisers }: Tables): void {
  for (let at = 0; at < data.length; ) {
    const head = data[at] ?? 0;
    const isWide = head >>> 4 !== 0;
    quantisers.set(head & 15, isWide ? ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0) : (data[at + 1] ?? 0));
    at += isWide ? 129 : 65;
  }
}

function readCodes(data: Uint8Array, { direct, other }: Tables): void {
  for (let at = 0; at + 17 <= data.length; ) {
    const head = data[at] ?? 0;
    const counts = data.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    (head >>> 4 === 0 ? direct : other).set(head & 15, codesOf(counts, data.subarray(at + 17, at + 17 + total)));
    at += 17 + total;
  }
}

function frameOf({ marker, data }: Segment): Frame | undefined {
  const count = data[5] ?? 0;
  const components = Array.from({ length: count }, (_, index) => {
    const [id = 0, factors = 0, quantiser = 0] = data.subarray(6 + index * 3, 9 + index * 3);
    return { id, across: factors >>> 4, down: factors & 15, quantiser };
  });
  const isSound = components.every(({ across, down }) => across >= 1 && across <= 4 && down >= 1 && down <= 4);
  if (data[0] !== 8 || count < 1 || count > 4 || !isSound) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { isProgressive: marker === 0xc2, width: view.getUint16(3), height: view.getUint16(1), components };
}

/** How many groups of blocks there are, and of one component how many blocks, those beyond the edge included. */
function gridOf({ width, height, components }: Frame, of: Component | undefined) {
  const widest = Math.max(...components.map(({ across }) => across));
  const tallest = Math.max(...components.map(({ down }) => down));
  const groups = { across: Math.ceil(width / 8 / widest), down: Math.ceil(height / 8 / tallest) };
  const [across, down] = [of?.across ?? 1, of?.down ?? 1];
  return {
    groups,
    width: groups.across * across,
    height: groups.down * down,
    // A component alone in its scan leaves out the blocks beyond the edge.
    ownWidth: Math.ceil(Math.ceil((width * across) / widest) / 8),
    ownHeight: Math.ceil(Math.ceil((height * down) / tallest) / 8),
  };
}

function readScan(
  { data, whole }: Segment,
  frame: Frame,
  tables: Tables,
  plane: { readonly means: Int32Array; readonly width: number },
): void {
  const count = data[0] ?? 0;
  const [from = 0, , approximation = 0] = data.subarray(1 + count * 2);
  const [high, low] = [approximation >>> 4, approximation & 15];
  const taking = Array.from({ length: count }, (_, index) => {
    const [id, codes = 0] = data.subarray(1 + index * 2, 3 + index * 2);
    const component = frame.components.find((each) => each.id === id);
    const [direct, other] = [tables.direct.get(codes >>> 4), tables.other.get(codes & 15)];
    return { component, direct, other, last: 0, isFirst: component !== undefined && component === frame.components[0] };
  });
  if ((frame.isProgressive && from !== 0) || !taking.some(({ isFirst }) => isFirst)) return;
  const bits = new Bits(whole, 4 + data.length);
  const block = (each: (typeof taking)[number], x: number, y: number): void => {
    const place = y * plane.width + x;
    if (frame.isProgressive && high > 0) {
      const bit = bits.take(1) << low;
      if (each.isFirst) plane.means[place] = (plane.means[place] ?? 0) | bit;
      return;
    }
    each.last += bits.signed(each.direct === undefined ? 0 : bits.symbol(each.direct) & 15);
    if (each.isFirst) plane.means[place] = each.last << low;
    if (!frame.isProgressive && each.other !== undefined) skipRest(bits, each.other);
  };
  eachGroup(frame, taking, tables.interval, bits, block);
}

/** All blocks of a scan in their order, with its restarts. */
function eachGroup<Taking extends { readonly component: Component | undefined; last: number }>(
  frame: Frame,
  taking: readonly Taking[],
  interval: number,
  bits: Bits,
  block: (each: Taking, x: number, y: number) => void,
): void {
  const [only] = taking;
  const isAlone = taking.length === 1;
  const grid = gridOf(frame, only?.component);
  const [across, down] = isAlone ? [grid.ownWidth, grid.ownHeight] : [grid.groups.across, grid.groups.down];
  for (let group = 0; group < across * down; group += 1) {
    if (interval > 0 && group > 0 && group % interval === 0) {
      bits.restart();
      for (const each of taking) each.last = 0;
    }
    const [x, y] = [group % across, Math.floor(group / across)];
    for (const each of taking) {
      const [h, v] = isAlone ? [1, 1] : [each.component?.across ?? 1, each.component?.down ?? 1];
      for (let row = 0; row < v; row += 1) {
        for (let column = 0; column < h; column += 1) block(each, x * h + column, y * v + row);
      }
    }
  }
}

/** The other 63 values of a block, read only to get past them. */
function skipRest(bits: Bits, codes: Codes): void {
  for (let place = 1; place < 64; place += 1) {
    const symbol = bits.symbol(codes);
    const [zeros, length] = [symbol >>> 4, symbol & 15];
    if (length === 0 && zeros < 15) return;
    place += zeros;
    if (length > 0) bits.take(length);
  }
}
