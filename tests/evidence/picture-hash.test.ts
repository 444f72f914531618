import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { bitsApart, nearBits } from "../../worker/domain/evidence.ts";
import { inspect } from "../../worker/evidence/inspect.ts";
import { pictureHash } from "../../worker/evidence/picture-hash.ts";
import { drawn, photo } from "../support/pictures.ts";

/** The hash of what is kept of a file. */
async function hashOf(made: Promise<Buffer | Uint8Array>): Promise<string> {
  const { type, bytes } = await inspect(Uint8Array.from(await made), "x");
  return (await pictureHash(type, bytes)) ?? "none";
}

const apart = async (one: Promise<Buffer | Uint8Array>, other: Promise<Buffer | Uint8Array>): Promise<number> =>
  bitsApart(await hashOf(one), await hashOf(other));

describe("bitsApart", () => {
  it.each([
    ["0000000000000000", "0000000000000000", 0],
    ["0000000000000000", "ffffffffffffffff", 64],
    ["8000000000000001", "0000000000000000", 2],
    ["00000000ffffffff", "ffffffff00000000", 64],
  ])("of %s and %s is %i", (one, other, bits) => {
    expect(bitsApart(one, other)).toBe(bits);
  });
});

describe("the hash of a picture stays near when it is", () => {
  const seeds = Array.from({ length: 12 }, (_, seed) => seed + 20);

  it.each([
    ["packed harder", (seed: number) => drawn(seed).jpeg({ quality: 35 }).toBuffer()],
    ["made progressive", (seed: number) => drawn(seed).jpeg({ progressive: true }).toBuffer()],
    ["packed without subsampling", (seed: number) => drawn(seed).jpeg({ chromaSubsampling: "4:4:4" }).toBuffer()],
    ["made a PNG", (seed: number) => drawn(seed).png().toBuffer()],
    ["made a PNG of few colours", (seed: number) => drawn(seed).png({ palette: true }).toBuffer()],
    ["made brighter", (seed: number) => drawn(seed).linear(0.9, 20).jpeg().toBuffer()],
  ])("%s", async (_, change) => {
    for (const seed of seeds) {
      const bits = await apart(photo(seed), change(seed));
      expect([seed, bits <= nearBits, bits]).toEqual([seed, true, bits]);
    }
  });

  it.each([2, 3, 4, 5, 6, 7, 8])("held another way, %i", async (held) => {
    for (const seed of seeds.slice(0, 4)) {
      const upright = photo(seed, held).then((bytes) => sharp(bytes).rotate().jpeg().toBuffer());
      const bits = await apart(photo(seed, held), upright);
      expect([seed, bits <= nearBits, bits]).toEqual([seed, true, bits]);
    }
  });

  it("made smaller", async () => {
    for (const seed of seeds) {
      const large = drawn(seed, 2560, 1920).jpeg().toBuffer();
      const small = sharp(await large)
        .resize(800)
        .jpeg({ quality: 60 })
        .toBuffer();
      const bits = await apart(large, small);
      expect([seed, bits <= nearBits, bits]).toEqual([seed, true, bits]);
    }
  });
});

describe("the hash of a picture", () => {
  it("is far from every other picture's", async () => {
    const hashes = await Promise.all(Array.from({ length: 60 }, (_, seed) => hashOf(photo(seed + 100))));
    const near = hashes.flatMap((one, index) =>
      hashes.slice(index + 1).filter((other) => bitsApart(one, other) <= nearBits),
    );
    expect(near).toEqual([]);
  });

  it("is near the one from the whole picture, though only the means of its blocks are read", async () => {
    for (const seed of [31, 32, 33, 34]) {
      const jpeg = await drawn(seed, 720, 576).jpeg({ quality: 95 }).toBuffer();
      const pixels = await sharp(jpeg).raw().toBuffer();
      const sums = new Array<number>(72).fill(0);
      for (let index = 0; index < 720 * 576; index += 1) {
        const [red = 0, green = 0, blue = 0] = pixels.subarray(index * 3, index * 3 + 3);
        const cell = Math.floor(Math.floor(index / 720) / 72) * 9 + Math.floor((index % 720) / 80);
        // A JPEG's own brightness; sharp's greyscale weighs light and not signal.
        sums[cell] = (sums[cell] ?? 0) + 0.299 * red + 0.587 * green + 0.114 * blue;
      }
      const bits = Array.from({ length: 64 }, (_, index) => {
        const at = Math.floor(index / 8) * 9 + (index % 8);
        return (sums[at] ?? 0) > (sums[at + 1] ?? 0) ? "1" : "0";
      }).join("");
      const expected = BigInt(`0b${bits}`).toString(16).padStart(16, "0");
      expect(bitsApart(await hashOf(Promise.resolve(jpeg)), expected)).toBeLessThanOrEqual(4);
    }
  });

  it("isn't there of a blank page, of what is too small, and of a WebP", async () => {
    const blank = sharp({ create: { width: 800, height: 600, channels: 3, background: "#fdfdfd" } });
    expect(await hashOf(blank.jpeg().toBuffer())).toBe("none");
    expect(await hashOf(drawn(40, 60, 60).jpeg().toBuffer())).toBe("none");
    expect(await hashOf(drawn(40).webp().toBuffer())).toBe("none");
  });

  it("of a photo that is broken inside is still some hash, and never fails", async () => {
    const bytes = await photo(41);
    for (let at = 700; at < bytes.length - 2; at += 997) {
      const broken = bytes.slice();
      broken.fill(0x5a, at, Math.min(at + 40, bytes.length - 2));
      const read = await inspect(broken, "x").catch(() => undefined);
      if (read === undefined) continue;
      const hash = await pictureHash(read.type, read.bytes);
      expect(hash === null || /^[0-9a-f]{16}$/.test(hash)).toBe(true);
    }
  });
});
