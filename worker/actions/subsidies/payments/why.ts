import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import {
  approvals,
  assessments,
  batches,
  batchLines,
  calculationLines,
  calculations,
  caseSteps,
  cycles,
  payees,
  payments,
  policies,
  results,
  units,
  users,
} from "../../../../db/tenant/schema/index.ts";
import type { LineAnswer, ThreadStep } from "../../../domain/policy/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { pointsOf } from "../../../domain/score.ts";
import type { CaseStep, PaymentState } from "../../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import type { Scope } from "../../scope.ts";
import { type UnitReference, unitReference } from "../../unit-reference.ts";
import { unitsWithin } from "../../within.ts";
import { grantsOf } from "../batches/held.ts";
import { explained } from "../calculations/calculation.ts";
import { isAccountChanged } from "./payment.ts";

/** 补助 as whom it is paid to sees it, in fen: only what was approved. */
export interface OwnPayment {
  readonly id: string;
  readonly unit: UnitReference;
  readonly title: string;
  readonly year: number;
  readonly instalment: string;
  readonly correction: number;
  readonly fen: number;
  readonly state: PaymentState;
  readonly isDue: boolean;
  readonly paidOn: string | null;
  readonly batchId: string;
  readonly batch: string;
  /** It waits for an approver, since the account changed after the approval. */
  readonly isAccountChanged: boolean;
}

/** Why a payment is what it is: from the result and who accepted it, step by step, to who approved it. */
export interface PaymentWhy extends OwnPayment {
  readonly policy: { readonly code: string; readonly version: number; readonly title: string };
  readonly cycle: string;
  readonly lineFen: number;
  readonly steps: readonly ThreadStep[];
  readonly result: {
    readonly id: string;
    readonly score: number | null;
    readonly level: string | null;
    readonly revision: number;
    readonly revisionThen: number;
  } | null;
  /** Who did what: of the assessment, then of the batch. */
  readonly people: readonly { readonly step: CaseStep; readonly by: string; readonly at: string }[];
  readonly approvals: readonly { readonly level: number; readonly by: string; readonly at: string }[];
}

