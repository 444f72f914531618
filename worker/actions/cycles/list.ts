import { and, asc, desc, eq, gt, lt, or, sql } from "drizzle-orm";
import { cycleStandards, cycles, results } from "../../../db/tenant/schema/index.ts";
import type { CycleKind } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";

/** 考核周期, the latest first, with the versions it is bound to and how many results it has. */
export interface Cycle {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly kind: CycleKind;
  readonly year: number;
  readonly opensOn: string;
  readonly selfUntil: string | null;
  readonly reviewUntil: string | null;
  readonly acceptanceUntil: string | null;
  readonly closedOn: string | null;
  readonly standards: readonly { readonly code: string; readonly version: number }[];
  readonly results: number;
}

const standardsOfCycle =
  sql<string>`(SELECT json_group_array(json_object('code', s."standard_code", 'version', s."standard_version"))
  FROM ${cycleStandards} s WHERE s."cycle_id" = "cycles"."id")`.mapWith(
    (text: string) => JSON.parse(text) as Cycle["standards"],
  );

const resultsOfCycle = sql<number>`(SELECT count(*) FROM ${results} r WHERE r."cycle_id" = "cycles"."id")`;

export async function listCycles(scope: Scope, page: PageRequest): Promise<Page<Cycle>> {
  const [day, code] = readCursor(page.cursor, ["string", "string"]) ?? [];
  const after =
    day === undefined || code === undefined
      ? undefined
      : or(lt(cycles.opensOn, String(day)), and(eq(cycles.opensOn, String(day)), gt(cycles.code, String(code))));
  const [rows] = await scope.read([
    scope.db
      .select({
        id: cycles.id,
        code: cycles.code,
        title: cycles.title,
        kind: cycles.kind,
        year: cycles.year,
        opensOn: cycles.opensOn,
        selfUntil: cycles.selfUntil,
        reviewUntil: cycles.reviewUntil,
        acceptanceUntil: cycles.acceptanceUntil,
        closedOn: cycles.closedOn,
        standards: standardsOfCycle,
        results: resultsOfCycle,
      })
      .from(cycles)
      .where(after)
      .orderBy(desc(cycles.opensOn), asc(cycles.code))
      .limit(page.limit + 1),
  ]);
  return pageOf(
    rows,
    page.limit,
    (row) => [row.opensOn, row.code],
    (row): Cycle => row,
  );
}
