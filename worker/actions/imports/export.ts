import { isNull, sql } from "drizzle-orm";
import { entities, units } from "../../../db/tenant/schema/index.ts";
import type { Json } from "../../domain/expression.ts";
import { Problem } from "../../domain/problem.ts";
import type { ImportSubject } from "../../domain/vocabulary.ts";
import { type RosterTerms, rosterWorkbook } from "../../spreadsheet/roster.ts";
import { entitiesWithin } from "../entities-within.ts";
import { refuseAny } from "../refuse.ts";
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

export interface Exported {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly part: number;
  /** Of ten thousand rows each, the last of what is left. */
  readonly parts: number;
}

/**
 * What is within reach, as a roster: imported again it changes nothing. What isn't known says `*`. Sensitive facts have
 * no column. More than ten
 * thousand come in parts, and without saying which part is refused. Refusals: invalid, conflict.
 */
export async function exportRoster(scope: Scope, of: ImportSubject, asked: number | undefined): Promise<Exported> {
  const offset = ((asked ?? 1) - 1) * mostRows;
  if (of === "units") {
    const within = sql`${units.closedOn} IS NULL AND ${unitsWithin(scope, sql`${units.id}`) ?? sql`1`}`;
    const [[all], declared, list, rows] = await scope.read([
      scope.db.select({ count: sql<number>`count(*)` }).from(units).where(within),
      ...selectTerms(scope, of),
      selectRosterUnits(scope).where(within).limit(mostRows).offset(offset),
    ]);
    const place = placeOf(asked, all?.count ?? 0);
    const terms = shownTerms(declared, list);
    const values = rows.map(rosterUnitOf).map((unit) => valuesOf(unit, terms));
    return { ...place, bytes: await rosterWorkbook(of, terms, values) };
  }
  const within = sql`${isNull(entities.closedOn)} AND ${entitiesWithin(scope, "entities") ?? sql`1`}`;
  const [[all], declared, list, rows] = await scope.read([
    scope.db.select({ count: sql<number>`count(*)` }).from(entities).where(within),
    ...selectTerms(scope, of),
    selectRosterEntities(scope).where(within).limit(mostRows).offset(offset),
  ]);
  const place = placeOf(asked, all?.count ?? 0);
  const terms = shownTerms(declared, list);
  const values = rows.map(rosterEntityOf).map((entity) => ({
    ...valuesOf(entity, terms),
    isOperating: entity.isOperating ?? unknown,
    fullMembers: entity.fullMembers ?? unknown,
  }));
  return { ...place, bytes: await rosterWorkbook(of, terms, values) };
}

type Terms = Parameters<typeof termsOf>[0];

/** Without a column for what is shown to nobody unasked. */
function shownTerms(declared: (Terms[0][number] & { readonly isSensitive: boolean })[], list: Terms[1]): RosterTerms {
  return termsOf([declared.filter(({ isSensitive }) => !isSensitive), list]);
}

function placeOf(asked: number | undefined, count: number): Omit<Exported, "bytes"> {
  const parts = Math.max(1, Math.ceil(count / mostRows));
  if (asked === undefined && parts > 1) {
    throw new Problem("conflict", {
      detail: `共 ${count} 行，一份表最多 ${mostRows} 行：分成 ${parts} 份，用 part=1 到 part=${parts} 逐份取。`,
    });
  }
  refuseAny((asked ?? 1) > parts ? [{ path: "part", message: `只有 ${parts} 份` }] : []);
  return { part: asked ?? 1, parts };
}

const unknown = { mark: "unknown" };

type Kept = { readonly facts: Readonly<Record<string, unknown>> };

/** What is null is left blank; facts say whether they are unknown or known to be none. */
function valuesOf({ facts, ...base }: Kept, terms: RosterTerms): Readonly<Record<string, Json>> {
  const own = terms.facts.map(({ key }) => [`facts.${key}`, facts[key] === undefined ? unknown : facts[key]]);
  const known = Object.entries(base).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries([...known, ...own]) as Readonly<Record<string, Json>>;
}
