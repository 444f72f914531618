import { and, eq } from "drizzle-orm";
import { signups } from "../../../db/control/schema.ts";
import { Problem } from "../../domain/problem.ts";
import { type SignupDecision, signupStates } from "../../domain/vocabulary.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuse } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { type Signup, selectSignups, signupOf } from "./signup.ts";

/**
 * The operator approves a sign-up, or refuses it with a reason that the district reads. Refusals: invalid (refusing
 * without a reason), not-found, conflict where it is decided already, stale.
 */
export async function decideSignup(
  scope: Scope,
  id: string,
  { decision, reason }: { readonly decision: SignupDecision; readonly reason?: string | undefined },
): Promise<Signup> {
  const [[row]] = await scope.read([selectSignups(scope).where(eq(signups.id, id))]);
  if (decision === "refuse" && reason === undefined) {
    refuse([{ path: "reason", message: "不同意要写明理由，申请人会看到" }]);
  }
  if (row === undefined) throw new Problem("not-found");
  if (row.state !== "submitted") {
    throw new Problem("conflict", { detail: `这份申请${signupStates[row.state]}，不能再审一次。` });
  }
  const revision = row.signup.revision + 1;
  const decided = { decision, reason: reason ?? null, decidedAt: scope.now, decidedBy: scope.actor.id, revision };
  const update = scope.db
    .update(signups)
    .set(decided)
    .where(and(eq(signups.id, id), eq(signups.revision, row.signup.revision)));
  const body = { decision, reason: reason ?? null };
  await commit(scope, { subject: { kind: "signup", id, revision }, action: decision, body }, exactlyOne(scope, update));
  const state = decision === "approve" ? "approved" : "refused";
  return signupOf({ signup: { ...row.signup, ...decided }, state }, scope.now);
}
