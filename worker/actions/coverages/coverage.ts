import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { coverages, entities, units } from "../../../db/tenant/schema/index.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { CoverageMode } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne } from "../commit.ts";
import { entitiesWithin } from "../entities-within.ts";
import { refuseStale } from "../etag.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** That a unit covers an entity, how, and from which day until which (that day no more); null: still. */
export interface Coverage {
  readonly id: string;
  readonly entity: string;
  readonly entityName: string;
  readonly unit: string;
  readonly unitName: string;
  readonly mode: CoverageMode;
  readonly from: string;
  readonly until: string | null;
  readonly revision: number;
}

function selectCoverages(scope: Scope) {
  return scope.db
    .select({
      id: coverages.id,
      entity: coverages.entityId,
      entityName: entities.name,
      unit: coverages.unitId,
      unitName: units.name,
      mode: coverages.mode,
      from: coverages.fromOn,
      until: coverages.untilOn,
      revision: coverages.revision,
    })
    .from(coverages)
    .innerJoin(entities, eq(entities.id, coverages.entityId))
    .innerJoin(units, eq(units.id, coverages.unitId))
    .$dynamic();
}

export interface CoverageFilter extends PageRequest {
  readonly entity?: string | undefined;
  readonly unit?: string | undefined;
}

/** Who covers what, past links too, within reach. */
export async function listCoverages(scope: Scope, filter: CoverageFilter): Promise<Page<Coverage>> {
  const after = readCursor(filter.cursor, ["string"]);
  const [rows] = await scope.read([
    selectCoverages(scope)
      .where(
        and(
          unitsWithin(scope, sql`${coverages.unitId}`),
          filter.entity === undefined ? undefined : eq(coverages.entityId, filter.entity),
          filter.unit === undefined ? undefined : eq(coverages.unitId, filter.unit),
          after && sql`${coverages.id} > ${String(after[0])}`,
        ),
      )
      .orderBy(asc(coverages.id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    ({ id }) => [id],
    (row): Coverage => row,
  );
}

export interface NewCoverage {
  readonly entity: string;
  readonly unit: string;
  readonly mode: CoverageMode;
  readonly from?: string | undefined;
  readonly until?: string | null | undefined;
}

/** Links a unit to an entity that it covers. Refusals: invalid; conflict, where it covers it then already. */
export async function createCoverage(scope: Scope, asked: NewCoverage): Promise<EarlierAnswer> {
  const { db } = scope;
  const [[entity], [unit], same] = await scope.read([
    db
      .select({ name: entities.name })
      .from(entities)
      .where(and(eq(entities.id, asked.entity), isNull(entities.closedOn), entitiesWithin(scope, "entities"))),
    db
      .select({ name: units.name })
      .from(units)
      .where(and(eq(units.id, asked.unit), isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`))),
    db
      .select({ from: coverages.fromOn, until: coverages.untilOn })
      .from(coverages)
      .where(and(eq(coverages.entityId, asked.entity), eq(coverages.unitId, asked.unit))),
  ]);
  const from = asked.from ?? dayInChina(scope.now);
  const until = asked.until ?? null;
  refuseAny([
    ...(entity === undefined ? [{ path: "entity", message: "没有这家两新组织" }] : []),
    ...(unit === undefined ? [{ path: "unit", message: "没有这个党组织" }] : []),
    ...daysFaults(from, until, dayInChina(scope.now)),
  ]);
  if (entity === undefined || unit === undefined) throw new Problem("invalid");
  const overlapping = same.find((each) => (until ?? "9") > each.from && (each.until ?? "9") > from);
  if (overlapping !== undefined) {
    throw new Problem("conflict", { detail: `「${unit.name}」自 ${overlapping.from} 起已覆盖它，请改那一条。` });
  }
  const row = { id: scope.newId(), entity: asked.entity, unit: asked.unit, mode: asked.mode, from, until, revision: 1 };
  const coverage: Coverage = { ...row, entityName: entity.name, unitName: unit.name };
  const answer = created(`/api/tenants/${scope.actor.tenant}/coverages/${row.id}`, coverage);
  const subject = { kind: "coverage", id: row.id, revision: 1 };
  await commit(scope, { subject, action: "create", body: { ...coverage }, answer }, [
    db.insert(coverages).values({
      ...{ id: row.id, entityId: row.entity, unitId: row.unit, mode: row.mode },
      ...{ fromOn: from, untilOn: until },
    }),
  ]);
  return answer;
}

function daysFaults(from: string, until: string | null, today: string): readonly Fault[] {
  const late = (path: string, day: string | null): readonly Fault[] =>
    day !== null && day > today ? [{ path, message: `还没到这一天，最晚写今天 ${today}` }] : [];
  const isReversed = until !== null && until < from;
  return [
    ...late("from", from),
    ...late("until", until),
    ...(isReversed ? [{ path: "until", message: `不能早于起算日 ${from}` }] : []),
  ];
}

/** Ends a link on a day. How it covered stays as it was: another way is another link. Refusals: not-found, stale, invalid. */
export async function endCoverage(scope: Scope, id: string, ifMatch: string, until: string): Promise<Coverage> {
  const [[row]] = await scope.read([
    selectCoverages(scope).where(and(eq(coverages.id, id), unitsWithin(scope, sql`${coverages.unitId}`))),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  refuseAny(daysFaults(row.from, until, dayInChina(scope.now)));
  const revision = row.revision + 1;
  const update = scope.db
    .update(coverages)
    .set({ untilOn: until, revision })
    .where(and(eq(coverages.id, id), eq(coverages.revision, row.revision)));
  const subject = { kind: "coverage", id, revision };
  await commit(scope, { subject, action: "end", body: { until } }, exactlyOne(scope, update));
  return { ...row, until, revision };
}
