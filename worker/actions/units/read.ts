import { and, eq, isNull, sql } from "drizzle-orm";
import { units } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import { selectUnits, type Unit, unitOf } from "./unit.ts";

/** One unit within the actor's reach; outside of it there is none. */
export async function readUnit(scope: Scope, id: string): Promise<Unit> {
  const [[row]] = await scope.read([selectOneUnit(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  return unitOf(row);
}

export function selectOneUnit(scope: Scope, id: string) {
  return selectUnits(scope).where(and(eq(units.id, id), isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`)));
}
