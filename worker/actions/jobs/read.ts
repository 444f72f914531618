import { and, eq } from "drizzle-orm";
import { jobs } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { JobState } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";

/** How far a job has come; `total` is null until that is known, `error` says why it failed. */
export interface JobProgress {
  readonly id: string;
  readonly name: string;
  readonly period: string;
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  readonly error: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A job's progress, for whoever asked for it and for the admin; for everyone else there is none. */
export async function readJob(scope: Scope, id: string): Promise<JobProgress> {
  const isAdmin = scope.actor.roles.some(({ role }) => role === "admin");
  const [[row]] = await scope.read([
    scope.db
      .select({
        id: jobs.id,
        name: jobs.name,
        period: jobs.period,
        state: jobs.state,
        done: jobs.done,
        total: jobs.total,
        error: jobs.error,
        createdAt: jobs.createdAt,
        updatedAt: jobs.updatedAt,
      })
      .from(jobs)
      .where(and(eq(jobs.id, id), isAdmin ? undefined : eq(jobs.startedBy, scope.actor.id))),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return row;
}
