import { tenant } from "../../../../db/tenant/schema/index.ts";
import type { Scope } from "../../scope.ts";

/** The tenant's settings, for the read batch of whoever moves money. */
export function selectSettings(scope: Scope) {
  return scope.db.select({ settings: tenant.settings }).from(tenant);
}
