import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { belts, categories, coverages, entities, facts, units } from "../../../db/tenant/schema/index.ts";
import type { EntityGround, RosterEntity } from "../../domain/entity-roster.ts";
import { tradeOf } from "../../domain/unit-place.ts";
import type { RosterUnit, UnitGround } from "../../domain/unit-roster.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { FactSubject, ImportSubject } from "../../domain/vocabulary.ts";
import type { RosterTerms } from "../../spreadsheet/roster.ts";
import type { Scope } from "../scope.ts";

/** What the columns of a roster are made of: two queries of one batch. */
export function selectTerms({ db }: Scope, of: ImportSubject) {
  const subject: FactSubject = of === "units" ? "unit" : "entity";
  return [
    db
      .select({
        key: facts.key,
        label: facts.label,
        type: facts.type,
        choices: facts.choices,
        measure: facts.measure,
        isSensitive: facts.isSensitive,
      })
      .from(facts)
      .where(and(eq(facts.of, subject), eq(facts.per, "standing")))
      .orderBy(asc(facts.position), asc(facts.key)),
    db
      .select({ code: categories.code, title: categories.title })
      .from(categories)
      .orderBy(asc(categories.position), asc(categories.code)),
  ] as const;
}

type Terms = readonly [RosterTerms["facts"], RosterTerms["categories"]];

export function termsOf([declared, list]: Terms): RosterTerms {
  return { facts: declared, categories: list };
}

/**
 * A text that any change of what rosters are checked against changes: units, entities, links, facts, belts and
 * categories are only added to, and raise their revision with every change.
 */
export const basis = sql<string>`(SELECT (SELECT count(*) || '-' || coalesce(sum("revision"), 0) FROM "units") || '/' ||
  (SELECT count(*) || '-' || coalesce(sum("revision"), 0) FROM "entities") || '/' ||
  (SELECT count(*) || '-' || coalesce(sum("revision"), 0) FROM "coverages") || '/' ||
  (SELECT count(*) || '-' || coalesce(sum("revision"), 0) FROM "facts") || '/' ||
  (SELECT count(*) || '-' || coalesce(sum("revision"), 0) FROM "belts") || '/' || (SELECT count(*) FROM "categories"))`;

export function selectBasis({ db }: Scope) {
  return db.select({ basis }).from(sql`(SELECT 1)`);
}

const parents = alias(units, "parents");
const industries = alias(units, "industries");

/** Every unit, closed ones too, others by their codes. */
export function selectRosterUnits({ db }: Scope) {
  return db
    .select({
      id: units.id,
      code: units.code,
      name: units.name,
      shortName: units.shortName,
      kind: units.kind,
      field: units.field,
      parent: parents.code,
      parentId: parents.id,
      parentKind: parents.kind,
      parentTradeId: parents.tradeId,
      industry: industries.code,
      belt: belts.code,
      beltPosition: units.beltPosition,
      demonstration: units.demonstration,
      category: units.category,
      establishedOn: units.establishedOn,
      facts: units.facts,
      revision: units.revision,
      closedOn: units.closedOn,
      townshipId: units.townshipId,
      tradeId: units.tradeId,
    })
    .from(units)
    .leftJoin(parents, eq(parents.id, units.parentId))
    .leftJoin(industries, eq(industries.id, units.tradeId))
    .leftJoin(belts, eq(belts.id, units.beltId))
    .orderBy(asc(units.code))
    .$dynamic();
}

type UnitRow = Awaited<ReturnType<typeof selectRosterUnits>>[number];

export function rosterUnitOf({ parentId, parentKind, parentTradeId, closedOn, ...row }: UnitRow): RosterUnit {
  const above =
    parentId === null || parentKind === null
      ? null
      : { id: parentId, kind: parentKind, townshipId: null, tradeId: parentTradeId };
  return {
    ...row,
    industry: row.tradeId === tradeOf(above) ? null : row.industry,
    isClosed: closedOn !== null,
  };
}

export function unitGround(
  scope: Scope,
  terms: RosterTerms,
  rows: readonly UnitRow[],
  beltCodes: readonly { readonly code: string }[],
): UnitGround {
  return {
    units: rows.map(rosterUnitOf),
    belts: new Set(beltCodes.map(({ code }) => code)),
    categories: new Set(terms.categories.map(({ code }) => code)),
    declared: terms.facts,
    today: dayInChina(scope.now),
    newId: scope.newId,
  };
}

const townships = alias(units, "townships");
const trades = alias(units, "trades");

/** Every entity, closed ones too, with the units that cover it now. */
export function selectRosterEntities({ db }: Scope) {
  const links = sql<string>`(SELECT json_group_array(json_object('unit', "by"."code", 'mode', "c"."mode", 'from', "c"."from_on"))
    FROM ${coverages} AS "c" JOIN ${units} AS "by" ON "by"."id" = "c"."unit_id"
    WHERE "c"."entity_id" = ${entities.id} AND "c"."until_on" IS NULL)`;
  return db
    .select({
      id: entities.id,
      creditCode: entities.creditCode,
      name: entities.name,
      kind: entities.kind,
      township: townships.shortName,
      trade: trades.shortName,
      isOperating: entities.isOperating,
      fullMembers: entities.fullMembers,
      establishedOn: entities.establishedOn,
      facts: entities.facts,
      links,
      revision: entities.revision,
      closedOn: entities.closedOn,
    })
    .from(entities)
    .leftJoin(townships, eq(townships.id, entities.townshipId))
    .leftJoin(trades, eq(trades.id, entities.tradeId))
    .orderBy(asc(entities.creditCode))
    .$dynamic();
}

type EntityRow = Awaited<ReturnType<typeof selectRosterEntities>>[number];

export function rosterEntityOf({ links, closedOn, ...row }: EntityRow): RosterEntity {
  return { ...row, coverages: JSON.parse(links) as RosterEntity["coverages"], isClosed: closedOn !== null };
}

/** Townships, trades and all other open units, as rosters of entities name them. */
export function selectPlaces({ db }: Scope) {
  return db
    .select({ code: units.code, kind: units.kind, shortName: units.shortName })
    .from(units)
    .where(isNull(units.closedOn));
}

export function entityGround(
  scope: Scope,
  terms: RosterTerms,
  rows: readonly EntityRow[],
  places: Awaited<ReturnType<typeof selectPlaces>>,
): EntityGround {
  const named = (kind: string) =>
    new Set(places.flatMap((place) => (place.kind === kind && place.shortName !== null ? [place.shortName] : [])));
  return {
    entities: rows.map(rosterEntityOf),
    townships: named("township"),
    trades: named("industry"),
    units: new Set(places.map(({ code }) => code)),
    declared: terms.facts,
    today: dayInChina(scope.now),
    newId: scope.newId,
  };
}
