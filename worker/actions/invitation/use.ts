import type { Database } from "../../../db/open.ts";
import { userRoles, users } from "../../../db/tenant/schema/index.ts";
import { passwordFault } from "../../domain/password.ts";
import { Problem } from "../../domain/problem.ts";
import { commit } from "../commit.ts";
import { hashPassword } from "../password.ts";
import { refuse } from "../refuse.ts";
import { openScope } from "../scope.ts";
import { readInvitation, usedUp } from "./read.ts";

export interface NewAdmin {
  readonly username: string;
  readonly name: string;
  readonly password: string;
}

export interface InvitationMeans {
  readonly openDatabase: (namespace: string) => Database;
  readonly now: string;
  readonly newId: () => string;
}

/**
 * Makes the first admin of a tenant, once: the event of the link's use has one place in the tenant's own trail, so that
 * of two who come with the same link one is refused whole. Control learns of it through the outbox. Refusals: invalid
 * (the password), not-found, invitation-spent, forbidden.
 */
export async function useInvitation(
  means: InvitationMeans,
  secret: string,
  { username, name, password }: NewAdmin,
): Promise<{ readonly tenant: string; readonly username: string; readonly name: string }> {
  const fault = passwordFault(password, username);
  if (fault !== null) refuse([{ path: "password", message: fault }]);
  const { signup, tenant } = await readInvitation(means.openDatabase("control"), secret, means.now);
  const passwordHash = await hashPassword(password);
  const id = means.newId();
  const roles = [{ role: "admin", scope: { kind: "tenant", id: tenant.code } }] as const;
  const actor = { id, name, username, tenant: tenant.code, sessionId: id, roles };
  const database = means.openDatabase(`t-${tenant.code}`);
  const scope = openScope({ actor, database, now: means.now, newId: means.newId });
  const change = {
    subject: { kind: "invitation", id: signup, revision: 1 },
    action: "use",
    body: { username, name },
    tell: [{ topic: "invitation-used", body: { signup } }],
    isOfSession: true,
  };
  try {
    await commit(scope, change, [
      scope.db.insert(users).values({ id, username, name, passwordHash, createdAt: means.now }),
      scope.db.insert(userRoles).values({ userId: id, role: "admin", scopeKind: "tenant", scopeId: tenant.code }),
    ]);
  } catch (error) {
    // Whoever lost the race may have chosen the same username: either row says that the link was used.
    throw error instanceof Problem && ["stale", "conflict"].includes(error.code) ? usedUp() : error;
  }
  return { tenant: tenant.code, username, name };
}
