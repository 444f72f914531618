import { type SQL, sql } from "drizzle-orm";
import { check, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { documentStates, factSubjects } from "../../../worker/domain/vocabulary.ts";
import type { AllowanceRow } from "./adoptions.ts";
import { isCode, isDate, isInstant, isJson, isOneOf, isSha256, isText, isWhole, namesOf } from "./rules.ts";

/**
 * Who published or retired a version, when and why; `over` names the warnings that were published over, `allows` what
 * children who adopt a standard may lower.
 */
export interface DocumentDecision {
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly reason: string | null;
  readonly over?: readonly { readonly path: string; readonly message: string }[];
  readonly allows?: AllowanceRow;
}

/** A draft has no hash; what is published or retired has one, and a day. */
const isCompleteWhenPublished: SQL = sql`"state" = 'draft' OR ("sha256" IS NOT NULL AND "holds_from" IS NOT NULL AND "published_at" IS NOT NULL)`;

/**
 * Scoring standards, by code and version. A draft is edited freely, one at a time; publishing freezes the row for good
 * (triggers): afterwards `state` alone may change, to `retired`, with `retirement` and `revision`. `canonical` is the
 * RFC 8785 text that `sha256` is of; `document` keeps the order in which it was written, which people read it in. The
 * CHECKs of `canonical`, `publication` and `retirement` stand in their migration: drizzle-kit would rebuild the table.
 */
export const standards = sqliteTable(
  "standards",
  {
    code: text("code").notNull(),
    version: integer("version").notNull(),
    state: text("state", { enum: namesOf(documentStates) }).notNull(),
    title: text("title").notNull(),
    subject: text("subject", { enum: namesOf(factSubjects) }).notNull(),
    document: text("document", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
    sha256: text("sha256"),
    holdsFrom: text("holds_from"),
    publishedAt: text("published_at"),
    canonical: text("canonical"),
    publication: text("publication", { mode: "json" }).$type<DocumentDecision>(),
    retirement: text("retirement", { mode: "json" }).$type<DocumentDecision>(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.version] }),
    uniqueIndex("standards_one_draft").on(t.code).where(sql`"state" = 'draft'`),
    check("standards_code", isCode(t.code)),
    check("standards_version", isWhole(t.version, 1, 1e6)),
    check("standards_state", isOneOf(t.state, documentStates)),
    check("standards_title", isText(t.title, 200)),
    check("standards_subject", isOneOf(t.subject, factSubjects)),
    check("standards_document", isJson(t.document, "object")),
    check("standards_sha256", isSha256(t.sha256)),
    check("standards_holds_from", isDate(t.holdsFrom)),
    check("standards_published_at", isInstant(t.publishedAt)),
    check("standards_complete", isCompleteWhenPublished),
    check("standards_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** Subsidy policies, under the same rules as standards. */
export const policies = sqliteTable(
  "policies",
  {
    code: text("code").notNull(),
    version: integer("version").notNull(),
    state: text("state", { enum: namesOf(documentStates) }).notNull(),
    title: text("title").notNull(),
    year: integer("year").notNull(),
    document: text("document", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
    sha256: text("sha256"),
    holdsFrom: text("holds_from"),
    publishedAt: text("published_at"),
    canonical: text("canonical"),
    publication: text("publication", { mode: "json" }).$type<DocumentDecision>(),
    retirement: text("retirement", { mode: "json" }).$type<DocumentDecision>(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.version] }),
    uniqueIndex("policies_one_draft").on(t.code).where(sql`"state" = 'draft'`),
    check("policies_code", isCode(t.code)),
    check("policies_version", isWhole(t.version, 1, 1e6)),
    check("policies_state", isOneOf(t.state, documentStates)),
    check("policies_title", isText(t.title, 200)),
    check("policies_year", isWhole(t.year, 1949, 9999)),
    check("policies_document", isJson(t.document, "object")),
    check("policies_sha256", isSha256(t.sha256)),
    check("policies_holds_from", isDate(t.holdsFrom)),
    check("policies_published_at", isInstant(t.publishedAt)),
    check("policies_complete", isCompleteWhenPublished),
    check("policies_revision", isWhole(t.revision, 1, 1e12)),
  ],
);
