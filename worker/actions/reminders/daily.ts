import { and, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import { jobs, tenant } from "../../../db/tenant/schema/index.ts";
import { reconcileJob } from "../../domain/batch.ts";
import { daysAfter, newestMorning } from "../../domain/china-day.ts";
import { expireJob } from "../../domain/publicity.ts";
import { sweepInboxJob } from "../../domain/reminder.ts";
import { note } from "../commit.ts";
import { jobAsked } from "../jobs.ts";
import { readRows } from "../scope.ts";
import { remindJob } from "./remind.ts";

/**
 * Asks for the day's jobs once its morning has come in China. Days that were missed are made up for by the newest one
 * alone, which knows since when; a suspended tenant is asked for nothing. Called every minute.
 */
export async function askDailyJobs(database: Database, now: Date, newId: () => string): Promise<void> {
  const { db } = database;
  const at = now.toISOString();
  const day = newestMorning(at);
  const [[active], [latest]] = await readRows(db, [
    db
      .select({ id: tenant.id })
      .from(tenant)
      .where(and(eq(tenant.id, 1), eq(tenant.state, "active"))),
    db.select({ period: jobs.period }).from(jobs).where(eq(jobs.name, remindJob)).orderBy(desc(jobs.period)).limit(1),
  ]);
  if (active === undefined || (latest !== undefined && latest.period >= day)) return;
  const since = latest?.period ?? daysAfter(day, -1);
  const by = () => ({ id: newId(), at, startedBy: null });
  await note(database, [
    jobAsked(db, by(), { name: expireJob, period: day }),
    jobAsked(db, by(), { name: reconcileJob, period: day }),
    jobAsked(db, by(), { name: sweepInboxJob, period: day }),
    jobAsked(db, by(), { name: remindJob, period: day, input: { since } }),
  ]);
}
