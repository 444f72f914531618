import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { assessmentDocuments, assessments, belts, events, results, units } from "../../../db/tenant/schema/index.ts";
import type { FrozenSubject } from "../../domain/final-score.ts";
import type { JsonMap } from "../../domain/standard/index.ts";
import { beltStandings, beltVariables, selectRenamedBeltFacts } from "../belt-variables.ts";
import type { Statement } from "../commit.ts";
import type { Job, JobMeans } from "../jobs.ts";
import { readRows } from "../scope.ts";
import { selectRenamedFacts, unitStandings, unitVariables } from "../unit-variables.ts";

/** So many rows a chunk of a closing. */
export const rowsAtOnce = 500;

/** A version that the cycle is bound to, and whom it is about. */
export interface Bound {
  readonly code: string;
  readonly version: number;
  readonly subject: string;
}

/** What one chunk writes: of how many, up to which code. */
export interface Written {
  readonly statements: readonly Statement[];
  readonly count: number;
  readonly last: string;
}

type Db = JobMeans["database"]["db"];

/** The next decided sheets, by the codes of their units or belts, as results that wait for their score. */
export async function freeze(means: JobMeans, job: Job, bound: Bound, after: string): Promise<Written> {
  const { db } = means.database;
  const page = await (bound.subject === "belt" ? beltsPage : unitsPage)(db, job.period, bound.code, after);
  const rows = page.map(({ code, variables, held, document, ...whose }) => {
    const { answers, notApplicable, vetoes, decision } = document;
    const subject: FrozenSubject = {
      ...{ id: code, unit: variables, answers: answers as JsonMap, notApplicable, vetoes },
      ...{ held, isTaken: decision?.isAccepted ?? true },
    };
    return { id: means.newId(), event: means.newId(), ...whose, subject };
  });
  return {
    statements: rows.length === 0 ? [] : frozenStatements(means, job, bound, rows),
    count: page.length,
    last: page.at(-1)?.code ?? after,
  };
}

async function unitsPage(db: Db, cycle: string, standard: string, after: string) {
  const ofCycle = decidedOf(cycle, standard);
  const mine = sql`${units.id} IN (SELECT ${assessments.unitId} FROM ${assessments} WHERE ${ofCycle})`;
  const [page, sheets, renamed] = await readRows(db, [
    unitStandings(db)
      .where(and(mine, gt(units.code, after)))
      .orderBy(asc(units.code))
      .limit(rowsAtOnce),
    selectSheets(db)
      .innerJoin(units, eq(units.id, assessments.unitId))
      .where(and(ofCycle, isNull(assessments.beltId), gt(units.code, after)))
      .orderBy(asc(units.code))
      .limit(rowsAtOnce),
    selectRenamedFacts({ db }),
  ]);
  const byUnit = new Map(sheets.map((sheet) => [sheet.unit, sheet]));
  return page.flatMap((unit) => {
    const sheet = byUnit.get(unit.id);
    return sheet === undefined ? [] : [{ ...sheet, code: unit.code, variables: unitVariables(unit, renamed) }];
  });
}

async function beltsPage(db: Db, cycle: string, standard: string, after: string) {
  const ofCycle = decidedOf(cycle, standard);
  const mine = sql`${belts.id} IN (SELECT ${assessments.beltId} FROM ${assessments} WHERE ${ofCycle})`;
  const [page, sheets, renamed] = await readRows(db, [
    beltStandings(db)
      .where(and(mine, gt(belts.code, after)))
      .orderBy(asc(belts.code))
      .limit(rowsAtOnce),
    selectSheets(db)
      .innerJoin(belts, eq(belts.id, assessments.beltId))
      .where(and(ofCycle, gt(belts.code, after)))
      .orderBy(asc(belts.code))
      .limit(rowsAtOnce),
    selectRenamedBeltFacts({ db }),
  ]);
  const byBelt = new Map(sheets.map((sheet) => [sheet.belt, sheet]));
  return page.flatMap((belt) => {
    const sheet = byBelt.get(belt.id);
    return sheet === undefined ? [] : [{ ...sheet, code: belt.code, variables: beltVariables(belt, renamed) }];
  });
}

function decidedOf(cycle: string, standard: string) {
  return and(eq(assessments.cycleId, cycle), eq(assessments.standardCode, standard), eq(assessments.state, "decided"));
}

function selectSheets(db: Db) {
  return db
    .select({
      unit: assessments.unitId,
      belt: assessments.beltId,
      held: assessments.held,
      document: assessmentDocuments.document,
    })
    .from(assessments)
    .innerJoin(
      assessmentDocuments,
      and(eq(assessmentDocuments.assessmentId, assessments.id), eq(assessmentDocuments.stage, "accepted")),
    )
    .$dynamic();
}

function frozenStatements(
  means: JobMeans,
  job: Job,
  { code, version }: Bound,
  rows: readonly object[],
): readonly Statement[] {
  const { db } = means.database;
  const each = sql`FROM json_each(${JSON.stringify(rows)})`;
  const waiting = JSON.stringify({ id: "", state: "failed", item: "", reason: "正在算定。" });
  return [
    db
      .insert(results)
      .select(
        sql`SELECT "value" ->> 'id', ${job.period}, "value" ->> 'unit', ${code}, ${version}, 0, NULL, NULL, '[]', '[]', NULL, ${waiting}, '[]', ${means.now}, 'accepted', "value" -> 'subject', 1, "value" ->> 'belt' ${each}`,
      ),
    resultEvents(means, job, "freeze", 1, each),
  ];
}

/** An event for each result of a chunk. */
export function resultEvents(
  { database: { db }, now }: JobMeans,
  { startedBy }: Job,
  action: "freeze" | "score",
  revision: number,
  each: ReturnType<typeof sql>,
): Statement {
  const body =
    action === "score"
      ? sql`json_object('score', "value" ->> 'scoreHundredths', 'level', "value" ->> 'level', 'accepted', "value" -> 'isAccepted')`
      : sql`json_object('scoredFrom', "value" -> 'subject')`;
  return db
    .insert(events)
    .select(
      sql`SELECT NULL, "value" ->> 'event', ${now}, ${startedBy?.id ?? null}, ${startedBy?.name ?? "系统"}, ${action}, 'result', "value" ->> 'id', ${revision}, ${body} ${each}`,
    );
}
