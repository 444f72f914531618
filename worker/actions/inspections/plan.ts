import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { cycles, draws, inspections, units, visits } from "../../../db/tenant/schema/index.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { created } from "../answer.ts";
import { assessorFaults, selectAssessors } from "../assessors.ts";
import { commit } from "../commit.ts";
import { liaisonAmong } from "../liaison.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import type { Inspection } from "./inspection.ts";

/** What is planned: the units and assessors, or the finished draw that both come from. */
export interface NewInspection {
  readonly title: string;
  readonly plannedOn: string;
  readonly isBlind: boolean;
  readonly cycle?: string | undefined;
  readonly draw?: string | undefined;
  readonly units?: readonly string[] | undefined;
  readonly assessors?: readonly string[] | undefined;
}

const mostVisits = 1000;

/**
 * Plans an inspection: each assessor visits each unit. Nobody is sent to a unit that they look after. Refusals: invalid;
 * conflict, where the draw isn't finished or has its inspection already.
 */
export async function planInspection(scope: Scope, given: NewInspection): Promise<EarlierAnswer> {
  const drawn = given.draw === undefined ? undefined : await drawnFor(scope, given.draw);
  const asked = given.cycle === undefined ? { ...given, cycle: drawn?.cycle ?? undefined } : given;
  refuseAny(shapeFaults(asked, dayInChina(scope.now)));
  const unitIds = drawn?.units ?? asked.units ?? [];
  const assessorIds = drawn?.assessors ?? asked.assessors ?? [];
  const [found, assessors, [cycle]] = await scope.read([
    scope.db
      .select({ id: units.id, name: units.name, liaison: liaisonAmong(assessorIds, asked.plannedOn) })
      .from(units)
      .where(and(inArray(units.id, [...unitIds]), isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`)))
      .orderBy(asc(units.code)),
    selectAssessors(scope, assessorIds),
    scope.db
      .select({ id: cycles.id })
      .from(cycles)
      .where(eq(cycles.id, asked.cycle ?? "")),
  ]);
  refuseAny([
    ...(asked.cycle === undefined || cycle !== undefined ? [] : [{ path: "cycle", message: "没有这个考核周期" }]),
    ...unitFaults(unitIds, found),
    ...assessorFaults(assessorIds, assessors),
  ]);
  return await write(scope, asked, unitIds, assessorIds);
}

async function write(
  scope: Scope,
  asked: NewInspection,
  unitIds: readonly string[],
  assessorIds: readonly string[],
): Promise<EarlierAnswer> {
  const { actor, now } = scope;
  const rows = unitIds.flatMap((unitId) => assessorIds.map((userId) => ({ id: scope.newId(), unitId, userId })));
  const row = {
    id: scope.newId(),
    ...{ title: asked.title, cycleId: asked.cycle ?? null, drawId: asked.draw ?? null, plannedOn: asked.plannedOn },
    isBlind: asked.isBlind && assessorIds.length > 1,
    ...{ createdBy: actor.id, createdAt: now },
  };
  const { id, title, plannedOn, isBlind } = row;
  const inspection: Inspection = {
    ...{ id, title, cycle: row.cycleId, draw: row.drawId, plannedOn, isBlind, visits: rows.length },
    ...{ done: 0, cancelled: 0, createdBy: actor.name, createdAt: now },
  };
  const answer = created(`/api/tenants/${actor.tenant}/inspections/${id}`, { ...inspection, revision: 1 });
  const body = { title, plannedOn, isBlind, draw: row.drawId, units: unitIds, assessors: assessorIds };
  await commit(scope, { subject: { kind: "inspection", id, revision: 1 }, action: "plan", body, answer }, [
    scope.db.insert(inspections).values(row),
    scope.db
      .insert(visits)
      .select(
        sql`SELECT "value" ->> 'id', ${id}, "value" ->> 'unitId', "value" ->> 'userId', 'planned', NULL, NULL, NULL, 1 FROM json_each(${JSON.stringify(rows)})`,
      ),
  ]);
  return answer;
}

async function drawnFor(scope: Scope, id: string) {
  const [[draw], [planned]] = await scope.read([
    scope.db.select().from(draws).where(eq(draws.id, id)),
    scope.db.select({ title: inspections.title }).from(inspections).where(eq(inspections.drawId, id)),
  ]);
  if (draw === undefined) refuseAny([{ path: "draw", message: "没有这次抽查" }]);
  if (draw?.state !== "finished") throw new Problem("conflict", { detail: "这次抽查没有抽出结果，不能照它安排。" });
  if (planned !== undefined) throw new Problem("conflict", { detail: `这次抽查已经安排了「${planned.title}」。` });
  const result = new Set(draw.result ?? []);
  return {
    units: draw.list.filter(({ code }) => result.has(code)).map((unit) => unit.id),
    assessors: draw.assessors.map((assessor) => assessor.id),
    cycle: draw.cycleId,
  };
}

function shapeFaults(asked: NewInspection, today: string): readonly Fault[] {
  const { units: own, assessors, draw } = asked;
  const visitCount = (own?.length ?? 0) * (assessors?.length ?? 0);
  const twice = "照抽查安排时，党组织和考核员由抽查定，不另写";
  return [
    ...(asked.plannedOn < today ? [{ path: "plannedOn", message: `这一天已经过去，最早写今天 ${today}` }] : []),
    ...(draw !== undefined && own !== undefined ? [{ path: "units", message: twice }] : []),
    ...(draw !== undefined && assessors !== undefined ? [{ path: "assessors", message: twice }] : []),
    ...(draw === undefined && own === undefined ? [{ path: "units", message: "要写明去哪些党组织" }] : []),
    ...(draw === undefined && assessors === undefined ? [{ path: "assessors", message: "要写明由谁去" }] : []),
    ...(visitCount > mostVisits ? [{ path: "units", message: `一次督查最多 ${mostVisits} 人次，请分开安排` }] : []),
  ];
}

function unitFaults(
  asked: readonly string[],
  found: readonly { readonly id: string; readonly liaison: string | null }[],
): readonly Fault[] {
  return asked.flatMap((id, place) => {
    const path = `units[${place}]`;
    if (asked.indexOf(id) !== place) return [{ path, message: "前面已经写过这一个" }];
    const unit = found.find((each) => each.id === id);
    if (unit === undefined) return [{ path, message: "没有这个党组织，或已撤销" }];
    return unit.liaison === null ? [] : [{ path, message: `${unit.liaison}联系这里，不能去督查，请换一位` }];
  });
}
