import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { events, signups, tenants } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { outbox } from "../../../db/tenant/schema/index.ts";
import { note, type Statement } from "../commit.ts";
import { readBatch } from "../scope.ts";

const mostAtOnce = 100;

interface Told {
  readonly id: string;
  readonly topic: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
}

/**
 * Tells the control database what a tenant's outbox holds, oldest first, and marks it delivered. Repeating a delivery
 * changes nothing more: each row says what is so, and a later one says it again.
 */
export async function deliverOutbox(control: Database, tenant: Database, code: string, now: Date): Promise<number> {
  const { id, topic, body, createdAt } = outbox;
  const [rows] = (await readBatch(tenant.db, [
    tenant.db
      .select({ id, topic, body, createdAt })
      .from(outbox)
      .where(isNull(outbox.deliveredAt))
      .orderBy(asc(outbox.createdAt), asc(outbox.id))
      .limit(mostAtOnce),
  ])) as [Told[]];
  if (rows.length === 0) return 0;
  const told = [...latestName(control, code, rows), ...rows.flatMap((row) => invitationUsed(control, row))];
  if (told.length > 0) await note(control, told);
  const delivered = { deliveredAt: now.toISOString() };
  await note(
    tenant,
    rows.map((row) => tenant.db.update(outbox).set(delivered).where(eq(outbox.id, row.id))),
  );
  return rows.length;
}

function latestName({ db }: Database, code: string, rows: readonly Told[]): Statement[] {
  const name = rows.findLast(({ topic }) => topic === "tenant-named")?.body["name"];
  return name === undefined
    ? []
    : [
        db
          .update(tenants)
          .set({ name: String(name) })
          .where(eq(tenants.code, code)),
      ];
}

/** A link is used once, and its event is written once: `(signup, revision)` is the event's place. */
function invitationUsed({ db }: Database, { id, topic, body, createdAt }: Told): Statement[] {
  if (topic !== "invitation-used") return [];
  const signup = String(body["signup"]);
  const isUnmarked = and(eq(signups.id, signup), isNull(signups.invitationUsedAt));
  return [
    db.insert(events).select(
      db
        .select({
          seq: sql`NULL`.as("seq"),
          id: sql`${id}`.as("id"),
          at: sql`${createdAt}`.as("at"),
          actorId: sql`NULL`.as("actor_id"),
          actorName: sql`'系统'`.as("actor_name"),
          action: sql`'use'`.as("action"),
          subjectKind: sql`'signup'`.as("subject_kind"),
          subjectId: signups.id,
          revision: sql`${signups.revision} + 1`.as("revision"),
          body: sql`'{}'`.as("body"),
        })
        .from(signups)
        .where(isUnmarked),
    ),
    db
      .update(signups)
      .set({ invitationUsedAt: createdAt, revision: sql`${signups.revision} + 1` })
      .where(isUnmarked),
  ];
}
