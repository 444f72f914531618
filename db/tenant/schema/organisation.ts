import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import {
  assignmentKinds,
  coverageModes,
  entityKinds,
  fields,
  signageKinds,
} from "../../../worker/domain/vocabulary.ts";
import { isBool, isDate, isInstant, isJson, isOneOf, isText, isWhole, namesOf } from "./rules.ts";
import { belts, units } from "./units.ts";
import { users } from "./users.ts";

/**
 * An enterprise or social organisation that a unit may or may not cover. Its credit code never changes (trigger). Null
 * in `isOperating` and `fullMembers` is unknown; `fullMembers` is all that is kept of its people, since 应建 asks for it.
 */
export const entities = sqliteTable(
  "entities",
  {
    id: text("id").primaryKey(),
    creditCode: text("credit_code").notNull().unique(),
    name: text("name").notNull(),
    kind: text("kind", { enum: namesOf(entityKinds) }).notNull(),
    townshipId: text("township_id").references(() => units.id),
    tradeId: text("trade_id").references(() => units.id),
    isOperating: integer("is_operating", { mode: "boolean" }),
    fullMembers: integer("full_members"),
    facts: text("facts", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    establishedOn: text("established_on"),
    closedOn: text("closed_on"),
    createdAt: text("created_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("entities_township").on(t.townshipId),
    index("entities_trade").on(t.tradeId),
    check("entities_id", isText(t.id, 64)),
    check("entities_credit_code", sql`length("credit_code") = 18 AND "credit_code" NOT GLOB '*[^0-9A-Z]*'`),
    check("entities_name", isText(t.name, 100)),
    check("entities_kind", isOneOf(t.kind, entityKinds)),
    check("entities_is_operating", isBool(t.isOperating)),
    check("entities_full_members", isWhole(t.fullMembers, 0, 1e6)),
    check("entities_facts", isJson(t.facts, "object")),
    check("entities_established_on", isDate(t.establishedOn)),
    check("entities_closed_on", isDate(t.closedOn)),
    check("entities_created_at", isInstant(t.createdAt)),
    check("entities_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/**
 * What an entity was until a day, where it has changed since: as of a day it is what the first row after that day says,
 * or what it is now. Rows are only added (triggers).
 */
export const entityStandings = sqliteTable(
  "entity_standings",
  {
    entityId: text("entity_id")
      .notNull()
      .references(() => entities.id),
    untilOn: text("until_on").notNull(),
    name: text("name").notNull(),
    townshipId: text("township_id"),
    tradeId: text("trade_id"),
    isOperating: integer("is_operating", { mode: "boolean" }),
    fullMembers: integer("full_members"),
    facts: text("facts", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entityId, t.untilOn] }),
    check("entity_standings_until_on", isDate(t.untilOn)),
    check("entity_standings_facts", isJson(t.facts, "object")),
  ],
);

/** Which unit covers which entity, how, and from which day up to which (the day itself is no longer covered). */
export const coverages = sqliteTable(
  "coverages",
  {
    id: text("id").primaryKey(),
    entityId: text("entity_id")
      .notNull()
      .references(() => entities.id),
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    mode: text("mode", { enum: namesOf(coverageModes) }).notNull(),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    uniqueIndex("coverages_once").on(t.entityId, t.unitId).where(sql`"until_on" IS NULL`),
    index("coverages_unit").on(t.unitId),
    index("coverages_entity").on(t.entityId),
    check("coverages_id", isText(t.id, 64)),
    check("coverages_mode", isOneOf(t.mode, coverageModes)),
    check("coverages_from_on", isDate(t.fromOn)),
    check("coverages_until_on", sql`${isDate(t.untilOn)} AND "until_on" >= "from_on"`),
    check("coverages_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/** What a unit was until a day, where it has changed since; see `entityStandings`. Rows are only added (triggers). */
export const unitStandings = sqliteTable(
  "unit_standings",
  {
    unitId: text("unit_id")
      .notNull()
      .references(() => units.id),
    untilOn: text("until_on").notNull(),
    name: text("name").notNull(),
    shortName: text("short_name"),
    field: text("field", { enum: namesOf(fields) }),
    parentId: text("parent_id"),
    townshipId: text("township_id"),
    tradeId: text("trade_id"),
    beltId: text("belt_id"),
    beltPosition: integer("belt_position"),
    demonstration: integer("demonstration", { mode: "boolean" }).notNull(),
    category: text("category"),
    facts: text("facts", { mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.untilOn] }),
    check("unit_standings_until_on", isDate(t.untilOn)),
    check("unit_standings_facts", isJson(t.facts, "object")),
  ],
);

/** That a unit was closed or merged into another: who decided it, when and why. Never changed (triggers). */
export const closings = sqliteTable(
  "closings",
  {
    unitId: text("unit_id")
      .primaryKey()
      .references(() => units.id),
    closedOn: text("closed_on").notNull(),
    reason: text("reason").notNull(),
    intoId: text("into_id").references(() => units.id),
    decidedBy: text("decided_by")
      .notNull()
      .references(() => users.id),
    decidedAt: text("decided_at").notNull(),
  },
  (t) => [
    check("closings_closed_on", isDate(t.closedOn)),
    check("closings_reason", isText(t.reason, 500)),
    check("closings_into_id", sql`"into_id" <> "unit_id"`),
    check("closings_decided_at", isInstant(t.decidedAt)),
  ],
);

/** One sign of a belt that stands, and since when; what has no row isn't there yet. A plate belongs to one unit. */
export const signage = sqliteTable(
  "signage",
  {
    beltId: text("belt_id")
      .notNull()
      .references(() => belts.id),
    kind: text("kind", { enum: namesOf(signageKinds) }).notNull(),
    /** The unit of a plate; `""` for a sign of the belt itself. */
    unitId: text("unit_id").notNull().default(""),
    installedOn: text("installed_on").notNull(),
    remark: text("remark"),
  },
  (t) => [
    primaryKey({ columns: [t.beltId, t.kind, t.unitId] }),
    check("signage_kind", isOneOf(t.kind, signageKinds)),
    check("signage_unit_id", sql`("kind" = 'plate') = ("unit_id" <> '')`),
    check("signage_installed_on", isDate(t.installedOn)),
    check("signage_remark", isText(t.remark, 200)),
  ],
);

/**
 * Who is to look after what: a leader one demonstration point (联系指导) or a belt, a leader an area (包片), a cadre an
 * entity (包点). A point has one leader and a leader one point, as long as it lasts (unique indexes).
 */
export const assignments = sqliteTable(
  "assignments",
  {
    id: text("id").primaryKey(),
    kind: text("kind", { enum: namesOf(assignmentKinds) }).notNull(),
    person: text("person").notNull(),
    office: text("office"),
    userId: text("user_id").references(() => users.id),
    unitId: text("unit_id").references(() => units.id),
    beltId: text("belt_id").references(() => belts.id),
    entityId: text("entity_id").references(() => entities.id),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on"),
    dueOn: text("due_on"),
    count: integer("count"),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    uniqueIndex("assignments_one_leader_a_point")
      .on(t.unitId)
      .where(sql`"kind" = 'liaison' AND "unit_id" IS NOT NULL AND "until_on" IS NULL`),
    uniqueIndex("assignments_one_point_a_leader")
      .on(t.person)
      .where(sql`"kind" = 'liaison' AND "unit_id" IS NOT NULL AND "until_on" IS NULL`),
    uniqueIndex("assignments_one_leader_a_belt")
      .on(t.beltId)
      .where(sql`"kind" = 'liaison' AND "belt_id" IS NOT NULL AND "until_on" IS NULL`),
    index("assignments_entity").on(t.entityId),
    check("assignments_id", isText(t.id, 64)),
    check("assignments_kind", isOneOf(t.kind, assignmentKinds)),
    check("assignments_person", isText(t.person, 50)),
    check("assignments_office", isText(t.office, 50)),
    check(
      "assignments_one_thing",
      sql`("unit_id" IS NOT NULL) + ("belt_id" IS NOT NULL) + ("entity_id" IS NOT NULL) = 1`,
    ),
    check("assignments_entity_kind", sql`("kind" = 'entity') = ("entity_id" IS NOT NULL)`),
    check("assignments_from_on", isDate(t.fromOn)),
    check("assignments_until_on", sql`${isDate(t.untilOn)} AND "until_on" >= "from_on"`),
    check("assignments_due_on", isDate(t.dueOn)),
    check("assignments_count", isWhole(t.count, 0, 1e6)),
    check("assignments_revision", isWhole(t.revision, 1, 1e12)),
  ],
);
