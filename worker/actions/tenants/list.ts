import { and, asc, gt } from "drizzle-orm";
import { tenants } from "../../../db/control/schema.ts";
import type { TenantKind, TenantState } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";

/** A tenant as the operator sees it: that it is there, and nothing of what is in it. */
export interface ListedTenant {
  readonly code: string;
  readonly name: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
  readonly state: TenantState;
  readonly createdAt: string;
  readonly revision: number;
}

export async function listTenants(scope: Scope, { limit, cursor }: PageRequest): Promise<Page<ListedTenant>> {
  const [after] = readCursor(cursor, ["string"]) ?? [];
  const { code, name, kind, parent, state, createdAt, revision } = tenants;
  const [rows] = await scope.read([
    scope.db
      .select({ code, name, kind, parent, state, createdAt, revision })
      .from(tenants)
      .where(and(after === undefined ? undefined : gt(code, String(after))))
      .orderBy(asc(code))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.code],
    (row) => row,
  );
}
