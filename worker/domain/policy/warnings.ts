import { WARNING_LIMIT, type Warning } from "../warning.ts";
import type { Policy } from "./policy.ts";
import { ceilingWarnings } from "./warnings-ceilings.ts";
import { conditionWarnings } from "./warnings-conditions.ts";
import { limitWarnings } from "./warnings-limits.ts";
import type { KnownLevels } from "./warnings-places.ts";
import { rowWarnings } from "./warnings-rows.ts";
import { thresholdWarnings } from "./warnings-thresholds.ts";

/**
 * What a sound policy may yet get wrong (subsidies.md "Document"): brackets and bands that jump down or can't be
 * reached, rows without a recipient, awards above their limit or ceiling, instalments that never fall due. Each with
 * its path, its numbers and what to write instead. It warns and never blocks. With the levels of the standard that is
 * paid for, rows are held against them too.
 */
export function warningsOf(policy: Policy, known: KnownLevels = {}): readonly Warning[] {
  return [
    ...thresholdWarnings(policy, known),
    ...rowWarnings(policy, known),
    ...limitWarnings(policy, known),
    ...ceilingWarnings(policy),
    ...conditionWarnings(policy, known),
  ].slice(0, WARNING_LIMIT);
}
