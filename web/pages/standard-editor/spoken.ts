import type { StandardDocument } from "../../document-shapes.ts";
import type { Differing } from "../../editing/editor.ts";
import { withSpokenExpressions } from "../../editing/spoken.ts";
import type { Words } from "../documents/condition.ts";

/** What two standards differ in, in the tenant's words; levels and sections come by their titles. */
export function spokenOfStandards(
  { text }: Differing,
  _after: StandardDocument,
  _before: StandardDocument,
  words: Words,
): string {
  return withSpokenExpressions(text, words);
}
