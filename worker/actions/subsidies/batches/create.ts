import { and, eq, type SQL, sql } from "drizzle-orm";
import { batches, batchLines, calculationLines, objections, results } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import type { BatchKind } from "../../../domain/vocabulary.ts";
import { created } from "../../answer.ts";
import { commit, exactlyOne, type Statement } from "../../commit.ts";
import { arrangingUnit } from "../../money-within.ts";
import { rawStatement } from "../../raw-statement.ts";
import { refuse } from "../../refuse.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import { chunksOf } from "../../row-chunks.ts";
import type { Scope } from "../../scope.ts";
import { selectCalculation } from "../calculations/calculation.ts";
import type { MoneyAsked } from "../ledger.ts";
import type { Batch } from "./batch.ts";
import { selectStanding, standingBy } from "./standing.ts";

export interface AskedBatch {
  readonly calculation: string;
  readonly title: string;
  /** `difference`: only what the lines differ from what stands already. */
  readonly kind?: BatchKind | undefined;
  /** Only these grants' lines; all where it is left out. */
  readonly grants?: readonly string[] | undefined;
}

/**
 * How many batches the year of a calculation has, for the number of the next. Two at once get the same, and the later is
 * refused. `calculation` may be a subquery.
 */
export const selectNumbered = (scope: Scope, calculation: string | SQL) =>
  scope.db
    .select({ count: sql<number>`count(*)` })
    .from(batches)
    .where(sql`${batches.number} LIKE (SELECT "year" || '-%' FROM "calculations" WHERE "id" = ${calculation})`);

/** `2015-001`, after so many of the year. */
export function numberOf(year: number, before: number): string {
  return `${year}-${String(before + 1).padStart(3, "0")}`;
}

/**
 * Makes a draft of a calculation's lines that are in no live batch and didn't fail. Every result that they stand on must
 * be final, or under an objection, which holds its line. Refusals: not-found, invalid, conflict, code-taken.
 */
