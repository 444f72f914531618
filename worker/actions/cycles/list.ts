import { and, asc, desc, eq, gt, lt, or } from "drizzle-orm";
import { cycles } from "../../../db/tenant/schema/index.ts";
import type { CycleState } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { type Cycle, cycleOf, selectCycles } from "./cycle.ts";

/** The cycles, the latest first. */
export async function listCycles(
  scope: Scope,
  page: PageRequest & { readonly state?: CycleState | undefined },
): Promise<Page<Cycle>> {
  const [day, code] = readCursor(page.cursor, ["string", "string"]) ?? [];
  const after =
    day === undefined || code === undefined
      ? undefined
      : or(lt(cycles.opensOn, String(day)), and(eq(cycles.opensOn, String(day)), gt(cycles.code, String(code))));
  const [rows] = await scope.read([
    selectCycles(scope)
      .where(and(after, page.state === undefined ? undefined : eq(cycles.state, page.state)))
      .orderBy(desc(cycles.opensOn), asc(cycles.code))
      .limit(page.limit + 1),
  ]);
  return pageOf(rows, page.limit, (row) => [row.opensOn, row.code], cycleOf);
}
