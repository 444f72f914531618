import { renameField } from "./expression/rename.ts";
import type { Expression } from "./expression.ts";
import { jsonOf, withProposal } from "./warning.ts";

type Document = Readonly<Record<string, unknown>>;

/** A document whose expressions name a fact by its new key; the very same document where none reads it. */
export function withRenamedFact(
  document: Document,
  expressions: ReadonlyMap<string, Expression>,
  variable: "unit" | "facts",
  from: string,
  to: string,
): Document {
  let renamed = document;
  for (const [path, { source, reads }] of expressions) {
    if (!reads.includes(`${variable}.${from}`)) continue;
    const value = renameField(source, variable, from, to);
    renamed = withProposal(jsonOf(renamed), { path, value }) as Document;
  }
  return renamed;
}
