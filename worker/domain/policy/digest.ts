import { digestOf } from "../canonical.ts";
import { compareCodePoints } from "../code-points.ts";
import type { Recipient } from "./recipient.ts";

/**
 * The digest of a calculation's inputs: SHA-256, lower-case hex, of the canonical JSON of {policy, recipients sorted by id
 * by code point} (subsidies.md "Calculation call"). The policy is its document.
 */
export function calculationDigest(policy: unknown, recipients: readonly Recipient[]): Promise<string> {
  return digestOf({ policy, recipients: recipients.toSorted((a, b) => compareCodePoints(a.id, b.id)) });
}
