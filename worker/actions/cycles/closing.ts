import { and, asc, eq, sql } from "drizzle-orm";
import { cycleStandards, cycles, events, gates, results, standards } from "../../../db/tenant/schema/index.ts";
import { compareCodePoints } from "../../domain/code-points.ts";
import { type FinalScores, scoreForGood } from "../../domain/final-score.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { readCohort } from "../cohort.ts";
import type { Statement } from "../commit.ts";
import type { Chunk, Job, JobMeans } from "../jobs.ts";
import { publishedStandard } from "../published-standard.ts";
import { readRows } from "../scope.ts";
import { type Bound, freeze, resultEvents, rowsAtOnce, type Written } from "./freezing.ts";

type Db = JobMeans["database"]["db"];

/**
 * One chunk of a cycle's closing. First every decided sheet is frozen with its unit's facts, then, standard by
 * standard, the whole cohort is scored out of what was frozen and the next results are written; the last one closes.
 */
export async function closeChunk(means: JobMeans, job: Job): Promise<Chunk> {
  const { db } = means.database;
  const [[cycle], bound] = await readRows(db, [
    db.select().from(cycles).where(eq(cycles.id, job.period)),
    db
      .select({ code: standards.code, version: standards.version, subject: standards.subject })
      .from(cycleStandards)
      .innerJoin(
        standards,
        and(eq(standards.code, cycleStandards.standardCode), eq(standards.version, cycleStandards.standardVersion)),
      )
      .where(eq(cycleStandards.cycleId, job.period))
      .orderBy(asc(cycleStandards.standardCode)),
  ]);
  if (cycle === undefined || cycle.state !== "closing") throw new Problem("conflict", { detail: "这个周期不在结束。" });
  const phase = job.cursor["phase"] === "score" ? "score" : "freeze";
  const place = Number(job.cursor["standard"] ?? 0);
  const after = String(job.cursor["after"] ?? "");
  const standard = bound[place];
  if (standard === undefined) {
    if (phase === "freeze") return { statements: [], cursor: { phase: "score", standard: 0 }, done: job.done };
    return { statements: closedStatements(means, job, cycle), done: job.done };
  }
  const chunk =
    phase === "freeze" ? await freeze(means, job, standard, after) : await score(means, job, standard, after);
  const isLast = chunk.count < rowsAtOnce;
  return {
    statements: chunk.statements,
    cursor: isLast ? { phase, standard: place + 1 } : { phase, standard: place, after: chunk.last },
    done: job.done + chunk.count,
  };
}

interface Scored {
  readonly cohort: Awaited<ReturnType<typeof readCohort>>;
  readonly finals: FinalScores;
}

/** What a message scored last; the standard before is let go. */
const scoredBy = new WeakMap<object, { readonly key: string; readonly scored: Scored }>();

/**
 * The whole cohort, read and scored once a message: what was frozen doesn't change while the cycle closes. Another
 * message, or a worker that begins after a kill, works the same out again.
 */
async function scoredCohort({ message, database: { db } }: JobMeans, cycle: string, bound: Bound): Promise<Scored> {
  const key = `${cycle} ${bound.code}`;
  const kept = scoredBy.get(message);
  if (kept?.key === key) return kept.scored;
  const scored = await scoreCohort(db, cycle, bound);
  scoredBy.set(message, { key, scored });
  return scored;
}

async function scoreCohort(db: Db, cycle: string, { code, version }: Bound): Promise<Scored> {
  const [[document], rules] = await readRows(db, [
    db
      .select({ document: standards.document })
      .from(standards)
      .where(and(eq(standards.code, code), eq(standards.version, version))),
    db.select().from(gates).orderBy(asc(gates.position)),
  ]);
  const cohort = await readCohort(db, cycle, code);
  const subjects = cohort.map(({ subject }) => subject);
  return { cohort, finals: scoreForGood(publishedStandard(document?.document), rules, subjects) };
}

/** Writes the results that come next by their codes. */
async function score(means: JobMeans, job: Job, bound: Bound, after: string): Promise<Written> {
  const { db } = means.database;
  const { cohort, finals } = await scoredCohort(means, job.period, bound);
  const from = cohort.findIndex(({ subject }) => compareCodePoints(subject.id, after) > 0);
  const places = from < 0 ? [] : [...cohort.keys()].slice(from, from + rowsAtOnce);
  const scored = finals(places);
  const rows = places.map((place, index) => ({ id: cohort[place]?.id, event: means.newId(), ...scored[index] }));
  const each = sql`FROM json_each(${JSON.stringify(rows)})`;
  return {
    statements:
      rows.length === 0 ? [] : [scoredStatement(db, means.now, rows), resultEvents(means, job, "score", 2, each)],
    count: rows.length,
    last: cohort[places.at(-1) ?? -1]?.subject.id ?? after,
  };
}

function scoredStatement(db: Db, now: string, rows: readonly object[]): Statement {
  const value = (path: string) => sql.raw(`"each"."value" ->> '${path}'`);
  const json = (path: string) => sql.raw(`"each"."value" -> '${path}'`);
  return db
    .update(results)
    .set({
      isAccepted: sql`${value("isAccepted")}`,
      scoreHundredths: sql`${value("scoreHundredths")}`,
      level: sql`${value("level")}`,
      badges: sql`${json("badges")}`,
      vetoes: sql`${json("vetoes")}`,
      rank: sql`${value("rank")}`,
      record: sql`${json("record")}`,
      gates: sql`${json("gates")}`,
      decidedAt: now,
      revision: sql`${results.revision} + 1`,
    })
    .from(sql`json_each(${JSON.stringify(rows)}) AS "each"`)
    .where(sql`${results.id} = ${value("id")} AND ${results.revision} = 1`);
}

function closedStatements(
  { database: { db }, now, newId }: JobMeans,
  { startedBy }: Job,
  { id, revision, opensOn }: { readonly id: string; readonly revision: number; readonly opensOn: string },
): readonly Statement[] {
  const today = dayInChina(now);
  return [
    db
      .update(cycles)
      .set({ state: "closed", closedOn: today < opensOn ? opensOn : today, revision: revision + 1 })
      .where(and(eq(cycles.id, id), eq(cycles.revision, revision))),
    db.insert(events).values({
      ...{ id: newId(), at: now, actorId: startedBy?.id ?? null, actorName: startedBy?.name ?? "系统" },
      ...{ action: "closed", subjectKind: "cycle", subjectId: id, revision: revision + 1 },
    }),
  ];
}
