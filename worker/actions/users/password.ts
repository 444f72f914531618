import { eq } from "drizzle-orm";
import { users } from "../../../db/tenant/schema/index.ts";
import { passwordFault } from "../../domain/password.ts";
import { commit } from "../commit.ts";
import { hashPassword, isPassword } from "../password.ts";
import { refuse } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { endSessions, nextRevision } from "./change.ts";

/**
 * Changes one's own password, knowing the old one; every other session of one's own ends. Refusals: invalid (either
 * password), stale.
 */
export async function changePassword(scope: Scope, old: string, chosen: string): Promise<void> {
  const { id, username, sessionId } = scope.actor;
  const { passwordHash, revision } = users;
  const [[user]] = await scope.read([scope.db.select({ passwordHash, revision }).from(users).where(eq(users.id, id))]);
  const fault = passwordFault(chosen, username);
  if (fault !== null) refuse([{ path: "password", message: fault }]);
  if (!(await isPassword(old, user?.passwordHash)) || user === undefined) {
    refuse([{ path: "old", message: "原来的密码不对" }]);
  }
  if (old === chosen) refuse([{ path: "password", message: "和原来的一样，请换一个" }]);
  const next = { passwordHash: await hashPassword(chosen) };
  const subject = { kind: "user", id, revision: user.revision + 1 };
  await commit(scope, { subject, action: "change-password" }, [
    ...nextRevision(scope, { id, revision: user.revision }, next),
    endSessions(scope, id, sessionId),
  ]);
}
