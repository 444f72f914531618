import { and, eq, isNull, sql } from "drizzle-orm";
import { planDecisions, planPieces, plans, units } from "../../../db/tenant/schema/index.ts";
import { type PlanText, piecesOf, planFaults, samplePieces } from "../../domain/plan.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { PlanDecision, PlanState } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { rawStatement } from "../raw-statement.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import { type Plan, planOf, selectAlike, selectDecisions, selectOnePlan } from "./plan.ts";

/** Begins the plan of one point for one year. Refusals: invalid; conflict, where it has one. */
export async function createPlan(
  scope: Scope,
  { unit: unitId, year, ...document }: PlanText & { readonly unit: string; readonly year: number },
): Promise<EarlierAnswer> {
  const [[unit], same] = await scope.read([
    scope.db
      .select({ name: units.name, belt: units.beltId, demonstration: units.demonstration })
      .from(units)
      .where(and(eq(units.id, unitId), isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`))),
    scope.db
      .select({ id: plans.id })
      .from(plans)
      .where(and(eq(plans.unitId, unitId), eq(plans.year, year))),
  ]);
  if (unit === undefined) refuseAny([{ path: "unit", message: "没有这个党组织" }]);
  else if (unit.belt === null && !unit.demonstration) {
    refuseAny([{ path: "unit", message: "不在示范带上，也不是示范点，不用订一点一策" }]);
  }
  if (same.length > 0) throw new Problem("conflict", { detail: `这个点 ${year} 年已有一点一策，请改那一份。` });
  const row = { id: scope.newId(), unitId, year, state: "draft" as const, document, progress: {}, revision: 1 };
  const head = { id: row.id, unit: unitId, unitName: unit?.name ?? "", year, state: row.state, revision: 1 };
  const answer = created(`/api/tenants/${scope.actor.tenant}/plans/${row.id}`, head);
  const subject = { kind: "plan", id: row.id, revision: 1 };
  await commit(scope, { subject, action: "create", body: { unit: unitId, year, ...document }, answer }, [
    scope.db.insert(plans).values({ ...row, createdAt: scope.now }),
    ...piecesStatements(scope, row.id, year, document),
  ]);
  return answer;
}

/** The pieces by which plans alike are found, in place of those before. */
function piecesStatements(scope: Scope, id: string, year: number, document: PlanText): readonly Statement[] {
  const pieces = JSON.stringify(samplePieces(piecesOf(document)));
  return [
    scope.db.delete(planPieces).where(eq(planPieces.planId, id)),
    rawStatement(sql`INSERT INTO ${planPieces} ("year", "piece", "plan_id")
      SELECT CAST(${year} AS INTEGER), CAST("value" AS INTEGER), ${id} FROM json_each(${pieces})`),
  ];
}

async function readForWrite(scope: Scope, id: string, ifMatch: string) {
  const [[row], decisions, alike] = await scope.read([
    selectOnePlan(scope, id),
    selectDecisions(scope, id),
    selectAlike(scope, id),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  return { row, decisions, alike };
}

const words: Readonly<Record<PlanState, string>> = {
  draft: "这份还在写",
  submitted: "这份已报送待审，退回后才能改",
  approved: "这份已审定，不再改；进度另行登记",
};

function refuseState(state: PlanState, wanted: PlanState): void {
  if (state !== wanted) throw new Problem("conflict", { detail: `${words[state]}。` });
}

function updateOf(scope: Scope, id: string, revision: number, set: Partial<typeof plans.$inferInsert>) {
  return exactlyOne(
    scope,
    scope.db
      .update(plans)
      .set({ ...set, revision: revision + 1 })
      .where(and(eq(plans.id, id), eq(plans.revision, revision))),
  );
}

/** Changes what is given of a draft. Refusals: not-found, stale, conflict (it was handed in). */
export async function changePlan(
  scope: Scope,
  id: string,
  ifMatch: string,
  change: { readonly [Key in keyof PlanText]?: PlanText[Key] | undefined },
): Promise<Plan> {
  const { row, decisions, alike } = await readForWrite(scope, id, ifMatch);
  refuseState(row.state, "draft");
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const document: PlanText = { ...row.document, ...given };
  const after = { ...row, document, revision: row.revision + 1 };
  const subject = { kind: "plan", id, revision: after.revision };
  await commit(scope, { subject, action: "change", body: given }, [
    ...updateOf(scope, id, row.revision, { document }),
    ...piecesStatements(scope, id, row.year, document),
  ]);
  return planOf(after, decisions, alike);
}

/** Takes a draft away that was never handed in. Refusals: not-found, stale, conflict. */
export async function removePlan(scope: Scope, id: string, ifMatch: string): Promise<void> {
  const { row, decisions } = await readForWrite(scope, id, ifMatch);
  refuseState(row.state, "draft");
  if (decisions.length > 0) throw new Problem("conflict", { detail: "这份报送过，留着改，不能删。" });
  const removal = scope.db.delete(plans).where(and(eq(plans.id, id), eq(plans.revision, row.revision)));
  const subject = { kind: "plan", id, revision: row.revision + 1 };
  await commit(scope, { subject, action: "remove", body: { ...row.document } }, [
    scope.db.delete(planPieces).where(eq(planPieces.planId, id)),
    ...exactlyOne(scope, removal),
  ]);
}

/** Hands a plan in: nothing of it may be empty. Plans alike are pointed out, and don't stop it. Refusals: invalid, conflict. */
export async function submitPlan(scope: Scope, id: string, ifMatch: string): Promise<Plan> {
  const found = await readForWrite(scope, id, ifMatch);
  refuseState(found.row.state, "draft");
  refuseAny(planFaults(found.row.document, found.row.year));
  return await decided(scope, found, "submit", "submitted", null);
}

/** The township approves a plan, or returns it with a reason; never whoever handed it in. Refusals: conflict, invalid. */
export async function decidePlan(
  scope: Scope,
  id: string,
  ifMatch: string,
  { decision, reason }: { readonly decision: "approve" | "return"; readonly reason?: string | undefined },
): Promise<Plan> {
  const found = await readForWrite(scope, id, ifMatch);
  if (found.row.state !== "submitted") {
    const detail = found.row.state === "draft" ? "这份还没有报送。" : "这份已经审定。";
    throw new Problem("conflict", { detail });
  }
  if (decision === "return" && reason === undefined) refuseAny([{ path: "reason", message: "退回要写明理由" }]);
  if (found.decisions.find((each) => each.decision === "submit")?.byId === scope.actor.id) {
    throw new Problem("conflict", { detail: "这份是你报送的，由别人审定。" });
  }
  return await decided(scope, found, decision, decision === "approve" ? "approved" : "draft", reason ?? null);
}

type Found = Awaited<ReturnType<typeof readForWrite>>;

async function decided(
  scope: Scope,
  { row, decisions, alike }: Found,
  decision: PlanDecision,
  state: PlanState,
  reason: string | null,
): Promise<Plan> {
  const after = { ...row, state, revision: row.revision + 1 };
  const said = { decision, reason, by: scope.actor.name, byId: scope.actor.id, at: scope.now };
  const subject = { kind: "plan", id: row.id, revision: after.revision };
  await commit(scope, { subject, action: decision, body: { reason } }, [
    ...updateOf(scope, row.id, row.revision, { state }),
    scope.db.insert(planDecisions).values({
      ...{ planId: row.id, revision: after.revision, decision, reason },
      ...{ decidedBy: said.byId, decidedName: said.by, decidedAt: said.at },
    }),
  ]);
  return planOf(after, [said, ...decisions], alike);
}

/** How far a milestone of an approved plan is. Refusals: not-found, stale, invalid, conflict (not approved yet). */
export async function notePlanProgress(
  scope: Scope,
  id: string,
  ifMatch: string,
  { milestone, percent, remark }: { milestone: number; percent: number; remark?: string | null | undefined },
): Promise<Plan> {
  const { row, decisions, alike } = await readForWrite(scope, id, ifMatch);
  if (row.state !== "approved") throw new Problem("conflict", { detail: "审定以后才登记进度。" });
  const isThere = milestone < row.document.milestones.length;
  refuseAny(isThere ? [] : [{ path: "milestone", message: "没有这个节点" }]);
  const noted = { percent, on: dayInChina(scope.now), remark: remark ?? null };
  const progress = { ...row.progress, [milestone]: noted };
  const after = { ...row, progress, revision: row.revision + 1 };
  const subject = { kind: "plan", id, revision: after.revision };
  await commit(scope, { subject, action: "progress", body: { milestone, ...noted } }, [
    ...updateOf(scope, id, row.revision, { progress }),
  ]);
  return planOf(after, decisions, alike);
}
