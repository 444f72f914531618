import { eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import { invitations, tenant, users } from "../../../db/tenant/schema/index.ts";
import { passwordFault } from "../../domain/password.ts";
import { Problem } from "../../domain/problem.ts";
import { commit, exactlyOne } from "../commit.ts";
import { hashPassword } from "../password.ts";
import { refuse } from "../refuse.ts";
import { openScope, readTolerant } from "../scope.ts";
import { hashOf } from "../secret.ts";
import { endSessions, nextRevision } from "./change.ts";
import { noPassword } from "./user.ts";

/** The one-time link that somebody holds: for which user of which tenant, and until when. */
export interface HeldInvitation {
  readonly tenant: { readonly code: string; readonly name: string };
  readonly user: { readonly username: string; readonly name: string };
  readonly expiresAt: string;
}

export interface LinkMeans {
  readonly database: Database;
  readonly now: string;
  readonly newId: () => string;
}

/**
 * The link that this secret opens. Refusals: not-found for a secret that nobody was given; invitation-spent where it
 * was used, ended or has expired, or the user is disabled; forbidden where the tenant is suspended.
 */
export async function readUserInvitation(means: LinkMeans, secret: string): Promise<HeldInvitation> {
  const { code, name, username, userName, expiresAt } = await liveInvitation(means, secret);
  return { tenant: { code, name }, user: { username, name: userName }, expiresAt };
}

/**
 * Sets the password of the link's user, once; what was signed in until then ends. Refusals: invalid (the password),
 * not-found, invitation-spent, forbidden.
 */
export async function useUserInvitation(means: LinkMeans, secret: string, password: string): Promise<HeldInvitation> {
  const found = await liveInvitation(means, secret);
  const { code, name, username, userName, expiresAt, userId, id, revision } = found;
  const fault = passwordFault(password, username);
  if (fault !== null) refuse([{ path: "password", message: fault }]);
  const passwordHash = await hashPassword(password);
  const { database, now, newId } = means;
  const actor = { id: userId, name: userName, username, tenant: code, sessionId: userId, roles: [] };
  const scope = openScope({ actor, database, now, newId });
  const subject = { kind: "user", id: userId, revision: revision + 1 };
  try {
    await commit(scope, { subject, action: "set-password", isOfSession: true }, [
      ...exactlyOne(
        scope,
        scope.db
          .update(invitations)
          .set({ usedAt: now })
          .where(sql`${invitations.id} = ${id} AND ${invitations.usedAt} IS NULL AND ${invitations.endedAt} IS NULL`),
      ),
      ...nextRevision(scope, { id: userId, revision }, { passwordHash }),
      endSessions(scope, userId),
    ]);
  } catch (error) {
    throw error instanceof Problem && error.code === "stale" ? spent("链接刚刚用过或换过了。") : error;
  }
  return { tenant: { code, name }, user: { username, name: userName }, expiresAt };
}

async function liveInvitation({ database, now }: LinkMeans, secret: string) {
  const { id, userId, expiresAt, usedAt, endedAt } = invitations;
  const { username, name: userName, disabledAt, passwordHash, revision } = users;
  const select = database.db
    .select({
      ...{ id, userId, expiresAt, usedAt, endedAt, username, userName, disabledAt, passwordHash, revision },
      ...{ code: tenant.code, name: tenant.name, state: tenant.state },
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, userId))
    .innerJoin(tenant, eq(tenant.id, 1))
    .where(eq(invitations.secretHash, await hashOf(secret)));
  const [[row] = []] = (await readTolerant(database, [select])) as [Awaited<typeof select>] | [];
  if (row === undefined) throw new Problem("not-found");
  if (row.usedAt !== null || row.passwordHash !== noPassword)
    throw spent("密码已经设好，请用它登录；忘了，请管理员另给一个链接。");
  if (row.endedAt !== null) throw spent("管理员后来另给了一个链接，请用那一个。");
  if (row.expiresAt <= now) throw spent("链接过了期限，请管理员另给一个。");
  if (row.disabledAt !== null) throw spent("这个用户已停用，请找管理员。");
  if (row.state !== "active") throw new Problem("forbidden", { detail: "本租户已停用，请联系平台运营。" });
  return row;
}

function spent(detail: string): Problem {
  return new Problem("invitation-spent", { detail });
}
