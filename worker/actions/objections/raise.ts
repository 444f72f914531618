import { and, eq, isNull, sql } from "drizzle-orm";
import { cycles, objections, publicities, results, standards, tenant, units } from "../../../db/tenant/schema/index.ts";
import { daysAfter, dayWords } from "../../domain/china-day.ts";
import { Problem } from "../../domain/problem.ts";
import { objectionRefusal, publicityTermsOf } from "../../domain/publicity.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { created } from "../answer.ts";
import { isAnswerer } from "../answerer.ts";
import { assessedBelt, assessedBelts } from "../belt-variables.ts";
import { commit } from "../commit.ts";
import { tellInbox } from "../inbox.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import type { Objection } from "./objection.ts";

/**
 * Objects to a result while it stands publicised, to the end of its last day in China: the unit's own secretary in its
 * name, for a belt who answers for it; a township or the admin else what came in writing from outside. The answer is due within the tenant's days.
 * Refusals: not-found; conflict, where it isn't publicised, the time is over, or the unit's last one still waits.
 */
export async function raiseObjection(
  scope: Scope,
  asked: { readonly result: string; readonly text: string },
): Promise<EarlierAnswer> {
  const { row, waiting, terms } = await readResult(scope, asked.result);
  if (row === undefined) throw new Problem("not-found");
  const today = dayInChina(scope.now);
  const { publicity, untilOn } = row;
  const refusal = objectionRefusal(row.state, untilOn === null ? undefined : { untilOn }, today);
  if (refusal !== undefined || publicity === null) throw new Problem("conflict", { detail: refusal ?? "" });
  const source = row.isOwn === 1 ? "unit" : "outside";
  if (source === "unit" && waiting.some((each) => each.source === "unit")) {
    throw new Problem("conflict", { detail: "上一件异议还在等答复。" });
  }
  const id = scope.newId();
  const dueOn = daysAfter(today, terms.answerDays);
  const { unit, unitName, ofBelt, standardTitle, cycleTitle } = row;
  const objection: Objection = {
    ...{ id, publicity, cycleTitle, result: asked.result, resultState: row.state, standardTitle },
    ...{ unit, unitName, ofBelt },
    ...{ source, text: asked.text, state: "open", raisedBy: scope.actor.name, raisedAt: scope.now, dueOn },
    ...{ answer: null, answeredBy: null, answeredAt: null, revision: 1 },
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/objections/${id}`, objection);
  const subject = { kind: "objection", id, revision: 1 };
  const body = { result: asked.result, unit, source, text: asked.text, dueOn };
  const told = {
    kind: "objection",
    title: `有一件公示异议待答复，${dayWords(dueOn, today)}前办结`,
    link: `/objections/${id}`,
  } as const;
  await commit(scope, { subject, action: "raise", body, answer }, [
    scope.db.insert(objections).values({
      ...{ id, publicityId: publicity, resultId: asked.result, unitId: unit, source, text: asked.text, dueOn },
      ...{ raisedBy: scope.actor.id, raisedAt: scope.now },
    }),
    ...tellInbox(scope, { role: "assessor", unit }, told),
    ...tellInbox(scope, { role: "admin" }, told),
  ]);
  return answer;
}

/** A result within reach with its publicity, the objections to it that wait, and the tenant's terms. */
async function readResult(scope: Scope, id: string) {
  const [[row], waiting, [settings]] = await scope.read([
    scope.db
      .select({
        ...{ state: results.state, unit: units.id, unitName: units.name, standardTitle: standards.title },
        ...{ publicity: publicities.id, untilOn: publicities.untilOn, cycleTitle: cycles.title },
        isOwn: isAnswerer(scope, sql`${results.unitId}`, sql`${results.beltId}`),
        ofBelt: assessedBelt,
      })
      .from(results)
      .innerJoin(cycles, eq(cycles.id, results.cycleId))
      .innerJoin(units, eq(units.id, results.unitId))
      .leftJoin(assessedBelts, eq(assessedBelts.id, results.beltId))
      .innerJoin(
        standards,
        and(eq(standards.code, results.standardCode), eq(standards.version, results.standardVersion)),
      )
      .leftJoin(publicities, eq(publicities.cycleId, results.cycleId))
      .where(and(eq(results.id, id), unitsWithin(scope, sql`${results.unitId}`))),
    scope.db
      .select({ source: objections.source })
      .from(objections)
      .where(and(eq(objections.resultId, id), isNull(objections.answeredAt))),
    scope.db.select({ settings: tenant.settings }).from(tenant),
  ]);
  return { row, waiting, terms: publicityTermsOf(settings?.settings ?? {}) };
}