function selectOwn(scope: Scope) {
  const { id, year, instalment, correction, fen, state, isDue, paidOn } = payments;
  return scope.db
    .select({
      ...{ id, unit: unitReference, grant: payments.grant, year, instalment, correction, fen, state, isDue, paidOn },
      ...{ batchId: batches.id, isChanged: isAccountChanged, batch: batches.number, round: batches.round },
      ...{ code: policies.code, version: policies.version, policyTitle: policies.title },
      ...{ document: policies.document, cycle: cycles.title },
    })
    .from(payments)
    .innerJoin(units, eq(units.id, payments.unitId))
    .innerJoin(batches, eq(batches.id, payments.batchId))
    .innerJoin(calculations, eq(calculations.id, batches.calculationId))
    .innerJoin(
      policies,
      and(eq(policies.code, calculations.policyCode), eq(policies.version, calculations.policyVersion)),
    )
    .innerJoin(cycles, eq(cycles.id, calculations.cycleId))
    .leftJoin(payees, eq(payees.id, payments.payeeId))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectOwn>>[number];

/** Of units within reach, from the approval on. */
const seen = (scope: Scope) =>
  and(
    unitsWithin(scope, sql`${payments.unitId}`),
    inArray(batches.state, ["approved", "paid"]),
    inArray(payments.state, ["waiting", "ordered", "paid", "returned"]),
  );

function ownOf(row: Row): OwnPayment {
  const { id, unit, grant, year, instalment, correction, fen, state, isDue, paidOn, batchId, batch } = row;
  const title = grantsOf(row.document).get(grant)?.title ?? grant;
  return {
    ...{ id, unit, title, year, instalment, correction, fen, state, isDue, paidOn, batchId, batch },
    isAccountChanged: row.isChanged === 1 && (state === "waiting" || state === "returned"),
  };
}

export interface OwnFilter extends PageRequest {
  readonly unit?: string | undefined;
  readonly state?: PaymentState | undefined;
  readonly due?: boolean | undefined;
  readonly year?: number | undefined;
}

/** The payments to units within reach, over all batches, the latest year first. */
export async function listOwnPayments(
  scope: Scope,
  { limit, cursor, unit, state, due, year }: OwnFilter,
): Promise<Page<OwnPayment>> {
  const after = readCursor(cursor, ["number", "string"]);
  const [rows] = await scope.read([
    selectOwn(scope)
      .where(
        and(
          seen(scope),
          unit === undefined ? undefined : eq(payments.unitId, unit),
          state && eq(payments.state, state),
          due === undefined ? undefined : eq(payments.isDue, due),
          year === undefined ? undefined : eq(payments.year, year),
          after && sql`(-${payments.year}, ${payments.id}) > (${-Number(after[0])}, ${after[1]})`,
        ),
      )
      .orderBy(desc(payments.year), asc(payments.id))
      .limit(limit + 1),
  ]);
  return pageOf(rows, limit, (row) => [row.year, row.id], ownOf);
}

/** Refusals: not-found. */
export async function readPaymentWhy(scope: Scope, id: string): Promise<PaymentWhy> {
  const [[row], lines, found, steps, approved] = await scope.read([
    selectOwn(scope).where(and(seen(scope), eq(payments.id, id))),
    selectLine(scope, id),
    selectResult(scope, id),
    selectSteps(scope, id),
    scope.db
      .select({ level: approvals.level, by: users.name, at: approvals.at, round: approvals.round })
      .from(approvals)
      .innerJoin(users, eq(users.id, approvals.userId))
      .where(
        and(
          eq(approvals.decision, "approve"),
          sql`${approvals.batchId} = (SELECT "batch_id" FROM "payments" WHERE "id" = ${id})`,
        ),
      )
      .orderBy(asc(approvals.at)),
  ]);
  const [line] = lines;
  if (row === undefined || line === undefined) throw new Problem("not-found");
  const [told] = explained(row.document, [line]) as readonly LineAnswer[];
  const [result] = found;
  const { code, version, policyTitle, cycle } = row;
  return {
    ...{ ...ownOf(row), policy: { code, version, title: policyTitle }, cycle, lineFen: line.fen },
    steps: told?.steps ?? [],
    result:
      result === undefined
        ? null
        : {
            ...{ id: result.id, level: result.level, revision: result.revision },
            score: result.score === null ? null : pointsOf(result.score),
            revisionThen: result.revisionThen ?? result.revision,
          },
    people: firstOf(steps),
    approvals: approved.filter(({ round }) => round === row.round).map(({ level, by, at }) => ({ level, by, at })),
  };
}

/** Each step once for each who took it, at the first time. */
function firstOf(steps: PaymentWhy["people"]): PaymentWhy["people"] {
  return steps.filter(
    (each, place) => steps.findIndex(({ step, by }) => step === each.step && by === each.by) === place,
  );
}

function selectLine(scope: Scope, payment: string) {
  const { recipient, grant, fen, beforeCeilingsFen, steps, failure, payers, instalments } = calculationLines;
  return scope.db
    .select({ recipient, grant, fen, beforeCeilingsFen, steps, failure, payers, instalments })
    .from(payments)
    .innerJoin(batchLines, and(eq(batchLines.batchId, payments.batchId), eq(batchLines.position, payments.position)))
    .innerJoin(
      calculationLines,
      and(
        eq(calculationLines.calculationId, batchLines.calculationId),
        eq(calculationLines.position, batchLines.position),
      ),
    )
    .where(eq(payments.id, payment));
}

const lineOf = (payment: string) =>
  sql`(SELECT "c"."calculation_id", "c"."position" FROM "payments" AS "p" JOIN "batches" AS "b" ON "b"."id" = "p"."batch_id"
    JOIN "calculation_lines" AS "c" ON "c"."calculation_id" = "b"."calculation_id" AND "c"."position" = "p"."position" WHERE "p"."id" = ${payment})`;

function selectResult(scope: Scope, payment: string) {
  const { id, scoreHundredths, level, revision } = results;
  return scope.db
    .select({ id, score: scoreHundredths, level, revision, revisionThen: calculationLines.resultRevision })
    .from(calculationLines)
    .innerJoin(results, eq(results.id, calculationLines.resultId))
    .where(sql`(${calculationLines.calculationId}, ${calculationLines.position}) IN ${lineOf(payment)}`);
}

/** The steps on the assessment that the line stands on, and on the batch. */
function selectSteps(scope: Scope, payment: string) {
  const { step, at } = caseSteps;
  const ofLine = sql`SELECT ${assessments.id} FROM ${assessments} JOIN ${results} ON ${results.cycleId} = ${assessments.cycleId}
    AND ${results.unitId} = ${assessments.unitId} AND ${results.standardCode} = ${assessments.standardCode}
    JOIN ${calculationLines} ON ${calculationLines.resultId} = ${results.id}
    WHERE (${calculationLines.calculationId}, ${calculationLines.position}) IN ${lineOf(payment)}`;
  const ofBatch = sql`SELECT "batch_id" FROM "payments" WHERE "id" = ${payment}`;
  return scope.db
    .select({ step, by: users.name, at })
    .from(caseSteps)
    .innerJoin(users, eq(users.id, caseSteps.userId))
    .where(sql`${caseSteps.caseId} IN (${ofLine} UNION ${ofBatch})`)
    .orderBy(asc(at), asc(caseSteps.id));
}
