import { check, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { tenantKinds } from "../../../worker/domain/vocabulary.ts";
import { isJson, isOneOf, isTenantCode, isText, isWhole, namesOf } from "./rules.ts";

const states = { active: "", suspended: "" };

/** The district whose database this is: one row, id 1. Its code never changes (trigger). */
export const tenant = sqliteTable(
  "tenant",
  {
    id: integer("id").primaryKey(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    kind: text("kind", { enum: namesOf(tenantKinds) }).notNull(),
    parent: text("parent"),
    state: text("state", { enum: namesOf(states) })
      .notNull()
      .default("active"),
    settings: text("settings", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    check("tenant_one_row", isWhole(t.id, 1, 1)),
    check("tenant_code", isTenantCode(t.code)),
    check("tenant_name", isText(t.name, 100)),
    check("tenant_kind", isOneOf(t.kind, tenantKinds)),
    check("tenant_parent", isTenantCode(t.parent)),
    check("tenant_state", isOneOf(t.state, states)),
    check("tenant_settings", isJson(t.settings, "object")),
    check("tenant_revision", isWhole(t.revision, 1, 1e12)),
  ],
);
