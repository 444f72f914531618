import type { Json } from "../../../worker/domain/expression.ts";
import type { StandardDocument } from "../../document-shapes.ts";
import { isList, keysOf, valueAt, withValue } from "../../editing/document.ts";
import { formsOf, jsonOf } from "./draft-document.ts";

// Codes name sections, items, vetoes, badges and levels in conditions and exports. A new one is made from its position;
// what names one by its code follows when the code is changed.

/** `section_3`, or the next number that is free. */
export function freeCode(taken: ReadonlySet<string>, stem: string, from: number): string {
  let number = from;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

export function sectionCodes(document: StandardDocument): ReadonlySet<string> {
  return new Set(document.sections.map(({ code }) => code));
}

export function itemCodes(document: StandardDocument): ReadonlySet<string> {
  return new Set(document.sections.flatMap(({ items }) => items.map(({ code }) => code)));
}

const expressionKeys = new Set(["from", "applies", "when", "unless", "of", "expression"]);

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
        inExpressions(document, (source) => reread(source, "sections", before, code)),
        (keys) => keys[0] === "tieBreak" || (keys[0] === "badges" && keys.at(-1) === "section"),
        before,
        code,
      );
    case "items":
      return inExpressions(document, (source) => reread(source, "answers", before, code));
    case "badges":
      return inExpressions(document, (source) => requoted(source, before, code));
    case "levels":
      return inTexts(document, (keys) => keys.at(-1) === "level" && keys[0] !== "levels", before, code);
    default:
      return document;
  }
}

/** `answers.old` as `answers.new`, outside of quotes. */
function reread(source: string, variable: string, before: string, code: string): string {
  const named = new RegExp(`('(?:[^'\\\\]|\\\\.)*'|"(?:[^"\\\\]|\\\\.)*")|\\b${variable}\\.${before}\\b`, "g");
  return source.replace(named, (found, quoted: string | undefined) => quoted ?? found.replace(before, code));
}

/** `'old' in badges` as `'new' in badges`. */
function requoted(source: string, before: string, code: string): string {
  return source.replaceAll(new RegExp(`(['"])${before}\\1(\\s+in\\s+badges)`, "g"), `$1${code}$1$2`);
}

function inExpressions(value: Json, change: (source: string) => string, key = ""): Json {
  if (typeof value === "string") return key === "appliesTo" || expressionKeys.has(key) ? change(value) : value;
  if (isList(value)) return value.map((each) => inExpressions(each, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inExpressions(each, change, name)]));
}

function inTexts(
  value: Json,
  isMeant: (keys: readonly (string | number)[]) => boolean,
  before: string,
  code: string,
  keys: readonly (string | number)[] = [],
): Json {
  if (typeof value === "string") return value === before && isMeant(keys) ? code : value;
  const inner = (each: Json, key: string | number): Json => inTexts(each, isMeant, before, code, [...keys, key]);
  if (isList(value)) return value.map(inner);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each, name)]));
}
