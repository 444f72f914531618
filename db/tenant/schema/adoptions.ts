import { check, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Lowering } from "../../../worker/domain/vocabulary.ts";
import { isCode, isDate, isInstant, isJson, isSha256, isTenantCode, isText, isWhole } from "./rules.ts";

/** What a parent lets its children lower of a version, as its publication says. */
export interface AllowanceRow {
  readonly lowering: Lowering;
  readonly parts: readonly string[];
}

/**
 * The parent's published standard on which a version of one's own stands: its text as it was taken, and what the parent
 * allows. Each version has its own, so that a draft may go on to the parent's next while what is published stays as it
 * was (triggers). `document` is what differences and merges are made against, wherever the parent may have gone since;
 * `names` says under which names of one's own it reads facts that the parent has renamed since: `unit.party` → `members`.
 */
export const adoptions = sqliteTable(
  "adoptions",
  {
    code: text("code").notNull(),
    version: integer("version").notNull(),
    parent: text("parent").notNull(),
    parentName: text("parent_name").notNull(),
    parentCode: text("parent_code").notNull(),
    parentVersion: integer("parent_version").notNull(),
    title: text("title").notNull(),
    sha256: text("sha256").notNull(),
    document: text("document", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
    allowance: text("allowance", { mode: "json" }).$type<AllowanceRow>().notNull(),
    names: text("names", { mode: "json" }).$type<Readonly<Record<string, string>>>().notNull(),
    takenAt: text("taken_at").notNull(),
    takenBy: text("taken_by", { mode: "json" }).$type<{ readonly id: string; readonly name: string }>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.version] }),
    check("adoptions_code", isCode(t.code)),
    check("adoptions_version", isWhole(t.version, 1, 1e6)),
    check("adoptions_parent", isTenantCode(t.parent)),
    check("adoptions_parent_name", isText(t.parentName, 100)),
    check("adoptions_parent_code", isCode(t.parentCode)),
    check("adoptions_parent_version", isWhole(t.parentVersion, 1, 1e6)),
    check("adoptions_title", isText(t.title, 200)),
    check("adoptions_sha256", isSha256(t.sha256)),
    check("adoptions_document", isJson(t.document, "object")),
    check("adoptions_allowance", isJson(t.allowance, "object")),
    check("adoptions_names", isJson(t.names, "object")),
    check("adoptions_taken_at", isInstant(t.takenAt)),
    check("adoptions_taken_by", isJson(t.takenBy, "object")),
  ],
);

/** That a parent has published a version of a standard which this tenant has adopted; once for each version. */
export const adoptionNotices = sqliteTable(
  "adoption_notices",
  {
    parent: text("parent").notNull(),
    parentCode: text("parent_code").notNull(),
    parentVersion: integer("parent_version").notNull(),
    title: text("title").notNull(),
    holdsFrom: text("holds_from").notNull(),
    sha256: text("sha256").notNull(),
    noticedAt: text("noticed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.parent, t.parentCode, t.parentVersion] }),
    check("adoption_notices_parent", isTenantCode(t.parent)),
    check("adoption_notices_parent_code", isCode(t.parentCode)),
    check("adoption_notices_parent_version", isWhole(t.parentVersion, 1, 1e6)),
    check("adoption_notices_title", isText(t.title, 200)),
    check("adoption_notices_holds_from", isDate(t.holdsFrom)),
    check("adoption_notices_sha256", isSha256(t.sha256)),
    check("adoption_notices_noticed_at", isInstant(t.noticedAt)),
  ],
);
