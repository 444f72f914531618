import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { assignments, closings, coverages, units } from "../../../db/tenant/schema/index.ts";
import { dayFaults } from "../../domain/effective-day.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { fittingParents, placeUnder } from "../../domain/unit-place.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { type UnitKind, unitKinds } from "../../domain/vocabulary.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { rawStatement } from "../raw-statement.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { keepUnitStandings, selectLatestDay } from "../unit-standing.ts";
import { subtreeOf, unitsWithin } from "../within.ts";
import { selectOneUnit } from "./read.ts";

export interface ClosingRequest {
  readonly ifMatch: string;
  readonly reason: string;
  readonly on?: string | undefined;
  /** The unit that it is merged into. */
  readonly into?: string | undefined;
}

export interface Closing {
  readonly unit: string;
  readonly closedOn: string;
  readonly reason: string;
  readonly into: string | null;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

/**
 * Closes a unit from a day on, or merges it into another, which takes what lies below it and what it covers. A report
 * of an earlier day still shows it. Refusals: not-found, stale, invalid, conflict (units below it, and nobody to take
 * them).
 */
export async function closeUnit(scope: Scope, id: string, asked: ClosingRequest): Promise<Closing> {
  const [[row], [standing], below, [into]] = await scope.read([
    selectOneUnit(scope, id),
    selectLatestDay(scope, id),
    scope.db
      .select({ kind: units.kind, count: sql<number>`count(*)` })
      .from(units)
      .where(and(eq(units.parentId, id), isNull(units.closedOn)))
      .groupBy(units.kind),
    selectInto(scope, id, asked.into),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(asked.ifMatch, row.revision);
  const today = dayInChina(scope.now);
  const on = asked.on ?? today;
  refuseAny([...dayFaults(on, today, standing?.latest || null), ...mergerFaults(asked.into, into, row, below)]);
  const children = below.reduce((sum, { count }) => sum + count, 0);
  if (children > 0 && into === undefined) {
    throw new Problem("conflict", { detail: `它下面还有 ${children} 个党组织，请先转出，或写明并入哪一个。` });
  }
  const closing = { unit: id, closedOn: on, reason: asked.reason, into: into?.id ?? null };
  const decided = { decidedBy: scope.actor.name, decidedAt: scope.now };
  const subject = { kind: "unit", id, revision: row.revision + 1 };
  const update = scope.db
    .update(units)
    .set({ closedOn: on, beltId: null, beltPosition: null, revision: row.revision + 1 })
    .where(and(eq(units.id, id), eq(units.revision, row.revision), isNull(units.closedOn)));
  await commit(scope, { subject, action: into === undefined ? "close" : "merge", body: closing }, [
    keepUnitStandings(on, sql`"id" IN ${subtreeOf(id)}`),
    ...(into === undefined ? [] : takenOver(scope, id, into, on)),
    ...exactlyOne(scope, update),
    ...ended(scope, id, on),
    scope.db.insert(closings).values({
      ...{ unitId: id, closedOn: on, reason: asked.reason, intoId: closing.into },
      ...{ decidedBy: scope.actor.id, decidedAt: scope.now },
    }),
  ]);
  return { ...closing, ...decided };
}

function selectInto(scope: Scope, id: string, into: string | undefined) {
  return scope.db
    .select({
      id: units.id,
      kind: units.kind,
      townshipId: units.townshipId,
      tradeId: units.tradeId,
      isBelow: sql<number>`${units.id} IN ${subtreeOf(id)}`,
    })
    .from(units)
    .where(and(eq(units.id, into ?? ""), isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`)));
}

type Into = Awaited<ReturnType<typeof selectInto>>[number];

function mergerFaults(
  asked: string | undefined,
  into: Into | undefined,
  { kind }: { readonly kind: UnitKind },
  below: readonly { readonly kind: UnitKind }[],
): readonly Fault[] {
  if (asked === undefined) return [];
  if (into === undefined) return [{ path: "into", message: "没有这个党组织" }];
  if (into.isBelow === 1) return [{ path: "into", message: "不能并入它自己或它的下级" }];
  const isOfTree = (each: UnitKind): boolean => each === "branch" || each === "general-branch";
  if (into.kind !== kind && !(isOfTree(into.kind) && isOfTree(kind))) {
    return [{ path: "into", message: `${unitKinds[kind]}不能并入${unitKinds[into.kind]}` }];
  }
  const astray = below.find((child) => !fittingParents[child.kind].includes(into.kind));
  if (astray === undefined) return [];
  return [{ path: "into", message: `它下面的${unitKinds[astray.kind]}不能放在${unitKinds[into.kind]}之下` }];
}

/** What lay below goes under the other unit, and what was covered is covered by the other from that day on. */
function takenOver(scope: Scope, id: string, into: Into, on: string): readonly Statement[] {
  const place = placeUnder(into);
  const prefix = scope.newId();
  const isOpen = sql`"entity_id" NOT IN (SELECT "entity_id" FROM ${coverages} WHERE "unit_id" = ${into.id} AND "until_on" IS NULL)`;
  return [
    scope.db
      .update(units)
      .set({ ...place, revision: sql`${units.revision} + 1` })
      .where(
        and(sql`${units.id} IN ${subtreeOf(id)}`, ne(units.id, id), sql`${units.kind} IN ('branch', 'general-branch')`),
      ),
    scope.db
      .update(units)
      .set({ parentId: into.id })
      .where(and(eq(units.parentId, id), isNull(units.closedOn))),
    rawStatement(sql`INSERT INTO ${coverages} ("id", "entity_id", "unit_id", "mode", "from_on", "revision")
      SELECT ${prefix} || '-' || "rowid", "entity_id", ${into.id}, "mode", max("from_on", ${on}), 1 FROM ${coverages}
      WHERE "unit_id" = ${id} AND "until_on" IS NULL AND ${isOpen}`),
  ];
}

/** A closed unit covers nothing and has no leader any more. */
function ended(scope: Scope, id: string, on: string): readonly Statement[] {
  const until = <Column>(from: Column) => sql<string>`max(${from}, ${on})`;
  return [
    scope.db
      .update(coverages)
      .set({ untilOn: until(coverages.fromOn), revision: sql`${coverages.revision} + 1` })
      .where(and(eq(coverages.unitId, id), isNull(coverages.untilOn))),
    scope.db
      .update(assignments)
      .set({ untilOn: until(assignments.fromOn), revision: sql`${assignments.revision} + 1` })
      .where(and(eq(assignments.unitId, id), isNull(assignments.untilOn))),
  ];
}
