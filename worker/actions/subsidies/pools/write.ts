import { and, eq, sql } from "drizzle-orm";
import { pools, units } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { created } from "../../answer.ts";
import { commit, exactlyOne } from "../../commit.ts";
import { refuseStale } from "../../etag.ts";
import { refuseAny } from "../../refuse.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { unitsWithin } from "../../within.ts";
import { moveMoney } from "./entries.ts";
import { type Pool, poolOf, selectPool } from "./pool.ts";

/** A source and a year; `unit` is a township or trade that arranges the pool itself. Refusals: invalid, code-taken. */
export async function createPool(
  scope: Scope,
  { source, year, unit }: { readonly source: string; readonly year: number; readonly unit?: string | undefined },
): Promise<EarlierAnswer> {
  const [[owner]] = await scope.read([
    scope.db
      .select({ id: units.id, name: units.name, kind: units.kind })
      .from(units)
      .where(and(eq(units.id, unit ?? ""), unitsWithin(scope, sql`${units.id}`))),
  ]);
  const isOwner = owner !== undefined && ["township", "industry", "committee"].includes(owner.kind);
  refuseAny(unit === undefined || isOwner ? [] : [{ path: "unit", message: "应为一个乡镇（街道）、行业或工委" }]);
  const id = scope.newId();
  const buckets = { availableFen: 0, reservedFen: 0, committedFen: 0, paidFen: 0, entries: 0 };
  const pool: Pool = {
    ...{ id, source, year, state: "open", ...buckets, revision: 1 },
    unit: owner === undefined ? null : { id: owner.id, name: owner.name },
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/pools/${id}`, pool);
  const subject = { kind: "pool", id, revision: 1 };
  await commit(scope, { subject, action: "create", body: { source, year, unit: owner?.id ?? null }, answer }, [
    scope.db.insert(pools).values({ id, source, year, unitId: owner?.id ?? null, createdAt: scope.now }),
  ]);
  return answer;
}

/** Money comes into a pool from outside, with the document that grants it. Refusals: not-found, pool-closed. */
export async function grantIntoPool(
  scope: Scope,
  id: string,
  { fen, because }: { readonly fen: number; readonly because: string },
): Promise<EarlierAnswer> {
  const [[row]] = await scope.read([selectPool(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  if (row.state === "closed") throw new Problem("pool-closed");
  return await move(scope, poolOf(row), "grant", { availableFen: row.availableFen + fen }, { fen, because });
}

/** The pool's available money goes to another pool's, in the same year or the next. Refusals: not-found, invalid, pool-short, pool-closed. */
export async function transferFromPool(
  scope: Scope,
  id: string,
  { to, fen, because }: { readonly to: string; readonly fen: number; readonly because: string },
): Promise<EarlierAnswer> {
  const [[row], [other]] = await scope.read([selectPool(scope, id), selectPool(scope, to)]);
  if (row === undefined) throw new Problem("not-found");
  refuseAny(other === undefined || to === id ? [{ path: "to", message: "应为另一个资金池" }] : []);
  if (row.state === "closed" || other?.state === "closed") throw new Problem("pool-closed");
  if (row.availableFen < fen) throw new Problem("pool-short");
  const after = { availableFen: row.availableFen - fen };
  return await move(scope, poolOf(row), "transfer", after, { fen, because, otherPool: to });
}

async function move(
  scope: Scope,
  pool: Pool,
  kind: "grant" | "transfer",
  after: Partial<Pool>,
  { fen, because, otherPool }: { readonly fen: number; readonly because: string; readonly otherPool?: string },
): Promise<EarlierAnswer> {
  const moved: Pool = { ...pool, ...after, entries: pool.entries + 1 };
  const answer = created(`/api/tenants/${scope.actor.tenant}/pools/${pool.id}`, moved);
  const movement = { pool: pool.id, kind, fen, because, ...(otherPool === undefined ? {} : { otherPool }) };
  const subject = { kind: "pool-entry", id: scope.newId(), revision: 1 };
  await commit(scope, { subject, action: kind, body: movement, answer }, moveMoney(scope, movement));
  return answer;
}

/** 关账: a pool that holds nothing reserved or committed takes no more movements. Refusals: not-found, conflict, stale. */
export async function closePool(scope: Scope, id: string, ifMatch: string, reason: string): Promise<Pool> {
  const [[row]] = await scope.read([selectPool(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  if (row.state === "closed") throw new Problem("pool-closed");
  const revision = row.revision + 1;
  const update = scope.db
    .update(pools)
    .set({ state: "closed", revision })
    .where(and(eq(pools.id, id), eq(pools.revision, row.revision)));
  const subject = { kind: "pool", id, revision };
  await commit(scope, { subject, action: "close", body: { reason } }, exactlyOne(scope, update));
  return { ...poolOf(row), state: "closed", revision };
}
