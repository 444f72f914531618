import { eq } from "drizzle-orm";
import { userRoles, users } from "../../../db/tenant/schema/index.ts";
import { appointmentFaults, type Held } from "../../domain/appointments.ts";
import { Problem } from "../../domain/problem.ts";
import { created } from "../answer.ts";
import { commit } from "../commit.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { noPassword, placed, placesOf, selectPlaces, type User } from "./user.ts";

export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Held[];
}

/**
 * Adds a user, who can't sign in before a one-time link is given and a password set by it. A username is never used
 * again. Refusals: invalid, code-taken, conflict.
 */
export async function createUser(scope: Scope, { username, name, roles }: NewUser): Promise<EarlierAnswer> {
  const [taken, ...around] = await scope.read([
    scope.db.select({ id: users.id }).from(users).where(eq(users.username, username)),
    ...selectPlaces(scope, roles),
  ]);
  refuseAny(appointmentFaults(roles, placesOf(scope, around)));
  if (taken.length > 0) {
    throw new Problem("code-taken", { detail: `用户名 ${username} 已有人用，用过的也不再给别人，请换一个。` });
  }
  const id = scope.newId();
  const row = { id, username, name, createdAt: scope.now, revision: 1 };
  const nothingYet = { invitedUntil: null, disabledAt: null, lastSignInAt: null };
  const user: User = { ...row, roles: placed(roles, around), state: "invited", ...nothingYet };
  const answer = created(`/api/tenants/${scope.actor.tenant}/users/${id}`, user);
  const change = {
    subject: { kind: "user", id, revision: 1 },
    action: "create",
    body: { username, name, roles },
    answer,
  };
  await commit(scope, change, [
    scope.db.insert(users).values({ ...row, passwordHash: noPassword }),
    ...rolesRows(scope, id, roles),
  ]);
  return answer;
}

/** What a user holds, as rows; none where that is nothing. */
export function rolesRows(scope: Scope, userId: string, roles: readonly Held[]) {
  const rows = roles.map(({ role, scope: { kind, id } }) => ({ userId, role, scopeKind: kind, scopeId: id }));
  return rows.length === 0 ? [] : [scope.db.insert(userRoles).values(rows)];
}
