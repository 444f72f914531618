import { sql } from "drizzle-orm";
import { belts, units } from "../../../db/tenant/schema/index.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/**
 * A belt as the API shows it; `units` and `demonstrations` count those on it now that the reader reaches. Planned numbers
 * may be unknown.
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
  readonly units: number;
  readonly demonstrations: number;
  readonly revision: number;
}

export function selectBelts(scope: Scope) {
  const within = unitsWithin(scope, sql`"on_it"."id"`) ?? sql`1`;
  const on = sql`FROM ${units} AS "on_it" WHERE "on_it"."belt_id" = ${belts.id} AND "on_it"."closed_on" IS NULL AND ${within}`;
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
      units: sql<number>`(SELECT count(*) ${on})`,
      demonstrations: sql<number>`(SELECT count(*) ${on} AND "on_it"."demonstration" = 1)`,
      revision: belts.revision,
      position: belts.position,
    })
    .from(belts)
    .$dynamic();
}

export function beltOf<Row extends Belt & { readonly position: number }>({ position: _, ...belt }: Row): Belt {
  return belt;
}
