import { eq, type SQL, sql } from "drizzle-orm";
import { signups, tenants } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import type { InvitationState, SignupState, TenantKind } from "../../domain/vocabulary.ts";
import { derivedSecret } from "../secret.ts";

/** A sign-up as the operator sees it: all that the district said, and how far it has come. */
export interface Signup {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
  readonly contact: { readonly name: string; readonly phone: string };
  readonly creditCode: string;
  readonly template: string;
  readonly state: SignupState;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly decidedAt: string | null;
  readonly invitation: { readonly state: InvitationState; readonly expiresAt: string } | null;
  readonly revision: number;
}

/** The secret of the first admin's one-time link; the applicant is told it, and only its hash is kept. */
export async function invitationSecret(secret: string): Promise<string> {
  return await derivedSecret(secret, "invitation");
}

/** How far a sign-up has come, out of its decision, its tenant and its link: kept nowhere, so it is never wrong. */
export const stateOf: SQL<SignupState> = sql`CASE
  WHEN ${signups.decision} IS NULL THEN 'submitted'
  WHEN ${signups.decision} = 'refuse' THEN 'refused'
  WHEN ${signups.invitationExpiresAt} IS NOT NULL THEN 'active'
  WHEN ${tenants.code} IS NOT NULL THEN 'provisioning'
  ELSE 'approved' END`;

export function selectSignups({ db }: Pick<Database, "db">) {
  return db
    .select({ signup: signups, state: stateOf })
    .from(signups)
    .leftJoin(tenants, eq(tenants.code, signups.code))
    .$dynamic();
}

export interface SignupRow {
  readonly signup: typeof signups.$inferSelect;
  readonly state: SignupState;
}

export function signupOf({ signup, state }: SignupRow, now: string): Signup {
  const { id, code, name, kind, parent, creditCode, template, reason, createdAt, decidedAt, revision } = signup;
  const contact = { name: signup.contactName, phone: signup.contactPhone };
  const told = { state, reason, createdAt, decidedAt, invitation: invitationOf(signup, now), revision };
  return { id, code, name, kind, parent, contact, creditCode, template, ...told };
}

export function invitationOf(
  { invitationExpiresAt, invitationUsedAt }: SignupRow["signup"],
  now: string,
): Signup["invitation"] {
  if (invitationExpiresAt === null) return null;
  const isExpired = invitationExpiresAt <= now;
  const state = invitationUsedAt !== null ? "used" : isExpired ? "expired" : "open";
  return { state, expiresAt: invitationExpiresAt };
}
