import { holdsAtMost } from "../document-keys.ts";
import { type Fault, inOrder } from "../fault.ts";
import { compileStandard } from "./compile.ts";
import { compileExpressions } from "./expressions.ts";
import { limits } from "./limits.ts";
import { looseAt } from "./outline.ts";
import type { Standard } from "./plan.ts";
import { readStructure } from "./structure.ts";
import { validate } from "./validate.ts";

/**
 * Reads a document of `hongdai/standard@1` (standards.md "Document"): compiled, or every fault of its form, its meaning
 * and its expressions, each with its path; faults in one part don't hide those of another.
 */
export function readStandard(
  document: unknown,
): { readonly standard: Standard } | { readonly faults: readonly Fault[] } {
  if (!holdsAtMost(document, limits.values)) {
    const most = limits.values.toLocaleString("en-US");
    return { faults: [{ path: "", message: `全文最多 ${most} 个值，请删减，或分成几份标准。` }] };
  }
  const structure = readStructure(document);
  const loose = looseAt(document);
  const expressions = compileExpressions(loose);
  const faults = withoutRepeats([...structure.faults, ...validate(loose), ...expressions.faults]);
  if (structure.document === undefined || faults.length > 0) return { faults: inOrder(document, faults) };
  return { standard: compileStandard(structure.document, expressions.compiled) };
}

/** A path keeps its first fault: a check of meaning may stumble over what the structure has said already. */
function withoutRepeats(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ path }) => {
    if (seen.has(path)) return false;
    seen.add(path);
    return true;
  });
}
