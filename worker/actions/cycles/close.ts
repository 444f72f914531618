import { and, eq, ne, sql } from "drizzle-orm";
import { assessments, cycles, jobs } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { commit, exactlyOne } from "../commit.ts";
import { askForJob } from "../jobs.ts";
import type { Scope } from "../scope.ts";
import type { JobGiven } from "./open.ts";

/** The name of the job that scores a cycle for good; its period is the cycle's id. */
export const closingJob = "close-cycle";

/**
 * Closes acceptance: from here on nobody changes an assessment of the cycle, and a job scores the whole cohort for good.
 * Where assessments are still undecided that wants a reason; they get no result. Closed already, the same job is named
 * again. Refusals: not-found, conflict, stale.
 */
export async function closeCycle(scope: Scope, id: string, reason: string | null): Promise<JobGiven> {
  const [[cycle], [asked], [left]] = await scope.read([
    scope.db.select().from(cycles).where(eq(cycles.id, id)),
    scope.db
      .select({ id: jobs.id, state: jobs.state })
      .from(jobs)
      .where(and(eq(jobs.name, closingJob), eq(jobs.period, id))),
    scope.db
      .select({
        undecided: sql<number>`coalesce(sum(${assessments.state} <> 'decided'), 0)`,
        decided: sql<number>`coalesce(sum(${assessments.state} = 'decided'), 0)`,
      })
      .from(assessments)
      .where(eq(assessments.cycleId, id)),
  ]);
  if (cycle === undefined) throw new Problem("not-found");
  if (asked !== undefined && asked.state !== "failed") return { job: asked.id, isNew: false };
  if (cycle.state !== "open" && cycle.state !== "closing") {
    throw new Problem("conflict", { detail: "只有进行中的周期可以结束。" });
  }
  const { undecided = 0, decided = 0 } = left ?? {};
  if (undecided > 0 && reason === null) {
    throw new Problem("conflict", { detail: `还有 ${undecided} 份没有认定；照此结束要写理由，它们没有结果。` });
  }
  const job = asked?.id ?? scope.newId();
  const revision = cycle.revision + 1;
  const update = scope.db
    .update(cycles)
    .set({ state: "closing", revision })
    .where(and(eq(cycles.id, id), eq(cycles.revision, cycle.revision), ne(cycles.state, "closed")));
  const subject = { kind: "cycle", id, revision };
  await commit(scope, { subject, action: "close", body: { reason, undecided, job } }, [
    ...exactlyOne(scope, update),
    askForJob(scope, job, { name: closingJob, period: id, total: decided * 2 }),
  ]);
  return { job, isNew: true };
}
