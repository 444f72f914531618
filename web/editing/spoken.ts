import type { Json } from "../../worker/domain/expression.ts";
import { inWords, type Words } from "../pages/documents/condition.ts";
import { valueAt } from "./document.ts";
import type { Differing } from "./editor.ts";

// What differs between two documents comes with expressions and codes as they are written. A reader is told what the
// same things are called everywhere else on the screen.

/** What stands in “…” and names something that is known, as conditions are read; everything else as it is. */
export function withSpokenExpressions(text: string, words: Words): string {
  return text.replace(/“([^“”]+)”/g, (whole, source: string) => {
    if (!/[A-Za-z_]\w*\.[A-Za-z_]|^(score|badges)\b/.test(source)) return whole;
    const said = inWords(source, words);
    return said === null ? whole : `“${said}”`;
  });
}

/** Codes in 「…」 by their titles, in what stands after `mark` in the text. */
export function withTitlesAfter(text: string, mark: string, titles: ReadonlyMap<string, string>): string {
  const start = text.indexOf(mark);
  if (start === -1) return text;
  const end = start + mark.length;
  return (
    text.slice(0, end) + text.slice(end).replace(/「([^「」]+)」/g, (_, code) => `「${titles.get(code) ?? code}」`)
  );
}

/** The key of a table's row by the level that it stands for; `documents` are the later and the earlier one. */
export function withLevelOfRow({ path, text }: Differing, documents: readonly Json[], words: Words): string {
  const [, table, key] = /^(.*)\.rows\.(.+)$/.exec(path) ?? [];
  if (table === undefined || key === undefined) return text;
  const of = documents.map((document) => valueAt(document, `${table}.of`)).find((each) => typeof each === "string");
  const title = words.levels.get(key);
  if (typeof of !== "string" || !of.endsWith(".level") || title === undefined) return text;
  const place = text.lastIndexOf(`「${key}」`);
  return place === -1 ? text : `${text.slice(0, place)}「${title}」${text.slice(place + key.length + 2)}`;
}
