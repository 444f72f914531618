import { and, asc, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import {
  calculationInputs,
  calculationLines,
  calculations,
  cycles,
  policies,
  units,
  users,
} from "../../../../db/tenant/schema/index.ts";
import { answerOf, calculationOf, type KeptLine, type LineAnswer, readPolicy } from "../../../domain/policy/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { moneyWithin } from "../../money-within.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import type { Scope } from "../../scope.ts";
import { type UnitReference, unitReference } from "../../unit-reference.ts";

/** A calculation that is kept; amounts in fen. */
export interface KeptCalculation {
  readonly id: string;
  readonly title: string;
  readonly policyCode: string;
  readonly policyVersion: number;
  readonly cycleId: string;
  readonly cycleTitle: string;
  readonly standardCode: string;
  readonly year: number;
  readonly digest: string;
  readonly recipients: number;
  readonly lines: number;
  readonly errors: number;
  readonly totalFen: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly revision: 1;
}

export function selectCalculations(scope: Scope) {
  const { id, policyCode, policyVersion, cycleId, standardCode, year, digest, recipients, lines, errors, totalFen } =
    calculations;
  return scope.db
    .select({
      ...{
        id,
        title: policies.title,
        policyCode,
        policyVersion,
        cycleId,
        cycleTitle: cycles.title,
        standardCode,
        year,
      },
      ...{ digest, recipients, lines, errors, totalFen, createdBy: users.name, createdAt: calculations.createdAt },
    })
    .from(calculations)
    .innerJoin(policies, and(eq(policies.code, policyCode), eq(policies.version, policyVersion)))
    .innerJoin(cycles, eq(cycles.id, cycleId))
    .innerJoin(users, eq(users.id, calculations.createdBy))
    .$dynamic();
}

const reached = (scope: Scope) => moneyWithin(scope, sql`${calculations.unitId}`);

/** The calculations within reach, the latest first. */
export async function listCalculations(
  scope: Scope,
  filter: PageRequest & { readonly policy?: string | undefined },
): Promise<Page<KeptCalculation>> {
  const after = readCursor(filter.cursor, ["string", "string"]);
  const { createdAt, id } = calculations;
  const [rows] = await scope.read([
    selectCalculations(scope)
      .where(
        and(
          reached(scope),
          filter.policy === undefined ? undefined : eq(calculations.policyCode, filter.policy),
          after && sql`(${createdAt}, ${id}) < (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(desc(createdAt), desc(id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.createdAt, row.id],
    (row) => ({ ...row, revision: 1 as const }),
  );
}

export function selectCalculation(scope: Scope, id: string | SQL) {
  return selectCalculations(scope).where(and(eq(calculations.id, id), reached(scope)));
}

/** Refusals: not-found. */
export async function readCalculation(scope: Scope, id: string): Promise<KeptCalculation> {
  const [[row]] = await scope.read([selectCalculation(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  return { ...row, revision: 1 };
}

/** The policy that a calculation was made by; `id` may be a subquery. */
export function selectPolicyOf(scope: Scope, id: string | SQL) {
  const { code, version, sha256, document } = policies;
  return scope.db
    .select({ code, version, sha256, document })
    .from(calculations)
    .innerJoin(policies, and(eq(code, calculations.policyCode), eq(version, calculations.policyVersion)))
    .where(eq(calculations.id, id));
}

export function selectInputs(scope: Scope, id: string) {
  return scope.db
    .select({ recipients: calculationInputs.recipients })
    .from(calculationInputs)
    .where(eq(calculationInputs.calculationId, id))
    .orderBy(asc(calculationInputs.part));
}

export function selectKeptLines(scope: Scope, id: string) {
  const { position, recipient, grant, fen, beforeCeilingsFen, steps, failure, payers, instalments } = calculationLines;
  return scope.db
    .select({
      position,
      unit: unitReference,
      recipient,
      grant,
      fen,
      beforeCeilingsFen,
      steps,
      failure,
      payers,
      instalments,
    })
    .from(calculationLines)
    .innerJoin(units, eq(units.id, calculationLines.unitId))
    .where(eq(calculationLines.calculationId, id))
    .orderBy(asc(position))
    .$dynamic();
}

/** A line of a kept calculation, in words. */
export interface ExplainedLine extends Omit<LineAnswer, "recipient"> {
  readonly position: number;
  readonly unit: UnitReference;
}

/** A page of a calculation's lines with their reasons, in its order. Refusals: not-found. */
export async function listCalculationLines(
  scope: Scope,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<Page<ExplainedLine>> {
  const after = readCursor(cursor, ["number"]);
  const [[calculation], [policy], rows] = await scope.read([
    selectCalculation(scope, id),
    selectPolicyOf(scope, id),
    selectKeptLines(scope, id)
      .where(and(eq(calculationLines.calculationId, id), after && gt(calculationLines.position, Number(after[0]))))
      .limit(limit + 1),
  ]);
  if (calculation === undefined || policy === undefined) throw new Problem("not-found");
  const told = explained(policy.document, rows);
  return pageOf(
    rows.map((row, place) => ({ row, place })),
    limit,
    ({ row }) => [row.position],
    ({ row, place }) => {
      const { recipient: _, ...line } = told[place] as LineAnswer;
      return { position: row.position, unit: row.unit, ...line };
    },
  );
}

/** Kept lines in words, with every step. */
export function explained(document: unknown, rows: readonly KeptLine[]): readonly LineAnswer[] {
  const policy = soundPolicy(document);
  const recipients = [...new Set(rows.map(({ recipient }) => recipient))].map((each) => ({ id: each }));
  return answerOf(calculationOf(policy, recipients, rows), { detail: true }).lines;
}

/** A policy that was published, and so is without a fault. */
export function soundPolicy(document: unknown) {
  const outcome = readPolicy(document);
  if ("policy" in outcome) return outcome.policy;
  throw new Error("a published policy that can't be read");
}
