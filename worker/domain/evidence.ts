import type { EvidenceType } from "./vocabulary.ts";

/** What each type is called on the wire, and how the names of its files end. */
export const evidenceFormats: Readonly<
  Record<EvidenceType, { readonly mediaType: string; readonly endings: readonly string[] }>
> = {
  jpeg: { mediaType: "image/jpeg", endings: ["jpg", "jpeg", "jpe", "jfif"] },
  png: { mediaType: "image/png", endings: ["png"] },
  webp: { mediaType: "image/webp", endings: ["webp"] },
  pdf: { mediaType: "application/pdf", endings: ["pdf"] },
  docx: { mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", endings: ["docx"] },
  xlsx: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", endings: ["xlsx"] },
  pptx: { mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation", endings: ["pptx"] },
  doc: { mediaType: "application/msword", endings: ["doc", "dot", "wps"] },
  xls: { mediaType: "application/vnd.ms-excel", endings: ["xls", "xlt", "et"] },
};

/** What one file may be, and how much of them. Bytes, pixels, pieces; the quota is what a tenant's settings don't say. */
export const evidenceLimits = {
  bytes: 10 * 1_048_576,
  pixels: 50_000_000,
  comparedPixels: 12_000_000,
  quotaBytes: 10 * 1_073_741_824,
  unpackedBytes: 100 * 1_048_576,
  parts: 2000,
  perItem: 20,
  perUnit: 2000,
} as const;

/** For how long a signed link to a file can be used. */
export const evidenceLinkSeconds = 300;

/** Two pictures whose hashes of 64 bits differ in at most so many are pointed out as near the same. */
export const nearBits = 5;

/** Whether a type is a picture, which a browser may show in place; anything else is only downloaded. */
export function isPicture(type: EvidenceType): boolean {
  return type === "jpeg" || type === "png" || type === "webp";
}

/** The type that a file's name claims by its ending; undefined where it claims none of ours. */
export function claimedType(name: string): EvidenceType | undefined {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) return undefined;
  const found = Object.entries(evidenceFormats).find(([, { endings }]) => endings.includes(ending));
  return found?.[0] as EvidenceType | undefined;
}

/** The name under which a file is handed out: what it is called, ending as its content is. */
export function downloadName(name: string, type: EvidenceType): string {
  const { endings } = evidenceFormats[type];
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return endings.includes(ending) ? name : `${name}.${endings[0]}`;
}

/** In how many of their 64 bits two hashes of pictures differ; each is sixteen hexadecimal digits. */
export function bitsApart(one: string, other: string): number {
  let apart = 0;
  for (let at = 0; at < 16; at += 8) {
    let bits = Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(other.slice(at, at + 8), 16);
    for (; bits !== 0; bits &= bits - 1) apart += 1;
  }
  return apart;
}
