import { type SQL, sql } from "drizzle-orm";
import { assessments, cycles, unitVetoes } from "../../db/tenant/schema/index.ts";
import { dayInChina } from "../domain/version-in-force.ts";
import type { Scope } from "./scope.ts";

/** Whether a veto counts on a day, as isVetoInForce of domain/unit-veto.ts says it; both days are included. */
export function isInForceOn(day: SQL): SQL {
  const { fromOn, untilOn, isLifted } = unitVetoes;
  return sql`(${fromOn} <= ${day} AND ${untilOn} >= ${day} AND ${isLifted} IS NOT 1)`;
}

/** The vetoes that count for a unit on a day, for the read batch: by standard and the standard's own code. */
export function selectVetoesInForce(scope: Scope, unitId: string, day: string) {
  const { id, standardCode, vetoCode, title } = unitVetoes;
  return scope.db
    .select({ id, standard: standardCode, veto: vetoCode, title })
    .from(unitVetoes)
    .where(sql`${unitVetoes.unitId} = ${unitId} AND ${isInForceOn(sql`${day}`)}`)
    .orderBy(unitVetoes.fromOn, id);
}

/**
 * The vetoes that acceptance must take into an assessment, for its read batch: those in force of its unit (not of a belt
 * that it answers for) under its standard on the last day of the cycle's acceptance; today where the cycle has no such
 * day (vetoDayOf).
 */
export function selectVetoesOnCase(scope: Scope, assessmentId: string) {
  const { id, vetoCode, title, happenedOn, fromOn, untilOn, text, proof, appealedAt, isLifted } = unitVetoes;
  const day = sql`coalesce(${cycles.acceptanceUntil}, ${dayInChina(scope.now)})`;
  return scope.db
    .selectDistinct({
      ...{ id, code: vetoCode, title, happenedOn, fromOn, untilOn, text, proof, appealedAt, isLifted },
    })
    .from(unitVetoes)
    .innerJoin(
      assessments,
      sql`${assessments.unitId} = ${unitVetoes.unitId} AND ${assessments.standardCode} = ${unitVetoes.standardCode} AND ${assessments.beltId} IS NULL`,
    )
    .innerJoin(cycles, sql`${cycles.id} = ${assessments.cycleId}`)
    .where(sql`${assessments.id} = ${assessmentId} AND ${isInForceOn(day)}`)
    .orderBy(unitVetoes.fromOn, id);
}
