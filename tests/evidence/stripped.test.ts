import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { Problem } from "../../worker/domain/problem.ts";
import { inspect } from "../../worker/evidence/inspect.ts";
import { drawn, photo, pngOf, position } from "../support/pictures.ts";

const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><SecretPlace/></x:xmpmeta>';
const secrets = ["SecretPhone", "Telling 7", "someone", "SecretPlace", "GPS"];
const tellsOf = (bytes: Uint8Array): readonly string[] =>
  secrets.filter((secret) => Buffer.from(bytes).includes(secret));

/** Without position and device, and looking the very same. */
async function expectSamePicture(before: Uint8Array, after: Uint8Array): Promise<void> {
  const [one, other] = await Promise.all([before, after].map((each) => sharp(each).rotate().raw().toBuffer()));
  expect(Buffer.compare(one as Buffer, other as Buffer)).toBe(0);
}

describe("what is kept of a photo", () => {
  it("is a JPEG without position, device, name and editor, its colour profile kept", async () => {
    const before = Uint8Array.from(
      await drawn(2).withIccProfile("p3").withExif(position).withXmp(xmp).jpeg().toBuffer(),
    );
    expect(tellsOf(before)).toEqual(["SecretPhone", "Telling 7", "someone", "SecretPlace"]);
    expect((await sharp(before).metadata()).exif?.includes(Buffer.from([0x25, 0x88]))).toBe(true);
    const { bytes, width, height } = await inspect(before, "照片.jpg");
    const metadata = await sharp(bytes).metadata();
    expect([width, height]).toEqual([640, 480]);
    expect(tellsOf(bytes)).toEqual([]);
    expect([metadata.exif, metadata.xmp, metadata.iptc]).toEqual([undefined, undefined, undefined]);
    expect(metadata.icc?.length).toBeGreaterThan(0);
    await expectSamePicture(before, bytes);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("is held as it was, %i, and its sides are those that are seen", async (held) => {
    const before = await photo(3, held);
    const { bytes, width, height } = await inspect(before, "照片.jpg");
    expect([width, height]).toEqual(held >= 5 ? [480, 640] : [640, 480]);
    expect((await sharp(bytes).metadata()).orientation).toBe(held === 1 ? undefined : held);
    expect(tellsOf(bytes)).toEqual([]);
    await expectSamePicture(before, bytes);
  });

  it("is a progressive JPEG too, without comments and thumbnails", async () => {
    const plain = await drawn(4).jpeg({ progressive: true }).toBuffer();
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 13]), Buffer.from("SecretPlace")]);
    const before = Uint8Array.from(Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)]));
    const { bytes } = await inspect(before, "x");
    expect(tellsOf(bytes)).toEqual([]);
    await expectSamePicture(before, bytes);
  });

  it("is a PNG without texts and EXIF", async () => {
    const before = Uint8Array.from(await drawn(5).withExif(position).withXmp(xmp).png().toBuffer());
    expect(tellsOf(before).length).toBeGreaterThan(0);
    const { bytes, type } = await inspect(before, "x");
    expect([type, tellsOf(bytes)]).toEqual(["png", []]);
    await expectSamePicture(before, bytes);
  });

  it("is a PNG of known chunks alone", async () => {
    const chunks = [...(await chunksIn(await drawn(6).png().toBuffer()))];
    const more = ["tEXt", "iTXt", "zTXt", "tIME", "prVt"].map((name) => [name, Buffer.from("SecretPlace")] as const);
    const before = pngOf([chunks[0] ?? ["", Buffer.alloc(0)], ...more, ...chunks.slice(1)]);
    const { bytes } = await inspect(before, "x");
    expect(tellsOf(bytes)).toEqual([]);
    await expectSamePicture(before, bytes);
  });

  it.each([{ lossless: false }, { lossless: true }])("is a WebP without EXIF and XMP, %o", async (options) => {
    const before = Uint8Array.from(
      await drawn(7)
        .withIccProfile("p3")
        .withExif(position)
        .withXmp(xmp)
        .withMetadata({ orientation: 6 })
        .webp(options)
        .toBuffer(),
    );
    expect(tellsOf(before).length).toBeGreaterThan(0);
    const { bytes, width, height } = await inspect(before, "x");
    const metadata = await sharp(bytes).metadata();
    expect([tellsOf(bytes), width, height]).toEqual([[], 480, 640]);
    expect([metadata.orientation, metadata.xmp]).toEqual([6, undefined]);
    expect(metadata.icc?.length).toBeGreaterThan(0);
    await expectSamePicture(before, bytes);
  });

  it("is the same again when it is read once more", async () => {
    for (const made of [photo(8, 6), drawn(8).png().toBuffer(), drawn(8).webp().toBuffer()]) {
      const once = (await inspect(Uint8Array.from(await made), "x")).bytes;
      expect((await inspect(once, "x")).bytes).toEqual(once);
    }
  });
});

describe("any picture with any bytes changed", () => {
  it("is read or refused, and never fails", async () => {
    const files = [
      await photo(9, 6),
      Uint8Array.from(await drawn(9, 120, 90).png().toBuffer()),
      Uint8Array.from(await drawn(9, 120, 90).withExif(position).webp().toBuffer()),
    ];
    const change = fc.tuple(fc.nat(2), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(change, async ([which, changes]) => {
        const broken = (files[which] ?? new Uint8Array()).slice();
        // Mostly in the first kilobyte, where the headers are.
        for (const [at, byte] of changes) broken[at % Math.min(broken.length, 1024)] = byte;
        const said = await inspect(broken, "x").then(
          () => "read",
          (error: unknown) => (error instanceof Problem ? error.code : error),
        );
        expect(["read", "invalid"]).toContain(said);
      }),
      { numRuns: 300 },
    );
  });
});

async function chunksIn(png: Buffer): Promise<readonly (readonly [string, Uint8Array])[]> {
  const { chunksOf } = await import("../../worker/evidence/png.ts");
  return [...chunksOf(Uint8Array.from(png))].map(({ name, data }) => [name, data] as const);
}
