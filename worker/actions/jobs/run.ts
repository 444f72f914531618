import { and, eq, inArray, sql } from "drizzle-orm";
import { jobs, tenant, users } from "../../../db/tenant/schema/index.ts";
import { Problem, type ProblemCode } from "../../domain/problem.ts";
import { advance } from "../commit.ts";
import type { Chunk, Job, JobMeans, JobRegistry } from "../jobs.ts";
import { readBatch } from "../scope.ts";

/** What came of running one chunk: there is more of it, or nothing now (done, failed, suspended, or others do it). */
export type JobOutcome = "more" | "nothing";

const mostAttempts = 5;
const open = ["waiting", "running"] as const;

/**
 * Runs one chunk of a job. Its rows and its progress are one batch, which holds only where nobody has written that
 * chunk before: a message that comes twice, or a worker that is killed, repeats nothing. A suspended tenant's jobs
 * rest. Throws where the database can't be reached, so that the queue brings the message again.
 */
export async function runChunk(means: JobMeans, registry: JobRegistry, id: string): Promise<JobOutcome> {
  const found = await readJob(means, id);
  if (found === undefined) return "nothing";
  const run = registry[found.job.name];
  let chunk: Chunk;
  try {
    if (run === undefined) throw new Problem("internal", { detail: "这一版程序不认识这项任务。" });
    chunk = await run(means, found.job);
  } catch (error) {
    return await failed(means, found, error);
  }
  const { db } = means.database;
  const isDone = chunk.cursor === undefined;
  const update = db
    .update(jobs)
    .set({
      state: isDone ? "done" : "running",
      cursor: chunk.cursor ?? found.job.cursor,
      done: chunk.done,
      ...(chunk.total === undefined ? {} : { total: chunk.total }),
      ...{ attempts: 0, error: null, updatedAt: means.now, revision: sql`${jobs.revision} + 1` },
    })
    .where(isStill(found));
  try {
    const isOurs = await advance(means.database, update, chunk.statements);
    return isOurs && !isDone ? "more" : "nothing";
  } catch (error) {
    return await failed(means, found, error);
  }
}

interface Found {
  readonly job: Job;
  readonly revision: number;
  readonly attempts: number;
}

const isStill = ({ job, revision }: Found) =>
  and(eq(jobs.id, job.id), eq(jobs.revision, revision), inArray(jobs.state, open));

async function readJob({ database: { db } }: JobMeans, id: string): Promise<Found | undefined> {
  const rows = (await readBatch(db, [selectOpen(db, id)])) as [Awaited<ReturnType<typeof selectOpen>>];
  const [row] = rows[0];
  if (row === undefined) return undefined;
  const { revision, attempts, byId, byName, ...job } = row;
  const startedBy = byId === null || byName === null ? null : { id: byId, name: byName };
  return { job: { ...job, startedBy }, revision, attempts };
}

function selectOpen(db: JobMeans["database"]["db"], id: string) {
  return db
    .select({
      id: jobs.id,
      name: jobs.name,
      period: jobs.period,
      done: jobs.done,
      total: jobs.total,
      cursor: jobs.cursor,
      input: jobs.input,
      revision: jobs.revision,
      attempts: jobs.attempts,
      byId: users.id,
      byName: users.name,
    })
    .from(jobs)
    .innerJoin(tenant, and(eq(tenant.id, 1), eq(tenant.state, "active")))
    .leftJoin(users, eq(users.id, jobs.startedBy))
    .where(and(eq(jobs.id, id), inArray(jobs.state, open)));
}

/** What has passed when the queue brings the message again. */
const unreachable: ReadonlySet<ProblemCode> = new Set(["database-unavailable", "storage-unavailable", "busy"]);

/**
 * A refusal ends the job with its reason; a bug is tried a few times more, since what it stumbled on may be mended.
 * Where another message has gone on with the job since it was read, what was stumbled on is only that: no failure.
 */
async function failed(means: JobMeans, found: Found, error: unknown): Promise<JobOutcome> {
  const isRefusal = error instanceof Problem;
  if (isRefusal && unreachable.has(error.code)) throw error;
  const attempts = found.attempts + 1;
  const isOver = isRefusal || attempts >= mostAttempts;
  const update = means.database.db
    .update(jobs)
    .set({
      state: isOver ? "failed" : "running",
      error: (isRefusal ? (error.detail ?? error.code) : "系统出错，请把编号告诉管理员。").slice(0, 500),
      ...{ attempts, updatedAt: means.now, revision: sql`${jobs.revision} + 1` },
    })
    .where(isStill(found));
  const isOurs = await advance(means.database, update, []);
  if (!isOurs) return "nothing";
  console.error("job", found.job.name, found.job.id, error);
  return isOver ? "nothing" : "more";
}
