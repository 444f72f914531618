import { and, asc, eq, lte, or } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import { jobs, tenant } from "../../../db/tenant/schema/index.ts";
import { readBatch } from "../scope.ts";

const stalledAfterMs = 60_000;
const mostAtOnce = 20;

/**
 * The jobs of a tenant that nobody is at: asked for and not begun, or begun and without a sign of life for a minute.
 * The schedule hands them to the queue, so that a lost message or a killed worker only costs time. None where the
 * tenant is suspended.
 */
export async function openJobs(database: Database, now: Date): Promise<readonly string[]> {
  const stalled = new Date(now.getTime() - stalledAfterMs).toISOString();
  const select = database.db
    .select({ id: jobs.id })
    .from(jobs)
    .innerJoin(tenant, and(eq(tenant.id, 1), eq(tenant.state, "active")))
    .where(or(eq(jobs.state, "waiting"), and(eq(jobs.state, "running"), lte(jobs.updatedAt, stalled))))
    .orderBy(asc(jobs.updatedAt), asc(jobs.id))
    .limit(mostAtOnce);
  const [rows] = (await readBatch(database.db, [select])) as [Awaited<typeof select>];
  return rows.map(({ id }) => id);
}
