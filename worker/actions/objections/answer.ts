import { and, eq, isNull, sql } from "drizzle-orm";
import { caseSteps, objections, publicities } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { finalJob, finalPeriod } from "../../domain/publicity.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { tellInbox } from "../inbox.ts";
import { askForJob } from "../jobs.ts";
import type { Scope } from "../scope.ts";
import { isObjectionWithin, type Objection, objectionOf, selectObjections } from "./objection.ts";

export interface ObjectionAnswer {
  readonly isUpheld: boolean;
  readonly text: string;
}

/**
 * Answers an objection, once, with why. Not by whoever accepted that case, nor by whoever raised it. One that is upheld
 * goes on to a correction of the result, and holds it up until then. Refusals: not-found, stale, conflict, separation.
 */
export async function answerObjection(
  scope: Scope,
  id: string,
  ifMatch: string,
  { isUpheld, text }: ObjectionAnswer,
): Promise<{ readonly objection: Objection; readonly job: string | null }> {
  const { row, accepted, publicity } = await readForAnswer(scope, id);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  if (row.answeredAt !== null) throw new Problem("conflict", { detail: "这件异议已经答复。" });
  if (accepted.length > 0) {
    throw new Problem("separation", { detail: "这一件是你验收的，异议由别的考核员答复。" });
  }
  if (row.raisedById === scope.actor.id) {
    throw new Problem("conflict", { detail: "这件异议是你登记的，由别人答复。" });
  }
  const isOver = publicity !== undefined && publicity.untilOn < dayInChina(scope.now);
  const job = isOver && !isUpheld ? scope.newId() : null;
  const answered = { isUpheld, answer: text, answeredAt: scope.now, revision: row.revision + 1 };
  const update = scope.db
    .update(objections)
    .set({ ...answered, answeredBy: scope.actor.id })
    .where(and(eq(objections.id, id), isNull(objections.answeredAt)));
  const told = {
    kind: "objection",
    title: `公示异议已答复：${isUpheld ? "成立，结果将更正" : "不成立"}`,
    link: `/objections/${id}`,
  } as const;
  const toUnit = tellInbox(scope, { role: row.ofBelt === null ? "secretary" : "township", unit: row.unit }, told);
  const toRaiser = row.source === "outside" ? tellInbox(scope, { user: row.raisedById }, told) : [];
  const subject = { kind: "objection", id, revision: answered.revision };
  await commit(scope, { subject, action: isUpheld ? "uphold" : "dismiss", body: { text } }, [
    ...exactlyOne(scope, update),
    ...toUnit,
    ...toRaiser,
    ...(job === null ? [] : [askForJob(scope, job, { name: finalJob, period: finalPeriod(row.publicity, id) })]),
  ]);
  return { objection: objectionOf({ ...row, ...answered, answeredBy: scope.actor.name }), job };
}

/** The objection within reach, whether the actor accepted that case, and until when it stands publicised. */
async function readForAnswer(scope: Scope, id: string) {
  const assessment = sql`(SELECT "a"."id" FROM "objections" "o" JOIN "results" "r" ON "r"."id" = "o"."result_id" JOIN "assessments" "a"
    ON "a"."cycle_id" = "r"."cycle_id" AND "a"."unit_id" = "r"."unit_id" AND "a"."standard_code" = "r"."standard_code" AND "a"."belt_id" IS "r"."belt_id" WHERE "o"."id" = ${id})`;
  const isOwnAcceptance = and(
    ...[eq(caseSteps.caseKind, "assessment"), eq(caseSteps.step, "accept"), eq(caseSteps.userId, scope.actor.id)],
    sql`${caseSteps.caseId} = ${assessment}`,
  );
  const [[row], accepted, [publicity]] = await scope.read([
    selectObjections(scope).where(and(eq(objections.id, id), isObjectionWithin(scope))),
    scope.db.select({ id: caseSteps.id }).from(caseSteps).where(isOwnAcceptance).limit(1),
    scope.db
      .select({ untilOn: publicities.untilOn })
      .from(publicities)
      .innerJoin(objections, and(eq(objections.publicityId, publicities.id), eq(objections.id, id))),
  ]);
  return { row, accepted, publicity };
}
