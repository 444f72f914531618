import { eq, sql } from "drizzle-orm";
import { cycles, publicities, results, tenant } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { finalJob, finalPeriod, publicityTermsOf, publicUntil } from "../../domain/publicity.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { created } from "../answer.ts";
import { commit } from "../commit.ts";
import { askForJob } from "../jobs.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { type Publicity, publicityOf, selectPublicities } from "./publicity.ts";

/** The job that publicises a cycle's results; its period is the publicity. */
export const publiciseJob = "publicise";

export interface NewPublicity {
  readonly cycle: string;
  readonly days?: number | undefined;
  readonly termMonths?: number | null | undefined;
}

/**
 * Begins the publicity of a closed cycle's results, today: a job publicises them and tells each unit's secretary. What
 * isn't said is the tenant's own term. Refusals: invalid, conflict.
 */
export async function startPublicity(
  scope: Scope,
  asked: NewPublicity,
): Promise<{ readonly answer: EarlierAnswer; readonly job: string }> {
  const [[cycle], [settings], there] = await scope.read([
    scope.db
      .select({
        ...{ title: cycles.title, state: cycles.state },
        count: sql<number>`(SELECT count(*) FROM ${results} WHERE ${results.cycleId} = ${asked.cycle})`,
      })
      .from(cycles)
      .where(eq(cycles.id, asked.cycle)),
    scope.db.select({ settings: tenant.settings }).from(tenant),
    scope.db.select({ id: publicities.id }).from(publicities).where(eq(publicities.cycleId, asked.cycle)),
  ]);
  refuseAny(cycle === undefined ? [{ path: "cycle", message: "没有这个考核周期" }] : []);
  if (cycle === undefined || cycle.state !== "closed") {
    throw new Problem("conflict", { detail: "周期结束、结果算定以后才能公示。" });
  }
  if (there.length > 0) throw new Problem("conflict", { detail: "这个周期的结果已经公示过。" });
  if (cycle.count === 0) throw new Problem("conflict", { detail: "这个周期没有认定结果，没有可公示的。" });
  const terms = publicityTermsOf(settings?.settings ?? {});
  const [id, job] = [scope.newId(), scope.newId()];
  const startsOn = dayInChina(scope.now);
  const days = asked.days ?? terms.days;
  const row = {
    ...{ id, cycleId: asked.cycle, startsOn, untilOn: publicUntil(startsOn, days), days },
    ...{ termMonths: asked.termMonths === undefined ? terms.termMonths : asked.termMonths },
    ...{ startedAt: scope.now, revision: 1 },
  };
  const { cycleId, ...shown } = row;
  const publicity: Publicity = {
    ...{ ...shown, cycle: cycleId, cycleTitle: cycle.title, state: "open", startedBy: scope.actor.name },
    ...{ closedAt: null, results: cycle.count, final: 0, objectedTo: 0 },
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/publicity/${id}`, publicity);
  const subject = { kind: "publicity", id, revision: 1 };
  await commit(scope, { subject, action: "start", body: { cycle: cycleId, ...shown }, answer }, [
    scope.db.insert(publicities).values({ ...row, startedBy: scope.actor.id }),
    askForJob(scope, job, { name: publiciseJob, period: id, total: cycle.count }),
  ]);
  return { answer, job };
}

/**
 * What is due after the period: results without an open objection become final, by a job; pressed again once what was
 * held up is settled. The schedule presses too, once a day. Refusals: not-found, conflict.
 */
export async function closePublicity(scope: Scope, id: string): Promise<{ readonly job: string }> {
  const [[row]] = await scope.read([selectPublicities(scope).where(eq(publicities.id, id))]);
  if (row === undefined) throw new Problem("not-found");
  const { state, untilOn } = publicityOf(scope, row);
  if (state === "closed") throw new Problem("conflict", { detail: "全部结果都已生效。" });
  if (state === "open") throw new Problem("conflict", { detail: `公示到 ${untilOn} 为止，期满以后才能生效。` });
  const job = scope.newId();
  const subject = { kind: "job", id: job, revision: 1 };
  await commit(scope, { subject, action: "ask", body: { publicity: id } }, [
    askForJob(scope, job, { name: finalJob, period: finalPeriod(id, job) }),
  ]);
  return { job };
}
