import type { Json } from "../../worker/domain/expression.ts";
import { isList } from "./document.ts";

// Codes name the parts of a document in conditions and exports. A new one is made from its position; what names one by
// its code follows when the code is changed.

/** `section_3`, or the next number that is free. */
export function freeCode(taken: ReadonlySet<string>, stem: string, from: number): string {
  let number = from;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

/** The document with every text changed that stands under one of the keys that hold expressions. */
export function inExpressions(
  value: Json,
  keys: ReadonlySet<string>,
  change: (source: string) => string,
  key = "",
): Json {
  if (typeof value === "string") return keys.has(key) ? change(value) : value;
  if (isList(value)) return value.map((each) => inExpressions(each, keys, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, inExpressions(each, keys, change, name)]),
  );
}

/** The document with the texts that name `before`, where they are meant, naming `code`. */
export function inTexts(
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

/** `answers.old` as `answers.new`, outside of quotes. */
export function reread(source: string, variable: string, before: string, code: string): string {
  const named = new RegExp(`('(?:[^'\\\\]|\\\\.)*'|"(?:[^"\\\\]|\\\\.)*")|\\b${variable}\\.${before}\\b`, "g");
  return source.replace(named, (found, quoted: string | undefined) => quoted ?? found.replace(before, code));
}
