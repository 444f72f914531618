import { type SQL, sql } from "drizzle-orm";

/** One invariant: how many rows break it, counted afresh; 0 when all is well. */
export interface Check {
  readonly code: string;
  readonly title: string;
  readonly broken: SQL<number>;
}

const count = (query: SQL): SQL<number> => sql<number>`(SELECT count(*) FROM (${query}))`;
const sumOf = (bucket: string): SQL =>
  sql.raw(
    `(SELECT coalesce(sum("e"."fen" * (("e"."to_bucket" IS '${bucket}') - ("e"."from_bucket" IS '${bucket}'))), 0) FROM "pool_entries" AS "e" WHERE "e"."pool_id" = "p"."id")`,
  );

/** Parts of payments in states, out of a pool: all of them, or only what goes out. */
const parts = (states: string, batchStates: string, onlyOut: boolean): SQL =>
  sql.raw(
    `(SELECT coalesce(sum("t"."fen"), 0) FROM "payment_parts" AS "t" JOIN "payments" AS "y" ON "y"."id" = "t"."payment_id" JOIN "batches" AS "b" ON "b"."id" = "y"."batch_id"
      WHERE "t"."pool_id" = "p"."id" AND "y"."state" IN (${states}) AND "b"."state" IN (${batchStates})${onlyOut ? ` AND "t"."fen" > 0` : ""})`,
  );

/**
 * The invariants of the money and the trail (issue 账实核对), each by SQL of its own that shares nothing with what moves
 * the money: the buckets against the ledger, the ledger against the payments, the payments against the lines, who did
 * what, and the trail without a gap.
 */
