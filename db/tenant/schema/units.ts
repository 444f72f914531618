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
import {
  factPeriods,
  factSubjects,
  factTypes,
  fields,
  roles,
  unitKinds,
  unitVariables,
} from "../../../worker/domain/vocabulary.ts";
import { isBool, isCode, isDate, isInstant, isJson, isOneOf, isText, isWhole, namesOf } from "./rules.ts";

/** A committee member unit that owns part of a standard (牵头部门). */
export const departments = sqliteTable(
  "departments",
  {
    code: text("code").primaryKey(),
    title: text("title").notNull(),
    position: integer("position").notNull().default(0),
  },
  (t) => [check("departments_code", isCode(t.code)), check("departments_title", isText(t.title, 100))],
);

/** The special plans that points belong to (Jinhua's seven). */
export const categories = sqliteTable(
  "categories",
  {
    code: text("code").primaryKey(),
    title: text("title").notNull(),
    position: integer("position").notNull().default(0),
  },
  (t) => [check("categories_code", isCode(t.code)), check("categories_title", isText(t.title, 100))],
);

const factReserved = unitVariables.map((name) => `'${name}'`).join(", ");

/**
 * What a tenant declares about its units, belts and entities, because standards and policies speak of it. `formerKeys`
 * are the names under which published versions go on reading it. A sensitive one is shown to nobody who gives no reason.
 * The CHECKs of `formerKeys`, `revision` and `isSensitive` stand in their migrations: drizzle-kit would rebuild the table.
 */
export const facts = sqliteTable(
  "facts",
  {
    key: text("key").notNull(),
    of: text("of", { enum: namesOf(factSubjects) }).notNull(),
    label: text("label").notNull(),
    type: text("type", { enum: namesOf(factTypes) }).notNull(),
    measure: text("measure"),
    choices: text("choices", { mode: "json" })
      .$type<readonly { readonly code: string; readonly title: string }[]>()
      .notNull()
      .default([]),
    per: text("per", { enum: namesOf(factPeriods) })
      .notNull()
      .default("standing"),
    filledBy: text("filled_by", { enum: namesOf(roles) }).notNull(),
    position: integer("position").notNull().default(0),
    formerKeys: text("former_keys", { mode: "json" }).$type<readonly string[]>().notNull().default([]),
    revision: integer("revision").notNull().default(1),
    isSensitive: integer("is_sensitive", { mode: "boolean" }).notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.key, t.of] }),
    check("facts_key", sql`"key" GLOB '[a-z]*' AND "key" NOT GLOB '*[^a-z0-9_]*' AND length("key") <= 64`),
    check("facts_key_reserved", sql`"key" NOT IN (${sql.raw(factReserved)})`),
    check("facts_of", isOneOf(t.of, factSubjects)),
    check("facts_label", isText(t.label, 100)),
    check("facts_type", isOneOf(t.type, factTypes)),
    check("facts_measure", isText(t.measure, 20)),
    check("facts_choices", isJson(t.choices, "array")),
    check("facts_choices_type", sql`("type" IN ('choice', 'choices')) = (json_array_length("choices") > 0)`),
    check("facts_per", isOneOf(t.per, factPeriods)),
    check("facts_filled_by", isOneOf(t.filledBy, roles)),
  ],
);

/**
 * A route of units under one township or trade committee (`townshipId` names either), which answers for it where belts
 * are assessed. Unknown numbers stay null; a fact that isn't in `facts` is unknown. Its CHECK stands in its migration.
 */
export const belts = sqliteTable(
  "belts",
  {
    id: text("id").primaryKey(),
    code: text("code").notNull().unique(),
    name: text("name").notNull(),
    townshipId: text("township_id").references((): AnySQLiteColumn => units.id),
    plannedUnits: integer("planned_units"),
    plannedDemonstrations: integer("planned_demonstrations"),
    lengthMetres: integer("length_metres"),
    isLengthAbout: integer("is_length_about", { mode: "boolean" }).notNull().default(false),
    position: integer("position").notNull().default(0),
    revision: integer("revision").notNull().default(1),
    facts: text("facts", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull().default({}),
  },
  (t) => [
    index("belts_township").on(t.townshipId),
    check("belts_id", isText(t.id, 64)),
    check("belts_code", isText(t.code, 64)),
    check("belts_name", isText(t.name, 100)),
    check("belts_planned_units", isWhole(t.plannedUnits, 0, 1e6)),
    check("belts_planned_demonstrations", isWhole(t.plannedDemonstrations, 0, 1e6)),
    check("belts_planned_within", sql`"planned_demonstrations" <= "planned_units"`),
    check("belts_length_metres", isWhole(t.lengthMetres, 1, 1e7)),
    check("belts_is_length_about", isBool(t.isLengthAbout)),
    check("belts_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/**
 * A node of the organisation tree. Its code never changes and is never used again: a unit is closed, not deleted
 * (triggers). `shortName` of a township or industry committee is the name that policies use (汤溪镇).
 * `townshipId` names a township, `tradeId` an industry committee (triggers). A fact that isn't in `facts` is unknown.
 */
export const units = sqliteTable(
  "units",
  {
    id: text("id").primaryKey(),
    code: text("code").notNull().unique(),
    name: text("name").notNull(),
    shortName: text("short_name"),
    kind: text("kind", { enum: namesOf(unitKinds) }).notNull(),
    field: text("field", { enum: namesOf(fields) }),
    parentId: text("parent_id").references((): AnySQLiteColumn => units.id),
    townshipId: text("township_id").references((): AnySQLiteColumn => units.id),
    tradeId: text("trade_id").references((): AnySQLiteColumn => units.id),
    beltId: text("belt_id").references((): AnySQLiteColumn => belts.id),
    beltPosition: integer("belt_position"),
    demonstration: integer("demonstration", { mode: "boolean" }).notNull().default(false),
    category: text("category").references(() => categories.code),
    facts: text("facts", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    /** Null: there for as long as anybody knows. Its CHECK stands in its migration. */
    establishedOn: text("established_on"),
    closedOn: text("closed_on"),
    createdAt: text("created_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    unique("units_belt_position").on(t.beltId, t.beltPosition),
    uniqueIndex("units_short_name")
      .on(t.shortName)
      .where(sql`"kind" IN ('township', 'industry') AND "closed_on" IS NULL`),
    index("units_parent").on(t.parentId),
    index("units_township").on(t.townshipId),
    index("units_trade").on(t.tradeId),
    check("units_id", isText(t.id, 64)),
    check(
      "units_code",
      sql`"code" GLOB '[A-Za-z0-9]*' AND "code" NOT GLOB '*[^A-Za-z0-9._-]*' AND length("code") <= 64`,
    ),
    check("units_name", isText(t.name, 100)),
    check("units_short_name", isText(t.shortName, 30)),
    check("units_short_name_needed", sql`"kind" NOT IN ('township', 'industry') OR "short_name" IS NOT NULL`),
    check("units_kind", isOneOf(t.kind, unitKinds)),
    check("units_field", isOneOf(t.field, fields)),
    check("units_parent", sql`"parent_id" <> "id"`),
    check(
      "units_belt_position",
      sql`"belt_position" IS NULL OR ("belt_id" IS NOT NULL AND ${isWhole(t.beltPosition, 1, 1e6)})`,
    ),
    check("units_demonstration", isBool(t.demonstration)),
    check("units_facts", isJson(t.facts, "object")),
    check("units_closed_on", isDate(t.closedOn)),
    check("units_created_at", isInstant(t.createdAt)),
    check("units_revision", isWhole(t.revision, 1, 1e12)),
  ],
);
