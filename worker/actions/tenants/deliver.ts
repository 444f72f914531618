import { asc, eq, isNull } from "drizzle-orm";
import { tenants } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { outbox } from "../../../db/tenant/schema/index.ts";
import { note } from "../commit.ts";
import { readBatch } from "../scope.ts";

const mostAtOnce = 100;

/**
 * Tells the control database what a tenant's outbox holds, oldest first, and marks it delivered. Repeating a delivery
 * changes nothing more: each row says what is so, and a later one says it again.
 */
export async function deliverOutbox(control: Database, tenant: Database, code: string, now: Date): Promise<number> {
  const [rows] = (await readBatch(tenant.db, [
    tenant.db
      .select({ id: outbox.id, topic: outbox.topic, body: outbox.body })
      .from(outbox)
      .where(isNull(outbox.deliveredAt))
      .orderBy(asc(outbox.createdAt), asc(outbox.id))
      .limit(mostAtOnce),
  ])) as [{ id: string; topic: string; body: Readonly<Record<string, unknown>> }[]];
  if (rows.length === 0) return 0;
  const names = rows.filter(({ topic }) => topic === "tenant-named").map(({ body }) => String(body["name"]));
  const latest = names.at(-1);
  if (latest !== undefined) {
    await note(control, [control.db.update(tenants).set({ name: latest }).where(eq(tenants.code, code))]);
  }
  const delivered = { deliveredAt: now.toISOString() };
  await note(
    tenant,
    rows.map(({ id }) => tenant.db.update(outbox).set(delivered).where(eq(outbox.id, id))),
  );
  return rows.length;
}
