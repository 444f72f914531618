import { and, eq, isNull, sql } from "drizzle-orm";
import * as control from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import * as tenant from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import { isPassword } from "../password.ts";
import { type Actor, type Appointment, openScope, readBatch, readTolerant, type Scope } from "../scope.ts";

export interface SignIn {
  readonly tenant: string;
  readonly username: string;
  readonly password: string;
}

export interface SignInMeans {
  readonly openDatabase: (namespace: string) => Database;
  readonly now: Date;
  readonly newId: () => string;
  readonly sessionSeconds: number;
}

interface Found {
  readonly id: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly disabledAt: string | null;
  readonly state: string;
  readonly revision: number;
  readonly roles: readonly Appointment[];
}

/**
 * Begins a session: two round trips, one that finds the user, one that stores the session with its event. An unknown
 * tenant, an unknown or disabled user and a wrong password are one refusal after the same work.
 */
export async function beginSession(means: SignInMeans, asked: SignIn): Promise<Actor> {
  const isPlatform = asked.tenant === "platform";
  const database = means.openDatabase(isPlatform ? "control" : `t-${asked.tenant}`);
  const found = await (isPlatform ? findOperator(database, asked) : findUser(database, asked));
  const isRight = await isPassword(asked.password, found?.passwordHash);
  if (found === undefined || !isRight || found.disabledAt !== null) throw new Problem("wrong-credentials");
  if (found.state !== "active") throw new Problem("forbidden", { detail: "本租户已停用，请联系平台运营。" });
  const { id, name, roles } = found;
  const actor = { id, name, username: asked.username, tenant: asked.tenant, sessionId: means.newId(), roles };
  const scope = openScope({ actor, database, now: means.now.toISOString(), newId: means.newId });
  const expiresAt = new Date(means.now.getTime() + means.sessionSeconds * 1000).toISOString();
  const subject = { kind: "session", id: actor.sessionId, revision: 1 };
  try {
    const statements = statementsOf(scope, expiresAt, found.revision);
    await commit(scope, { subject, action: "sign-in", isOfSession: true }, statements);
  } catch (error) {
    // Disabled, given other roles or another password since it was read: what the token would say isn't so any more.
    throw error instanceof Problem && error.code === "stale" ? new Problem("busy", { retryAfterSeconds: 1 }) : error;
  }
  return actor;
}

async function findUser(database: Database, asked: SignIn): Promise<Found | undefined> {
  const { users, userRoles } = tenant;
  const { db } = database;
  const isAsked = eq(users.username, asked.username);
  const rows = (await readTolerant(database, [
    db
      .select({
        id: users.id,
        name: users.name,
        passwordHash: users.passwordHash,
        disabledAt: users.disabledAt,
        state: tenant.tenant.state,
        revision: users.revision,
      })
      .from(users)
      .innerJoin(tenant.tenant, eq(tenant.tenant.id, 1))
      .where(isAsked),
    db
      .select({ role: userRoles.role, kind: userRoles.scopeKind, id: userRoles.scopeId })
      .from(userRoles)
      .innerJoin(users, eq(users.id, userRoles.userId))
      .where(isAsked)
      .orderBy(userRoles.role, userRoles.scopeId),
  ])) as [Omit<Found, "roles">[], { role: Appointment["role"]; kind: Appointment["scope"]["kind"]; id: string }[]] | [];
  const [user] = rows[0] ?? [];
  const roles = (rows[1] ?? []).map(({ role, kind, id }) => ({ role, scope: { kind, id } }));
  return user === undefined ? undefined : { ...user, roles };
}

async function findOperator(database: Database, asked: SignIn): Promise<Found | undefined> {
  const { operators } = control;
  const { id, name, passwordHash, disabledAt, revision } = operators;
  const [[operator] = []] = (await readBatch(database.db, [
    database.db
      .select({ id, name, passwordHash, disabledAt, revision, state: sql<string>`'active'` })
      .from(operators)
      .where(eq(operators.username, asked.username)),
  ])) as Omit<Found, "roles">[][];
  const roles = [{ role: "operator", scope: { kind: "tenant", id: "platform" } }] as const;
  return operator === undefined ? undefined : { ...operator, roles };
}

function statementsOf(scope: Scope, expiresAt: string, revision: number): readonly Statement[] {
  const { actor, db, now } = scope;
  const row = { id: actor.sessionId, createdAt: now, expiresAt };
  if (scope.isControl) {
    return [
      db.insert(control.operatorSessions).values({ ...row, operatorId: actor.id }),
      db.update(control.operators).set({ lastSignInAt: now }).where(eq(control.operators.id, actor.id)),
    ];
  }
  const { users } = tenant;
  const isAsRead = and(eq(users.id, actor.id), eq(users.revision, revision), isNull(users.disabledAt));
  return [
    db.insert(tenant.sessions).values({ ...row, userId: actor.id }),
    ...exactlyOne(scope, db.update(users).set({ lastSignInAt: now }).where(isAsRead)),
  ];
}
