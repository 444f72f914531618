import { WARNING_LIMIT, type Warning } from "../warning.ts";
import type { Standard } from "./plan.ts";
import { conditionWarnings } from "./warnings-conditions.ts";
import { formalismWarnings } from "./warnings-formalism.ts";
import { itemWarnings } from "./warnings-items.ts";
import { levelWarnings } from "./warnings-levels.ts";
import { wordingWarnings } from "./warnings-lines.ts";
import { sumWarnings } from "./warnings-sums.ts";

/**
 * What a sound standard may yet get wrong (standards.md "Document") and 「标准体检」 (capabilities.md "The rules that bind
 * such a system"): each with its path, its numbers and what to write instead. It warns and never blocks. Levels stand
 * first, then sums, items, conditions and the check of words, each in the document's order.
 */
export function warningsOf(standard: Standard): readonly Warning[] {
  return [
    ...levelWarnings(standard),
    ...wordingWarnings(standard),
    ...sumWarnings(standard),
    ...itemWarnings(standard),
    ...conditionWarnings(standard),
    ...formalismWarnings(standard.document),
  ].slice(0, WARNING_LIMIT);
}
