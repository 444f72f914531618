import { and, eq, sql } from "drizzle-orm";
import { units } from "../../../db/tenant/schema/index.ts";
import { dayFaults } from "../../domain/effective-day.ts";
import { type FilledFacts, factsAfter, fillingFaults } from "../../domain/filling.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { rolesByUnit, selectFillable, selectReached } from "../filling.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { masked, traced } from "../sensitive-facts.ts";
import { keepUnitStandings, selectLatestDay } from "../unit-standing.ts";
import { selectOneUnit } from "./read.ts";
import { type ShownUnit, unitOf } from "./unit.ts";

/**
 * Fills in a unit's standing facts: each by the role that the tenant gave it to, within that role's reach; the admin
 * all. They hold from today, and what was known until then is kept. Refusals: not-found, stale, invalid.
 */
export async function fillUnitFacts(
  scope: Scope,
  id: string,
  ifMatch: string,
  filled: FilledFacts,
): Promise<ShownUnit> {
  const [[row], declared, [standing], ...reached] = await scope.read([
    selectOneUnit(scope, id),
    selectFillable(scope, "standing"),
    selectLatestDay(scope, id),
    ...selectReached(scope, [id]),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  const today = dayInChina(scope.now);
  refuseAny([
    ...fillingFaults(declared, filled, rolesByUnit(reached).get(id) ?? new Set(), ""),
    ...dayFaults(today, today, standing?.latest || null),
  ]);
  const unit = unitOf(row);
  const after = { ...unit, facts: factsAfter(unit.facts, filled), revision: unit.revision + 1 };
  const update = scope.db
    .update(units)
    .set({ facts: after.facts, revision: after.revision })
    .where(and(eq(units.id, id), eq(units.revision, unit.revision)));
  const subject = { kind: "unit", id, revision: after.revision };
  await commit(scope, { subject, action: "fill", body: traced({ ...filled }, declared) }, [
    keepUnitStandings(today, sql`"id" = ${id}`),
    ...exactlyOne(scope, update),
  ]);
  return masked(after, declared);
}
