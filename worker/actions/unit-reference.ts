import { sql } from "drizzle-orm";
import { units } from "../../db/tenant/schema/index.ts";

/** A unit where something else is told of it: `township` is the township's or trade's short name. */
export interface UnitReference {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly township: string | null;
}

/** The columns of a UnitReference, for a selection that joins `units`. */
export const unitReference = {
  id: units.id,
  code: units.code,
  name: units.name,
  township: sql<
    string | null
  >`(SELECT "above"."short_name" FROM "units" AS "above" WHERE "above"."id" = coalesce("units"."township_id", "units"."trade_id"))`,
};
