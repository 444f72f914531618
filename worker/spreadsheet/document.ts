import type { DocumentNoun } from "../domain/document-expressions.ts";
import type { PolicyDocument } from "../domain/policy/index.ts";
import type { StandardDocument } from "../domain/standard/index.ts";
import { readPolicySheets } from "./policy/read.ts";
import { policyTables, writePolicy } from "./policy/write.ts";
import { readSheets, type SheetsRead } from "./read.ts";
import { readStandardSheets } from "./standard/read.ts";
import { standardTables, writeStandard } from "./standard/write.ts";
import { type ReadSheet, readWorkbook, type WrittenSheet, writeWorkbook } from "./workbook.ts";

/** A sound document as it is read back from its sheets: the types of both formats are known by the noun. */
export type SoundDocument =
  | { readonly noun: "standards"; readonly document: StandardDocument }
  | { readonly noun: "policies"; readonly document: PolicyDocument };

/** The .xlsx of a sound document; readDocumentWorkbook makes the same document of it, to the byte of its canonical form. */
export async function documentWorkbook(sound: SoundDocument): Promise<Uint8Array<ArrayBuffer>> {
  return await writeWorkbook(sound.document.title, documentSheets(sound));
}

/** The sheets of a sound document. */
export function documentSheets(sound: SoundDocument): readonly WrittenSheet[] {
  return sound.noun === "standards" ? writeStandard(sound.document) : writePolicy(sound.document);
}

/** What an .xlsx says as a standard or a policy. Refusals: invalid, for a file that isn't one. */
export async function readDocumentWorkbook(noun: DocumentNoun, bytes: Uint8Array): Promise<SheetsRead> {
  return readDocumentSheets(noun, await readWorkbook(bytes));
}

/** What sheets say as a standard or a policy. Refusals: invalid, where they are others. */
export function readDocumentSheets(noun: DocumentNoun, sheets: readonly ReadSheet[]): SheetsRead {
  return noun === "standards"
    ? readSheets(sheets, standardTables, readStandardSheets)
    : readSheets(sheets, policyTables, readPolicySheets);
}
