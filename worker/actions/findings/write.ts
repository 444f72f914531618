import { and, eq, isNull, sql } from "drizzle-orm";
import { cycles, findings, units } from "../../../db/tenant/schema/index.ts";
import { afterStep, type FindingStep } from "../../domain/finding.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { findingStates } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { type FoundWrong, findingFaults, raiseFinding } from "../raise-finding.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { unitReference } from "../unit-reference.ts";
import { unitsWithin } from "../within.ts";
import { type Finding, findingOf, type LoadedFinding, loadFinding } from "./finding.ts";

export interface AskedFinding extends FoundWrong {
  readonly unit: string;
  readonly cycle?: string | undefined;
}

/** Raises a finding against a unit within reach; one of a visit comes with its report. Refusals: invalid. */
export async function createFinding(scope: Scope, asked: AskedFinding): Promise<EarlierAnswer> {
  const { text, responsible, dueOn, holdsMoney } = asked;
  const [[unit], [cycle]] = await scope.read([
    scope.db
      .select(unitReference)
      .from(units)
      .where(and(eq(units.id, asked.unit), isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`))),
    scope.db
      .select({ id: cycles.id })
      .from(cycles)
      .where(eq(cycles.id, asked.cycle ?? "")),
  ]);
  refuseAny([
    ...(unit === undefined ? [{ path: "unit", message: "没有这个党组织，或已撤销" }] : []),
    ...(asked.cycle === undefined || cycle !== undefined ? [] : [{ path: "cycle", message: "没有这个考核周期" }]),
    ...findingFaults(asked, dayInChina(scope.now), ""),
  ]);
  if (unit === undefined) throw new Problem("invalid");
  const place = { unitId: unit.id, cycleId: asked.cycle ?? null, visitId: null };
  const { row, statements, change } = raiseFinding(scope, { text, responsible, dueOn, holdsMoney, ...place });
  const finding = findingOf(scope, {
    ...{ id: row.id, unit, cycle: row.cycleId, visit: null, text, responsible, dueOn, holdsMoney, state: "open" },
    ...{
      raisedBy: scope.actor.name,
      raisedAt: scope.now,
      reason: null,
      endedAt: null,
      handedIn: 0,
      raiserId: scope.actor.id,
      revision: 1,
    },
  });
  const answer = created(`/api/tenants/${scope.actor.tenant}/findings/${row.id}`, finding);
  await commit(scope, { ...change, answer }, statements);
  return answer;
}

export interface FindingChange {
  readonly responsible?: string | undefined;
  readonly dueOn?: string | undefined;
  readonly holdsMoney?: boolean | undefined;
  readonly reason: string;
}

/** Changes who puts it right, by when, or whether it holds money, while it is open. Refusals: not-found, conflict, invalid, stale. */
export async function changeFinding(scope: Scope, id: string, ifMatch: string, asked: FindingChange): Promise<Finding> {
  const before = await loadFinding(scope, id);
  refuseStale(ifMatch, before.revision);
  stateAfter(before, "change");
  if (asked.dueOn !== undefined) refuseAny(findingFaults({ dueOn: asked.dueOn }, dayInChina(scope.now), ""));
  const { responsible = before.responsible, dueOn = before.dueOn, holdsMoney = before.holdsMoney } = asked;
  return await writeFinding(scope, before, "change", { responsible, dueOn, holdsMoney }, { reason: asked.reason });
}

/** Withdraws what was raised in error, for a reason. Refusals: not-found, conflict, stale. */
export async function withdrawFinding(scope: Scope, id: string, reason: string): Promise<Finding> {
  const before = await loadFinding(scope, id);
  const state = stateAfter(before, "withdraw");
  return await writeFinding(scope, before, "withdraw", { state, reason, endedAt: scope.now }, {});
}

/** The state that a step leads to. Refusals: conflict, where it can't be done now. */
export function stateAfter({ state }: Finding, step: FindingStep) {
  const after = afterStep(state, step);
  if (after === undefined)
    throw new Problem("conflict", { detail: `这个问题现在${findingStates[state]}，不能这样办。` });
  return after;
}

async function writeFinding(
  scope: Scope,
  before: LoadedFinding,
  action: string,
  set: Partial<Pick<LoadedFinding, "responsible" | "dueOn" | "holdsMoney" | "state" | "reason" | "endedAt">>,
  more: Readonly<Record<string, unknown>>,
): Promise<Finding> {
  const revision = before.revision + 1;
  const update = scope.db
    .update(findings)
    .set({ ...set, revision })
    .where(and(eq(findings.id, before.id), eq(findings.revision, before.revision)));
  const subject = { kind: "finding", id: before.id, revision };
  await commit(scope, { subject, action, body: { ...set, ...more } }, exactlyOne(scope, update));
  return findingOf(scope, { ...before, ...set, revision });
}
