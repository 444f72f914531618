import { and, asc, eq, gt } from "drizzle-orm";
import { tenants } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import type { TenantKind } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import { readBatch } from "../scope.ts";

export interface DirectoryEntry {
  readonly code: string;
  readonly name: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
}

/** The tenants that can be signed in to: their names are public (api.md). */
export async function listDirectory({ db }: Database, { limit, cursor }: PageRequest): Promise<Page<DirectoryEntry>> {
  const [after] = readCursor(cursor, ["string"]) ?? [];
  const { code, name, kind, parent } = tenants;
  const [rows] = (await readBatch(db, [
    db
      .select({ code, name, kind, parent })
      .from(tenants)
      .where(and(eq(tenants.state, "active"), after === undefined ? undefined : gt(code, String(after))))
      .orderBy(asc(code))
      .limit(limit + 1),
  ])) as [DirectoryEntry[]];
  return pageOf(
    rows,
    limit,
    (row) => [row.code],
    (row) => row,
  );
}
