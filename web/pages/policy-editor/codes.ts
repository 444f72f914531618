import type { Json } from "../../../worker/domain/expression.ts";
import type { PolicyDocument } from "../../document-shapes.ts";
import { inExpressions, inTexts, reread } from "../../editing/codes.ts";
import { jsonOf, keysOf, valueAt, withValue } from "../../editing/document.ts";
import { formsOf } from "./draft-document.ts";

const expressionKeys = new Set(["when", "of", "ofFen", "fen", "by", "order", "atLeastFen", "atMostFen"]);

/** The document with the code at `path` changed, and all that named it by the old one. */
export function withCode(document: PolicyDocument, path: string, code: string): PolicyDocument {
  const before = valueAt(jsonOf(document), path);
  const renamed = withValue(jsonOf(document), path, code);
  if (typeof before !== "string" || before === "" || before === code) return formsOf(renamed) ?? document;
  const keys = keysOf(path);
  return formsOf(keys.length === 3 ? followed(renamed, String(keys[0]), before, code) : renamed) ?? document;
}

/** A grant is named by ceilings and by what was paid, a group by its grants; nothing names a payer or an instalment. */
function followed(document: Json, list: string, before: string, code: string): Json {
  if (list === "groups")
    return inTexts(document, (keys) => keys[0] === "grants" && keys.at(-1) === "group", before, code);
  if (list !== "grants") return document;
  const named = inTexts(document, (keys) => keys[0] === "ceilings" && keys.at(-2) === "grants", before, code);
  return inExpressions(named, expressionKeys, (source) => reread(source, "paidFen", before, code));
}

export function grantCodes(document: PolicyDocument): ReadonlySet<string> {
  return new Set(document.grants.map(({ code }) => code));
}
