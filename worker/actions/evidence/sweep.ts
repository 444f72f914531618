import { and, eq, isNull, lte, sql } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import { evidence, evidenceSweeps, jobs } from "../../../db/tenant/schema/index.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { note } from "../commit.ts";
import { askStore } from "../evidence-store.ts";
import { type Chunk, type Job, type JobMeans, jobAsked } from "../jobs.ts";
import { readRows } from "../scope.ts";

/** Once a day every object is held against the rows: what has none is removed. Its period is the day. */
export const sweepJob = "sweep-evidence";

const dayMs = 86_400_000;
const objectsAtOnce = 1000;

/** Asks for today's sweep where nobody has yet; the schedule calls this each minute. */
export async function askForSweep(database: Database, now: Date, newId: () => string): Promise<void> {
  const { db } = database;
  const at = now.toISOString();
  const period = dayInChina(at);
  const [[asked]] = await readRows(db, [
    db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(eq(jobs.name, sweepJob), eq(jobs.period, period))),
  ]);
  if (asked === undefined) {
    await note(database, [jobAsked(db, { id: newId(), at, startedBy: null }, { name: sweepJob, period })]);
  }
}

interface Tally {
  readonly after: string;
  readonly objects: number;
  readonly orphans: number;
  readonly missing: number;
}

/**
 * The next thousand objects by their ids, against the rows between the same two ids. Younger than a day either may still
 * wait for the other. A removed piece's object goes too; a row whose object isn't there is only counted.
 */
export async function sweepChunk(means: JobMeans, job: Job): Promise<Chunk> {
  const { db } = means.database;
  const before = tallyOf(job.cursor);
  const dayAgo = new Date(new Date(means.now).getTime() - dayMs);
  const objects = await askStore(() => means.evidence.list(before.after, objectsAtOnce));
  const isLast = objects.length < objectsAtOnce;
  const last = objects.at(-1)?.id ?? before.after;
  const [known, old] = await readRows(db, [
    db
      .select({ id: evidence.id })
      .from(evidence)
      .where(
        and(
          isNull(evidence.removedAt),
          sql`${evidence.id} IN (SELECT "value" FROM json_each(${JSON.stringify(objects.map(({ id }) => id))}))`,
        ),
      ),
    db
      .select({ id: evidence.id })
      .from(evidence)
      .where(
        and(
          isNull(evidence.removedAt),
          lte(evidence.at, dayAgo.toISOString()),
          sql`${evidence.id} > ${before.after}`,
          isLast ? undefined : sql`${evidence.id} <= ${last}`,
        ),
      ),
  ]);
  const [kept, there] = [new Set(known.map(({ id }) => id)), new Set(objects.map(({ id }) => id))];
  const orphans = objects.filter(({ id, at }) => !kept.has(id) && at <= dayAgo).map(({ id }) => id);
  await askStore(() => means.evidence.remove(orphans));
  const after = {
    after: last,
    objects: before.objects + objects.length,
    orphans: before.orphans + orphans.length,
    missing: before.missing + old.filter(({ id }) => !there.has(id)).length,
  };
  const { after: _, ...counts } = after;
  const row = { ...counts, endedAt: isLast ? means.now : null };
  const upsert = db
    .insert(evidenceSweeps)
    .values({ day: job.period, ...row })
    .onConflictDoUpdate({ target: evidenceSweeps.day, set: row });
  return { statements: [upsert], done: after.objects, ...(isLast ? {} : { cursor: { ...after } }) };
}

function tallyOf(cursor: Job["cursor"]): Tally {
  const count = (key: string): number => Number(cursor[key] ?? 0);
  const counts = { objects: count("objects"), orphans: count("orphans"), missing: count("missing") };
  return { after: String(cursor["after"] ?? ""), ...counts };
}
