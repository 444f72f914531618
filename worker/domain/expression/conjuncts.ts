/** One token of CEL as far as splitting needs it: a string, an operator that matters, or any other character. */
const TOKEN = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\/|&&|\|\||[\s\S]/gu;

/** The text between top-level `&&`; all of it where `||` or `?` stand at the top, which bind looser, or a comment does. */
export function splitAtAnd(source: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of source.matchAll(TOKEN)) {
    if (token === "//" || (depth === 0 && (token === "||" || token === "?"))) return [source];
    if ("([{".includes(token)) depth++;
    if (")]}".includes(token)) depth--;
    if (depth === 0 && token === "&&") parts.push("");
    else parts.push(`${parts.pop() ?? ""}${token}`);
  }
  return parts.map((part) => part.trim());
}
