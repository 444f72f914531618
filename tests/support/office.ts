import { archiveOf } from "./archive.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const packages = "http://schemas.openxmlformats.org/package/2006";

const mains = { docx: "word/document.xml", xlsx: "xl/workbook.xml", pptx: "ppt/presentation.xml" } as const;

type MoreParts = readonly Parameters<typeof archiveOf>[0][number][];

/** A small office file, with whatever parts besides. */
export function officeFile(kind: keyof typeof mains, more: MoreParts = [], types = ""): Uint8Array {
  return archiveOf([
    ["[Content_Types].xml", encode(`<Types xmlns="${packages}/content-types">${types}</Types>`)],
    ["_rels/.rels", encode(`<Relationships xmlns="${packages}/relationships"/>`)],
    [mains[kind], encode("<x>正文</x>")],
    ...more,
  ]);
}

/** A file of the older programs: a head, a sector of nothing, and a directory with these names. */
export function legacyFile(names: readonly string[]): Uint8Array {
  const head = Buffer.alloc(1024);
  head.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const entries = ["Root Entry", ...names].map((name, index) => {
    const entry = Buffer.alloc(128);
    entry.write(name, "utf16le");
    entry.writeUInt16LE((name.length + 1) * 2, 64);
    entry[66] = index === 0 ? 5 : 2;
    return entry;
  });
  return Uint8Array.from(Buffer.concat([head, ...entries]));
}
