import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { buckets, entryKinds, poolStates } from "../../../worker/domain/vocabulary.ts";
import { isInstant, isOneOf, isText, isWhole, namesOf } from "./rules.ts";
import { units } from "./units.ts";
import { users } from "./users.ts";

/** A pool holds at most 100 万亿元; that keeps every sum within what a number holds. */
const mostFen = 1e16;

/**
 * 资金池: a source and a year, of the tenant (no unit) or of a township or trade that arranges it itself. The buckets
 * are only ever moved by a row of `pool_entries` (trigger): none falls below 0, whoever writes at the same time.
 * `entries` counts the rows. A closed pool takes no more of them, and closes only when nothing is reserved or committed.
 */
export const pools = sqliteTable(
  "pools",
  {
    id: text("id").primaryKey(),
    source: text("source").notNull(),
    year: integer("year").notNull(),
    unitId: text("unit_id").references(() => units.id),
    state: text("state", { enum: namesOf(poolStates) })
      .notNull()
      .default("open"),
    availableFen: integer("available_fen").notNull().default(0),
    reservedFen: integer("reserved_fen").notNull().default(0),
    committedFen: integer("committed_fen").notNull().default(0),
    paidFen: integer("paid_fen").notNull().default(0),
    entries: integer("entries").notNull().default(0),
    createdAt: text("created_at").notNull(),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    index("pools_year").on(t.year, t.source),
    check("pools_id", isText(t.id, 64)),
    check("pools_source", isText(t.source, 100)),
    check("pools_year", isWhole(t.year, 1949, 9999)),
    check("pools_state", isOneOf(t.state, poolStates)),
    check("pools_available_fen", isWhole(t.availableFen, 0, mostFen)),
    check("pools_reserved_fen", isWhole(t.reservedFen, 0, mostFen)),
    check("pools_committed_fen", isWhole(t.committedFen, 0, mostFen)),
    check("pools_paid_fen", isWhole(t.paidFen, 0, mostFen)),
    check("pools_entries", isWhole(t.entries, 0, 1e12)),
    check("pools_closed", sql`"state" = 'open' OR ("reserved_fen" = 0 AND "committed_fen" = 0)`),
    check("pools_created_at", isInstant(t.createdAt)),
    check("pools_revision", isWhole(t.revision, 1, 1e12)),
  ],
);

/**
 * The ledger of a pool, only added to (triggers): `fen` moves from one bucket to the other, null being outside.
 * `seq` counts within the pool without a gap. A `transfer` out writes its other half itself (trigger). What a batch
 * moves names it, and `batch_pools` holds how much of the pool is the batch's. `because` is what the movement is for.
 */
export const poolEntries = sqliteTable(
  "pool_entries",
  {
    poolId: text("pool_id")
      .notNull()
      .references(() => pools.id),
    seq: integer("seq").notNull(),
    kind: text("kind", { enum: namesOf(entryKinds) }).notNull(),
    fen: integer("fen").notNull(),
    fromBucket: text("from_bucket", { enum: namesOf(buckets) }),
    toBucket: text("to_bucket", { enum: namesOf(buckets) }),
    batchId: text("batch_id"),
    otherPoolId: text("other_pool_id").references(() => pools.id),
    because: text("because").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    at: text("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.poolId, t.seq] }),
    index("pool_entries_batch").on(t.batchId, t.poolId),
    check("pool_entries_seq", isWhole(t.seq, 1, 1e12)),
    check("pool_entries_kind", isOneOf(t.kind, entryKinds)),
    check("pool_entries_fen", isWhole(t.fen, 1, mostFen)),
    check(
      "pool_entries_buckets",
      sql`("kind" = 'grant' AND "from_bucket" IS NULL AND "to_bucket" = 'available')
        OR ("kind" = 'reserve' AND "from_bucket" = 'available' AND "to_bucket" = 'reserved')
        OR ("kind" = 'commit' AND "from_bucket" = 'reserved' AND "to_bucket" = 'committed')
        OR ("kind" = 'pay' AND "from_bucket" = 'committed' AND "to_bucket" = 'paid')
        OR ("kind" = 'release' AND "from_bucket" IN ('reserved', 'committed') AND "to_bucket" = 'available')
        OR ("kind" IN ('refund', 'clawback') AND "from_bucket" = 'paid' AND "to_bucket" = 'available')
        OR ("kind" = 'transfer' AND (("from_bucket" = 'available' AND "to_bucket" IS NULL) OR ("from_bucket" IS NULL AND "to_bucket" = 'available')))`,
    ),
    check(
      "pool_entries_other_pool",
      sql`("kind" = 'transfer') = ("other_pool_id" IS NOT NULL) AND "other_pool_id" <> "pool_id"`,
    ),
    check("pool_entries_batch", sql`("kind" IN ('grant', 'transfer')) = ("batch_id" IS NULL)`),
    check("pool_entries_because", isText(t.because, 300)),
    check("pool_entries_at", isInstant(t.at)),
  ],
);

/**
 * How much of a pool a batch holds in each bucket, moved with every entry that names the batch (trigger): a batch can't
 * pay what it didn't commit, though the pool has it. `paid_fen` may fall below 0 where a batch of differences claws
 * back what an earlier batch paid.
 */
export const batchPools = sqliteTable(
  "batch_pools",
  {
    batchId: text("batch_id").notNull(),
    poolId: text("pool_id")
      .notNull()
      .references(() => pools.id),
    reservedFen: integer("reserved_fen").notNull().default(0),
    committedFen: integer("committed_fen").notNull().default(0),
    paidFen: integer("paid_fen").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.poolId] }),
    check("batch_pools_reserved_fen", isWhole(t.reservedFen, 0, mostFen)),
    check("batch_pools_committed_fen", isWhole(t.committedFen, 0, mostFen)),
    check("batch_pools_paid_fen", isWhole(t.paidFen, -mostFen, mostFen)),
  ],
);
