import { EXCLUDED } from "./cohort.ts";
import type { Standard } from "./plan.ts";
import { scoreSubjects } from "./score-subjects.ts";
import type { Subject } from "./subject.ts";

/**
 * Whether the standard applies to each of the subjects, in their order (standards.md "Document", `appliesTo`). Where
 * that fails on a fact that nobody knows it counts as applying: such a subject shows as failed and isn't left out
 * without a word.
 */
export function appliesTo(standard: Standard, subjects: readonly Subject[]): readonly boolean[] {
  if (standard.appliesTo === undefined) return subjects.map(() => true);
  const { cohort } = scoreSubjects(standard, subjects);
  return subjects.map((_, index) => cohort.states[index] !== EXCLUDED);
}
