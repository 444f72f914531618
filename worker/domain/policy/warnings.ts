import type { Warning } from "../warning.ts";
import type { Policy } from "./policy.ts";

/** What a sound policy may yet get wrong. */
export function warningsOf(_policy: Policy): readonly Warning[] {
  return [];
}
