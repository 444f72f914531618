import { sql } from "drizzle-orm";
import { type CoverageFigure, coverageFigures, type EntityGroup } from "../../domain/coverage.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { entitiesWithin } from "../entities-within.ts";
import { entitiesAsOf, isCoveredOn, mustMembers } from "../entity-standing.ts";
import type { Scope } from "../scope.ts";
import { unitsAsOf } from "../unit-standing.ts";

/** The rates of a whole, and of each township and each trade in it. */
export interface CoverageReport {
  readonly asOf: string;
  readonly entities: number;
  /** From how many full members an entity must be covered here. */
  readonly mustOrganiseMembers: number;
  readonly figures: readonly CoverageFigure[];
  readonly townships: readonly CoveragePart[];
  readonly trades: readonly CoveragePart[];
}

export interface CoveragePart {
  readonly id: string;
  readonly name: string;
  readonly entities: number;
  readonly figures: readonly CoverageFigure[];
}

/**
 * How far the entities within reach are covered, as of a day. An entity is counted once, however many units cover it
 * and in however many hierarchies it stands; townships and trades each have their own.
 */
export async function readCoverage(scope: Scope, asOf: string | undefined): Promise<CoverageReport> {
  const day = asOf ?? dayInChina(scope.now);
  const [groups, [must]] = await scope.read([
    selectGroups(scope, day),
    scope.db.select({ least: sql<number>`${mustMembers}` }).from(sql`(SELECT 1)`),
  ]);
  const of = (which: "township" | "trade") => {
    const parts = new Map<string, { readonly name: string; readonly groups: EntityGroup[] }>();
    for (const group of groups) {
      const id = which === "township" ? group.townshipId : group.tradeId;
      if (id === null) continue;
      const name = (which === "township" ? group.township : group.trade) ?? "—";
      const part = parts.get(id) ?? { name, groups: [] };
      part.groups.push(group);
      parts.set(id, part);
    }
    return [...parts].map(([id, part]) => ({
      ...{ id, name: part.name, entities: countOf(part.groups) },
      figures: coverageFigures(part.groups),
    }));
  };
  const figures = coverageFigures(groups);
  return {
    ...{ asOf: day, entities: countOf(groups), mustOrganiseMembers: must?.least ?? 3 },
    ...{ figures, townships: of("township"), trades: of("trade") },
  };
}

const countOf = (groups: readonly EntityGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);

/** Few hundred rows at most: entities of which the same is known, counted by the database. */
function selectGroups(scope: Scope, day: string) {
  const bool = (value: ReturnType<typeof sql>) =>
    sql<boolean | null>`${value}`.mapWith((said) => (said === null ? null : Boolean(said)));
  const id = sql`"at"."id"`;
  const must = sql`CASE WHEN "at"."full_members" IS NULL THEN NULL ELSE "at"."full_members" >= ${mustMembers} END`;
  const guided = sql`EXISTS (SELECT 1 FROM "assignments" AS "g" WHERE "g"."entity_id" = ${id} AND "g"."from_on" <= ${day} AND ("g"."until_on" IS NULL OR "g"."until_on" > ${day}))`;
  return scope.db
    .select({
      townshipId: sql<string | null>`"at"."township_id"`,
      township: sql<string | null>`max("townships"."short_name")`,
      tradeId: sql<string | null>`"at"."trade_id"`,
      trade: sql<string | null>`max("trades"."short_name")`,
      isOperating: bool(sql`"at"."is_operating"`),
      isMust: bool(must).as("is_must"),
      isCovered: sql<boolean>`${isCoveredOn(day, id)}`.mapWith(Boolean).as("is_covered"),
      isSingle: sql<boolean>`${isCoveredOn(day, id, "single")}`.mapWith(Boolean).as("is_single"),
      isGuided: sql<boolean>`${guided}`.mapWith(Boolean).as("is_guided"),
      count: sql<number>`count(*)`,
    })
    .from(entitiesAsOf(day, "at"))
    .leftJoin(unitsAsOf(day, "townships"), sql`"townships"."id" = "at"."township_id"`)
    .leftJoin(unitsAsOf(day, "trades"), sql`"trades"."id" = "at"."trade_id"`)
    .where(entitiesWithin(scope, "at"))
    .groupBy(
      sql`"at"."township_id", "at"."trade_id", "at"."is_operating", "is_must", "is_covered", "is_single", "is_guided"`,
    )
    .orderBy(sql`max("townships"."code"), max("trades"."code")`);
}
