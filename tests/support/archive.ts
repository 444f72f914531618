import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

interface How {
  /** The size that the archive says a part unpacks to. */
  readonly claims: number;
}

/** A zip of these parts, stored as they are, or packed with claims that may be false. */
export function archiveOf(parts: readonly (readonly [string, Uint8Array, How?])[]): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, whole, how] of parts) {
    const named = Buffer.from(name);
    const data = how === undefined ? whole : deflateRawSync(whole);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(how === undefined ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(whole), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(how?.claims ?? data.length, 18);
    fields.writeUInt16LE(named.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    local.push(Buffer.from("PK\x03\x04", "latin1"), fields, named, Buffer.from(data));
    central.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), fields, place, named);
    offset += 30 + named.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...local, directory, end]));
}

/** The parts of a zip, by its directory. */
export function unpackedParts(bytes: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  const file = Buffer.from(bytes);
  const end = file.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const parts: [string, Uint8Array][] = [];
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30)];
    const header = file.readUInt32LE(at + 42);
    const from = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
    const data = file.subarray(from, from + file.readUInt32LE(at + 20));
    const name = file.toString("utf8", at + 46, at + 46 + nameLength);
    parts.push([name, file.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data]);
    at += 46 + nameLength + extraLength + file.readUInt16LE(at + 32);
  }
  return parts;
}
