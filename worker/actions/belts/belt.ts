import { sql } from "drizzle-orm";
import { belts, units } from "../../../db/tenant/schema/index.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/**
 * A belt as the API shows it; `units` and `demonstrations` count those on it now that the reader reaches. Planned numbers
 * may be unknown. `isPartial`: points of it lie outside the reader's reach, and it isn't theirs to answer for; what is
 * said of the whole belt, plan and facts, is then withheld, since it stands beside a part.
 */
export interface Belt {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly township: string | null;
  readonly plannedUnits: number | null;
  readonly plannedDemonstrations: number | null;
  readonly lengthMetres: number | null;
  readonly isLengthAbout: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly isPartial: boolean;
  readonly units: number;
  readonly demonstrations: number;
  readonly revision: number;
}

export function selectBelts(scope: Scope) {
  const within = unitsWithin(scope, sql`"on_it"."id"`) ?? sql`1`;
  const isTheirs = unitsWithin(scope, sql`${belts.townshipId}`) ?? sql`1`;
  const all = sql`FROM ${units} AS "on_it" WHERE "on_it"."belt_id" = ${belts.id} AND "on_it"."closed_on" IS NULL`;
  const on = sql`${all} AND (${within})`;
  return scope.db
    .select({
      id: belts.id,
      code: belts.code,
      name: belts.name,
      township: belts.townshipId,
      plannedUnits: belts.plannedUnits,
      plannedDemonstrations: belts.plannedDemonstrations,
      lengthMetres: belts.lengthMetres,
      isLengthAbout: belts.isLengthAbout,
      facts: belts.facts,
      isPartial: sql<number>`coalesce(${isTheirs}, 0) = 0 AND (SELECT count(*) ${on}) < (SELECT count(*) ${all})`,
      units: sql<number>`(SELECT count(*) ${on})`,
      demonstrations: sql<number>`(SELECT count(*) ${on} AND "on_it"."demonstration" = 1)`,
      revision: belts.revision,
      position: belts.position,
    })
    .from(belts)
    .$dynamic();
}

type BeltRow = Omit<Belt, "isPartial"> & { readonly isPartial: number; readonly position: number };

export function beltOf({ position: _, isPartial, ...belt }: BeltRow): Belt {
  if (isPartial === 0) return { ...belt, isPartial: false };
  return { ...belt, plannedUnits: null, plannedDemonstrations: null, facts: {}, isPartial: true };
}
