import { deviations } from "../../../db/tenant/schema/index.ts";
import type { Sheet } from "../../domain/assessment.ts";
import { deviationLimit, deviationsBetween, scoreAlone } from "../../domain/provisional.ts";
import type { Statement } from "../commit.ts";
import type { Scope } from "../scope.ts";
import type { Case } from "./case.ts";

/**
 * Notes for good which of these items were verified further from what was claimed than the tenant allows; one that was
 * noted in this round already, by a department, stays as it was noted.
 */
export function deviationStatements(
  scope: Scope,
  { assessment, standard, scored, claimed, settings }: Case,
  verified: Sheet,
  items: readonly string[],
): readonly Statement[] {
  if (claimed === undefined) return [];
  const apart = deviationsBetween(
    standard,
    scoreAlone(standard, scored, claimed).record,
    scoreAlone(standard, scored, verified).record,
    deviationLimit(settings),
  ).filter(({ item }) => items.includes(item));
  if (apart.length === 0) return [];
  const { id: assessmentId, round, unitId } = assessment;
  return [
    scope.db
      .insert(deviations)
      .values(apart.map((each) => ({ assessmentId, round, unitId, ...each, at: scope.now })))
      .onConflictDoNothing(),
  ];
}
