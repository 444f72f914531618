import { and, eq } from "drizzle-orm";
import { signups } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { Problem } from "../../domain/problem.ts";
import type { InvitationState, SignupState } from "../../domain/vocabulary.ts";
import { readBatch } from "../scope.ts";
import { hashOf } from "../secret.ts";
import { invitationOf, invitationSecret, type SignupRow, selectSignups } from "./signup.ts";

/** A sign-up as the one who asked sees it. `token` is the first admin's one-time link, for as long as it can be used. */
export interface OwnSignup {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly state: SignupState;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly invitation: {
    readonly state: InvitationState;
    readonly expiresAt: string;
    readonly token: string | null;
  } | null;
}

/** What became of a sign-up, for whoever holds the secret that its submission was answered with; else not-found. */
export async function readSignup(control: Database, id: string, secret: string, now: string): Promise<OwnSignup> {
  const isOwn = and(eq(signups.id, id), eq(signups.secretHash, await hashOf(secret)));
  const [[row]] = (await readBatch(control.db, [selectSignups(control).where(isOwn)])) as [SignupRow[]];
  if (row === undefined) throw new Problem("not-found");
  const { code, name, reason, createdAt } = row.signup;
  const invitation = invitationOf(row.signup, now);
  const token = invitation?.state === "open" ? await invitationSecret(secret) : null;
  return {
    id,
    code,
    name,
    state: row.state,
    reason,
    createdAt,
    invitation: invitation === null ? null : { ...invitation, token },
  };
}
