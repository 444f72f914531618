import { tenant } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { TenantKind } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";

/** The tenant as its own people see it. */
export interface Tenant {
  readonly code: string;
  readonly name: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
  readonly state: "active" | "suspended";
  readonly settings: Readonly<Record<string, unknown>>;
  readonly revision: number;
}

export async function readTenant(scope: Scope): Promise<Tenant> {
  const { code, name, kind, parent, state, settings, revision } = tenant;
  const [[row]] = await scope.read([
    scope.db.select({ code, name, kind, parent, state, settings, revision }).from(tenant),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return row;
}
