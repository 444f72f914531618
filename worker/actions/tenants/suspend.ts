import { and, eq } from "drizzle-orm";
import { tenants } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import * as own from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { commit, exactlyOne, note } from "../commit.ts";
import type { Scope } from "../scope.ts";

/**
 * Suspends or resumes a tenant: the control database first, with the operator's event, then the tenant's own, which is
 * what its people's next request sees. If the second fails the call is a 503, and repeating it finishes the work.
 * Refusals: not-found, conflict where the tenant isn't ready yet.
 */
export async function setTenantState(
  scope: Scope,
  openDatabase: (namespace: string) => Database,
  code: string,
  asked: { readonly state: "active" | "suspended"; readonly reason: string },
): Promise<{ readonly code: string; readonly state: "active" | "suspended" }> {
  const { namespace, state, revision } = tenants;
  const [[row]] = await scope.read([
    scope.db.select({ namespace, state, revision }).from(tenants).where(eq(tenants.code, code)),
  ]);
  if (row === undefined) throw new Problem("not-found");
  if (row.state === "provisioning") throw new Problem("conflict", { detail: "这个租户还在开通，请稍后再试。" });
  if (row.state !== asked.state) {
    const update = scope.db
      .update(tenants)
      .set({ state: asked.state, revision: row.revision + 1 })
      .where(and(eq(tenants.code, code), eq(tenants.revision, row.revision)));
    const action = asked.state === "active" ? "resume" : "suspend";
    const subject = { kind: "tenant", id: code, revision: row.revision + 1 };
    await commit(scope, { subject, action, body: { reason: asked.reason } }, exactlyOne(scope, update));
  }
  const database = openDatabase(row.namespace);
  await note(database, [database.db.update(own.tenant).set({ state: asked.state })]);
  return { code, state: asked.state };
}
