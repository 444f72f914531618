import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { isInstant, isSha256, isText } from "./rules.ts";
import { users } from "./users.ts";

/**
 * One-time links by which a user sets a password, the first or a new one. Only the secret's SHA-256 is kept. A link is
 * used once, or ended by the next one; nothing else about it changes (triggers).
 */
export const invitations = sqliteTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    secretHash: text("secret_hash").notNull().unique(),
    createdBy: text("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: text("created_at").notNull(),
    expiresAt: text("expires_at").notNull(),
    usedAt: text("used_at"),
    endedAt: text("ended_at"),
  },
  (t) => [
    index("invitations_user").on(t.userId, t.createdAt),
    check("invitations_id", isText(t.id, 64)),
    check("invitations_secret_hash", isSha256(t.secretHash)),
    check("invitations_created_at", isInstant(t.createdAt)),
    check("invitations_expires_at", sql`${isInstant(t.expiresAt)} AND "expires_at" > "created_at"`),
    check("invitations_used_at", isInstant(t.usedAt)),
    check("invitations_ended_at", isInstant(t.endedAt)),
    check("invitations_once", sql`"used_at" IS NULL OR "ended_at" IS NULL`),
  ],
);
