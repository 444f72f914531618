import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A picture of coloured shapes that follow from `seed`, so that two seeds make two pictures. */
export function drawn(seed: number, width = 640, height = 480): ReturnType<typeof sharp> {
  const random = randomFrom(seed);
  const shape = (): string => {
    const at = (most: number): number => Math.floor(random() * most);
    const colour = `rgb(${at(256)},${at(256)},${at(256)})`;
    return `<ellipse cx="${at(width)}" cy="${at(height)}" rx="${40 + at(width / 3)}" ry="${40 + at(height / 3)}" fill="${colour}"/>`;
  };
  const shapes = Array.from({ length: 14 }, shape).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#888"/>${shapes}</svg>`;
  return sharp(Buffer.from(svg));
}

/** A photo as a phone writes it: where it was taken, by what, how it was held, a profile of its colours. */
export async function photo(seed: number, held = 1, width = 640, height = 480): Promise<Uint8Array> {
  const picture = drawn(seed, width, height).withIccProfile("p3");
  return Uint8Array.from(await picture.withExif(position).withMetadata({ orientation: held }).jpeg().toBuffer());
}

/** Where 金华 lies, and whose phone it was. */
export const position = {
  IFD0: { Make: "SecretPhone", Model: "Telling 7", Artist: "someone" },
  IFD3: { GPSLatitudeRef: "N", GPSLatitude: "29/1 6/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "119/1 39/1 0/1" },
};

/** A PNG of these chunks, whatever they say. */
export function pngOf(chunks: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const parts = chunks.map(([name, data]) => {
    const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
  });
  return Uint8Array.from(Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]));
}

/** What an IHDR says; eight bits a channel, RGB. */
export function headerOf(width: number, height: number): Uint8Array {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8);
  return Uint8Array.from(data);
}

export const emptyPixels = Uint8Array.from(deflateSync(Buffer.alloc(4)));

export const pdf = new TextEncoder().encode(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
);

function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
