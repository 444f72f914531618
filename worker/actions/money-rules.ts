import { Problem } from "../domain/problem.ts";

/**
 * What the CHECKs and triggers on money say (db/tenant/migrations/0018), for whom the reading before came too early: the
 * bucket that would fall below 0, the key that somebody else has, the account that changed meanwhile.
 */
const rules: readonly (readonly [string, () => Problem])[] = [
  ["pools_available_fen", () => new Problem("pool-short")],
  [
    "pools_closed",
    () => new Problem("conflict", { detail: "这个资金池里还有已占用或已批准的钱，付清或作废后再关账。" }),
  ],
  ["UNIQUE constraint failed: pools", () => new Problem("code-taken", { detail: "已有同一来源、同一年的资金池。" })],
  ["index 'pools_once'", () => new Problem("code-taken", { detail: "已有同一来源、同一年的资金池。" })],
  ["ledger: the pool is closed", () => new Problem("pool-closed")],
  ["UNIQUE constraint failed: payments", () => new Problem("paid-already")],
  ["UNIQUE constraint failed: batch_lines", () => new Problem("paid-already")],
  ["batch: money has moved", () => new Problem("conflict", { detail: "这一批次已经开了付款清单或付了款，不能作废。" })],
  [
    "payment: the account",
    () => new Problem("conflict", { detail: "有的收款账户没有登记，或在审批以后改过，请先核对。" }),
  ],
  ["batch: ", () => new Problem("conflict", { detail: "这一批次刚刚变了，请重新打开再办。" })],
  ["payment: ", () => new Problem("conflict", { detail: "这笔发放刚刚变了，请重新打开再办。" })],
];

/** The refusal for a rule on money that a write broke; undefined where it was none of them. */
export function moneyRefusalOf(message: string): Problem | undefined {
  return rules.find(([rule]) => message.includes(rule))?.[1]();
}
