import { WARNING_LIMIT, type Warning } from "../warning.ts";
import type { Policy } from "./policy.ts";
import { ceilingWarnings } from "./warnings-ceilings.ts";
import { conditionWarnings } from "./warnings-conditions.ts";
import { gapWarnings } from "./warnings-gaps.ts";
import { levelWarnings } from "./warnings-levels.ts";
import { limitWarnings } from "./warnings-limits.ts";
import type { KnownLevels } from "./warnings-places.ts";
import { rowWarnings } from "./warnings-rows.ts";
import { thresholdWarnings } from "./warnings-thresholds.ts";

export type { KnownLevels } from "./warnings-places.ts";

/**
 * What a sound policy may yet get wrong (subsidies.md "Document"): brackets and bands that jump down or can't be
 * reached, rows without a recipient, awards above their limit or ceiling, instalments that never fall due. Each with
 * its path, its numbers and what to write instead. It warns and never blocks. With the levels of the standards that may be
 * paid for, rows and conditions are held against them too.
 */
export function warningsOf(policy: Policy, known: KnownLevels = {}): readonly Warning[] {
  return [
    ...thresholdWarnings(policy, known),
    ...gapWarnings(policy, known),
    ...rowWarnings(policy, known),
    ...levelWarnings(policy, known),
    ...limitWarnings(policy, known),
    ...ceilingWarnings(policy),
    ...conditionWarnings(policy, known),
  ].slice(0, WARNING_LIMIT);
}
