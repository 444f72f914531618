import { and, eq, sql } from "drizzle-orm";
import { guards, payments } from "../../../../db/tenant/schema/index.ts";
import { calculate, calculationDigest, keptLines } from "../../../domain/policy/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { changed } from "../../answer.ts";
import { commit } from "../../commit.ts";
import { rawStatement } from "../../raw-statement.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { type BatchRow, batchOf, selectBatch } from "../batches/batch.ts";
import { updateBatch } from "../batches/create.ts";
import { selectBatchPolicy } from "../batches/held.ts";
import { selectCalculation, soundPolicy } from "../calculations/calculation.ts";
import { chooseCycle, selectCycles } from "../cycle.ts";
import { readOwnUnits } from "../own-units.ts";

/** What waits for its instalment, and what of it has fallen due by now. */
interface Fallen {
  readonly waiting: number;
  readonly fallen: readonly { readonly id: string; readonly fen: number }[];
}

/**
 * How many payments of a batch wait for their instalment, and how many of them have fallen due by today's facts and
 * results; nothing of it changes. Refusals: not-found, wrong-stage.
 */
export async function readDues(
  scope: Scope,
  id: string,
): Promise<{ readonly waiting: number; readonly fallen: number; readonly fallenFen: number }> {
  const { waiting, fallen } = await fallenOf(scope, id);
  return { waiting, fallen: fallen.length, fallenFen: fallen.reduce((sum, { fen }) => sum + fen, 0) };
}

/**
 * Looks again which instalments have fallen due: their `when` by the facts and results of today. What was due stays due.
 * The digest of what was read goes into the event. Refusals: not-found, wrong-stage, conflict, stale.
 */
export async function refreshDues(scope: Scope, id: string): Promise<EarlierAnswer> {
  const { batch, fallen, digest } = await fallenOf(scope, id);
  if (fallen.length === 0) throw new Problem("conflict", { detail: "没有新到期的分期。" });
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  const body = { due: fallen.length, digest: await digest() };
  const answer = changed({ ...batchOf(batch), revision: batch.revision + 1, due: fallen.length });
  await commit(scope, { subject, action: "refresh-dues", body, answer }, [
    rawStatement(sql`UPDATE "payments" SET "is_due" = 1, "revision" = "revision" + 1
      WHERE "state" = 'waiting' AND "is_due" = 0 AND "id" IN (SELECT "value" FROM json_each(${JSON.stringify(fallen.map((each) => each.id))}))`),
    scope.db.insert(guards).values({ ok: sql`changes() = CAST(${fallen.length} AS INTEGER)` }),
    ...updateBatch(scope, batch, {}),
  ]);
  return answer;
}

async function fallenOf(
  scope: Scope,
  id: string,
): Promise<Fallen & { readonly batch: BatchRow; readonly digest: () => Promise<string> }> {
  const [[batch], [policy], cycles, waiting, [calculation]] = await scope.read([
    selectBatch(scope, id),
    selectBatchPolicy(scope, id),
    selectCycles(scope),
    scope.db
      .select({
        ...{ id: payments.id, unit: payments.unitId, grant: payments.grant, instalment: payments.instalment },
        fen: payments.fen,
      })
      .from(payments)
      .where(and(eq(payments.batchId, id), eq(payments.state, "waiting"), eq(payments.isDue, false))),
    selectCalculation(scope, sql`(SELECT "calculation_id" FROM "batches" WHERE "id" = ${id})`),
  ]);
  if (batch === undefined || policy === undefined || calculation === undefined) throw new Problem("not-found");
  if (batch.state !== "approved") throw new Problem("wrong-stage", { detail: "批准以后、付清以前才看分期到期没有。" });
  const chosen = chooseCycle(cycles, { cycle: calculation.cycleId, standard: calculation.standardCode });
  const own = await readOwnUnits(scope, chosen, batch.policyCode);
  const recipients = own.map(({ recipient }) => recipient);
  const units = new Map(own.map(({ unitId, recipient }) => [recipient.id, unitId]));
  const due = new Set(
    keptLines(calculate(soundPolicy(policy.document), recipients)).flatMap(({ recipient, grant, instalments }) =>
      instalments.filter((each) => each.due).map(({ code }) => `${units.get(recipient)}/${grant}/${code}`),
    ),
  );
  const fallen = waiting.filter(({ unit, grant, instalment }) => due.has(`${unit}/${grant}/${instalment}`));
  const digest = async () => await calculationDigest(policy.document, recipients);
  return { batch, waiting: waiting.length, fallen, digest };
}
