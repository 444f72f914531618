import { readStandard, type Standard } from "../domain/standard/index.ts";

/** The text of a published version, compiled. Publishing refuses faults, so that one that can't be read is a bug of ours. */
export function publishedStandard(document: unknown): Standard {
  const read = readStandard(document);
  if ("standard" in read) return read.standard;
  throw new Error("a published standard has faults");
}
