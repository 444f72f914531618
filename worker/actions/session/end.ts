import { eq } from "drizzle-orm";
import * as control from "../../../db/control/schema.ts";
import * as tenant from "../../../db/tenant/schema/index.ts";
import { commit, exactlyOne } from "../commit.ts";
import type { Scope } from "../scope.ts";

/** Ends the session at once: the next request with its token or cookie finds it ended. */
export async function endSession(scope: Scope): Promise<void> {
  await scope.read([]);
  const { sessionId } = scope.actor;
  const end = { endedAt: scope.now };
  const update = scope.isControl
    ? scope.db.update(control.operatorSessions).set(end).where(eq(control.operatorSessions.id, sessionId))
    : scope.db.update(tenant.sessions).set(end).where(eq(tenant.sessions.id, sessionId));
  await commit(
    scope,
    { subject: { kind: "session", id: sessionId, revision: 2 }, action: "sign-out", isOfSession: true },
    exactlyOne(scope, update),
  );
}