export async function createBatch(scope: Scope, asked: AskedBatch): Promise<EarlierAnswer> {
  const [[calculation], lines, unsettled, [numbered]] = await scope.read([
    selectCalculation(scope, asked.calculation),
    selectFreeLines(scope, asked.calculation),
    selectUnsettled(scope, asked.calculation),
    selectNumbered(scope, asked.calculation),
  ]);
  if (calculation === undefined) refuse([{ path: "calculation", message: "没有这次测算" }]);
  const [notFinal] = unsettled;
  if (notFinal !== undefined && notFinal.count > 0) {
    throw new Problem("conflict", { detail: `还有 ${notFinal.count} 个结果没有生效，公示期满再成批次。` });
  }
  const kind = asked.kind ?? "original";
  const wanted = lines.filter(({ grant }) => asked.grants === undefined || asked.grants.includes(grant));
  const money = { policy: calculation.policyCode, year: calculation.year };
  const chosen = kind === "original" ? wanted : await differing(scope, wanted, money);
  if (chosen.length === 0) throw new Problem("paid-already", { detail: nothingToDo[kind] });
  const number = numberOf(calculation.year, numbered?.count ?? 0);
  const totalFen = chosen.reduce((sum, { fen }) => sum + fen, 0);
  const id = scope.newId();
  const row = { id, number, title: asked.title, kind, totalFen, lines: chosen.length } as const;
  const batch: Batch = {
    ...row,
    ...{ calculation: calculation.id, year: calculation.year, state: "draft", round: 0, levels: null, reason: null },
    policy: { code: calculation.policyCode, version: calculation.policyVersion, title: calculation.title },
    ...{ splitFrom: null, createdBy: scope.actor.name, createdAt: scope.now, preparedBy: null, preparedAt: null },
    ...{ approvedAt: null, revision: 1 },
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/batches/${id}`, batch);
  const subject = { kind: "batch", id, revision: 1 };
  const body = { number, calculation: calculation.id, lines: chosen.length, totalFen };
  await commit(scope, { subject, action: "create", body, answer }, [
    scope.db.insert(batches).values({
      ...{ ...row, calculationId: calculation.id, unitId: arrangingUnit(scope) },
      ...{ createdBy: scope.actor.id, createdAt: scope.now },
    }),
    ...putLines(id, calculation.id, chosen),
  ]);
  return answer;
}

const nothingToDo: Readonly<Record<BatchKind, string>> = {
  original: "没有可以成批次的行：都已在别的批次里，或算不出。",
  difference: "与已发的没有差额。",
};

interface FreeLine {
  readonly position: number;
  readonly unit: string;
  readonly grant: string;
  readonly fen: number;
}

/**
 * The lines that come to something else than what stands, with the difference. Refused while a batch of the same money
 * waits for approval, and where less is due than was approved and not paid yet: that payment is withdrawn first.
 */
async function differing(scope: Scope, lines: readonly FreeLine[], money: MoneyAsked): Promise<readonly FreeLine[]> {
  const [rows] = await scope.read([selectStanding(scope, money)]);
  if (rows.some(({ batchState }) => batchState === "prepared")) {
    throw new Problem("conflict", { detail: "同一办法同一年还有待批的批次，批准或作废以后再算差额。" });
  }
  const standing = standingBy(rows);
  return lines.flatMap((line) => {
    const own = standing.get(`${line.unit}/${line.grant}`);
    const fen = line.fen - (own?.fen ?? 0);
    if (fen < 0 && own?.payments.some(({ state }) => state !== "paid") === true) {
      throw new Problem("conflict", { detail: "要收回的还有没付的一笔，请财务审批先撤回那一笔，再算差额。" });
    }
    return fen === 0 ? [] : [{ ...line, fen }];
  });
}

/** A calculation's lines that pay or paid nothing yet: not failed, in no live batch. */
export function selectFreeLines(scope: Scope, calculation: string) {
  const { position, unitId, grant, fen } = calculationLines;
  return scope.db
    .select({ position, unit: unitId, grant, fen })
    .from(calculationLines)
    .where(
      and(
        eq(calculationLines.calculationId, calculation),
        eq(calculationLines.isFailed, false),
        sql`NOT EXISTS (SELECT 1 FROM ${batchLines} WHERE ${batchLines.calculationId} = ${calculationLines.calculationId} AND ${batchLines.position} = ${position} AND ${batchLines.isLive} = 1)`,
      ),
    )
    .orderBy(position);
}

/** How many results under the calculation's lines are neither final nor under an objection. */
export function selectUnsettled(scope: Scope, calculation: string) {
  return scope.db
    .select({ count: sql<number>`count(DISTINCT ${results.id})` })
    .from(calculationLines)
    .innerJoin(results, eq(results.id, calculationLines.resultId))
    .where(
      sql`${calculationLines.calculationId} = ${calculation} AND ${results.state} <> 'final'
        AND NOT EXISTS (SELECT 1 FROM ${objections} WHERE ${objections.resultId} = ${results.id} AND ${objections.answeredAt} IS NULL)`,
    );
}

/** Lines into a draft, and a guard that all came: one that another batch took meanwhile stops the whole. */
export function putLines(
  batch: string,
  calculation: string,
  lines: readonly { readonly position: number; readonly unit: string; readonly grant: string; readonly fen: number }[],
): readonly Statement[] {
  return chunksOf(lines).map((chunk) =>
    rawStatement(sql`INSERT INTO "batch_lines" ("batch_id", "calculation_id", "position", "unit_id", "grant", "fen", "is_live")
      SELECT ${batch}, ${calculation}, "value" ->> 'position', "value" ->> 'unit', "value" ->> 'grant', "value" ->> 'fen', 1
      FROM json_each(${JSON.stringify(chunk)})`),
  );
}

/** An UPDATE of a batch as it was read, and the guard that it found it. */
export function updateBatch(
  scope: Scope,
  { id, revision }: { readonly id: string; readonly revision: number },
  set: Partial<typeof batches.$inferInsert>,
): readonly Statement[] {
  const update = scope.db
    .update(batches)
    .set({ ...set, revision: revision + 1 })
    .where(and(eq(batches.id, id), eq(batches.revision, revision)));
  return exactlyOne(scope, update);
}
