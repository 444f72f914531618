import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import {
  assessmentDocuments,
  assessments,
  cycles,
  type Held,
  results,
  standards,
} from "../../../db/tenant/schema/index.ts";
import { type EarlierSheet, type PrefilledAnswer, prefill } from "../../domain/prefill.ts";
import { readStandard, type Standard } from "../../domain/standard/index.ts";
import { selectHeldOn } from "../awards.ts";
import type { JobMeans } from "../jobs.ts";
import { readRows } from "../scope.ts";

type Db = JobMeans["database"]["db"];

/** What closed cycles left of some units or belts: the levels that they hold, and what may stand in their next form. */
export interface Earlier {
  readonly heldBy: (id: string, standard: string) => Held;
  readonly prefillOf: (id: string, code: string, standard: Standard) => Readonly<Record<string, PrefilledAnswer>>;
}

/** The latest cycles in which an accepted sheet may be found; what is older is nobody's habit any more. */
const cyclesBack = 8;

/**
 * Reads what units, or belts, hold on the day and had accepted in the latest closed cycles. One round trip. Held is what
 * their awards say; results of cycles that were never publicised count where no award was ever made under that standard.
 * Belts have no awards: theirs is what their latest result says.
 */
export async function readEarlier(
  db: Db,
  day: string,
  ids: readonly string[],
  bindings: readonly { readonly code: string; readonly version: number; readonly standard: Standard }[],
  of: "unit" | "belt" = "unit",
): Promise<Earlier> {
  if (ids.length === 0) return { heldBy: () => ({ level: null, levels: {} }), prefillOf: () => ({}) };
  const recent = db
    .select({ id: cycles.id })
    .from(cycles)
    .where(eq(cycles.state, "closed"))
    .orderBy(desc(cycles.opensOn), desc(cycles.code))
    .limit(cyclesBack);
  const queries = [
    of === "belt" ? selectHeldOfBelts(db, ids) : selectHeld(db, ids),
    selectHeldOn(db, day, of === "belt" ? [] : ids),
    selectSheets(db, of === "belt" ? sql<string>`${assessments.beltId}` : assessments.unitId).where(
      and(
        of === "belt"
          ? inArray(assessments.beltId, [...ids])
          : and(inArray(assessments.unitId, [...ids]), isNull(assessments.beltId)),
        inArray(cycles.id, recent),
      ),
    ),
    db
      .selectDistinct({ code: standards.code, version: standards.version, document: standards.document })
      .from(standards)
      .innerJoin(
        assessments,
        and(eq(assessments.standardCode, standards.code), eq(assessments.standardVersion, standards.version)),
      )
      .where(inArray(assessments.cycleId, recent)),
  ] as const;
  const [held, awarded, sheets, versions] = await readRows(db, queries);
  const read = new Map(bindings.map((each) => [`${each.code}/${each.version}`, each.standard]));
  for (const { code, version, document } of versions) {
    const outcome = readStandard(document);
    if ("standard" in outcome && !read.has(`${code}/${version}`)) read.set(`${code}/${version}`, outcome.standard);
  }
  const byUnit = Map.groupBy(sheets, ({ unit }) => unit);
  return {
    heldBy: heldOf([...held, ...awarded]),
    prefillOf: (unit, code, standard) => prefill(code, standard, sheetsOf(byUnit.get(unit) ?? [], read)),
  };
}

function selectHeld(db: Db, ids: readonly string[]) {
  return db
    .select({ unit: results.unitId, standard: results.standardCode, level: results.level })
    .from(results)
    .innerJoin(cycles, and(eq(cycles.id, results.cycleId), eq(cycles.state, "closed")))
    .where(
      and(
        eq(results.isAccepted, true),
        inArray(results.unitId, [...ids]),
        isNull(results.beltId),
        sql`NOT EXISTS (SELECT 1 FROM "publicities" p WHERE p."cycle_id" = ${results.cycleId})`,
        sql`NOT EXISTS (SELECT 1 FROM "awards" a WHERE a."unit_id" = ${results.unitId} AND a."standard_code" = ${results.standardCode})`,
      ),
    )
    .orderBy(asc(cycles.opensOn), asc(cycles.code));
}

function selectHeldOfBelts(db: Db, ids: readonly string[]) {
  return db
    .select({ unit: sql<string>`${results.beltId}`, standard: results.standardCode, level: results.level })
    .from(results)
    .innerJoin(cycles, and(eq(cycles.id, results.cycleId), eq(cycles.state, "closed")))
    .where(and(eq(results.isAccepted, true), inArray(results.beltId, [...ids])))
    .orderBy(asc(cycles.opensOn), asc(cycles.code));
}

function selectSheets(db: Db, whose: typeof assessments.unitId | SQL<string>) {
  return db
    .select({
      unit: sql<string>`${whose}`,
      code: assessments.standardCode,
      version: assessments.standardVersion,
      cycle: cycles.title,
      opensOn: cycles.opensOn,
      document: assessmentDocuments.document,
    })
    .from(assessments)
    .innerJoin(cycles, eq(cycles.id, assessments.cycleId))
    .innerJoin(
      assessmentDocuments,
      and(eq(assessmentDocuments.assessmentId, assessments.id), eq(assessmentDocuments.stage, "accepted")),
    )
    .orderBy(asc(cycles.opensOn), asc(cycles.code))
    .$dynamic();
}

/** A later cycle's level stands in place of an earlier one's; one that found none takes it away. */
function heldOf(rows: readonly { readonly unit: string; readonly standard: string; readonly level: string | null }[]) {
  const byUnit = new Map<string, Map<string, string>>();
  for (const { unit, standard, level } of rows) {
    const levels = byUnit.get(unit) ?? new Map<string, string>();
    if (level === null) levels.delete(standard);
    else levels.set(standard, level);
    byUnit.set(unit, levels);
  }
  return (unit: string, standard: string): Held => {
    const levels = Object.fromEntries(byUnit.get(unit) ?? []);
    return { level: levels[standard] ?? null, levels };
  };
}

function sheetsOf(
  rows: Awaited<ReturnType<typeof selectSheets>>,
  read: ReadonlyMap<string, Standard>,
): readonly EarlierSheet[] {
  return rows.flatMap(({ code, version, cycle, document }) => {
    const standard = read.get(`${code}/${version}`);
    return standard === undefined ? [] : [{ code, standard, cycle, answers: document.answers ?? {} }];
  });
}
