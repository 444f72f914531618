import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../db/open.ts";
import { belts, results, units } from "../../db/tenant/schema/index.ts";
import type { FrozenSubject } from "../domain/final-score.ts";
import { readRows } from "./scope.ts";

/** Everyone of a cycle under one standard, as frozen, by code point of the unit's or belt's code. Pages bound what one answer holds. */
export async function readCohort(db: Database["db"], cycle: string, code: string) {
  const subjectCode = sql<string>`coalesce(${belts.code}, ${units.code})`;
  const cohort: { readonly id: string; readonly subject: FrozenSubject }[] = [];
  for (let last = "", isMore = true; isMore; ) {
    const [page] = await readRows(db, [
      db
        .select({ id: results.id, code: subjectCode, from: results.scoredFrom })
        .from(results)
        .innerJoin(units, eq(units.id, results.unitId))
        .leftJoin(belts, eq(belts.id, results.beltId))
        .where(and(eq(results.cycleId, cycle), eq(results.standardCode, code), gt(subjectCode, last)))
        .orderBy(asc(subjectCode))
        .limit(1000),
    ]);
    cohort.push(...page.map(({ id, from }) => ({ id, subject: from as unknown as FrozenSubject })));
    isMore = page.length === 1000;
    last = page.at(-1)?.code ?? last;
  }
  return cohort;
}