export const checks: readonly Check[] = [
  {
    code: "ledger-balances",
    title: "资金池四处之数 = 流水之和",
    broken:
      count(sql`SELECT 1 FROM "pools" AS "p" WHERE "available_fen" <> ${sumOf("available")} OR "reserved_fen" <> ${sumOf("reserved")}
      OR "committed_fen" <> ${sumOf("committed")} OR "paid_fen" <> ${sumOf("paid")}`),
  },
  {
    code: "ledger-sequence",
    title: "流水没有缺号",
    broken:
      count(sql`SELECT 1 FROM "pools" AS "p" WHERE "entries" <> (SELECT count(*) FROM "pool_entries" WHERE "pool_id" = "p"."id")
      OR "entries" <> (SELECT coalesce(max("seq"), 0) FROM "pool_entries" WHERE "pool_id" = "p"."id")`),
  },
  {
    code: "transfers",
    title: "调拨两边相等",
    broken: count(sql`SELECT "pool_id", "other_pool_id" FROM (
        SELECT "pool_id" AS "pool_id", "other_pool_id" AS "other_pool_id", "fen" AS "fen" FROM "pool_entries" WHERE "kind" = 'transfer' AND "from_bucket" = 'available'
        UNION ALL SELECT "other_pool_id", "pool_id", -"fen" FROM "pool_entries" WHERE "kind" = 'transfer' AND "to_bucket" = 'available'
      ) GROUP BY "pool_id", "other_pool_id" HAVING sum("fen") <> 0`),
  },
  {
    code: "within-pool",
    title: "占用、批准、付出不超过拨入",
    broken:
      count(sql`SELECT 1 FROM "pools" AS "p" WHERE "available_fen" < 0 OR "reserved_fen" + "committed_fen" + "paid_fen" + "available_fen" <> (
      SELECT coalesce(sum(CASE WHEN "from_bucket" IS NULL THEN "fen" WHEN "to_bucket" IS NULL THEN -"fen" ELSE 0 END), 0) FROM "pool_entries" WHERE "pool_id" = "p"."id")`),
  },
  {
    code: "reserved",
    title: "已占用 = 待批批次要付的",
    broken: count(sql`SELECT 1 FROM "pools" AS "p" WHERE "reserved_fen" <> ${parts("'waiting'", "'prepared'", true)}`),
  },
  {
    code: "committed",
    title: "已批准 = 批了还没付的",
    broken: count(
      sql`SELECT 1 FROM "pools" AS "p" WHERE "committed_fen" <> ${parts("'waiting', 'ordered'", "'approved', 'paid'", true)}`,
    ),
  },
  {
    code: "paid",
    title: "已付出 = 付了的各笔",
    broken: count(
      sql`SELECT 1 FROM "pools" AS "p" WHERE "paid_fen" <> ${parts("'paid'", "'approved', 'paid'", false)}`,
    ),
  },
  {
    code: "batch-pools",
    title: "批次在各资金池的数 = 它的流水",
    broken:
      count(sql`SELECT 1 FROM "batch_pools" AS "g" WHERE "reserved_fen" <> (SELECT coalesce(sum("fen" * (("to_bucket" IS 'reserved') - ("from_bucket" IS 'reserved'))), 0) FROM "pool_entries" WHERE "batch_id" = "g"."batch_id" AND "pool_id" = "g"."pool_id")
      OR "committed_fen" <> (SELECT coalesce(sum("fen" * (("to_bucket" IS 'committed') - ("from_bucket" IS 'committed'))), 0) FROM "pool_entries" WHERE "batch_id" = "g"."batch_id" AND "pool_id" = "g"."pool_id")
      OR "paid_fen" <> (SELECT coalesce(sum("fen" * (("to_bucket" IS 'paid') - ("from_bucket" IS 'paid'))), 0) FROM "pool_entries" WHERE "batch_id" = "g"."batch_id" AND "pool_id" = "g"."pool_id")`),
  },
  {
    code: "one-payment",
    title: "同一对象、补助、年度、期次只有一笔有效",
    broken: count(sql`SELECT 1 FROM "payments" WHERE "state" <> 'void'
      GROUP BY "unit_id", "payee_kind", "holder", "policy_code", "grant", "year", "instalment", "correction" HAVING count(*) > 1`),
  },
  {
    code: "payment-parts",
    title: "每笔 = 各分担方之和",
    broken: count(
      sql`SELECT 1 FROM "payments" WHERE "fen" <> (SELECT coalesce(sum("fen"), 0) FROM "payment_parts" WHERE "payment_id" = "payments"."id")`,
    ),
  },
  {
    code: "line-payments",
    title: "每行 = 各笔之和",
    broken: count(sql`SELECT 1 FROM "batch_lines" AS "l" JOIN "batches" AS "b" ON "b"."id" = "l"."batch_id"
      WHERE "l"."is_live" = 1 AND "b"."state" IN ('prepared', 'approved', 'paid') AND "l"."fen" <> (
        SELECT coalesce(sum("fen"), 0) FROM "payments" WHERE "batch_id" = "l"."batch_id" AND "position" = "l"."position" AND ("state" <> 'void' OR "payee_revision" IS NOT NULL))`),
  },
  {
    code: "line-calculation",
    title: "首次发放的行 = 测算的行",
    broken:
      count(sql`SELECT 1 FROM "batch_lines" AS "l" JOIN "batches" AS "b" ON "b"."id" = "l"."batch_id" AND "b"."kind" = 'original'
      JOIN "calculation_lines" AS "c" ON "c"."calculation_id" = "l"."calculation_id" AND "c"."position" = "l"."position" WHERE "c"."fen" <> "l"."fen"`),
  },
  {
    code: "batch-lines",
    title: "批次 = 各行之和",
    broken:
      count(sql`SELECT 1 FROM "batches" AS "b" WHERE "state" <> 'void' AND ("total_fen" <> (SELECT coalesce(sum("fen"), 0) FROM "batch_lines" WHERE "batch_id" = "b"."id" AND "is_live" = 1)
      OR "lines" <> (SELECT count(*) FROM "batch_lines" WHERE "batch_id" = "b"."id" AND "is_live" = 1))`),
  },
  {
    code: "calculation-lines",
    title: "测算 = 各行之和",
    broken:
      count(sql`SELECT 1 FROM "calculations" AS "c" WHERE "total_fen" <> (SELECT coalesce(sum("fen"), 0) FROM "calculation_lines" WHERE "calculation_id" = "c"."id")
      OR "lines" <> (SELECT count(*) FROM "calculation_lines" WHERE "calculation_id" = "c"."id")`),
  },
  {
    code: "different-people",
    title: "不能一人办的两步没有一人办",
    broken:
      count(sql`SELECT 1 FROM "case_steps" AS "x" JOIN "case_steps" AS "y" ON "x"."case_id" = "y"."case_id" AND "x"."user_id" = "y"."user_id" AND "x"."step" < "y"."step"
      WHERE "x"."case_kind" = 'batch' AND NOT ("x"."step" IN ('first-review', 'site-check', 'calculate') AND "y"."step" IN ('first-review', 'site-check', 'calculate'))
      AND NOT EXISTS (SELECT 1 FROM "relaxations" AS "r" WHERE ("r"."first_step" = "x"."step" AND "r"."second_step" = "y"."step") OR ("r"."first_step" = "y"."step" AND "r"."second_step" = "x"."step"))`),
  },
  {
    code: "approvals",
    title: "批准的级数够，由不同的人批",
    broken: count(sql`SELECT 1 FROM "batches" AS "b" WHERE "state" IN ('approved', 'paid') AND "levels" <> (
      SELECT count(DISTINCT "level") FROM "approvals" WHERE "batch_id" = "b"."id" AND "round" = "b"."round" AND "decision" = 'approve')`),
  },
  {
    code: "paid-with-answer",
    title: "付了的都有回单",
    broken:
      count(sql`SELECT 1 FROM "payments" WHERE "state" = 'paid' AND NOT EXISTS (SELECT 1 FROM "payment_steps" WHERE "payment_id" = "payments"."id" AND "outcome" = 'paid')
      UNION ALL SELECT 1 FROM "payments" WHERE "state" = 'ordered' AND "remittance_id" IS NULL
      UNION ALL SELECT 1 FROM "payments" JOIN "remittances" ON "remittances"."id" = "payments"."remittance_id" WHERE "payments"."state" = 'ordered' AND "remittances"."state" = 'settled'`),
  },
  {
    code: "batch-events",
    title: "批次的每次变动都有留痕",
    broken: count(
      sql`SELECT 1 FROM "batches" AS "b" WHERE "revision" <> (SELECT count(*) FROM "events" WHERE "subject_kind" = 'batch' AND "subject_id" = "b"."id")`,
    ),
  },
  {
    code: "results",
    title: "测算依据的结果都还在",
    broken: count(sql`SELECT 1 FROM "calculation_lines" AS "l" WHERE "result_id" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "results" WHERE "id" = "l"."result_id" AND "revision" = "l"."result_revision")
      AND NOT EXISTS (SELECT 1 FROM "result_versions" WHERE "result_id" = "l"."result_id" AND "revision" = "l"."result_revision")`),
  },
  {
    code: "event-sequence",
    title: "留痕没有缺号",
    broken: sql<number>`(SELECT coalesce(max("seq"), 0) - count(*) FROM "events")`,
  },
];
