import { type SQL, sql } from "drizzle-orm";
import type { Statement } from "../../commit.ts";
import { rawStatement } from "../../raw-statement.ts";

/** Payments go to the account that is their payee's now, at its revision; a post's only to the same holder. */
export function payToCurrent(which: SQL): Statement {
  return rawStatement(sql`UPDATE "payments" SET ("payee_id", "payee_revision") = (
      SELECT "payees"."id", "payees"."revision" FROM "payees" JOIN "units" ON "units"."id" = "payments"."unit_id"
      WHERE "payees"."ended_at" IS NULL AND "payees"."kind" = "payments"."payee_kind" AND "payees"."holder" = "payments"."holder"
        AND "payees"."unit_id" = CASE "payments"."payee_kind" WHEN 'township' THEN coalesce("units"."township_id", "units"."trade_id") ELSE "units"."id" END
    ), "revision" = "revision" + 1
    WHERE ${which}`);
}
