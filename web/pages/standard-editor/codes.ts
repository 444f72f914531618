import type { Json } from "../../../worker/domain/expression.ts";
import type { StandardDocument } from "../../document-shapes.ts";
import { inExpressions, inTexts, reread } from "../../editing/codes.ts";
import { jsonOf, keysOf, valueAt, withValue } from "../../editing/document.ts";
import { formsOf } from "./draft-document.ts";

// Codes name sections, items, vetoes, badges and levels in conditions and exports. A new one is made from its position;
// what names one by its code follows when the code is changed.

export function sectionCodes(document: StandardDocument): ReadonlySet<string> {
  return new Set(document.sections.map(({ code }) => code));
}

export function itemCodes(document: StandardDocument): ReadonlySet<string> {
  return new Set(document.sections.flatMap(({ items }) => items.map(({ code }) => code)));
}

const expressionKeys = new Set(["appliesTo", "from", "applies", "when", "unless", "of", "expression"]);

/** The document with the code at `path` changed, and all that named it by the old one. */
export function withCode(document: StandardDocument, path: string, code: string): StandardDocument {
  const before = valueAt(jsonOf(document), path);
  const renamed = withValue(jsonOf(document), path, code);
  if (typeof before !== "string" || before === "" || before === code) return formsOf(renamed) ?? document;
  const [list, , inner] = keysOf(path);
  const kind = list === "sections" && inner === "items" ? "items" : String(list);
  return formsOf(followed(renamed, kind, before, code)) ?? document;
}

function followed(document: Json, kind: string, before: string, code: string): Json {
  switch (kind) {
    case "sections":
      return inTexts(
        inExpressions(document, expressionKeys, (source) => reread(source, "sections", before, code)),
        (keys) => keys[0] === "tieBreak" || (keys[0] === "badges" && keys.at(-1) === "section"),
        before,
        code,
      );
    case "items":
      return inExpressions(document, expressionKeys, (source) => reread(source, "answers", before, code));
    case "badges":
      return inExpressions(document, expressionKeys, (source) => requoted(source, before, code));
    case "levels":
      return inTexts(document, (keys) => keys.at(-1) === "level" && keys[0] !== "levels", before, code);
    default:
      return document;
  }
}

/** `'old' in badges` as `'new' in badges`. */
function requoted(source: string, before: string, code: string): string {
  return source.replaceAll(new RegExp(`(['"])${before}\\1(\\s+in\\s+badges)`, "g"), `$1${code}$1$2`);
}
