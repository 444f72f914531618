import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { isInstant, isJson, isSha256, isText, isWhole } from "./rules.ts";
import { users } from "./users.ts";

/**
 * The trail: every change leaves a row, none is ever changed or removed (triggers). Of two writers who both read
 * revision n the later breaks `events_subject_revision` and its whole batch is undone. `revision` is the subject's
 * revision after the change. `actorId` is null where the system itself acted.
 */
export const events = sqliteTable(
  "events",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    id: text("id").notNull().unique(),
    at: text("at").notNull(),
    actorId: text("actor_id").references(() => users.id),
    actorName: text("actor_name").notNull(),
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    revision: integer("revision").notNull(),
    body: text("body", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull().default({}),
  },
  (t) => [
    unique("events_subject_revision").on(t.subjectKind, t.subjectId, t.revision),
    check("events_id", isText(t.id, 64)),
    check("events_at", isInstant(t.at)),
    check("events_actor_name", isText(t.actorName, 100)),
    check("events_action", isText(t.action, 64)),
    check("events_subject_kind", isText(t.subjectKind, 64)),
    check("events_subject_id", isText(t.subjectId, 200)),
    check("events_revision", isWhole(t.revision, 1, 1e12)),
    check("events_body", isJson(t.body, "object")),
  ],
);

/**
 * The chain over the trail: each seal is the SHA-256 of the one before and of its events, first to last without a gap.
 * It begins where the last one ended, with that one's hash (triggers), is never changed and never removed.
 */
export const eventSeals = sqliteTable(
  "event_seals",
  {
    toSeq: integer("to_seq").primaryKey(),
    fromSeq: integer("from_seq").notNull(),
    hash: text("hash").notNull(),
    previousHash: text("previous_hash"),
    at: text("at").notNull(),
  },
  (t) => [
    check("event_seals_from_seq", sql`${isWhole(t.fromSeq, 1, 1e15)} AND "from_seq" <= "to_seq"`),
    check("event_seals_hash", isSha256(t.hash)),
    check("event_seals_previous_hash", isSha256(t.previousHash)),
    check("event_seals_at", isInstant(t.at)),
  ],
);

/** What others (the control database, a queue) must learn of, written in the batch of the change itself. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: text("id").primaryKey(),
    topic: text("topic").notNull(),
    body: text("body", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
    createdAt: text("created_at").notNull(),
    deliveredAt: text("delivered_at"),
  },
  (t) => [
    index("outbox_delivered_at").on(t.deliveredAt, t.createdAt),
    check("outbox_id", isText(t.id, 64)),
    check("outbox_topic", isText(t.topic, 64)),
    check("outbox_body", isJson(t.body, "object")),
    check("outbox_created_at", isInstant(t.createdAt)),
    check("outbox_delivered_at", isInstant(t.deliveredAt)),
  ],
);

/**
 * The row that makes a batch fail where an UPDATE found nothing: in a batch such an UPDATE alone stops nothing.
 * commit.ts writes, directly after each UPDATE … WHERE id = ? AND revision = ?,
 *
 *     db.insert(guards).values({ ok: sql`changes()` })
 *
 * Anything but exactly one changed row breaks `guards_ok`, and the batch is undone whole. A trigger empties the table
 * at once, so it holds no rows, ever. The refusal's message names `guards_ok`.
 */
export const guards = sqliteTable("guards", { ok: integer("ok").notNull() }, (t) => [
  check("guards_ok", isWhole(t.ok, 1, 1)),
]);
