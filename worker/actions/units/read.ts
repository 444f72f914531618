import { and, eq, isNull, sql } from "drizzle-orm";
import { units } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { Scope } from "../scope.ts";
import { masked, revealFacts, selectSensitive } from "../sensitive-facts.ts";
import { unitsWithin } from "../within.ts";
import { type ShownUnit, selectUnits, unitOf } from "./unit.ts";

/** One unit within the actor's reach; outside of it there is none. */
export async function readUnit(scope: Scope, id: string): Promise<ShownUnit> {
  const [[row], sensitive] = await scope.read([selectOneUnit(scope, id), selectSensitive(scope, "unit")]);
  if (row === undefined) throw new Problem("not-found");
  return masked(unitOf(row), sensitive);
}

/** The unit's sensitive facts, for a reason that is kept. Refusals: not-found. */
export async function revealUnitFacts(scope: Scope, id: string, reason: string) {
  const [[row], sensitive] = await scope.read([selectOneUnit(scope, id), selectSensitive(scope, "unit")]);
  if (row === undefined) throw new Problem("not-found");
  return await revealFacts(scope, { kind: "unit", id }, row.facts, sensitive, reason);
}

export function selectOneUnit(scope: Scope, id: string) {
  return selectUnits(scope).where(and(eq(units.id, id), isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`)));
}
