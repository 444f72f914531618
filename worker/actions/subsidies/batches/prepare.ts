import type { batches } from "../../../../db/tenant/schema/index.ts";
import { afterBatchStep, approvalLevels, approvalTermsOf, freezeOn } from "../../../domain/batch.ts";
import { Problem } from "../../../domain/problem.ts";
import { refuseSeparation } from "../../../domain/separation.ts";
import { dayInChina } from "../../../domain/version-in-force.ts";
import { batchStates } from "../../../domain/vocabulary.ts";
import { changed } from "../../answer.ts";
import { selectRelaxed, selectStepsOn, stepOn } from "../../case-steps.ts";
import { commit } from "../../commit.ts";
import { refuseStale } from "../../etag.ts";
import { refuseAny } from "../../refuse.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { selectCalculation, soundPolicy } from "../calculations/calculation.ts";
import { type MoneyAsked, selectPaid } from "../ledger.ts";
import { moveMoney } from "../pools/entries.ts";
import { type Batch, type BatchRow, batchOf, selectBatch, selectSources } from "./batch.ts";
import { updateBatch } from "./create.ts";
import { dueNow } from "./due-now.ts";
import { type BatchLineRow, grantsOf, selectBatchLines, selectBatchPolicy, selectHolds } from "./held.ts";
import { caseParts, drawParts, partStatements, paymentStatements, paymentsOf } from "./payments.ts";
import { selectSettings } from "./settings.ts";
import { stillStands } from "./still-stands.ts";

/**
 * 送审批: takes the key of every payment, reserves what each pool bears, and says how many must approve. It fails where
 * what was paid changed since the calculation, where a result was corrected, where a key is taken, or a pool is short.
 * `reason`: why it goes ahead without the lines in error; needed where the calculation has any. Refusals: not-found,
 * stale, wrong-stage, invalid, frozen, separation, conflict, paid-already, pool-short, pool-closed.
 */
export async function prepareBatch(
  scope: Scope,
  id: string,
  ifMatch: string,
  { reason }: { readonly reason?: string | undefined },
): Promise<EarlierAnswer> {
  const [[found]] = await scope.read([selectBatch(scope, id, ["preparer"])]);
  if (found === undefined) throw new Problem("not-found");
  const money = { policy: found.policyCode, year: found.year };
  const [[batch], [calculation], [policy], lines, sources, paid, [settings], steps, relaxed, , , , payees] =
    await scope.read([...selectAll(scope, id, found.calculation, money), ...selectHolds(scope, id)]);
  if (batch === undefined || calculation === undefined || policy === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, batch.revision);
  refuseStep(batch, "prepare");
  refuseFrozen(settings?.settings ?? {}, scope.now);
  refuseSeparation(steps, scope.actor.id, "calculate", relaxed);
  refuseChanged(lines, paid);
  const terms = approvalTermsOf(settings?.settings ?? {});
  if (terms === null) throw new Problem("conflict", { detail: "审批级数的设置读不出，请管理员改好再送审批。" });
  const given = reason ?? batch.reason;
  refuseErrors(calculation.errors, given);
  const grants = grantsOf(policy.document);
  const wanted = paymentsOf(scope, soundPolicy(policy.document), grants, lines, payees);
  const { payments, back } = await dueNow(scope, batch, lines, wanted, money);
  const drawn = drawParts(payments, sources);
  const set: Partial<typeof batches.$inferInsert> = {
    ...{ state: "prepared", round: batch.round + 1, levels: approvalLevels(terms, batch.totalFen), reason: given },
    ...{ preparedBy: scope.actor.id, preparedAt: scope.now },
  };
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  const body = { lines: batch.lines, totalFen: batch.totalFen, reason: given };
  const answer = changed(prepared(batchOf(batch), set, scope));
  await commit(scope, { subject, action: "prepare", body, answer }, [
    ...caseParts(id),
    stepOn(scope, "batch", id, "calculate"),
    ...updateBatch(scope, batch, set),
    ...paymentStatements(id, money, payments),
    ...partStatements([...drawn.parts, ...back]),
    stillStands(scope, id, money),
    ...drawn.pools.flatMap(([pool, fen]) =>
      moveMoney(scope, { pool, kind: "reserve", fen, batch: id, because: `批次 ${batch.number} 送审批` }),
    ),
  ]);
  return answer;
}

function selectAll(scope: Scope, id: string, calculation: string, money: MoneyAsked) {
  return [
    selectBatch(scope, id, ["preparer"]),
    selectCalculation(scope, calculation),
    selectBatchPolicy(scope, id),
    selectBatchLines(scope, id),
    selectSources(scope, id),
    selectPaid(scope, money),
    selectSettings(scope),
    selectStepsOn(scope, "batch", id),
    selectRelaxed(scope),
  ] as const;
}

function refuseErrors(errors: number, reason: string | null): void {
  if (errors === 0 || reason !== null) return;
  refuseAny([{ path: "reason", message: `测算有 ${errors} 行出错，写明不带这些行先送审批的理由` }]);
}

function prepared(batch: Batch, set: Partial<typeof batches.$inferInsert>, scope: Scope): Batch {
  return {
    ...{ ...batch, state: "prepared", round: batch.round + 1, levels: set.levels ?? null, reason: set.reason ?? null },
    ...{ preparedBy: scope.actor.name, preparedAt: scope.now, revision: batch.revision + 1 },
  };
}

/** Refuses a step that a batch in its state doesn't take. Refusals: wrong-stage. */
export function refuseStep(batch: Pick<BatchRow, "state">, step: Parameters<typeof afterBatchStep>[1]): void {
  if (afterBatchStep(batch.state, step) !== undefined) return;
  throw new Problem("wrong-stage", { detail: `这一批次${batchStates[batch.state]}，现在不能这样办。` });
}

/** Refuses what moves money on a day that the tenant has frozen. Refusals: frozen. */
export function refuseFrozen(settings: Readonly<Record<string, unknown>>, now: string): void {
  const freeze = freezeOn(settings, dayInChina(now));
  if (freeze === undefined) return;
  throw new Problem("frozen", { detail: `${freeze.from} 至 ${freeze.until} 停办资金：${freeze.reason}` });
}

/** Refuses where what was paid in other years isn't what the calculation took for paid. Refusals: conflict. */
function refuseChanged(
  lines: readonly BatchLineRow[],
  paid: readonly { readonly unit: string; readonly grant: string; readonly fen: number }[],
): void {
  const now = new Map(paid.map(({ unit, grant, fen }) => [`${unit}/${grant}`, Math.max(0, fen)]));
  const changed = lines.filter((line) => line.paidFen !== (now.get(`${line.unit.id}/${line.grant}`) ?? 0));
  if (changed.length > 0) {
    const [first] = changed;
    throw new Problem("conflict", {
      detail: `测算以后，${first?.unit.name}等 ${changed.length} 行已发的数变了，请重新测算再成批次。`,
    });
  }
}
