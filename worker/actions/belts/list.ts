import { and, asc, eq, sql } from "drizzle-orm";
import { belts } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { beltsWithin } from "../within.ts";
import { type Belt, beltOf, selectBelts } from "./belt.ts";

export interface BeltFilter extends PageRequest {
  readonly township?: string | undefined;
}

/** The belts within reach, in the tenant's own order. `township` is the id of a township or trade committee. */
export async function listBelts(scope: Scope, { limit, cursor, township }: BeltFilter): Promise<Page<Belt>> {
  const after = readCursor(cursor, ["number", "string"]);
  const [rows] = await scope.read([
    selectBelts(scope)
      .where(
        and(
          beltsWithin(scope, sql`${belts.id}`, sql`${belts.townshipId}`),
          township === undefined ? undefined : eq(belts.townshipId, township),
          after && sql`(${belts.position}, ${belts.code}) > (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(asc(belts.position), asc(belts.code))
      .limit(limit + 1),
  ]);
  return pageOf(rows, limit, (row) => [row.position, row.code], beltOf);
}

/** One belt within reach. */
export async function readBelt(scope: Scope, id: string): Promise<Belt> {
  const [[row]] = await scope.read([selectOneBelt(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  return beltOf(row);
}

export function selectOneBelt(scope: Scope, id: string) {
  const isWithin = beltsWithin(scope, sql`${belts.id}`, sql`${belts.townshipId}`);
  return selectBelts(scope).where(and(eq(belts.id, id), isWithin));
}
