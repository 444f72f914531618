/** Texts and comments, which no renaming touches; `'''` and `"""` go first. */
const untouched = /[rRbB]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\/\/[^\n]*/;

/**
 * An expression in which a variable's field has another name: `unit.old` and `unit["old"]` read `unit.new`, and
 * nothing else of its text changes. Fields of the same name in something else (`answers.old`) stay.
 */
export function renameField(source: string, variable: string, from: string, to: string): string {
  const field = `(?<![\\w.]|\\.\\s+)(${variable}\\s*)(?:(\\.\\s*)${from}(?!\\w)|\\[\\s*(["'])${from}\\3\\s*\\])`;
  return source.replaceAll(
    new RegExp(`${field}|${untouched.source}`, "g"),
    (whole, read: string | undefined, dot: string | undefined) =>
      read === undefined ? whole : `${read}${dot ?? "."}${to}`,
  );
}
