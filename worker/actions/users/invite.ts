import { and, eq, isNull } from "drizzle-orm";
import { invitations } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { commit } from "../commit.ts";
import type { Scope } from "../scope.ts";
import { hashOf, newSecret } from "../secret.ts";
import { changeOf, endSessions, nextRevision } from "./change.ts";
import { noPassword, selectOneUser } from "./user.ts";

const validDays = 7;

/** A one-time link as it is told once: the secret is kept by nobody but who reads this answer. */
export interface GivenInvitation {
  readonly user: string;
  readonly secret: string;
  readonly expiresAt: string;
}

/**
 * Gives a user a one-time link to set a password. Whoever has a password loses it, and every session with it; a link
 * that was given before is ended. Refusals: not-found, conflict for oneself or a disabled user, stale.
 */
export async function inviteUser(scope: Scope, id: string): Promise<GivenInvitation> {
  const [[user]] = await scope.read([selectOneUser(scope, id)]);
  if (user === undefined) throw new Problem("not-found");
  if (id === scope.actor.id) throw new Problem("conflict", { detail: "自己的密码在「我的」里改。" });
  if (user.state === "disabled") throw new Problem("conflict", { detail: `${user.name}已停用，请先恢复。` });
  const secret = newSecret();
  const expiresAt = new Date(new Date(scope.now).getTime() + validDays * 86_400_000).toISOString();
  const action = user.state === "invited" ? "invite" : "reset-password";
  const isOpen = and(eq(invitations.userId, id), isNull(invitations.usedAt), isNull(invitations.endedAt));
  const { actor, now, db, newId } = scope;
  await commit(scope, changeOf(user, action, { expiresAt }), [
    ...nextRevision(scope, user, { passwordHash: noPassword }),
    endSessions(scope, id),
    db.update(invitations).set({ endedAt: now }).where(isOpen),
    db.insert(invitations).values({
      id: newId(),
      userId: id,
      secretHash: await hashOf(secret),
      createdBy: actor.id,
      createdAt: now,
      expiresAt,
    }),
  ]);
  return { user: id, secret, expiresAt };
}
