import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { assessments, cycles, draws, tenant, units } from "../../../db/tenant/schema/index.ts";
import { commitmentOf, weightingOf, weightOf } from "../../domain/draw.ts";
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
import { newNonce } from "../secret.ts";
import { unitsWithin } from "../within.ts";
import { drawOf } from "./draw.ts";

/** What is to be drawn: so many units out of these, for these assessors. */
export interface NewDraw {
  readonly title: string;
  readonly wanted: number;
  readonly assessors: readonly string[];
  /** Only units that are assessed in this cycle. */
  readonly cycle?: string | undefined;
  /** A township's or trade's id. */
  readonly township?: string | undefined;
  readonly belt?: string | undefined;
  readonly demonstration?: boolean | undefined;
}

/** So many units stand in one draw at most. */
export const mostListed = 10_000;

/**
 * Commits a draw to its list: branches and general branches within reach as asked, by code, each with its weight; those
 * that an assessor of the draw looks after stand apart. The nonce is made here and shown when the draw is over.
 * Refusals: invalid; conflict, while another draw is open.
 */
export async function commitDraw(scope: Scope, asked: NewDraw): Promise<EarlierAnswer> {
  const [found, assessors, [settings], [cycle], open, [last]] = await scope.read(queriesOf(scope, asked));
  if (open[0] !== undefined) {
    throw new Problem("conflict", { detail: `第 ${open[0].number} 次抽查还没抽完，先抽完或作废，再封存下一次。` });
  }
  const weighting = weightingOf(settings?.settings ?? {});
  const list = found.flatMap(({ liaison, deviations, ...unit }) =>
    liaison === null ? [{ ...unit, weight: weightOf(deviations, weighting) }] : [],
  );
  const excluded = found.flatMap(({ id, code, name, liaison }) =>
    liaison === null ? [] : [{ id, code, name, liaison }],
  );
  refuseAny([
    ...assessorFaults(asked.assessors, assessors),
    ...(asked.cycle === undefined || cycle !== undefined ? [] : [{ path: "cycle", message: "没有这个考核周期" }]),
    ...countFaults(asked.wanted, list.length),
  ]);
  const { actor, now } = scope;
  const [id, nonce] = [scope.newId(), newNonce()];
  const { wanted, title } = asked;
  const row = {
    ...{ id, number: (last?.number ?? 0) + 1, title, cycleId: asked.cycle ?? null, wanted, weighting, list, excluded },
    assessors: assessors.map((each) => ({ id: each.id, name: each.name })),
    commitment: await commitmentOf({ id, wanted, units: list, nonce }),
    ...{ nonce, committedBy: actor.id, committedAt: now },
  };
  const begun = { ...row, state: "committed", word: null, witness: null, result: null, reason: null } as const;
  const whole = { draw: { ...begun, endedBy: null, endedAt: null }, committedBy: actor.name, endedBy: null };
  const answer = created(
    `/api/tenants/${actor.tenant}/draws/${id}`,
    drawOf(scope, { ...whole, inspection: null }, found),
  );
  const { number, commitment } = row;
  const { cycle: of, township, belt, demonstration } = asked;
  const among = { cycle: of, township, belt, demonstration };
  const body = { number, title, wanted, among, listed: list.length, excluded: excluded.length, commitment };
  const change = { subject: { kind: "draw", id, revision: 1 }, action: "commit", body, answer };
  await commit(scope, change, [scope.db.insert(draws).values(row)]);
  return answer;
}

function queriesOf(scope: Scope, asked: NewDraw) {
  const { db } = scope;
  return [
    selectPool(scope, asked),
    selectAssessors(scope, asked.assessors),
    db.select({ settings: tenant.settings }).from(tenant),
    db
      .select({ id: cycles.id })
      .from(cycles)
      .where(eq(cycles.id, asked.cycle ?? "")),
    db.select({ number: draws.number }).from(draws).where(eq(draws.state, "committed")),
    db.select({ number: sql<number>`coalesce(max(${draws.number}), 0)` }).from(draws),
  ] as const;
}

function selectPool(scope: Scope, { assessors, cycle, township, belt, demonstration }: NewDraw) {
  const isAsked =
    cycle === undefined
      ? inArray(units.kind, ["branch", "general-branch"])
      : sql`EXISTS (SELECT 1 FROM ${assessments} WHERE ${assessments.cycleId} = ${cycle} AND ${assessments.unitId} = "units"."id" AND ${assessments.beltId} IS NULL)`;
  return scope.db
    .select({
      id: units.id,
      code: units.code,
      name: units.name,
      deviations: sql<number>`(SELECT count(*) FROM "deviations" d JOIN "assessments" o ON o."id" = d."assessment_id"
        WHERE d."unit_id" = "units"."id" AND o."belt_id" IS NULL)`,
      liaison: liaisonAmong(assessors, dayInChina(scope.now)),
    })
    .from(units)
    .where(
      and(
        isNull(units.closedOn),
        unitsWithin(scope, sql`${units.id}`),
        isAsked,
        township === undefined ? undefined : or(eq(units.townshipId, township), eq(units.tradeId, township)),
        belt === undefined ? undefined : eq(units.beltId, belt),
        demonstration === undefined ? undefined : eq(units.demonstration, demonstration),
      ),
    )
    .orderBy(asc(units.code))
    .limit(mostListed + 1);
}

function countFaults(wanted: number, listed: number): readonly Fault[] {
  if (listed > mostListed) {
    return [{ path: "township", message: `一次最多从 ${mostListed} 个里抽，请按乡镇或示范带分开抽` }];
  }
  return listed >= wanted ? [] : [{ path: "wanted", message: `能抽的只有 ${listed} 个，抽不出 ${wanted} 个` }];
}
