import { and, asc, isNotNull, lt, sql } from "drizzle-orm";
import { inbox } from "../../../db/tenant/schema/index.ts";
import { daysAfter } from "../../domain/china-day.ts";
import type { Chunk, Job, JobMeans } from "../jobs.ts";
import { readRows } from "../scope.ts";

/** How long a message stays once it was read, counted from the day it was read; an unread one stays. */
export const inboxDays = 365;

const messagesAtOnce = 500;

/** Removes the next messages that were read more than a year before the job's day. What they told of stays an event. */
export async function sweepInboxChunk({ database: { db } }: JobMeans, { period, done }: Job): Promise<Chunk> {
  const before = new Date(`${daysAfter(period, -inboxDays)}T00:00:00+08:00`).toISOString();
  const [old] = await readRows(db, [
    db
      .select({ id: inbox.id })
      .from(inbox)
      .where(and(isNotNull(inbox.readAt), lt(inbox.readAt, before)))
      .orderBy(asc(inbox.id))
      .limit(messagesAtOnce),
  ]);
  const ids = JSON.stringify(old.map(({ id }) => id));
  return {
    statements:
      old.length === 0 ? [] : [db.delete(inbox).where(sql`${inbox.id} IN (SELECT "value" FROM json_each(${ids}))`)],
    done: done + old.length,
    ...(old.length < messagesAtOnce ? {} : { cursor: {} }),
  };
}
