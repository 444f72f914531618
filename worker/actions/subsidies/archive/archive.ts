import { and, asc, eq, or, sql } from "drizzle-orm";
import {
  events,
  paymentSteps,
  payments,
  relaxations,
  remittances,
  results,
  standards,
  units,
} from "../../../../db/tenant/schema/index.ts";
import { digestOf } from "../../../domain/canonical.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Scope } from "../../scope.ts";
import { batchOf, selectApprovals, selectBatch } from "../batches/batch.ts";
import { selectBatchLines } from "../batches/held.ts";
import { selectCalculation, selectInputs, selectKeptLines, selectPolicyOf } from "../calculations/calculation.ts";
import { selectPartsOf } from "../payments/payment.ts";

/** The format of a batch's archive; `npm run verify` recomputes it with nothing of ours but the engines. */
export const archiveFormat = "hongdai/batch@1";

/**
 * Everything that a batch stands on, to be recomputed without the server: the policy and the standard, the inputs, every
 * line with its steps, the results, the approvals, what was paid and by whom, the trail's extract, and the hashes. No
 * account is in it. `sha256` is of the canonical JSON of all the rest. Refusals: not-found.
 */
export async function exportBatch(scope: Scope, id: string): Promise<Readonly<Record<string, unknown>>> {
  const [[batch]] = await scope.read([selectBatch(scope, id)]);
  if (batch === undefined) throw new Problem("not-found");
  const [[calculation], [policy], standard, inputs, kept, lines, approvals, rows] = await scope.read([
    selectCalculation(scope, batch.calculation),
    selectPolicyOf(scope, batch.calculation),
    selectStandard(scope, batch.calculation),
    selectInputs(scope, batch.calculation),
    selectKeptLines(scope, batch.calculation),
    selectBatchLines(scope, id),
    selectApprovals(scope, id),
    selectPaid(scope, id),
  ]);
  const [parts, steps, found, lists, trail, relaxed] = await scope.read(
    selectMore(
      scope,
      id,
      batch.calculation,
      rows.map((each) => each.id),
    ),
  );
  const archive = {
    ...{ format: archiveFormat, tenant: scope.actor.tenant, at: scope.now, batch: batchOf(batch), calculation, policy },
    ...{ standards: standard, recipients: inputs.flatMap(({ recipients }) => recipients) },
    calculationLines: kept.map(({ unit, ...line }) => ({ ...line, unit: unit.id })),
    lines: lines.map(({ position, unit, grant, fen }) => ({ position, unit: unit.id, code: unit.code, grant, fen })),
    ...{
      results: found,
      approvals,
      payments: rows,
      parts,
      steps,
      remittances: lists,
      events: trail,
      relaxations: relaxed,
    },
  };
  const plain = JSON.parse(JSON.stringify(archive)) as Readonly<Record<string, unknown>>;
  return { ...plain, sha256: await digestOf(plain) };
}

/** What hangs on its payments, and the rest. */
function selectMore(scope: Scope, id: string, calculation: string, paid: readonly string[]) {
  const ids = JSON.stringify(paid);
  return [
    selectPartsOf(scope, paid),
    scope.db
      .select({
        payment: paymentSteps.paymentId,
        outcome: paymentSteps.outcome,
        on: paymentSteps.on,
        reference: paymentSteps.reference,
      })
      .from(paymentSteps)
      .where(sql`${paymentSteps.paymentId} IN (SELECT "value" FROM json_each(${ids}))`),
    selectResults(scope, calculation),
    scope.db
      .select({
        id: remittances.id,
        number: remittances.number,
        payments: remittances.payments,
        sha256: remittances.sha256,
      })
      .from(remittances)
      .where(eq(remittances.batchId, id)),
    selectTrail(scope, id, calculation),
    scope.db
      .select({
        firstStep: relaxations.firstStep,
        secondStep: relaxations.secondStep,
        reason: relaxations.reason,
        decidedAt: relaxations.decidedAt,
      })
      .from(relaxations),
  ] as const;
}

function selectStandard(scope: Scope, calculation: string) {
  const { code, version, sha256, document } = standards;
  return scope.db
    .select({ code, version, sha256, document })
    .from(standards)
    .where(
      sql`(${code}, ${version}) IN (SELECT "standard_code", "standard_version" FROM "cycle_standards"
        WHERE ("cycle_id", "standard_code") IN (SELECT "cycle_id", "standard_code" FROM "calculations" WHERE "id" = ${calculation}))`,
    );
}

function selectPaid(scope: Scope, batch: string) {
  const { id, position, payeeKind, holder, grant, year, instalment, correction, fen, state, paidOn } = payments;
  return scope.db
    .select({
      id,
      position,
      unit: payments.unitId,
      payeeKind,
      holder,
      grant,
      year,
      instalment,
      correction,
      fen,
      state,
      paidOn,
    })
    .from(payments)
    .where(and(eq(payments.batchId, batch), sql`${state} <> 'void'`))
    .orderBy(asc(position), asc(id));
}

/** The results under the calculation, as it saw them where they weren't corrected since. */
function selectResults(scope: Scope, calculation: string) {
  const { id, revision, isAccepted, scoreHundredths, level, badges, rank, state, decidedAt } = results;
  return scope.db
    .select({
      id,
      revision,
      unit: results.unitId,
      code: units.code,
      isAccepted,
      scoreHundredths,
      level,
      badges,
      rank,
      state,
      decidedAt,
    })
    .from(results)
    .innerJoin(units, eq(units.id, results.unitId))
    .where(sql`${id} IN (SELECT "result_id" FROM "calculation_lines" WHERE "calculation_id" = ${calculation})`)
    .orderBy(asc(units.code));
}

function selectTrail(scope: Scope, batch: string, calculation: string) {
  const { seq, at, actorName, action, subjectKind, subjectId, revision, body } = events;
  return scope.db
    .select({ seq, at, by: actorName, action, kind: subjectKind, subject: subjectId, revision, body })
    .from(events)
    .where(
      or(
        and(eq(subjectKind, "batch"), eq(subjectId, batch)),
        and(eq(subjectKind, "calculation"), eq(subjectId, calculation)),
      ),
    )
    .orderBy(asc(seq));
}
