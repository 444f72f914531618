import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import { eventHeads } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { eventSeals } from "../../../db/tenant/schema/index.ts";
import { type Break, firstBreak, headBreak, missingIn, type NotedHead, type Seal } from "../../domain/trail.ts";
import { readBatch, type Scope } from "../scope.ts";
import { refuseUnlessWhole } from "./list.ts";
import { selectLastSeal, selectStored } from "./stored.ts";

/** How many events one call checks at most: the next goes on where this one ended. */
export const mostVerified = 2000;

/** The proof of one stretch of the trail, and how the whole stands. */
export interface Verification {
  /** The events that this call checked against their seals. */
  readonly from: number;
  readonly to: number;
  /** The end of the chain; null where nothing was sealed yet. */
  readonly head: { readonly seq: number; readonly hash: string; readonly at: string } | null;
  /** What came after the last seal, to be sealed within a minute. */
  readonly unsealed: { readonly from: number; readonly to: number } | null;
  /** How many heads noted outside this database were compared with it. */
  readonly heads: number;
  /** The first place where the trail isn't what was sealed; null where this stretch is sound. */
  readonly break: Break | null;
  /** Where the next call goes on; null where the end was reached, or a break. */
  readonly next: number | null;
}

/**
 * Checks the trail against its chain, from the event after `after` on, and against the heads that were noted in the
 * control database. Two round trips, one to each database. Refusals: forbidden.
 */
export async function verifyAudit(scope: Scope, control: Database, after: number): Promise<Verification> {
  refuseUnlessWhole(scope);
  const { db } = scope;
  const { fromSeq, toSeq, hash, previousHash, at } = eventSeals;
  const chosen = { fromSeq, toSeq, hash, previousHash, at };
  const [[last], [before], sealed, stored, [ends], triggers] = await scope.read([
    selectLastSeal(db),
    db.select(chosen).from(eventSeals).where(eq(toSeq, after)),
    db
      .select(chosen)
      .from(eventSeals)
      .where(and(gt(toSeq, after), lte(toSeq, after + mostVerified)))
      .orderBy(asc(toSeq))
      .limit(mostVerified),
    selectStored(db, after, mostVerified),
    selectEnds(db),
    selectTriggers(db),
  ]);
  const heads = await readHeads(control, scope.actor.tenant, after);
  const head = last === undefined ? null : { seq: last.toSeq, hash: last.hash, at: last.at };
  const to = sealed.at(-1)?.toSeq ?? after;
  const isEnd = to >= (head?.seq ?? 0);
  const here = heads.filter(({ seq }) => seq <= to);
  const found =
    triggerBreak(triggers, ends?.last ?? 0) ??
    beginningBreak(after, before) ??
    (await firstBreak(before, sealed, stored, here)) ??
    (isEnd ? endBreak(head?.seq ?? 0, stored, heads, ends) : stuckBreak(sealed, after));
  const unsealedTo = Math.max(ends?.last ?? 0, stored.at(-1)?.seq ?? 0);
  return {
    from: after + 1,
    to,
    head,
    unsealed: unsealedTo > (head?.seq ?? 0) ? { from: (head?.seq ?? 0) + 1, to: unsealedTo } : null,
    heads: here.length,
    break: found,
    next: found !== null || isEnd ? null : to,
  };
}

interface Ends {
  readonly last: number;
  readonly given: number;
}

/** The number of the last event that is there, and the last number that was ever given. */
function selectEnds(db: Database["db"]) {
  const last = sql<number>`(SELECT coalesce(max("seq"), 0) FROM "events")`;
  const given = sql<number>`(SELECT coalesce(max("seq"), 0) FROM "sqlite_sequence" WHERE "name" = 'events')`;
  return db.select({ last: last.as("last"), given: given.as("given") }).from(sql`(SELECT 1)`);
}

const guardian = ["events_are_never_changed", "events_are_never_removed", "events_are_never_replaced"];

function selectTriggers(db: Database["db"]) {
  const name = sql<string>`"name"`;
  return db
    .select({ name: name.as("name") })
    .from(sql`"sqlite_master"`)
    .where(sql`"type" = 'trigger' AND "tbl_name" = 'events'`);
}

function triggerBreak(triggers: readonly { readonly name: string }[], last: number): Break | null {
  const isGuarded = guardian.every((each) => triggers.some(({ name }) => name === each));
  if (isGuarded) return null;
  return { fromSeq: 1, toSeq: Math.max(last, 1), text: "数据库里保护留痕的规则被去掉了，有人直接动过数据库。" };
}

function beginningBreak(after: number, before: Seal | undefined): Break | null {
  if (after === 0 || before !== undefined) return null;
  return { fromSeq: after, toSeq: after, text: `第 ${after} 条不是一段封存的末尾，请从头核验。` };
}

/** After the last seal: nothing noted outside may lie beyond it, and no number may be missing. */
function endBreak(
  sealedTo: number,
  stored: readonly { readonly seq: number }[],
  heads: readonly NotedHead[],
  ends: Ends | undefined,
): Break | null {
  const beyond = heads.find(({ seq }) => seq > sealedTo);
  if (beyond !== undefined) return headBreak(beyond);
  const tail = stored.filter(({ seq }) => seq > sealedTo);
  const gap = tail.length === 0 ? null : missingIn(sealedTo + 1, tail.at(-1)?.seq ?? sealedTo, tail);
  if (gap !== null) return { fromSeq: gap, toSeq: gap, text: `第 ${gap} 条不见了，还没来得及封存。` };
  if (ends === undefined || ends.given <= Math.max(ends.last, sealedTo)) return null;
  return { fromSeq: ends.last + 1, toSeq: ends.given, text: `末尾的第 ${ends.last + 1}～${ends.given} 条不见了。` };
}

/** A seal that covers more than one call can check was never ours. */
function stuckBreak(sealed: readonly Seal[], after: number): Break | null {
  if (sealed.length > 0) return null;
  return { fromSeq: after + 1, toSeq: after + mostVerified, text: `第 ${after + 1} 条起的封存不是系统做的。` };
}

async function readHeads(control: Database, tenant: string, after: number): Promise<readonly NotedHead[]> {
  const { day, seq, hash } = eventHeads;
  const [rows] = (await readBatch(control.db, [
    control.db
      .select({ day, seq, hash })
      .from(eventHeads)
      .where(and(eq(eventHeads.tenant, tenant), gt(seq, after)))
      .orderBy(asc(seq), asc(day))
      .limit(4000),
  ])) as [readonly NotedHead[]];
  return rows;
}
