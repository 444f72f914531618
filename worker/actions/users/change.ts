import { and, eq, isNull, sql } from "drizzle-orm";
import { guards, sessions, userRoles, users } from "../../../db/tenant/schema/index.ts";
import { appointmentFaults, type Held } from "../../domain/appointments.ts";
import { Problem } from "../../domain/problem.ts";
import { type Change, commit, exactlyOne, type Statement } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { rolesRows } from "./create.ts";
import {
  placed,
  placesOf,
  selectOneUser,
  selectOtherAdmins,
  selectPlaces,
  stateOf,
  type User,
  userOf,
} from "./user.ts";

export interface UserChange {
  readonly name?: string | undefined;
  readonly roles?: readonly Held[] | undefined;
}

/**
 * Changes a user's name, or all that they hold. Sessions carry the roles: changing them ends those of that user.
 * Refusals: not-found, stale, invalid, last-admin.
 */
export async function changeUser(scope: Scope, id: string, ifMatch: string, change: UserChange): Promise<User> {
  const [[row], [others], ...around] = await scope.read([
    selectOneUser(scope, id),
    selectOtherAdmins(scope, id),
    ...selectPlaces(scope, change.roles ?? []),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  const before = userOf(row);
  refuseAny(appointmentFaults(change.roles ?? [], placesOf(scope, around)));
  const isDemoted = change.roles !== undefined && isAdmin(before.roles) && !isAdmin(change.roles);
  if (isDemoted) refuseLastAdmin(before, others?.count ?? 0);
  const name = change.name ?? before.name;
  const statements = [
    ...nextRevision(scope, before, { name }),
    ...(change.roles === undefined
      ? []
      : [
          scope.db.delete(userRoles).where(eq(userRoles.userId, id)),
          ...rolesRows(scope, id, change.roles),
          endSessions(scope, id),
        ]),
    ...(isDemoted ? [someAdminStays(scope)] : []),
  ];
  const body = {
    ...(change.name === undefined ? {} : { name, from: before.name }),
    ...(change.roles === undefined ? {} : { roles: change.roles }),
  };
  await commit(scope, changeOf(before, "change", body), statements);
  const roles = change.roles === undefined ? before.roles : placed(change.roles, around);
  return { ...before, name, roles, revision: before.revision + 1 };
}

/** Disables a user: every session of theirs ends at once. Refusals: not-found, conflict, last-admin, stale. */
export async function disableUser(scope: Scope, id: string, reason: string): Promise<User> {
  const before = await readForDecision(scope, id);
  if (before.disabledAt !== null) throw new Problem("conflict", { detail: `${before.name}已经停用。` });
  if (isAdmin(before.roles)) refuseLastAdmin(before, before.otherAdmins);
  await commit(scope, changeOf(before, "disable", { reason }), [
    ...nextRevision(scope, before, { disabledAt: scope.now }),
    endSessions(scope, id),
    ...(isAdmin(before.roles) ? [someAdminStays(scope)] : []),
  ]);
  return decided(before, { state: "disabled", disabledAt: scope.now });
}

/** Lets a disabled user sign in again. Refusals: not-found, conflict, stale. */
export async function enableUser(scope: Scope, id: string, reason: string): Promise<User> {
  const before = await readForDecision(scope, id);
  if (before.disabledAt === null) throw new Problem("conflict", { detail: `${before.name}没有停用。` });
  await commit(scope, changeOf(before, "enable", { reason }), nextRevision(scope, before, { disabledAt: null }));
  return decided(before, { state: before.hasPassword === 1 ? "active" : "invited", disabledAt: null });
}

/** The change of a user and its event, which has the revision after it. */
export function changeOf(
  { id, revision }: Pick<User, "id" | "revision">,
  action: string,
  body: Readonly<Record<string, unknown>>,
): Change {
  return {
    subject: { kind: "user", id, revision: revision + 1 },
    action,
    body,
  };
}

/** The UPDATE that only whoever read this revision makes. */
export function nextRevision(
  scope: Scope,
  { id, revision }: Pick<User, "id" | "revision">,
  set: Partial<typeof users.$inferInsert>,
): readonly Statement[] {
  const isRead = and(eq(users.id, id), eq(users.revision, revision));
  return exactlyOne(
    scope,
    scope.db
      .update(users)
      .set({ ...set, revision: revision + 1 })
      .where(isRead),
  );
}

/** Ends every session of a user at once, but for one that goes on. */
export function endSessions(scope: Scope, userId: string, but?: string): Statement {
  const isOther = but === undefined ? undefined : sql`${sessions.id} <> ${but}`;
  return scope.db
    .update(sessions)
    .set({ endedAt: scope.now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), isOther));
}

async function readForDecision(scope: Scope, id: string) {
  const hasPassword = scope.db
    .select({ hasPassword: sql<number>`${users.passwordHash} <> 'none'` })
    .from(users)
    .where(eq(users.id, id));
  const [[row], [others], [kept]] = await scope.read([
    selectOneUser(scope, id),
    selectOtherAdmins(scope, id),
    hasPassword,
  ]);
  if (row === undefined) throw new Problem("not-found");
  return { ...userOf(row), otherAdmins: others?.count ?? 0, hasPassword: kept?.hasPassword ?? 0 };
}

function decided(
  { otherAdmins: _, hasPassword: __, ...before }: Awaited<ReturnType<typeof readForDecision>>,
  after: Partial<User>,
): User {
  return { ...before, ...after, revision: before.revision + 1 };
}

function isAdmin(roles: readonly { readonly role: string }[]): boolean {
  return roles.some(({ role }) => role === "admin");
}

function refuseLastAdmin({ name, state }: User, otherAdmins: number): void {
  if (state !== "active" || otherAdmins > 0) return;
  throw new Problem("last-admin", { detail: `${name}是唯一能登录的租户管理员，请先添一位再改。` });
}

/** Two admins who take each other's role at once would leave none: the later of the two is refused whole. */
function someAdminStays(scope: Scope): Statement {
  const admins = sql`(SELECT min(count(*), 1) FROM ${users} WHERE ${stateOf} = 'active' AND EXISTS (SELECT 1 FROM ${userRoles} WHERE ${userRoles.userId} = ${users.id} AND ${userRoles.role} = 'admin'))`;
  return scope.db.insert(guards).values({ ok: admins });
}
