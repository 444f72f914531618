import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { signupDecisions, tenantKinds, tenantStates } from "../../worker/domain/vocabulary.ts";
import {
  isDate,
  isInstant,
  isJson,
  isOneOf,
  isSha256,
  isTenantCode,
  isText,
  isWhole,
  namesOf,
} from "../tenant/schema/rules.ts";

/** Every district there is or was. Code and namespace never change and are never used again (triggers). */
export const tenants = sqliteTable(
  "tenants",
  {
    code: text("code").primaryKey(),
    namespace: text("namespace").notNull().unique(),
    name: text("name").notNull(),
    kind: text("kind", { enum: namesOf(tenantKinds) }).notNull(),
    parent: text("parent").references((): AnySQLiteColumn => tenants.code),
    state: text("state", { enum: namesOf(tenantStates) })
      .notNull()
      .default("provisioning"),
    createdAt: text("created_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    check("tenants_code", isTenantCode(t.code)),
    check("tenants_namespace", sql`"namespace" = 't-' || "code"`),
    check("tenants_name", isText(t.name, 100)),
    check("tenants_kind", isOneOf(t.kind, tenantKinds)),
    check("tenants_parent", sql`"parent" <> "code"`),
    check("tenants_state", isOneOf(t.state, tenantStates)),
    check("tenants_created_at", isInstant(t.createdAt)),
    check("tenants_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** Which migration each namespace (`control` among them) reached, and when: all of them, the latest is the highest. */
export const schemaVersions = sqliteTable(
  "schema_versions",
  {
    namespace: text("namespace").notNull(),
    version: text("version").notNull(),
    reachedAt: text("reached_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.namespace, t.version] }),
    check("schema_versions_reached_at", isInstant(t.reachedAt)),
  ],
);

/** The platform's own people; they sign in under `platform` and read no tenant's data. */
export const operators = sqliteTable(
  "operators",
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
    check("operators_id", isText(t.id, 64)),
    check("operators_username", isText(t.username, 64)),
    check("operators_name", isText(t.name, 100)),
    check("operators_password_hash", isText(t.passwordHash, 500)),
    check("operators_disabled_at", isInstant(t.disabledAt)),
    check("operators_last_sign_in_at", isInstant(t.lastSignInAt)),
    check("operators_created_at", isInstant(t.createdAt)),
    check("operators_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

export const operatorSessions = sqliteTable(
  "operator_sessions",
  {
    id: text("id").primaryKey(),
    operatorId: text("operator_id")
      .notNull()
      .references(() => operators.id),
    createdAt: text("created_at").notNull(),
    expiresAt: text("expires_at").notNull(),
    endedAt: text("ended_at"),
  },
  (t) => [
    index("operator_sessions_operator").on(t.operatorId),
    check("operator_sessions_id", isText(t.id, 64)),
    check("operator_sessions_created_at", isInstant(t.createdAt)),
    check("operator_sessions_expires_at", sql`${isInstant(t.expiresAt)} AND "expires_at" > "created_at"`),
    check("operator_sessions_ended_at", isInstant(t.endedAt)),
  ],
);

/**
 * A district that asks to join. No two that aren't refused ask for one code. Secrets are kept as SHA-256 alone: the
 * applicant's, the Idempotency-Key's, and that of the one-time link for the first admin, which is open from
 * provisioning's end (`invitationExpiresAt` is set) until it is used or expires.
 */
export const signups = sqliteTable(
  "signups",
  {
    id: text("id").primaryKey(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    kind: text("kind", { enum: namesOf(tenantKinds) }).notNull(),
    parent: text("parent"),
    contactName: text("contact_name").notNull(),
    contactPhone: text("contact_phone").notNull(),
    creditCode: text("credit_code").notNull(),
    template: text("template").notNull(),
    decision: text("decision", { enum: namesOf(signupDecisions) }),
    reason: text("reason"),
    createdAt: text("created_at").notNull(),
    decidedAt: text("decided_at"),
    decidedBy: text("decided_by").references(() => operators.id),
    secretHash: text("secret_hash").notNull().unique(),
    repeatHash: text("repeat_hash").unique(),
    invitationHash: text("invitation_hash").notNull().unique(),
    invitationExpiresAt: text("invitation_expires_at"),
    invitationUsedAt: text("invitation_used_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    uniqueIndex("signups_one_open").on(t.code).where(sql`"decision" IS NULL OR "decision" = 'approve'`),
    index("signups_decision").on(t.decision, t.id),
    check("signups_id", isText(t.id, 64)),
    check("signups_code", isTenantCode(t.code)),
    check("signups_name", isText(t.name, 100)),
    check("signups_kind", isOneOf(t.kind, tenantKinds)),
    check("signups_parent", isTenantCode(t.parent)),
    check("signups_contact_name", isText(t.contactName, 100)),
    check("signups_contact_phone", isText(t.contactPhone, 40)),
    check("signups_credit_code", sql`length("credit_code") = 18 AND "credit_code" NOT GLOB '*[^0-9A-Z]*'`),
    check("signups_template", isText(t.template, 64)),
    check("signups_decision", isOneOf(t.decision, signupDecisions)),
    check("signups_reason", isText(t.reason, 1000)),
    check("signups_refused_with_reason", sql`"decision" IS NOT 'refuse' OR "reason" IS NOT NULL`),
    check("signups_created_at", isInstant(t.createdAt)),
    check("signups_decided_at", isInstant(t.decidedAt)),
    check("signups_decided", sql`("decision" IS NULL) = ("decided_at" IS NULL)`),
    check("signups_secret_hash", isSha256(t.secretHash)),
    check("signups_repeat_hash", isSha256(t.repeatHash)),
    check("signups_invitation_hash", isSha256(t.invitationHash)),
    check("signups_invitation_expires_at", isInstant(t.invitationExpiresAt)),
    check("signups_invitation_used_at", isInstant(t.invitationUsedAt)),
    check("signups_invited", sql`"invitation_expires_at" IS NULL OR "decision" IS 'approve'`),
    check("signups_used", sql`"invitation_used_at" IS NULL OR "invitation_expires_at" IS NOT NULL`),
    check("signups_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** The platform's trail, as a tenant's: append-only (triggers). */
export const events = sqliteTable(
  "events",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    id: text("id").notNull().unique(),
    at: text("at").notNull(),
    actorId: text("actor_id").references(() => operators.id),
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

/** As in a tenant's database (db/tenant/schema/events.ts says how it is used). */
export const guards = sqliteTable("guards", { ok: integer("ok").notNull() }, (t) => [
  check("guards_ok", isWhole(t.ok, 1, 1)),
]);

/**
 * The head of each tenant's chain of events, noted once a day away from the tenant's own database: whoever recomputes
 * a whole chain there can't change what stands here. Only added to (triggers).
 */
export const eventHeads = sqliteTable(
  "event_heads",
  {
    tenant: text("tenant")
      .notNull()
      .references(() => tenants.code),
    day: text("day").notNull(),
    seq: integer("seq").notNull(),
    hash: text("hash").notNull(),
    at: text("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.day] }),
    check("event_heads_day", isDate(t.day)),
    check("event_heads_seq", isWhole(t.seq, 1, 1e15)),
    check("event_heads_hash", isSha256(t.hash)),
    check("event_heads_at", isInstant(t.at)),
  ],
);
