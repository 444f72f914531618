import { eq } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import { adoptionNotices, adoptions, tenant } from "../../../db/tenant/schema/index.ts";
import { note } from "../commit.ts";
import { publishedBy } from "../parent-standards.ts";
import { readBatch } from "../scope.ts";

/**
 * Notes which later versions a tenant's parent has published of the standards that it has adopted. A child looks, every
 * minute, rather than that a parent tells: no notice is lost, a repetition changes nothing, and a tenant that adopted
 * nothing costs one short read.
 */
export async function noticeParents(
  child: Database,
  openTenant: (namespace: string) => Database,
  now: Date,
): Promise<number> {
  const { parent, parentCode, parentVersion } = adoptions;
  const [taken, known] = (await readBatch(child.db, [
    child.db
      .selectDistinct({ parent, code: parentCode, version: parentVersion })
      .from(adoptions)
      .innerJoin(tenant, eq(tenant.parent, parent)),
    child.db.select().from(adoptionNotices),
  ])) as [readonly Standing[], readonly (typeof adoptionNotices.$inferSelect)[]];
  const [from] = taken;
  if (from === undefined) return 0;
  const rows = (await publishedBy(openTenant(`t-${from.parent}`)))
    .filter(({ code, version }) => taken.some((each) => each.code === code && each.version < version))
    .filter(({ code, version }) => !known.some((each) => each.parentCode === code && each.parentVersion === version))
    .map(({ code, version, title, holdsFrom, sha256 }) => ({
      parent: from.parent,
      parentCode: code,
      parentVersion: version,
      ...{ title, holdsFrom, sha256, noticedAt: now.toISOString() },
    }));
  if (rows.length === 0) return 0;
  await note(child, [child.db.insert(adoptionNotices).values(rows).onConflictDoNothing()]);
  return rows.length;
}

interface Standing {
  readonly parent: string;
  readonly code: string;
  readonly version: number;
}
