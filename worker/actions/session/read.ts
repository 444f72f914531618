import type { Appointment, Scope } from "../scope.ts";

/** Who is signed in. Their roles are the token's: changing them ends the session. */
export interface SessionUser {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly tenant: string;
  readonly roles: readonly Appointment[];
}

export async function readSession(scope: Scope): Promise<SessionUser> {
  await scope.read([]);
  const { id, name, username, tenant, roles } = scope.actor;
  return { id, name, username, tenant, roles };
}
