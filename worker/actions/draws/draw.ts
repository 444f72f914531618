import { eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { draws, inspections, type Sent, units, users } from "../../../db/tenant/schema/index.ts";
import type { ExcludedUnit, ListedUnit, Weighting } from "../../domain/draw.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { DrawState } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** A draw's whole record. `nonce` is null while it is open; a name is null where its unit lies outside the reader's reach. */
export interface Draw {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly cycle: string | null;
  readonly wanted: number;
  readonly weighting: Weighting;
  readonly units: readonly (Omit<ListedUnit, "name"> & { readonly name: string | null })[];
  readonly excluded: readonly (Omit<ExcludedUnit, "name"> & { readonly name: string | null })[];
  readonly assessors: readonly Sent[];
  readonly commitment: string;
  readonly nonce: string | null;
  readonly state: DrawState;
  readonly word: string | null;
  readonly witness: string | null;
  readonly result: readonly string[] | null;
  readonly reason: string | null;
  readonly committedBy: string;
  readonly committedAt: string;
  readonly endedBy: string | null;
  readonly endedAt: string | null;
  readonly inspection: string | null;
  readonly revision: number;
}

const insiders: readonly string[] = ["admin", "assessor", "viewer"];

/**
 * Which draws the actor may see: whoever inspects and whoever supervises all of them; everyone else from the day on
 * which they are inspected, since a draw is no announcement; without an inspection thirty days later.
 */
export function drawsShown(scope: Scope): SQL | undefined {
  if (scope.actor.roles.some(({ role }) => insiders.includes(role))) return undefined;
  const today = dayInChina(scope.now);
  const plannedOn = sql`(SELECT "planned_on" FROM ${inspections} WHERE ${inspections.drawId} = ${draws.id})`;
  return sql`(${draws.state} = 'abandoned' OR (${draws.state} = 'finished' AND coalesce(${plannedOn}, date(${draws.endedAt}, '+30 days')) <= ${today}))`;
}

export function selectDraws(scope: Scope) {
  const enders = alias(users, "enders");
  return scope.db
    .select({
      draw: draws,
      committedBy: users.name,
      endedBy: enders.name,
      inspection: sql<string | null>`(SELECT "id" FROM ${inspections} WHERE ${inspections.drawId} = ${draws.id})`,
    })
    .from(draws)
    .innerJoin(users, eq(users.id, draws.committedBy))
    .leftJoin(enders, eq(enders.id, draws.endedBy))
    .$dynamic();
}

/** The ids of the units whose names the actor may read, for the read batch; null where that is all of them. */
export function selectReach(scope: Scope) {
  const within = unitsWithin(scope, sql`${units.id}`);
  return scope.db
    .select({ id: units.id })
    .from(units)
    .where(within ?? sql`0`);
}

type DrawRow = Awaited<ReturnType<typeof selectDraws>>[number];

export function drawOf(scope: Scope, row: DrawRow, reach: readonly { readonly id: string }[]): Draw {
  const { draw } = row;
  const isWhole = unitsWithin(scope, sql`${units.id}`) === undefined;
  const known = new Set(reach.map(({ id }) => id));
  const named = <Unit extends { readonly id: string; readonly name: string }>(unit: Unit) => ({
    ...unit,
    name: isWhole || known.has(unit.id) ? unit.name : null,
  });
  const { id, number, title, wanted, weighting, assessors, commitment, state, word, witness, result, reason } = draw;
  return {
    ...{ id, number, title, cycle: draw.cycleId, wanted, weighting },
    units: draw.list.map(named),
    excluded: draw.excluded.map(named),
    ...{ assessors, commitment, nonce: state === "committed" ? null : draw.nonce },
    ...{ state, word, witness, result, reason },
    committedBy: row.committedBy,
    committedAt: draw.committedAt,
    endedBy: row.endedBy,
    endedAt: draw.endedAt,
    inspection: row.inspection,
    revision: state === "committed" ? 1 : 2,
  };
}
