import { and, eq } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as control from "../../db/control/schema.ts";
import type { Database } from "../../db/open.ts";
import * as tenant from "../../db/tenant/schema/index.ts";
import { Problem } from "../domain/problem.ts";
import type { Role, ScopeKind } from "../domain/vocabulary.ts";
import { ask } from "./ask.ts";
import { type EarlierAnswer, repeatError } from "./repeat.ts";

/** What someone may do, and where: `id` is the tenant's code, a unit's id, a trade committee's, or a department's code, by `kind`. */
export interface Appointment {
  readonly role: Role | "operator";
  readonly scope: { readonly kind: ScopeKind; readonly id: string };
}

/** Who is asking, as the signed token says it; `sessionId` is looked up again in every request. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly tenant: string;
  readonly sessionId: string;
  readonly roles: readonly Appointment[];
}

/** The Idempotency-Key of this request and the hash of what it asks. */
export interface Repeat {
  readonly key: string;
  readonly hash: string;
}

export type Rows<Queries extends readonly BatchItem<"sqlite">[]> = {
  -readonly [Index in keyof Queries]: Awaited<Queries[Index]>;
};

/**
 * One request in one database: the tenant's, or for an operator the control database. `read` sends the given queries
 * in one batch, one round trip, together with the session's; it refuses where the session has ended, the user is
 * disabled or the tenant suspended, and hands on nothing that was read before that was known.
 */
export interface Scope {
  readonly actor: Actor;
  readonly database: Database;
  readonly db: Database["db"];
  readonly now: string;
  readonly newId: () => string;
  readonly repeat: Repeat | undefined;
  readonly isControl: boolean;
  /** Those of the actor's appointments by which this operation may be called: they alone say how far it reaches. */
  readonly reach: readonly Appointment[];
  readonly read: <const Queries extends readonly BatchItem<"sqlite">[]>(queries: Queries) => Promise<Rows<Queries>>;
}

export interface ScopeParts {
  readonly actor: Actor;
  readonly database: Database;
  readonly now: string;
  readonly newId: () => string;
  readonly repeat?: Repeat | undefined;
  /** The roles that may call the operation; any where it isn't said. */
  readonly allowed?: readonly string[] | undefined;
}

export function openScope({ allowed, ...parts }: ScopeParts): Scope {
  const isControl = parts.actor.tenant === "platform";
  const { db } = parts.database;
  const session = isControl ? operatorSession(db, parts.actor) : tenantSession(db, parts.actor);
  const earlier = parts.repeat === undefined || isControl ? [] : [earlierAnswer(db, parts.actor, parts.repeat)];
  const read = async (queries: readonly BatchItem<"sqlite">[]): Promise<unknown[]> => {
    const [rows, ...more] = await readBatch(db, [session, ...earlier, ...queries]);
    refuseUnlessLive(rows as SessionRow[], parts.now);
    refuseRepeat(earlier.length === 0 ? [] : (more.shift() as StoredRow[]), parts.repeat);
    return more;
  };
  const reach = parts.actor.roles.filter(({ role }) => allowed === undefined || allowed.includes(role));
  return { ...parts, db, isControl, reach, repeat: parts.repeat, read: read as Scope["read"] };
}

/** Several queries in one round trip. drizzle types a batch as a tuple that isn't empty; ours is made of parts. */
export async function readBatch(db: Database["db"], queries: readonly BatchItem<"sqlite">[]): Promise<unknown[]> {
  return await ask(() => db.batch(queries as [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]]));
}

/** The same where the database may not exist: a namespace that doesn't answers 404, and nobody is there. */
export async function readTolerant({ db }: Database, queries: readonly BatchItem<"sqlite">[]): Promise<unknown[]> {
  try {
    return await readBatch(db, queries);
  } catch (error) {
    if (error instanceof Problem && error.cause instanceof Error && /\b404\b/.test(error.cause.message)) return [];
    throw error;
  }
}

/** The same, each query's rows by its type. */
export async function readRows<const Queries extends readonly BatchItem<"sqlite">[]>(
  db: Database["db"],
  queries: Queries,
): Promise<Rows<Queries>> {
  return (await readBatch(db, queries)) as Rows<Queries>;
}

interface SessionRow {
  readonly endedAt: string | null;
  readonly expiresAt: string;
  readonly disabledAt: string | null;
  readonly state: string;
}

function tenantSession(db: Database["db"], actor: Actor) {
  const { sessions, users } = tenant;
  return db
    .select({
      endedAt: sessions.endedAt,
      expiresAt: sessions.expiresAt,
      disabledAt: users.disabledAt,
      state: tenant.tenant.state,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(tenant.tenant, eq(tenant.tenant.id, 1))
    .where(eq(sessions.id, actor.sessionId));
}

function operatorSession(db: Database["db"], actor: Actor) {
  const { operatorSessions, operators } = control;
  return db
    .select({
      endedAt: operatorSessions.endedAt,
      expiresAt: operatorSessions.expiresAt,
      disabledAt: operators.disabledAt,
    })
    .from(operatorSessions)
    .innerJoin(operators, eq(operators.id, operatorSessions.operatorId))
    .where(eq(operatorSessions.id, actor.sessionId));
}

function refuseUnlessLive(rows: readonly SessionRow[], now: string): void {
  const [session] = rows;
  if (session === undefined || session.endedAt !== null || session.disabledAt !== null || session.expiresAt <= now) {
    throw new Problem("not-signed-in");
  }
  if (session.state === "suspended") {
    throw new Problem("forbidden", { detail: "本租户已停用，请联系平台运营。" });
  }
}

interface StoredRow extends EarlierAnswer {
  readonly requestHash: string;
}

function earlierAnswer(db: Database["db"], actor: Actor, repeat: Repeat) {
  const { idempotencyKeys: keys } = tenant;
  return db
    .select({ requestHash: keys.requestHash, status: keys.status, headers: keys.headers, body: keys.body })
    .from(keys)
    .where(and(eq(keys.userId, actor.id), eq(keys.key, repeat.key)));
}

function refuseRepeat(rows: readonly StoredRow[], repeat: Repeat | undefined): void {
  const [stored] = rows;
  if (stored === undefined || repeat === undefined) return;
  if (stored.requestHash !== repeat.hash) throw new Problem("idempotency-mismatch");
  throw repeatError({ status: stored.status, headers: stored.headers, body: stored.body });
}
