import { sql } from "drizzle-orm";
import { guards } from "../../../../db/tenant/schema/index.ts";
import type { Statement } from "../../commit.ts";
import type { Scope } from "../../scope.ts";
import type { MoneyAsked } from "../ledger.ts";

/**
 * A guard in the batch of the change itself: what was paid in other years is what the calculation took for paid, and no
 * result was corrected since. It holds where somebody else writes between our reading and our writing.
 */
export function stillStands(scope: Scope, batch: string, { policy, year }: MoneyAsked): Statement {
  const paid = sql`max(0, coalesce((SELECT sum("payments"."fen") FROM "payments" JOIN "batches" ON "batches"."id" = "payments"."batch_id"
    WHERE "payments"."unit_id" = "line"."unit_id" AND "payments"."grant" = "line"."grant" AND "payments"."policy_code" = ${policy} AND "payments"."year" <> ${year}
      AND "payments"."state" IN ('waiting', 'ordered', 'paid') AND "batches"."state" IN ('approved', 'paid')), 0))`;
  const revision = sql`(SELECT "revision" FROM "results" WHERE "results"."id" = "line"."result_id")`;
  return scope.db.insert(guards).values({
    ok: sql`NOT EXISTS (SELECT 1 FROM "batch_lines" JOIN "calculation_lines" AS "line"
      ON "line"."calculation_id" = "batch_lines"."calculation_id" AND "line"."position" = "batch_lines"."position"
      WHERE "batch_lines"."batch_id" = ${batch} AND "batch_lines"."is_live" = 1 AND ("line"."paid_fen" <> ${paid} OR "line"."result_revision" IS NOT ${revision}))`,
  });
}
