import type { DocumentNoun } from "../../domain/document-expressions.ts";
import type { Warning } from "../../domain/warning.ts";
import { readDocumentWorkbook } from "../../spreadsheet/document.ts";
import { bareFaults, faultsOf, type ImportFault } from "../../spreadsheet/places.ts";
import type { Scope } from "../scope.ts";
import { refuseUnstorable } from "./draft.ts";
import { checkDocument, type Document } from "./examine.ts";
import { knownLevels, selectStandardLevels } from "./known-levels.ts";

/** What a file says, what is wrong with it and what it warns of. Nothing is stored: an editor puts it into a draft. */
export interface Imported {
  readonly document: Document;
  readonly faults: readonly ImportFault[];
  readonly warnings: readonly Warning[];
}

/** A document's own JSON. Refusals: too-large, invalid. */
export async function importJson(scope: Scope, noun: DocumentNoun, document: Document): Promise<Imported> {
  const [levels] = await scope.read([selectStandardLevels(scope, noun)]);
  refuseUnstorable(document, "");
  const { faults, warnings } = checkDocument(noun, document, knownLevels(levels), Number.POSITIVE_INFINITY);
  return { document, faults: bareFaults(faults), warnings };
}

/** The sheets that exportVersion makes, edited. Refusals: invalid (a file that can't be read), too-large. */
export async function importSheets(scope: Scope, noun: DocumentNoun, bytes: Uint8Array): Promise<Imported> {
  const [levels] = await scope.read([selectStandardLevels(scope, noun)]);
  const { document: read, draft } = await readDocumentWorkbook(noun, bytes);
  const document = read as Document;
  refuseUnstorable(document, "");
  const checked = checkDocument(noun, document, knownLevels(levels), Number.POSITIVE_INFINITY);
  const faults = faultsOf(draft, checked.faults);
  return { document, faults, warnings: faults.length > 0 ? [] : checked.warnings };
}
