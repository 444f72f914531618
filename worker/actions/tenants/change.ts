import { and, eq } from "drizzle-orm";
import { tenant } from "../../../db/tenant/schema/index.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import type { Scope } from "../scope.ts";
import { readTenant, type Tenant } from "./read.ts";

export interface TenantChange {
  readonly name?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Changes the tenant's name or settings; settings merge by key. The tenant's database is the authority; the control
 * database learns a new name through the outbox. Refusals: stale.
 */
export async function changeTenant(scope: Scope, ifMatch: string, change: TenantChange): Promise<Tenant> {
  const before = await readTenant(scope);
  refuseStale(ifMatch, before.revision);
  const after = {
    ...before,
    name: change.name ?? before.name,
    settings: { ...before.settings, ...change.settings },
    revision: before.revision + 1,
  };
  const { name, settings, revision } = after;
  const update = scope.db
    .update(tenant)
    .set({ name, settings, revision })
    .where(and(eq(tenant.id, 1), eq(tenant.revision, before.revision)));
  const tell = name === before.name ? [] : [{ topic: "tenant-named", body: { name, revision } }];
  const subject = { kind: "tenant", id: before.code, revision };
  await commit(scope, { subject, action: "change", body: { ...change }, tell }, exactlyOne(scope, update));
  return after;
}
