import { sql } from "drizzle-orm";
import type { EntryKind } from "../../../domain/vocabulary.ts";
import { exactlyOne, type Statement } from "../../commit.ts";
import { rawStatement } from "../../raw-statement.ts";
import type { Scope } from "../../scope.ts";

/** Where each kind moves money (subsidies.md "The pool and the batch"); null is outside. */
const moves = {
  grant: [null, "available"],
  reserve: ["available", "reserved"],
  commit: ["reserved", "committed"],
  pay: ["committed", "paid"],
  "release-reserved": ["reserved", "available"],
  "release-committed": ["committed", "available"],
  refund: ["paid", "available"],
  clawback: ["paid", "available"],
  transfer: ["available", null],
} as const;

/** One movement in a pool, of more than 0 fen. */
export interface Movement {
  readonly pool: string;
  readonly kind: keyof typeof moves;
  readonly fen: number;
  readonly batch?: string;
  readonly otherPool?: string;
  readonly because: string;
}

/**
 * The next entry of a pool's ledger, for the batch of the change that moves the money. The trigger moves the buckets,
 * and the whole batch is refused where one would fall below 0 or the pool is closed.
 */
export function moveMoney(
  scope: Scope,
  { pool, kind, fen, batch, otherPool, because }: Movement,
): readonly Statement[] {
  const [from, to] = moves[kind];
  const entry: EntryKind = kind === "release-reserved" || kind === "release-committed" ? "release" : kind;
  return exactlyOne(
    scope,
    rawStatement(sql`INSERT INTO "pool_entries" ("pool_id", "seq", "kind", "fen", "from_bucket", "to_bucket", "batch_id", "other_pool_id", "because", "user_id", "at")
      SELECT "id", "entries" + 1, ${entry}, CAST(${fen} AS INTEGER), ${from}, ${to}, ${batch ?? null}, ${otherPool ?? null}, ${because}, ${scope.actor.id}, ${scope.now}
      FROM "pools" WHERE "id" = ${pool}`),
  );
}

/** What a batch still holds of its pools, moved on whole: approved, or released. One statement however many pools. */
export function moveAllOf(
  scope: Scope,
  batch: string,
  kind: "commit" | "release-reserved" | "release-committed",
  because: string,
): Statement {
  const [from, to] = moves[kind];
  const held = sql.raw(from === "reserved" ? `"reserved_fen"` : `"committed_fen"`);
  return rawStatement(sql`INSERT INTO "pool_entries" ("pool_id", "seq", "kind", "fen", "from_bucket", "to_bucket", "batch_id", "other_pool_id", "because", "user_id", "at")
    SELECT "pools"."id", "pools"."entries" + 1, ${kind === "commit" ? "commit" : "release"}, "batch_pools".${held}, ${from}, ${to}, ${batch}, NULL, ${because}, ${scope.actor.id}, ${scope.now}
    FROM "batch_pools" JOIN "pools" ON "pools"."id" = "batch_pools"."pool_id"
    WHERE "batch_pools"."batch_id" = ${batch} AND "batch_pools".${held} > 0`);
}
