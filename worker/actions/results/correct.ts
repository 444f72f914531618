import { and, desc, eq, sql } from "drizzle-orm";
import {
  assessmentDocuments,
  assessments,
  cycles,
  gates,
  results,
  resultVersions,
  standards,
  users,
} from "../../../db/tenant/schema/index.ts";
import {
  type GivenValue,
  reasonFaults,
  type Sheet,
  valueFaults,
  vetoFaults,
  withValues,
} from "../../domain/assessment.ts";
import { type FinalScore, type FrozenSubject, scoreForGood } from "../../domain/final-score.ts";
import { Problem } from "../../domain/problem.ts";
import { pointsOf } from "../../domain/score.ts";
import { refuseSeparation } from "../../domain/separation.ts";
import { type JsonMap, readStandard } from "../../domain/standard/index.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { awardsCorrected, selectAwardTerm, selectHeldOn } from "../awards.ts";
import { selectRelaxed, selectStepsOn, stepOn } from "../case-steps.ts";
import { readCohort } from "../cohort.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** What a result was wrong in, and why it is corrected. */
export interface Correction {
  readonly reason: string;
  readonly answers: readonly GivenValue[];
  readonly vetoes: readonly string[] | null;
  readonly isAccepted: boolean | null;
}

/**
 * Corrects a result: what stood before stays readable with why it was corrected, and the unit is scored again against
 * the others as they were frozen, whose results stand. An acceptance of its own as to who may. Refusals: not-found,
 * stale, invalid, conflict, separation.
 */
export async function correctResult(scope: Scope, id: string, ifMatch: string, asked: Correction) {
  const found = await readFound(scope, id);
  const { result, accepted, standard, cycle, steps, relaxed, rules } = found;
  refuseStale(ifMatch, result.revision);
  if (cycle.state !== "closed") throw new Problem("conflict", { detail: "周期还没有结束，请在验收里改。" });
  refuseAny([
    ...valueFaults(standard, asked.answers, "answers"),
    ...reasonFaults(standard, accepted, asked.answers, "answers"),
    ...vetoFaults(standard, asked.vetoes ?? [], "vetoes"),
  ]);
  refuseSeparation(steps, scope.actor.id, "accept", relaxed);
  const sheet = withValues(accepted, asked.answers, asked.vetoes ?? accepted.vetoes);
  const cohort = await readCohort(scope.db, result.cycleId, result.standardCode);
  const place = cohort.findIndex((each) => each.id === id);
  const frozen = cohort[place]?.subject;
  if (frozen?.id === undefined) throw new Problem("conflict", { detail: "这个结果没有留下算定时的数据，不能重算。" });
  const isTaken = asked.isAccepted ?? frozen.isTaken;
  const subject: FrozenSubject = { ...frozen, ...sheet, answers: sheet.answers as JsonMap, isTaken };
  const subjects = cohort.map((each, at) => (at === place ? subject : each.subject));
  const [scored] = scoreForGood(standard, rules, subjects)([place]);
  if (scored === undefined) throw new Error("a result outside its own cohort");
  await write(scope, found, asked, { sheet, subject, scored });
  const { scoreHundredths, level, isAccepted } = scored;
  const score = scoreHundredths === null ? null : pointsOf(scoreHundredths);
  return { id, accepted: isAccepted, score, level, revision: result.revision + 1 };
}

interface Corrected {
  readonly sheet: Sheet;
  readonly subject: FrozenSubject;
  readonly scored: FinalScore;
}

