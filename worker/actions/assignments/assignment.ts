import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import { assignments, belts, entities, units, users } from "../../../db/tenant/schema/index.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { AssignmentKind } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne } from "../commit.ts";
import { entitiesWithin } from "../entities-within.ts";
import { refuseStale } from "../etag.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { beltsWithin, unitsWithin } from "../within.ts";

/** Who looks after what; exactly one of unit, belt and entity. `until` null: still. */
export interface Assignment {
  readonly id: string;
  readonly kind: AssignmentKind;
  readonly person: string;
  readonly office: string | null;
  readonly user: string | null;
  readonly unit: string | null;
  readonly belt: string | null;
  readonly entity: string | null;
  readonly of: string;
  readonly from: string;
  readonly until: string | null;
  readonly dueOn: string | null;
  readonly count: number | null;
  readonly revision: number;
}

function selectAssignments(scope: Scope) {
  return scope.db
    .select({
      id: assignments.id,
      kind: assignments.kind,
      person: assignments.person,
      office: assignments.office,
      user: assignments.userId,
      unit: assignments.unitId,
      belt: assignments.beltId,
      entity: assignments.entityId,
      of: sql<string>`coalesce(${units.name}, ${belts.name}, ${entities.name})`,
      from: assignments.fromOn,
      until: assignments.untilOn,
      dueOn: assignments.dueOn,
      count: assignments.count,
      revision: assignments.revision,
    })
    .from(assignments)
    .leftJoin(units, eq(units.id, assignments.unitId))
    .leftJoin(belts, eq(belts.id, assignments.beltId))
    .leftJoin(entities, eq(entities.id, assignments.entityId))
    .$dynamic();
}

/** Of a unit, belt or entity within reach. */
function isReached(scope: Scope) {
  const within = unitsWithin(scope, sql`${assignments.unitId}`);
  if (within === undefined) return undefined;
  return or(
    within,
    and(sql`${assignments.beltId} IS NOT NULL`, beltsWithin(scope, sql`${belts.id}`, sql`${belts.townshipId}`)),
    and(sql`${assignments.entityId} IS NOT NULL`, entitiesWithin(scope, "entities")),
  );
}

export interface AssignmentFilter extends PageRequest {
  readonly kind?: AssignmentKind | undefined;
  readonly unit?: string | undefined;
  readonly belt?: string | undefined;
  readonly entity?: string | undefined;
}

