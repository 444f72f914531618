import { and, asc, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { planDecisions, plans, units } from "../../../db/tenant/schema/index.ts";
import { commonPercent, type PlanText, piecesOf } from "../../domain/plan.ts";
import { Problem } from "../../domain/problem.ts";
import type { PlanDecision, PlanState } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** A plan in a list. `done` of `milestones` are reached. */
export interface PlanHead {
  readonly id: string;
  readonly unit: string;
  readonly unitName: string;
  readonly township: string | null;
  readonly year: number;
  readonly state: PlanState;
  readonly milestones: number;
  readonly done: number;
  readonly revision: number;
}

export interface Progress {
  readonly percent: number;
  readonly on: string;
  readonly remark: string | null;
}

export interface Plan extends Omit<PlanHead, "milestones" | "done">, PlanText {
  readonly progress: Readonly<Record<string, Progress>>;
  readonly decisions: readonly Decision[];
  /** Plans of the same year with the most text in common; one out of reach has no name. */
  readonly alike: readonly { readonly unitName: string | null; readonly percent: number }[];
}

export interface Decision {
  readonly decision: PlanDecision;
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
}

const townships = alias(units, "townships");
const trades = alias(units, "trades");
const townshipName = sql<string | null>`coalesce(${townships.shortName}, ${trades.shortName})`;

/** Those that wait for approval first, then by the unit's code. */
const listKey = sql<string>`(CASE ${plans.state} WHEN 'submitted' THEN '0' WHEN 'draft' THEN '1' ELSE '2' END || ${units.code} || '-' || ${plans.year})`;

/** Plans with their units' names, ready for conditions. */
export function selectPlans(scope: Scope) {
  return scope.db
    .select({
      id: plans.id,
      unit: plans.unitId,
      unitName: units.name,
      township: townshipName,
      year: plans.year,
      state: plans.state,
      document: plans.document,
      progress: plans.progress,
      revision: plans.revision,
      key: listKey,
    })
    .from(plans)
    .innerJoin(units, eq(units.id, plans.unitId))
    .leftJoin(townships, eq(townships.id, units.townshipId))
    .leftJoin(trades, eq(trades.id, units.tradeId))
    .$dynamic();
}

export type PlanRow = Awaited<ReturnType<typeof selectPlans>>[number];

export interface PlanFilter extends PageRequest {
  readonly year?: number | undefined;
  readonly state?: PlanState | undefined;
  readonly unit?: string | undefined;
  readonly township?: string | undefined;
}

/** The plans within reach, those that wait for approval first, then by the unit's code. */
export async function listPlans(scope: Scope, filter: PlanFilter): Promise<Page<PlanHead>> {
  const after = readCursor(filter.cursor, ["string"]);
  const [rows] = await scope.read([
    selectPlans(scope)
      .where(
        and(
          unitsWithin(scope, sql`${plans.unitId}`),
          filter.year === undefined ? undefined : eq(plans.year, filter.year),
          filter.state && eq(plans.state, filter.state),
          filter.unit === undefined ? undefined : eq(plans.unitId, filter.unit),
          filter.township === undefined ? undefined : sql`${townshipName} = ${filter.township}`,
          after && sql`${listKey} > ${String(after[0])}`,
        ),
      )
      .orderBy(asc(listKey))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.key],
    ({ document, progress, key: _, ...row }): PlanHead => ({
      ...row,
      milestones: document.milestones.length,
      done: Object.values(progress).filter(({ percent }) => percent === 100).length,
    }),
  );
}

export function selectOnePlan(scope: Scope, id: string) {
  return selectPlans(scope).where(and(eq(plans.id, id), unitsWithin(scope, sql`${plans.unitId}`)));
}

export function selectDecisions({ db }: Scope, id: string) {
  return db
    .select({
      decision: planDecisions.decision,
      reason: planDecisions.reason,
      by: planDecisions.decidedName,
      byId: planDecisions.decidedBy,
      at: planDecisions.decidedAt,
    })
    .from(planDecisions)
    .where(eq(planDecisions.planId, id))
    .orderBy(desc(planDecisions.revision));
}

/** The few plans of the year that share the most pieces with this one. */
export function selectAlike(scope: Scope, id: string) {
  const within = unitsWithin(scope, sql`${plans.unitId}`) ?? sql`1`;
  const most = sql`(SELECT "o"."plan_id" FROM "plan_pieces" AS "m" JOIN "plan_pieces" AS "o"
    ON "o"."year" = "m"."year" AND "o"."piece" = "m"."piece" AND "o"."plan_id" <> "m"."plan_id"
    WHERE "m"."plan_id" = ${id} GROUP BY "o"."plan_id" ORDER BY count(*) DESC, "o"."plan_id" LIMIT 5)`;
  return scope.db
    .select({ document: plans.document, unitName: sql<string | null>`iif(${within}, ${units.name}, NULL)` })
    .from(plans)
    .innerJoin(units, eq(units.id, plans.unitId))
    .where(sql`${plans.id} IN ${most}`);
}

/** One plan with what was decided about it and what is like it. Refusals: not-found. */
export async function readPlan(scope: Scope, id: string): Promise<Plan> {
  const [[row], decisions, alike] = await scope.read([
    selectOnePlan(scope, id),
    selectDecisions(scope, id),
    selectAlike(scope, id),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return planOf(row, decisions, alike);
}

type DecisionRow = Awaited<ReturnType<typeof selectDecisions>>[number];
type AlikeRow = Awaited<ReturnType<typeof selectAlike>>[number];

export function planOf(row: PlanRow, decisions: readonly DecisionRow[], alike: readonly AlikeRow[]): Plan {
  const { document, key: _, ...head } = row;
  const own = piecesOf(document);
  const shares = alike.map((other) => ({
    unitName: other.unitName,
    percent: commonPercent(own, piecesOf(other.document)),
  }));
  return {
    ...head,
    ...document,
    decisions: decisions.map(({ byId: __, ...decision }) => decision),
    alike: shares.filter(({ percent }) => percent > 0).toSorted((a, b) => b.percent - a.percent),
  };
}
