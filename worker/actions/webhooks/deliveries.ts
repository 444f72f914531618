import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { type DeliveryTry, webhookDeliveries, webhooks } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { DeliveryState } from "../../domain/vocabulary.ts";
import { commit } from "../commit.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";

/** One message to a robot and what became of it. */
export interface Delivery {
  readonly id: string;
  readonly topic: string;
  readonly text: string;
  readonly state: DeliveryState;
  readonly tries: readonly DeliveryTry[];
  readonly nextAt: string | null;
  readonly createdAt: string;
}

/** What was sent to one robot, the latest first. Refusals: not-found. */
export async function listDeliveries(
  scope: Scope,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<Page<Delivery>> {
  const after = readCursor(cursor, ["string", "string"]);
  const { topic, text, state, tries, nextAt, createdAt } = webhookDeliveries;
  const [[robot], rows] = await scope.read([
    scope.db.select({ id: webhooks.id }).from(webhooks).where(eq(webhooks.id, id)),
    scope.db
      .select({ id: webhookDeliveries.id, topic, text, state, tries, nextAt, createdAt })
      .from(webhookDeliveries)
      .where(
        and(
          eq(webhookDeliveries.webhookId, id),
          after && sql`(${createdAt}, ${webhookDeliveries.id}) < (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(desc(createdAt), desc(webhookDeliveries.id))
      .limit(limit + 1),
  ]);
  if (robot === undefined) throw new Problem("not-found");
  return pageOf(
    rows,
    limit,
    (row) => [row.createdAt, row.id],
    (row): Delivery => row,
  );
}

/**
 * Sends a message that was given up once more, as a message of its own, so that what failed stays on record; one message
 * is sent again once. Refusals: not-found; conflict where the robot is switched off, the message isn't given up, or it
 * was sent again before.
 */
export async function sendAgain(scope: Scope, id: string, again: string): Promise<{ readonly delivery: string }> {
  const topic = `again/${again}`;
  const ofRobot = (which: SQL) => and(eq(webhookDeliveries.webhookId, id), which);
  const [[robot], [given], [repeated]] = await scope.read([
    scope.db.select({ isEnabled: webhooks.isEnabled }).from(webhooks).where(eq(webhooks.id, id)),
    scope.db
      .select({ text: webhookDeliveries.text, state: webhookDeliveries.state })
      .from(webhookDeliveries)
      .where(ofRobot(eq(webhookDeliveries.id, again))),
    scope.db
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .where(ofRobot(eq(webhookDeliveries.topic, topic))),
  ]);
  if (robot === undefined || given === undefined) throw new Problem("not-found");
  if (!robot.isEnabled) throw new Problem("conflict", { detail: "这个机器人停用了，启用后再发。" });
  if (given.state !== "failed") throw new Problem("conflict", { detail: "只有没送到的才要再发。" });
  if (repeated !== undefined) throw new Problem("conflict", { detail: "这一条已经再发过，请看最近的发送记录。" });
  const delivery = scope.newId();
  const subject = { kind: "delivery", id: delivery, revision: 1 };
  await commit(scope, { subject, action: "try", body: { webhook: id, again } }, [
    scope.db.insert(webhookDeliveries).values({
      ...{ id: delivery, webhookId: id, topic, text: given.text, createdAt: scope.now, nextAt: scope.now },
    }),
  ]);
  return { delivery };
}

/** Sends a robot one line that says that it works. Refusals: not-found, conflict where it is switched off. */
export async function tryWebhook(scope: Scope, id: string): Promise<{ readonly delivery: string }> {
  const [[robot]] = await scope.read([
    scope.db.select({ isEnabled: webhooks.isEnabled }).from(webhooks).where(eq(webhooks.id, id)),
  ]);
  if (robot === undefined) throw new Problem("not-found");
  if (!robot.isEnabled) throw new Problem("conflict", { detail: "这个机器人停用了，启用后再试。" });
  const delivery = scope.newId();
  const subject = { kind: "delivery", id: delivery, revision: 1 };
  await commit(scope, { subject, action: "try", body: { webhook: id } }, [
    scope.db.insert(webhookDeliveries).values({
      ...{ id: delivery, webhookId: id, topic: `trial/${delivery}`, createdAt: scope.now, nextAt: scope.now },
      text: "红带试发：这个群能收到提醒。",
    }),
  ]);
  return { delivery };
}
