import { asc, inArray, lte, sql } from "drizzle-orm";
import { operatorSessions } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { idempotencyKeys, sessions } from "../../../db/tenant/schema/index.ts";
import { note, type Statement } from "../commit.ts";

/** How many of each go at a time: the schedule comes again within a minute. */
export const mostAtOnce = 500;

/** How long a POST may be repeated with its Idempotency-Key and gets its first answer. */
export const keyDays = 7;

/**
 * Removes what a tenant no longer needs to know: sessions past their time, which are refused with or without a row,
 * and the answers kept for repeated requests. A session that was ended early stays until then, and so do all events.
 */
export async function sweepTenant(database: Database, now: Date): Promise<void> {
  const { db } = database;
  const oldest = new Date(now.getTime() - keyDays * 86_400_000).toISOString();
  const expired = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(lte(sessions.expiresAt, now.toISOString()))
    .orderBy(asc(sessions.expiresAt))
    .limit(mostAtOnce);
  const spent = db
    .select({ row: sql`rowid` })
    .from(idempotencyKeys)
    .where(lte(idempotencyKeys.createdAt, oldest))
    .orderBy(asc(idempotencyKeys.createdAt))
    .limit(mostAtOnce);
  const statements: readonly Statement[] = [
    db.delete(sessions).where(inArray(sessions.id, expired)),
    db.delete(idempotencyKeys).where(inArray(sql`rowid`, spent)),
  ];
  await note(database, statements);
}

/** The same for the sessions of the platform's operators. */
export async function sweepControl(database: Database, now: Date): Promise<void> {
  const { db } = database;
  const expired = db
    .select({ id: operatorSessions.id })
    .from(operatorSessions)
    .where(lte(operatorSessions.expiresAt, now.toISOString()))
    .limit(mostAtOnce);
  await note(database, [db.delete(operatorSessions).where(inArray(operatorSessions.id, expired))]);
}
