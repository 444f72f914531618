import { sql } from "drizzle-orm";
import { eventHeads, tenants } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { eventSeals } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { type Seal, type StoredEvent, sealsOver } from "../../domain/trail.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { note, record } from "../commit.ts";
import { readBatch } from "../scope.ts";
import { selectLastSeal, selectStored } from "./stored.ts";

const mostAtOnce = 1000;
const mostRounds = 20;

/**
 * Chains a tenant's events that aren't sealed yet: at most 20,000 in one run, the rest in the next minute's. Two runs
 * at once hinder each other in nothing: a seal begins where the last one ended, or isn't written (trigger).
 */
export async function sealEvents(database: Database, now: Date): Promise<number> {
  let sealed = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const fresh = await sealSome(database, now);
    sealed += fresh;
    if (fresh < mostAtOnce) break;
  }
  return sealed;
}

async function sealSome(database: Database, now: Date): Promise<number> {
  const last = sql<number>`(SELECT coalesce(max("to_seq"), 0) FROM "event_seals")`;
  const [[before], fresh] = (await readBatch(database.db, [
    selectLastSeal(database.db),
    selectStored(database.db, last, mostAtOnce),
  ])) as [readonly Seal[], readonly StoredEvent[]];
  if (fresh.length === 0) return 0;
  const seals = await sealsOver(before, fresh);
  try {
    await record(
      database,
      seals.map((seal) => database.db.insert(eventSeals).values({ ...seal, at: now.toISOString() })),
    );
  } catch (error) {
    // Another run was faster and sealed the same events: its seals are these.
    if (error instanceof Problem && error.code === "conflict") return 0;
    throw error;
  }
  return fresh.length;
}

/** Which day's head this isolate has seen noted, by tenant: so that the minute's run doesn't ask control every time. */
const seen = new Map<string, string>();

/**
 * Notes the head of a tenant's chain in the control database, once a day in China: whoever rewrites the tenant's own
 * database can't reach it there. Nothing where no event was sealed yet, or the day's head stands.
 */
export async function noteHead(control: Database, database: Database, tenant: string, now: Date): Promise<void> {
  const day = dayInChina(now.toISOString());
  if (seen.get(tenant) === day) return;
  const [[head]] = (await readBatch(database.db, [selectLastSeal(database.db)])) as [readonly Seal[]];
  if (head === undefined) return;
  const isNew = sql`EXISTS (SELECT 1 FROM ${tenants} WHERE ${tenants.code} = ${tenant}) AND NOT EXISTS (SELECT 1 FROM ${eventHeads} WHERE ${eventHeads.tenant} = ${tenant} AND ${eventHeads.day} = ${day})`;
  await note(control, [
    control.db
      .insert(eventHeads)
      .select(sql`SELECT ${tenant}, ${day}, ${head.toSeq}, ${head.hash}, ${now.toISOString()} WHERE ${isNew}`),
  ]);
  seen.set(tenant, day);
}
