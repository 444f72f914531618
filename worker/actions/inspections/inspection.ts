import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { inspections, users } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** 一次督查: `visits` are planned within the reader's reach, of which `done` were made and `cancelled` given up. */
export interface Inspection {
  readonly id: string;
  readonly title: string;
  readonly cycle: string | null;
  readonly draw: string | null;
  readonly plannedOn: string;
  readonly isBlind: boolean;
  readonly visits: number;
  readonly done: number;
  readonly cancelled: number;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** The inspections, the latest day first. */
export async function listInspections(scope: Scope, { limit, cursor }: PageRequest): Promise<Page<Inspection>> {
  const after = readCursor(cursor, ["string", "string"]);
  const { plannedOn, id } = inspections;
  const [rows] = await scope.read([
    selectInspections(scope)
      .where(
        after && or(lt(plannedOn, String(after[0])), and(eq(plannedOn, String(after[0])), lt(id, String(after[1])))),
      )
      .orderBy(desc(plannedOn), desc(id))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.plannedOn, row.id],
    (row): Inspection => row,
  );
}

/** Refusals: not-found. */
export async function readInspection(scope: Scope, id: string): Promise<Inspection> {
  const [[row]] = await scope.read([selectInspections(scope).where(eq(inspections.id, id))]);
  if (row === undefined) throw new Problem("not-found");
  return row;
}

function selectInspections(scope: Scope) {
  const within = unitsWithin(scope, sql`"visits"."unit_id"`) ?? sql`1`;
  const count = (what: ReturnType<typeof sql>) =>
    sql<number>`(SELECT count(*) FROM "visits" WHERE "visits"."inspection_id" = ${inspections.id} AND ${within} AND ${what})`;
  return scope.db
    .select({
      id: inspections.id,
      title: inspections.title,
      cycle: inspections.cycleId,
      draw: inspections.drawId,
      plannedOn: inspections.plannedOn,
      isBlind: inspections.isBlind,
      visits: count(sql`1`),
      done: count(sql`"visits"."state" = 'done'`),
      cancelled: count(sql`"visits"."state" = 'cancelled'`),
      createdBy: users.name,
      createdAt: inspections.createdAt,
    })
    .from(inspections)
    .innerJoin(users, eq(users.id, inspections.createdBy))
    .$dynamic();
}
