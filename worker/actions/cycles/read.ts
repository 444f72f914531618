import { eq } from "drizzle-orm";
import { cycles } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { Scope } from "../scope.ts";
import { type Cycle, cycleOf, selectCycles } from "./cycle.ts";

export async function readCycle(scope: Scope, id: string): Promise<Cycle> {
  const [[row]] = await scope.read([selectCycles(scope).where(eq(cycles.id, id))]);
  if (row === undefined) throw new Problem("not-found");
  return cycleOf(row);
}