/** The old row beside its reason, the new sheet and the new row, or nothing. */
async function write(
  scope: Scope,
  found: Found,
  asked: Correction,
  { sheet, subject, scored }: Corrected,
): Promise<void> {
  const { result, accepted, assessment } = found;
  const { id } = result;
  const revision = result.revision + 1;
  const reasons = Object.fromEntries(asked.answers.map(({ item, reason }) => [item, String(reason ?? asked.reason)]));
  const document = {
    ...accepted,
    ...sheet,
    reasons: { ...accepted.reasons, ...reasons },
    decision: { isAccepted: subject.isTaken, reason: asked.reason },
  };
  const { record, gates: outcomes, ...row } = scored;
  const update = scope.db
    .update(results)
    .set({
      ...row,
      record: { ...record },
      gates: outcomes.map((each) => ({ ...each })),
      scoredFrom: { ...subject },
      decidedAt: scope.now,
      revision,
    })
    .where(and(eq(results.id, id), eq(results.revision, result.revision)));
  const { scoredFrom: _, ...before } = result;
  await commit(scope, { subject: { kind: "result", id, revision }, action: "correct", body: { ...asked } }, [
    scope.db.insert(resultVersions).values({
      ...{ resultId: id, revision: result.revision, result: before, accepted: found.document },
      ...{ reason: asked.reason, userId: scope.actor.id, at: scope.now },
    }),
    scope.db
      .update(assessmentDocuments)
      .set({ document, writtenAt: scope.now })
      .where(and(eq(assessmentDocuments.assessmentId, assessment), eq(assessmentDocuments.stage, "accepted"))),
    ...exactlyOne(scope, update),
    stepOn(scope, "assessment", assessment, "accept"),
    ...(result.beltId === null ? awardsCorrected(scope, found, scored, asked.reason) : []),
  ]);
}

type Found = Awaited<ReturnType<typeof readFound>>;

async function readFound(scope: Scope, id: string) {
  const ofResult = sql`(SELECT a."id" FROM ${assessments} a JOIN ${results} r ON r."cycle_id" = a."cycle_id" AND r."unit_id" = a."unit_id" AND r."standard_code" = a."standard_code" AND r."belt_id" IS a."belt_id" WHERE r."id" = ${id})`;
  const [[row], rules, relaxed] = await scope.read([
    scope.db
      .select({
        ...{ result: results, cycle: cycles, assessment: assessments.id },
        ...{ document: assessmentDocuments.document, standard: standards.document },
      })
      .from(results)
      .innerJoin(cycles, eq(cycles.id, results.cycleId))
      .innerJoin(assessments, eq(assessments.id, ofResult))
      .innerJoin(
        assessmentDocuments,
        and(eq(assessmentDocuments.assessmentId, assessments.id), eq(assessmentDocuments.stage, "accepted")),
      )
      .innerJoin(
        standards,
        and(eq(standards.code, results.standardCode), eq(standards.version, results.standardVersion)),
      )
      .where(and(eq(results.id, id), unitsWithin(scope, sql`${results.unitId}`))),
    scope.db.select().from(gates),
    selectRelaxed(scope),
  ]);
  if (row === undefined) throw new Problem("not-found");
  const [steps, held, [publicity]] = await scope.read([
    selectStepsOn(scope, "assessment", row.assessment),
    selectHeldOn(scope.db, dayInChina(scope.now), [row.result.unitId]),
    selectAwardTerm(scope.db, row.result.cycleId),
  ]);
  const read = readStandard(row.standard);
  if ("faults" in read) throw new Error("a published standard has faults");
  const { answers = {}, notApplicable = [], vetoes = [] } = row.document;
  return {
    ...row,
    accepted: { ...row.document, answers, notApplicable, vetoes },
    standard: read.standard,
    steps,
    held,
    termMonths: publicity?.termMonths ?? null,
    rules,
    relaxed,
  };
}

/** What a result was before each of its corrections, the latest first. Refusals: not-found. */
export async function listCorrections(scope: Scope, id: string) {
  const [[there], rows] = await scope.read([
    scope.db
      .select({ id: results.id })
      .from(results)
      .where(and(eq(results.id, id), unitsWithin(scope, sql`${results.unitId}`))),
    scope.db
      .select({
        ...{ revision: resultVersions.revision, reason: resultVersions.reason, at: resultVersions.at, by: users.name },
        score: sql<number | null>`json_extract(${resultVersions.result}, '$.scoreHundredths')`,
        level: sql<string | null>`json_extract(${resultVersions.result}, '$.level')`,
        accepted: sql<number>`json_extract(${resultVersions.result}, '$.isAccepted')`,
        answers: resultVersions.accepted,
      })
      .from(resultVersions)
      .innerJoin(users, eq(users.id, resultVersions.userId))
      .where(eq(resultVersions.resultId, id))
      .orderBy(desc(resultVersions.revision))
      .limit(100),
  ]);
  if (there === undefined) throw new Problem("not-found");
  return {
    items: rows.map(({ score, accepted, answers, ...row }) => ({
      ...row,
      score: score === null ? null : pointsOf(score),
      accepted: accepted === 1,
      answers: answers.answers,
    })),
  };
}
