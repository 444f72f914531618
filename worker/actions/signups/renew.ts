import { and, eq } from "drizzle-orm";
import { signups } from "../../../db/control/schema.ts";
import { Problem } from "../../domain/problem.ts";
import { commit, exactlyOne } from "../commit.ts";
import type { Scope } from "../scope.ts";
import { type Signup, selectSignups, signupOf } from "./signup.ts";

const days = 7;

/**
 * The operator opens a one-time link again that nobody used in time. The operator never learns it: it stays the one
 * that the applicant was told. Refusals: not-found, conflict where there is no link yet or it has been used, stale.
 */
export async function renewInvitation(scope: Scope, id: string): Promise<Signup> {
  const [[row]] = await scope.read([selectSignups(scope).where(eq(signups.id, id))]);
  if (row === undefined) throw new Problem("not-found");
  const { invitationExpiresAt: before, invitationUsedAt: usedAt, revision: known } = row.signup;
  if (before === null) throw new Problem("conflict", { detail: "这份申请还没有开通，没有链接可延期。" });
  if (usedAt !== null) throw new Problem("conflict", { detail: "链接已经用过，首位管理员已设好。" });
  const invitationExpiresAt = new Date(new Date(scope.now).getTime() + days * 86_400_000).toISOString();
  const revision = known + 1;
  const update = scope.db
    .update(signups)
    .set({ invitationExpiresAt, revision })
    .where(and(eq(signups.id, id), eq(signups.revision, known)));
  const subject = { kind: "signup", id, revision };
  await commit(scope, { subject, action: "renew", body: { invitationExpiresAt } }, exactlyOne(scope, update));
  return signupOf({ ...row, signup: { ...row.signup, invitationExpiresAt, revision } }, scope.now);
}
