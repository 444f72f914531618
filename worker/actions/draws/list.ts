import { and, desc, eq, lt, sql } from "drizzle-orm";
import { draws, type Sent } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { DrawState } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { type Draw, drawOf, drawsShown, selectDraws, selectReach } from "./draw.ts";

/** A draw in a list: `listed` units stood in it. */
export interface ListedDraw {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly wanted: number;
  readonly listed: number;
  readonly assessors: readonly Sent[];
  readonly commitment: string;
  readonly state: DrawState;
  readonly committedAt: string;
  readonly endedAt: string | null;
}

/** All draws that may be seen, abandoned ones too, the latest first. */
export async function listDraws(scope: Scope, { limit, cursor }: PageRequest): Promise<Page<ListedDraw>> {
  const [before] = readCursor(cursor, ["number"]) ?? [];
  const { id, number, title, wanted, assessors, commitment, state, committedAt, endedAt } = draws;
  const listed = sql<number>`json_array_length(${draws.list})`;
  const [rows] = await scope.read([
    scope.db
      .select({ id, number, title, wanted, listed, assessors, commitment, state, committedAt, endedAt })
      .from(draws)
      .where(and(drawsShown(scope), before === undefined ? undefined : lt(number, Number(before))))
      .orderBy(desc(number))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.number],
    (row): ListedDraw => row,
  );
}

/** Refusals: not-found. */
export async function readDraw(scope: Scope, id: string): Promise<Draw> {
  const [[row], reach] = await scope.read([
    selectDraws(scope).where(and(eq(draws.id, id), drawsShown(scope))),
    selectReach(scope),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return drawOf(scope, row, reach);
}
