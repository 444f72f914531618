import { sql } from "drizzle-orm";
import type { Database } from "../../db/open.ts";
import { jobs } from "../../db/tenant/schema/index.ts";
import type { Statement } from "./commit.ts";
import type { EvidenceStore } from "./evidence-store.ts";
import type { Scope } from "./scope.ts";

type Json = Readonly<Record<string, unknown>>;

/** Work that takes longer than a request: what it is, for which period it is done once, and what it is to know. */
export interface JobAsked {
  readonly name: string;
  readonly period: string;
  readonly input?: Json;
  readonly total?: number;
}

/** A job as a chunk of it begins. `cursor` is what the chunk before left, empty at first. */
export interface Job {
  readonly id: string;
  readonly name: string;
  readonly period: string;
  readonly done: number;
  readonly total: number | null;
  readonly cursor: Json;
  readonly input: Json;
  /** Who asked, for the events that it writes; null where the calendar did. */
  readonly startedBy: { readonly id: string; readonly name: string } | null;
}

/** What a chunk has to work with. */
export interface JobMeans {
  readonly database: Database;
  readonly tenant: string;
  readonly evidence: EvidenceStore;
  readonly now: string;
  readonly newId: () => string;
  /** The same object for all chunks that one message runs, for what a job works out once and may lose at any time. */
  readonly message: object;
}

/** What one chunk changes, in one batch with its progress; without a `cursor` the job is done. */
export interface Chunk {
  readonly statements: readonly Statement[];
  readonly cursor?: Json;
  readonly done: number;
  readonly total?: number;
}

/**
 * One bounded piece of a job: at most ten seconds and a thousand rows a batch. It reads and decides and leaves the
 * writing to whoever runs it. A `Problem` that it throws ends the job with that reason; anything else is tried again.
 */
export type JobRun = (means: JobMeans, job: Job) => Promise<Chunk>;

/** What runs under which name; worker/jobs.ts has them all. */
export type JobRegistry = Readonly<Record<string, JobRun>>;

/**
 * The statement that asks for a job, for the batch of the change that wants it. Asked for again, the same work isn't
 * done twice; one that failed begins again where it stood. `id` is whose row it makes if there is none yet.
 */
export function askForJob(scope: Scope, id: string, asked: JobAsked): Statement {
  return jobAsked(scope.db, { id, at: scope.now, startedBy: scope.actor.id }, asked);
}

/** As `askForJob`, of what the calendar asks for. */
export function jobAsked(
  db: Database["db"],
  by: { readonly id: string; readonly at: string; readonly startedBy: string | null },
  asked: JobAsked,
): Statement {
  const { name, period, input = {}, total = null } = asked;
  return db
    .insert(jobs)
    .values({
      ...{ id: by.id, name, period, input, total },
      ...{ startedBy: by.startedBy, createdAt: by.at, updatedAt: by.at },
    })
    .onConflictDoUpdate({
      target: [jobs.name, jobs.period],
      set: { state: "waiting", attempts: 0, error: null, updatedAt: by.at, revision: sql`${jobs.revision} + 1` },
      setWhere: sql`${jobs.state} = 'failed'`,
    });
}
