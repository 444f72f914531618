import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { deliveryStates, webhookKinds } from "../../../worker/domain/vocabulary.ts";
import { isBool, isCode, isInstant, isJson, isOneOf, isText, isWhole, namesOf } from "./rules.ts";
import { users } from "./users.ts";

/** One line of a message: what it says, and the page that it leads to. */
export interface InboxLine {
  readonly text: string;
  readonly link: string | null;
}

/** One attempt to hand a message over: `status` is what was answered, null where nobody did; `error` why it is none. */
export interface DeliveryTry {
  readonly at: string;
  readonly status: number | null;
  readonly error: string | null;
}

/** What one person was told. It is theirs alone; of it only that it was read changes, once (triggers). */
export const inbox = sqliteTable(
  "inbox",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    at: text("at").notNull(),
    kind: text("kind").notNull(),
    title: text("title").notNull(),
    lines: text("lines", { mode: "json" }).$type<readonly InboxLine[]>().notNull().default([]),
    link: text("link"),
    readAt: text("read_at"),
  },
  (t) => [
    index("inbox_user").on(t.userId, t.at),
    index("inbox_unread").on(t.userId).where(sql`"read_at" IS NULL`),
    check("inbox_id", isText(t.id, 64)),
    check("inbox_at", isInstant(t.at)),
    check("inbox_kind", isCode(t.kind)),
    check("inbox_title", isText(t.title, 200)),
    check("inbox_lines", isJson(t.lines, "array")),
    check("inbox_link", sql`"link" GLOB '/*' AND length("link") <= 200`),
    check("inbox_read_at", isInstant(t.readAt)),
  ],
);

/**
 * A group robot that is told of deadlines. Its address holds a token: address and signing secret are stored encrypted
 * (`sealed`), in the clear only the host and the token's last characters. Never removed, only switched off.
 */
export const webhooks = sqliteTable(
  "webhooks",
  {
    id: text("id").primaryKey(),
    title: text("title").notNull(),
    kind: text("kind", { enum: namesOf(webhookKinds) }).notNull(),
    host: text("host").notNull(),
    hint: text("hint").notNull(),
    isSigned: integer("is_signed", { mode: "boolean" }).notNull(),
    sealed: text("sealed").notNull(),
    isEnabled: integer("is_enabled", { mode: "boolean" }).notNull(),
    createdAt: text("created_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    check("webhooks_id", isText(t.id, 64)),
    check("webhooks_title", isText(t.title, 50)),
    check("webhooks_kind", isOneOf(t.kind, webhookKinds)),
    check("webhooks_host", isText(t.host, 255)),
    check("webhooks_hint", isText(t.hint, 8)),
    check("webhooks_is_signed", isBool(t.isSigned)),
    check("webhooks_sealed", isText(t.sealed, 4000)),
    check("webhooks_is_enabled", isBool(t.isEnabled)),
    check("webhooks_created_at", isInstant(t.createdAt)),
    check("webhooks_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/**
 * One message to one robot, once for a topic. `nextAt` is when it is tried again, null once it was taken or given up;
 * whoever tries it moves that on first, so that a message brought twice is sent once. The secret stands nowhere here.
 */
export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    id: text("id").primaryKey(),
    webhookId: text("webhook_id")
      .notNull()
      .references(() => webhooks.id),
    topic: text("topic").notNull(),
    text: text("text").notNull(),
    state: text("state", { enum: namesOf(deliveryStates) })
      .notNull()
      .default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    tries: text("tries", { mode: "json" }).$type<readonly DeliveryTry[]>().notNull().default([]),
    nextAt: text("next_at"),
    createdAt: text("created_at").notNull(),
  },
  (t) => [
    unique("webhook_deliveries_once").on(t.webhookId, t.topic),
    index("webhook_deliveries_due").on(t.nextAt).where(sql`"state" = 'waiting'`),
    index("webhook_deliveries_created_at").on(t.webhookId, t.createdAt),
    check("webhook_deliveries_id", isText(t.id, 64)),
    check("webhook_deliveries_topic", isText(t.topic, 200)),
    check("webhook_deliveries_text", isText(t.text, 2000)),
    check("webhook_deliveries_state", isOneOf(t.state, deliveryStates)),
    check("webhook_deliveries_attempts", isWhole(t.attempts, 0, 100)),
    check("webhook_deliveries_tries", isJson(t.tries, "array")),
    check(
      "webhook_deliveries_next_at",
      sql`${isInstant(t.nextAt)} AND ("state" = 'waiting') = ("next_at" IS NOT NULL)`,
    ),
    check("webhook_deliveries_created_at", isInstant(t.createdAt)),
  ],
);
