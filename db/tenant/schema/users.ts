import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { roles, scopeKinds } from "../../../worker/domain/vocabulary.ts";
import { isInstant, isJson, isOneOf, isSha256, isText, isWhole, namesOf } from "./rules.ts";

export const users = sqliteTable(
  "users",
  {
    id: text("id").primaryKey(),
    username: text("username").notNull().unique(),
    name: text("name").notNull(),
    passwordHash: text("password_hash").notNull(),
    disabledAt: text("disabled_at"),
    lastSignInAt: text("last_sign_in_at"),
    createdAt: text("created_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    check("users_id", isText(t.id, 64)),
    check("users_username", isText(t.username, 64)),
    check("users_name", isText(t.name, 100)),
    check("users_password_hash", isText(t.passwordHash, 500)),
    check("users_disabled_at", isInstant(t.disabledAt)),
    check("users_last_sign_in_at", isInstant(t.lastSignInAt)),
    check("users_created_at", isInstant(t.createdAt)),
    check("users_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** `scopeId` by `scopeKind`: the tenant's code, a unit's id, a trade committee's unit id, a department's code. */
export const userRoles = sqliteTable(
  "user_roles",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role", { enum: namesOf(roles) }).notNull(),
    scopeKind: text("scope_kind", { enum: namesOf(scopeKinds) }).notNull(),
    scopeId: text("scope_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.role, t.scopeKind, t.scopeId] }),
    check("user_roles_role", isOneOf(t.role, roles)),
    check("user_roles_scope_kind", isOneOf(t.scopeKind, scopeKinds)),
    check("user_roles_scope_id", isText(t.scopeId, 64)),
  ],
);

export const sessions = sqliteTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: text("created_at").notNull(),
    expiresAt: text("expires_at").notNull(),
    endedAt: text("ended_at"),
  },
  (t) => [
    index("sessions_user").on(t.userId),
    index("sessions_expires_at").on(t.expiresAt),
    check("sessions_id", isText(t.id, 64)),
    check("sessions_created_at", isInstant(t.createdAt)),
    check("sessions_expires_at", sql`${isInstant(t.expiresAt)} AND "expires_at" > "created_at"`),
    check("sessions_ended_at", isInstant(t.endedAt)),
  ],
);

/** The first answer to a POST with an Idempotency-Key, in the same batch as the change. `body` is its bytes as sent. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    status: integer("status").notNull(),
    headers: text("headers", { mode: "json" }).$type<Readonly<Record<string, string>>>().notNull(),
    body: text("body").notNull(),
    createdAt: text("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.key] }),
    index("idempotency_keys_created_at").on(t.createdAt),
    check("idempotency_keys_key", sql`length("key") BETWEEN 1 AND 255`),
    check("idempotency_keys_request_hash", isSha256(t.requestHash)),
    check("idempotency_keys_status", isWhole(t.status, 200, 599)),
    check("idempotency_keys_headers", isJson(t.headers, "object")),
    check("idempotency_keys_created_at", isInstant(t.createdAt)),
  ],
);
