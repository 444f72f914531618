import type { DocumentNoun } from "../../domain/document-expressions.ts";
import type { Scope } from "../scope.ts";
import { refuseUnstorable } from "./draft.ts";
import { type Checked, checkDocument, type Document } from "./examine.ts";
import { knownLevels, selectStandardLevels } from "./known-levels.ts";

/** What is wrong with a document and what it warns of (标准体检); stores nothing. Refusals: too-large, invalid. */
export async function checkGiven(
  scope: Scope,
  noun: DocumentNoun,
  document: Document,
  field: "standard" | "policy",
): Promise<Checked> {
  const [levels] = await scope.read([selectStandardLevels(scope, noun)]);
  refuseUnstorable(document, field);
  return checkDocument(noun, document, knownLevels(levels));
}
