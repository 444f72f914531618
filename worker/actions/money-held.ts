import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { findings } from "../../db/tenant/schema/index.ts";
import type { Scope } from "./scope.ts";

/**
 * The findings that hold money of these units, for the read batch of whoever pays: `heldMoney` of domain/finding.ts
 * makes of them which unit is held and why. All units where none are named.
 */
export function selectMoneyHeld(scope: Scope, unitIds?: readonly string[]) {
  const { id, unitId, text, state, dueOn } = findings;
  const isOne = unitIds && sql`${unitId} IN (SELECT "value" FROM json_each(${JSON.stringify(unitIds)}))`;
  return scope.db
    .select({ id, unit: unitId, text, state, dueOn })
    .from(findings)
    .where(and(eq(findings.holdsMoney, true), inArray(state, ["open", "answered"]), isOne))
    .orderBy(asc(dueOn), asc(id));
}
