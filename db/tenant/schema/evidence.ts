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
import { evidenceTypes, evidenceLikenesses as likenessKinds } from "../../../worker/domain/vocabulary.ts";
import { assessments } from "./cycles.ts";
import { isDate, isInstant, isOneOf, isSha256, isText, isWhole, namesOf } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/**
 * A file of a unit's own, kept in the object store under the tenant's code and this id. `sha256` and `bytes` are of what
 * is kept. What it is never changes and no row goes (triggers): removed, its object goes and it counts for no quota. A
 * new version names the one that it replaces. `pictureHash` is null where there is no picture to compare; `comparedAt`
 * is when the job looked for its like.
 */
export const evidence = sqliteTable(
  "evidence",
  {
    id: text("id").primaryKey(),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    sha256: text("sha256").notNull(),
    type: text("type", { enum: namesOf(evidenceTypes) }).notNull(),
    bytes: integer("bytes").notNull(),
    width: integer("width"),
    height: integer("height"),
    name: text("name").notNull(),
    note: text("note"),
    validUntil: text("valid_until"),
    replaces: text("replaces").references((): AnySQLiteColumn => evidence.id),
    uploadedBy: text("uploaded_by")
      .notNull()
      .references(() => users.id),
    at: text("at").notNull(),
    pictureHash: text("picture_hash"),
    comparedAt: text("compared_at"),
    removedAt: text("removed_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    uniqueIndex("evidence_once").on(t.unitId, t.sha256).where(sql`"removed_at" IS NULL`),
    uniqueIndex("evidence_replaced_once").on(t.replaces).where(sql`"removed_at" IS NULL`),
    index("evidence_unit").on(t.unitId, t.id),
    index("evidence_sha256").on(t.sha256),
    index("evidence_kept").on(t.bytes).where(sql`"removed_at" IS NULL`),
    check("evidence_id", isText(t.id, 64)),
    check("evidence_sha256_form", isSha256(t.sha256)),
    check("evidence_type", isOneOf(t.type, evidenceTypes)),
    check("evidence_bytes", isWhole(t.bytes, 1, 10 * 1_048_576 + 64)),
    check("evidence_sides", sql`("width" IS NULL) = ("height" IS NULL) AND "width" * "height" <= 50000000`),
    check("evidence_name", isText(t.name, 200)),
    check("evidence_note", isText(t.note, 500)),
    check("evidence_valid_until", isDate(t.validUntil)),
    check("evidence_replaces", sql`"replaces" <> "id"`),
    check("evidence_at", isInstant(t.at)),
    check("evidence_picture_hash", sql`length("picture_hash") = 16 AND "picture_hash" NOT GLOB '*[^0-9a-f]*'`),
    check("evidence_compared_at", isInstant(t.comparedAt)),
    check("evidence_removed_at", isInstant(t.removedAt)),
    check("evidence_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** For which item of which assessment a piece stands. Only while the assessment is with its secretary (triggers). */
export const evidenceUses = sqliteTable(
  "evidence_uses",
  {
    id: text("id").primaryKey(),
    assessmentId: text("assessment_id")
      .notNull()
      .references(() => assessments.id),
    item: text("item").notNull(),
    evidenceId: text("evidence_id")
      .notNull()
      .references(() => evidence.id),
    usedBy: text("used_by")
      .notNull()
      .references(() => users.id),
    at: text("at").notNull(),
  },
  (t) => [
    unique("evidence_uses_once").on(t.assessmentId, t.item, t.evidenceId),
    index("evidence_uses_evidence").on(t.evidenceId),
    check("evidence_uses_id", isText(t.id, 64)),
    check("evidence_uses_item", isText(t.item, 64)),
    check("evidence_uses_at", isInstant(t.at)),
  ],
);

/** That two pieces are the same file or near the same picture, once from each side. */
export const evidenceLikenesses = sqliteTable(
  "evidence_likenesses",
  {
    evidenceId: text("evidence_id")
      .notNull()
      .references(() => evidence.id),
    otherId: text("other_id")
      .notNull()
      .references(() => evidence.id),
    kind: text("kind", { enum: namesOf(likenessKinds) }).notNull(),
    bits: integer("bits").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.evidenceId, t.otherId] }),
    check("evidence_likenesses_others", sql`"other_id" <> "evidence_id"`),
    check("evidence_likenesses_kind", isOneOf(t.kind, likenessKinds)),
    check("evidence_likenesses_bits", isWhole(t.bits, 0, 64)),
  ],
);

/** What a day's look at the object store found: objects in all, those without a row that it removed, rows without one. */
export const evidenceSweeps = sqliteTable(
  "evidence_sweeps",
  {
    day: text("day").primaryKey(),
    objects: integer("objects").notNull(),
    orphans: integer("orphans").notNull(),
    missing: integer("missing").notNull(),
    endedAt: text("ended_at"),
  },
  (t) => [
    check("evidence_sweeps_day", isDate(t.day)),
    check("evidence_sweeps_objects", isWhole(t.objects, 0, 1e12)),
    check("evidence_sweeps_orphans", isWhole(t.orphans, 0, 1e12)),
    check("evidence_sweeps_missing", isWhole(t.missing, 0, 1e12)),
    check("evidence_sweeps_ended_at", isInstant(t.endedAt)),
  ],
);
