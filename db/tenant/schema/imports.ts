import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { importModes, importStates, importSubjects } from "../../../worker/domain/vocabulary.ts";
import { isInstant, isJson, isOneOf, isSha256, isText, isWhole, namesOf } from "./rules.ts";
import { users } from "./users.ts";

/**
 * A spreadsheet that was read, found without a fault, and waits to be applied. `basis` is a number that any change of
 * what it was checked against changes too: applied is only what still fits.
 */
export const imports = sqliteTable(
  "imports",
  {
    id: text("id").primaryKey(),
    of: text("of", { enum: namesOf(importSubjects) }).notNull(),
    mode: text("mode", { enum: namesOf(importModes) }).notNull(),
    state: text("state", { enum: namesOf(importStates) }).notNull(),
    sha256: text("sha256").notNull(),
    basis: text("basis").notNull(),
    rows: integer("rows").notNull(),
    added: integer("added").notNull(),
    updated: integer("updated").notNull(),
    unchanged: integer("unchanged").notNull(),
    skipped: integer("skipped").notNull(),
    checkedBy: text("checked_by")
      .notNull()
      .references(() => users.id),
    checkedAt: text("checked_at").notNull(),
    appliedAt: text("applied_at"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("imports_checked_by").on(t.checkedBy, t.state),
    check("imports_id", isText(t.id, 64)),
    check("imports_of", isOneOf(t.of, importSubjects)),
    check("imports_mode", isOneOf(t.mode, importModes)),
    check("imports_state", isOneOf(t.state, importStates)),
    check("imports_sha256", isSha256(t.sha256)),
    check("imports_basis", isText(t.basis, 200)),
    check("imports_rows", isWhole(t.rows, 0, 20_000)),
    check("imports_checked_at", isInstant(t.checkedAt)),
    check("imports_applied_at", isInstant(t.appliedAt)),
    check("imports_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** What a checked import will write, a few hundred rows a part; gone once it is applied or given up. */
export const importParts = sqliteTable(
  "import_parts",
  {
    importId: text("import_id")
      .notNull()
      .references(() => imports.id),
    part: integer("part").notNull(),
    rows: text("rows", { mode: "json" }).$type<readonly Readonly<Record<string, unknown>>[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.part] }), check("import_parts_rows", isJson(t.rows, "array"))],
);
