import { and, asc, eq, sql } from "drizzle-orm";
import {
  type AssessmentDocument,
  assessmentDocuments,
  assessments,
  belts,
  cycleStandards,
  cycles,
  standards,
} from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { pointsOf } from "../../domain/score.ts";
import {
  countLevels,
  type JsonMap,
  readStandard,
  type Standard,
  type Standing,
  type Subject,
  standingsUnder,
} from "../../domain/standard/index.ts";
import { type BeltStandingRow, beltStandings, beltVariables, selectRenamedBeltFacts } from "../belt-variables.ts";
import { selectVersion } from "../documents.ts";
import { refuse, refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { type RenamedFact, selectRenamedFacts, selectUnitStandings, unitVariables } from "../unit-variables.ts";
import { beltsWithin } from "../within.ts";

interface Levels {
  readonly version: number;
  readonly levels: ReturnType<typeof countLevels>;
}

/** Who would gain and who would lose if a version had been the one that a cycle was scored by. */
export interface StandardEffect {
  readonly cycle: { readonly id: string; readonly code: string; readonly title: string };
  readonly subjects: number;
  readonly before: Levels;
  readonly after: Levels;
  readonly changes: readonly (Unit & {
    readonly scoreBefore: number | null;
    readonly scoreAfter: number | null;
    readonly levelBefore: string | null;
    readonly levelAfter: string | null;
  })[];
  readonly failed: readonly (Unit & { readonly reason: string })[];
}

/** A unit, or a belt by its own id and code. */
interface Unit {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly township: string | null;
}

/**
 * Scores the answers that a cycle accepted by this version and by the version it was scored by, both with what is known
 * of the units today, so that what differs is the standard's doing. Stores nothing. Refusals: not-found, invalid.
 */
export async function effectOfStandard(
  scope: Scope,
  code: string,
  version: number,
  asked: string | undefined,
): Promise<StandardEffect> {
  const [[row], found] = await scope.read([
    selectVersion(scope, "standards", code, version),
    selectCycles(scope, code),
  ]);
  if (row === undefined) throw new Problem("not-found");
  const after = soundStandard(row.document);
  const cycle = chosenCycle(found, asked);
  const [[bound], units, renamed, sheets, ...around] = await scope.read([
    selectVersion(scope, "standards", code, cycle.version),
    selectUnitStandings(scope),
    selectRenamedFacts(scope),
    selectSheets(scope, cycle.id, code),
    beltStandings(scope.db).where(beltsWithin(scope, sql`${belts.id}`, sql`${belts.townshipId}`)),
    selectRenamedBeltFacts(scope),
  ]);
  const before = soundStandard(bound?.document);
  const answers = new Map(sheets.map((sheet) => [sheet.belt ?? sheet.unit, sheet.document]));
  const assessed = [
    ...units.map((unit) => ({ ...unit, township: unit.township ?? unit.trade, known: unitVariables(unit, renamed) })),
    ...assessedBeltsOf(...around),
  ].filter(({ id }) => answers.has(id));
  const subjects = assessed.map(({ id, code: own, known }) => subjectOf(own, known, answers.get(id)));
  const [old, now] = [standingsUnder(before, subjects), standingsUnder(after, subjects)];
  const named = assessed.map(({ id, code: own, name, township }) => ({ unit: id, code: own, name, township }));
  return {
    cycle: { id: cycle.id, code: cycle.code, title: cycle.title },
    subjects: subjects.length,
    before: { version: cycle.version, levels: countLevels(before, old) },
    after: { version, levels: countLevels(after, now) },
    changes: named.flatMap((unit) => changeOf(unit, old.get(unit.code), now.get(unit.code))),
    failed: named.flatMap((unit) => {
      const reason = now.get(unit.code)?.failure ?? null;
      return reason === null ? [] : [{ ...unit, reason }];
    }),
  };
}

function assessedBeltsOf(rows: readonly BeltStandingRow[], renamed: readonly RenamedFact[]) {
  return rows.map((belt) => ({
    ...{ id: belt.id, code: belt.code, name: belt.name, township: belt.place, known: beltVariables(belt, renamed) },
  }));
}

/** Scored as acceptance scores: nobody held anything before. */
function subjectOf(id: string, unit: JsonMap, sheet: AssessmentDocument | undefined): Subject {
  const { answers = {}, notApplicable = [], vetoes = [] } = sheet ?? {};
  return { id, unit, answers: answers as JsonMap, notApplicable, vetoes, held: { level: null } };
}

function changeOf(unit: Unit, before: Standing | undefined, after: Standing | undefined): StandardEffect["changes"] {
  const [was, is] = [before?.scoreHundredths ?? null, after?.scoreHundredths ?? null];
  const [levelBefore, levelAfter] = [before?.level ?? null, after?.level ?? null];
  if (was === is && levelBefore === levelAfter) return [];
  const points = (hundredths: number | null) => (hundredths === null ? null : pointsOf(hundredths));
  return [{ ...unit, scoreBefore: points(was), scoreAfter: points(is), levelBefore, levelAfter }];
}

/** The draft's own faults are refused by their paths, as its publication would. */
function soundStandard(document: unknown): Standard {
  const read = readStandard(document);
  if ("standard" in read) return read.standard;
  refuseAny(read.faults.map(({ path, message }) => ({ path: `document.${path}`, message })));
  throw new Error("a standard without faults that can't be read");
}

/** The cycles that are bound to a version of the standard, with how many sheets they accepted under it, oldest first. */
function selectCycles(scope: Scope, code: string) {
  const accepted = sql<number>`(SELECT count(*) FROM ${assessments} a JOIN ${assessmentDocuments} d
    ON d."assessment_id" = a."id" AND d."stage" = 'accepted'
    WHERE a."cycle_id" = ${cycles.id} AND a."standard_code" = ${code})`;
  return scope.db
    .select({
      id: cycles.id,
      code: cycles.code,
      title: cycles.title,
      version: cycleStandards.standardVersion,
      accepted,
    })
    .from(cycles)
    .innerJoin(cycleStandards, and(eq(cycleStandards.cycleId, cycles.id), eq(cycleStandards.standardCode, code)))
    .innerJoin(
      standards,
      and(eq(standards.code, cycleStandards.standardCode), eq(standards.version, cycleStandards.standardVersion)),
    )
    .orderBy(asc(cycles.opensOn), asc(cycles.code));
}

type CycleRow = Awaited<ReturnType<typeof selectCycles>>[number];

function chosenCycle(found: readonly CycleRow[], asked: string | undefined): CycleRow {
  const row =
    asked === undefined
      ? found.findLast(({ accepted }) => accepted > 0)
      : found.find(({ id, code }) => id === asked || code === asked);
  if (row !== undefined) return row;
  const message = asked === undefined ? "还没有按这个标准认定过的考核周期" : "没有用这个标准的这个考核周期";
  refuse([{ path: "cycle", message }]);
}

function selectSheets(scope: Scope, cycle: string, code: string) {
  return scope.db
    .select({ unit: assessments.unitId, belt: assessments.beltId, document: assessmentDocuments.document })
    .from(assessments)
    .innerJoin(
      assessmentDocuments,
      and(eq(assessmentDocuments.assessmentId, assessments.id), eq(assessmentDocuments.stage, "accepted")),
    )
    .where(and(eq(assessments.cycleId, cycle), eq(assessments.standardCode, code)));
}