/** Who looks after what, within reach, those that have ended too. */
export async function listAssignments(scope: Scope, filter: AssignmentFilter): Promise<Page<Assignment>> {
  const after = readCursor(filter.cursor, ["string"]);
  const [rows] = await scope.read([
    selectAssignments(scope)
      .where(
        and(
          isReached(scope),
          filter.kind && eq(assignments.kind, filter.kind),
          filter.unit === undefined ? undefined : eq(assignments.unitId, filter.unit),
          filter.belt === undefined ? undefined : eq(assignments.beltId, filter.belt),
          filter.entity === undefined ? undefined : eq(assignments.entityId, filter.entity),
          after && sql`${assignments.id} > ${String(after[0])}`,
        ),
      )
      .orderBy(asc(assignments.id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    ({ id }) => [id],
    (row): Assignment => row,
  );
}

export interface NewAssignment {
  readonly kind: AssignmentKind;
  readonly person: string;
  readonly office?: string | null | undefined;
  readonly user?: string | null | undefined;
  readonly unit?: string | undefined;
  readonly belt?: string | undefined;
  readonly entity?: string | undefined;
  readonly from?: string | undefined;
  readonly dueOn?: string | null | undefined;
  readonly count?: number | null | undefined;
}

/**
 * Assigns somebody. One leader has one demonstration point, and a point one leader. Refusals: invalid; conflict, where
 * either is taken.
 */
export async function createAssignment(scope: Scope, asked: NewAssignment): Promise<EarlierAnswer> {
  const { db } = scope;
  const [[unit], [belt], [entity], [user], taken] = await scope.read([
    db
      .select({ name: units.name, demonstration: units.demonstration })
      .from(units)
      .where(and(eq(units.id, asked.unit ?? ""), isNull(units.closedOn))),
    db
      .select({ name: belts.name })
      .from(belts)
      .where(eq(belts.id, asked.belt ?? "")),
    db
      .select({ name: entities.name })
      .from(entities)
      .where(and(eq(entities.id, asked.entity ?? ""), isNull(entities.closedOn))),
    db
      .select({ id: users.id })
      .from(users)
      .where(eq(users.id, asked.user ?? "")),
    selectTaken(scope, asked),
  ]);
  const of = unit ?? belt ?? entity;
  refuseAny(faultsOf(asked, { unit, belt, entity, user }, dayInChina(scope.now)));
  if (of === undefined) throw new Problem("invalid");
  refuseTaken(asked, taken);
  const row = {
    id: scope.newId(),
    ...{ kind: asked.kind, person: asked.person, office: asked.office ?? null, user: asked.user ?? null },
    ...{ unit: asked.unit ?? null, belt: asked.belt ?? null, entity: asked.entity ?? null, of: of.name },
    ...{ from: asked.from ?? dayInChina(scope.now), until: null, dueOn: asked.dueOn ?? null },
    ...{ count: asked.count ?? null, revision: 1 },
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/assignments/${row.id}`, row);
  const subject = { kind: "assignment", id: row.id, revision: 1 };
  await commit(scope, { subject, action: "create", body: { ...row }, answer }, [
    db.insert(assignments).values({
      ...{ id: row.id, kind: row.kind, person: row.person, office: row.office, userId: row.user },
      ...{ unitId: row.unit, beltId: row.belt, entityId: row.entity },
      ...{ fromOn: row.from, dueOn: row.dueOn, count: row.count },
    }),
  ]);
  return answer;
}

/** Those in force that leave no room for another of the kind. */
function selectTaken(scope: Scope, { kind, person, unit, belt }: NewAssignment) {
  const own = and(eq(assignments.person, person), sql`${assignments.unitId} IS NOT NULL`);
  const isOfPoint = or(eq(assignments.unitId, unit ?? ""), own);
  return selectAssignments(scope).where(
    and(
      isNull(assignments.untilOn),
      eq(assignments.kind, kind === "liaison" ? "liaison" : "area"),
      kind !== "liaison" ? sql`0` : unit === undefined ? eq(assignments.beltId, belt ?? "") : isOfPoint,
    ),
  );
}

function refuseTaken(asked: NewAssignment, [taken]: readonly Assignment[]): void {
  if (taken === undefined) return;
  const isOwn = taken.person === asked.person && taken.unit !== asked.unit;
  const detail = isOwn
    ? `${taken.person}已联系「${taken.of}」，一人联系一个示范点；要换先结束那一个。`
    : `「${taken.of}」已由${taken.person}联系，要换先结束。`;
  throw new Problem("conflict", { detail });
}

interface Found {
  readonly unit: { readonly demonstration: boolean } | undefined;
  readonly belt: unknown;
  readonly entity: unknown;
  readonly user: unknown;
}

function faultsOf(asked: NewAssignment, found: Found, today: string): readonly Fault[] {
  const named = (["unit", "belt", "entity"] as const).filter((key) => asked[key] !== undefined);
  const isUser = asked.user !== undefined && asked.user !== null;
  const faults: (Fault | false)[] = [
    named.length !== 1 && { path: "", message: "党组织、示范带、两新组织三者写一个" },
    asked.kind === "entity" && asked.entity === undefined && { path: "entity", message: "包点要写哪家两新组织" },
    asked.kind !== "entity" && asked.entity !== undefined && { path: "entity", message: "只有包点写两新组织" },
    asked.kind === "liaison" &&
      found.unit?.demonstration === false && { path: "unit", message: "联系指导的应是示范点或示范带" },
    isUser && found.user === undefined && { path: "user", message: "没有这个用户" },
    (asked.from ?? "") > today && { path: "from", message: `还没到这一天，最晚写今天 ${today}` },
  ];
  const missing = named.flatMap((key) => (found[key] === undefined ? [{ path: key, message: "没有找到" }] : []));
  return [...faults.filter((fault) => fault !== false), ...missing];
}

/** Ends an assignment on a day. Refusals: not-found, stale, invalid. */
export async function endAssignment(scope: Scope, id: string, ifMatch: string, until: string): Promise<Assignment> {
  const [[row]] = await scope.read([selectAssignments(scope).where(and(eq(assignments.id, id), isReached(scope)))]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  const today = dayInChina(scope.now);
  refuseAny([
    ...(until > today ? [{ path: "until", message: `还没到这一天，最晚写今天 ${today}` }] : []),
    ...(until < row.from ? [{ path: "until", message: `不能早于起算日 ${row.from}` }] : []),
  ]);
  const revision = row.revision + 1;
  const update = scope.db
    .update(assignments)
    .set({ untilOn: until, revision })
    .where(and(eq(assignments.id, id), eq(assignments.revision, row.revision)));
  const subject = { kind: "assignment", id, revision };
  await commit(scope, { subject, action: "end", body: { until } }, exactlyOne(scope, update));
  return { ...row, until, revision };
}
