import { and, eq, ne, sql } from "drizzle-orm";
import { units } from "../../../db/tenant/schema/index.ts";
import { dayFaults } from "../../domain/effective-day.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { type ParentPlace, placeUnder, tradeOf, type UnitPlace } from "../../domain/unit-place.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { Field } from "../../domain/vocabulary.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { masked, traced } from "../sensitive-facts.ts";
import { keepUnitStandings, selectLatestDay } from "../unit-standing.ts";
import { subtreeOf } from "../within.ts";
import { selectOneUnit } from "./read.ts";
import { faultsOf, selectParentOf, selectSurroundings } from "./surroundings.ts";
import { type ShownUnit, selectNames, type Unit, unitOf } from "./unit.ts";

export interface UnitChange {
  readonly ifMatch: string;
  readonly name?: string | undefined;
  readonly shortName?: string | null | undefined;
  readonly field?: Field | null | undefined;
  readonly parent?: string | null | undefined;
  readonly industry?: string | null | undefined;
  readonly belt?: string | null | undefined;
  readonly beltPosition?: number | null | undefined;
  readonly demonstration?: boolean | undefined;
  readonly category?: string | null | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
  /** Facts that are to be unknown again. */
  readonly unknown?: readonly string[] | undefined;
  /** The day from which it holds; today where it isn't said. */
  readonly on?: string | undefined;
  /** Kept with the event: why it is moved. */
  readonly reason?: string | undefined;
}

/**
 * Changes what is given and nothing else; facts merge by key, those in `unknown` go. Moved under another parent, the
 * unit and all below it belong to that parent's township or trade. What it was until `on` is kept, so that a report of
 * an earlier day prints the same. Refusals: not-found, stale, invalid, conflict.
 */
export async function changeUnit(
  scope: Scope,
  id: string,
  { ifMatch, unknown, on, reason, ...change }: UnitChange,
): Promise<ShownUnit> {
  const [[row], names, [standing], [before], ...around] = await scope.read([
    selectOneUnit(scope, id),
    selectNames(scope),
    selectLatestDay(scope, id),
    selectParentOf(scope, id),
    ...selectSurroundings(scope, change, id),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  const today = dayInChina(scope.now);
  const unit = unitOf(row);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const asked = mergedOf(unit, given, unknown ?? []);
  const wrong = faultsOf({ ...asked, ...onlyAsked(change), beltPosition: null }, around);
  refuseAny([...wrong, ...positionFaults(asked), ...dayFaults(on ?? today, today, standing?.latest || null)]);
  const moved = placeOf(unit, change, before ?? null, around[1][0] ?? null);
  const nameOf = (of: string | null) => names.find((each) => each.id === of)?.shortName ?? null;
  const after = moved === undefined ? asked : { ...asked, ...placed(moved, nameOf) };
  const body = {
    ...traced(given, around[0]),
    unknown: unknown ?? [],
    on: on ?? today,
    ...(reason === undefined ? {} : { reason }),
  };
  await commit(scope, { subject: { kind: "unit", id, revision: after.revision }, action: "change", body }, [
    keepUnitStandings(on ?? today, isTreeMoved(unit, moved) ? sql`"id" IN ${subtreeOf(id)}` : sql`"id" = ${id}`),
    ...exactlyOne(scope, updateOf(scope, unit, after, moved)),
    ...movedBelow(scope, unit, moved),
  ]);
  return masked(after, around[0]);
}

function mergedOf(unit: Unit, given: Readonly<Record<string, unknown>>, unknown: readonly string[]): Unit {
  const isOffBelt = given["belt"] === null && given["beltPosition"] === undefined;
  const facts = { ...unit.facts, ...(given["facts"] as Unit["facts"] | undefined) };
  return {
    ...unit,
    ...given,
    ...(isOffBelt ? { beltPosition: null } : {}),
    facts: Object.fromEntries(Object.entries(facts).filter(([key]) => !unknown.includes(key))),
    revision: unit.revision + 1,
  };
}

/** What is checked against its surroundings is what is asked, not what stands already. */
function onlyAsked({ parent, industry, belt, category, facts }: Omit<UnitChange, "ifMatch">) {
  return { parent, industry, belt, category, facts };
}

/**
 * Where the unit belongs after the change, undefined where that isn't touched. A trade committee that it belonged to
 * besides its parent's place stays with it.
 */
function placeOf(
  unit: Unit,
  change: Pick<UnitChange, "parent" | "industry">,
  before: ParentPlace | null,
  asked: ParentPlace | null,
): UnitPlace | undefined {
  if (change.parent === undefined && change.industry === undefined) return undefined;
  const besides = unit.industry === tradeOf(before) ? null : unit.industry;
  const industry = change.industry === undefined ? besides : change.industry;
  return placeUnder(change.parent === undefined ? before : asked, industry);
}

function placed({ townshipId, tradeId }: UnitPlace, nameOf: (id: string | null) => string | null) {
  const trade = nameOf(tradeId);
  return { township: nameOf(townshipId) ?? trade, trade, industry: tradeId };
}

function positionFaults({ belt, beltPosition }: Unit): readonly Fault[] {
  const isAstray = beltPosition !== null && belt === null;
  return isAstray ? [{ path: "beltPosition", message: "不在示范带上的没有位置" }] : [];
}

function updateOf(scope: Scope, before: Unit, after: Unit, moved: UnitPlace | undefined): Statement {
  return scope.db
    .update(units)
    .set({
      name: after.name,
      shortName: after.shortName,
      field: after.field,
      parentId: after.parent,
      beltId: after.belt,
      beltPosition: after.beltPosition,
      demonstration: after.demonstration,
      category: after.category,
      facts: after.facts,
      revision: after.revision,
      ...moved,
    })
    .where(and(eq(units.id, before.id), eq(units.revision, before.revision)));
}

/** Only branches stand below what can move between townships; a committee, township or trade keeps its own below it. */
function isTreeMoved({ kind }: Unit, moved: UnitPlace | undefined): boolean {
  return moved !== undefined && kind === "general-branch";
}

function movedBelow(scope: Scope, unit: Unit, moved: UnitPlace | undefined): readonly Statement[] {
  if (!isTreeMoved(unit, moved)) return [];
  const { id } = unit;
  return [
    scope.db
      .update(units)
      .set({ ...moved, revision: sql`${units.revision} + 1` })
      .where(and(sql`${units.id} IN ${subtreeOf(id)}`, ne(units.id, id))),
  ];
}
