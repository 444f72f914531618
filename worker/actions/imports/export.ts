import { isNull, sql } from "drizzle-orm";
import { entities, units } from "../../../db/tenant/schema/index.ts";
import type { Json } from "../../domain/expression.ts";
import type { ImportSubject } from "../../domain/vocabulary.ts";
import { type RosterTerms, rosterWorkbook } from "../../spreadsheet/roster.ts";
import { entitiesWithin } from "../entities-within.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import {
  rosterEntityOf,
  rosterUnitOf,
  selectRosterEntities,
  selectRosterUnits,
  selectTerms,
  termsOf,
} from "./ground.ts";

const mostRows = 10_000;

/** An empty roster with the tenant's own columns, dropdowns and examples. */
export async function rosterTemplate(scope: Scope, of: ImportSubject): Promise<Uint8Array<ArrayBuffer>> {
  return await rosterWorkbook(of, termsOf(await scope.read(selectTerms(scope, of))), null);
}

/** What is within reach, as a roster: imported again it changes nothing. What isn't known says `*`. */
export async function exportRoster(scope: Scope, of: ImportSubject): Promise<Uint8Array<ArrayBuffer>> {
  if (of === "units") {
    const within = sql`${units.closedOn} IS NULL AND ${unitsWithin(scope, sql`${units.id}`) ?? sql`1`}`;
    const [declared, list, rows] = await scope.read([
      ...selectTerms(scope, of),
      selectRosterUnits(scope).where(within).limit(mostRows),
    ]);
    const terms = termsOf([declared, list]);
    return await rosterWorkbook(
      of,
      terms,
      rows.map(rosterUnitOf).map((unit) => valuesOf(unit, terms)),
    );
  }
  const within = sql`${isNull(entities.closedOn)} AND ${entitiesWithin(scope, "entities") ?? sql`1`}`;
  const [declared, list, rows] = await scope.read([
    ...selectTerms(scope, of),
    selectRosterEntities(scope).where(within).limit(mostRows),
  ]);
  const terms = termsOf([declared, list]);
  return await rosterWorkbook(
    of,
    terms,
    rows.map(rosterEntityOf).map((entity) => ({
      ...valuesOf(entity, terms),
      isOperating: entity.isOperating ?? unknown,
      fullMembers: entity.fullMembers ?? unknown,
    })),
  );
}

const unknown = { mark: "unknown" };

type Exported = { readonly facts: Readonly<Record<string, unknown>> };

/** What is null is left blank; facts say whether they are unknown or known to be none. */
function valuesOf({ facts, ...base }: Exported, terms: RosterTerms): Readonly<Record<string, Json>> {
  const own = terms.facts.map(({ key }) => [`facts.${key}`, facts[key] === undefined ? unknown : facts[key]]);
  const known = Object.entries(base).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries([...known, ...own]) as Readonly<Record<string, Json>>;
}
