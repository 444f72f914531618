/** For each sixteen bits that may follow: how long the code is that they begin with, and what it stands for. */
export type Codes = Uint16Array;

/** The codes of a DHT segment's table: how many there are of each length, and what they stand for in order. */
export function codesOf(counts: Uint8Array, symbols: Uint8Array): Codes {
  const codes = new Uint16Array(65_536);
  let [code, index] = [0, 0];
  for (let length = 1; length <= 16; length += 1) {
    for (let left = counts[length - 1] ?? 0; left > 0; left -= 1) {
      const from = code << (16 - length);
      codes.fill((length << 8) | (symbols[index] ?? 0), from, from + (1 << (16 - length)));
      index += 1;
      code += 1;
    }
    code <<= 1;
  }
  return codes;
}

/** The bits of a scan, stuffed bytes undone. Past its end come zeros, so that what is cut off ends, and ends in order. */
export class Bits {
  private readonly bytes: Uint8Array;
  private at: number;
  private held = 0;
  private count = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** What the next code stands for; a code that there isn't is taken for the end of a block. */
  symbol(codes: Codes): number {
    this.fill();
    const found = codes[(this.held >>> (this.count - 16)) & 0xffff] ?? 0;
    this.count -= found >>> 8 || 1;
    return found & 0xff;
  }

  take(length: number): number {
    if (length === 0) return 0;
    this.fill();
    this.count -= length;
    return (this.held >>> this.count) & ((1 << length) - 1);
  }

  /** A number of so many bits, of which the lower half stands for negative ones. */
  signed(length: number): number {
    const value = this.take(length);
    return length > 0 && value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /** Goes on behind the restart marker that comes next, if one does. */
  restart(): void {
    this.held = 0;
    this.count = 0;
    for (let at = this.bytes.indexOf(0xff, this.at); at !== -1; at = this.bytes.indexOf(0xff, at + 1)) {
      const next = this.bytes[at + 1] ?? 0;
      if (next === 0 || next === 0xff) continue;
      if (next >= 0xd0 && next <= 0xd7) this.at = at + 2;
      return;
    }
  }

  /** Holds at least sixteen bits; never more than 24, so that they fit into a small integer. */
  private fill(): void {
    while (this.count < 16) {
      const byte = this.bytes[this.at] ?? 0xff;
      const isEnd = byte === 0xff && this.bytes[this.at + 1] !== 0;
      if (!isEnd) this.at += byte === 0xff ? 2 : 1;
      this.held = ((this.held << 8) | (isEnd ? 0 : byte)) & 0xffffff;
      this.count += 8;
    }
  }
}
