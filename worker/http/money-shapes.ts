import * as v from "valibot";
import {
  approvalDecisions,
  batchKinds,
  batchStages,
  batchStates,
  buckets,
  entryKinds,
  poolStates,
} from "../domain/vocabulary.ts";
import * as f from "./fields.ts";

const poolFen = f.whole(0, 9_007_199_254_740_991);

/** A person or unit where something else is told of it. */
export const named = v.strictObject({ id: f.id, name: f.said(200) });

export const pool = v.strictObject({
  id: f.id,
  source: f.said(100),
  year: f.whole(1949, 9999),
  unit: v.nullable(named),
  state: f.oneOf(poolStates),
  availableFen: poolFen,
  reservedFen: poolFen,
  committedFen: poolFen,
  paidFen: poolFen,
  entries: f.whole(0, 1_000_000_000_000),
  revision: f.revision,
});

/** Something with a number of its own where something else is told of it. */
export const numbered = v.strictObject({ id: f.id, number: f.said(32) });

export const poolEntry = v.strictObject({
  seq: f.whole(1, 1_000_000_000_000),
  kind: f.oneOf(entryKinds),
  fen: poolFen,
  from: v.nullable(f.oneOf(buckets)),
  to: v.nullable(f.oneOf(buckets)),
  batch: v.nullable(numbered),
  other: v.nullable(f.said(120)),
  because: f.said(300),
  by: f.said(100),
  at: f.instant,
});

const reason = f.said(4000);
/** One step of a line, as a page shows it. */
export const step = v.strictObject({
  rule: f.said(64),
  title: f.said(300),
  fen: f.fen,
  text: reason,
  sum: v.optional(reason),
  clause: v.optional(reason),
});
export const unitReference = v.strictObject({
  id: f.id,
  code: f.said(200),
  name: f.said(200),
  township: v.nullable(f.said(200)),
});
export const position = f.whole(0, 1_000_000);

export const calculation = v.strictObject({
  id: f.id,
  title: f.said(200),
  policyCode: f.documentCode,
  policyVersion: f.version,
  cycleId: f.id,
  cycleTitle: f.said(100),
  standardCode: f.documentCode,
  year: f.whole(1949, 9999),
  digest: f.sha256,
  recipients: f.whole(0, 20_000),
  lines: position,
  errors: position,
  totalFen: f.totalFen,
  createdBy: f.said(100),
  createdAt: f.instant,
  revision: f.revision,
});

const explained = {
  position,
  unit: unitReference,
  grant: f.said(64),
  fen: f.fen,
  payers: v.optional(f.mapOf(f.fen, 100)),
  instalments: v.optional(f.listOf(v.strictObject({ code: f.said(64), fen: f.fen, due: v.boolean() }), 100)),
  because: f.listOf(reason, 1000),
  beforeCeilingsFen: v.optional(f.fen),
  changedFen: v.optional(f.fen),
  steps: v.optional(f.listOf(step, 1000)),
};
export const calculationLine = v.strictObject(explained);
export const batchLine = v.strictObject({ ...explained, lineFen: f.fen });

export const verified = v.strictObject({
  isSame: v.boolean(),
  digest: f.sha256,
  digestAgain: f.sha256,
  totalFen: f.totalFen,
  totalFenAgain: f.totalFen,
  differing: f.listOf(position, 100),
});

const batchShape = {
  id: f.id,
  number: f.said(32),
  title: f.said(200),
  kind: f.oneOf(batchKinds),
  calculation: f.id,
  policy: v.strictObject({ code: f.documentCode, version: f.version, title: f.said(200) }),
  year: f.whole(1949, 9999),
  state: f.oneOf(batchStates),
  round: f.whole(0, 1000),
  levels: v.nullable(f.whole(1, 2)),
  totalFen: f.totalFen,
  lines: position,
  reason: v.nullable(f.said(500)),
  splitFrom: v.nullable(f.id),
  createdBy: f.said(100),
  createdAt: f.instant,
  preparedBy: v.nullable(f.said(100)),
  preparedAt: v.nullable(f.instant),
  approvedAt: v.nullable(f.instant),
  revision: f.revision,
};
export const batch = v.strictObject(batchShape);
const approval = v.strictObject({
  round: f.whole(1, 1000),
  level: f.whole(1, 2),
  decision: f.oneOf(approvalDecisions),
  comment: v.nullable(f.said(500)),
  by: f.said(100),
  onBehalfOf: v.nullable(f.said(100)),
  at: f.instant,
});
const source = v.strictObject({
  payer: f.said(64),
  pool: f.id,
  title: f.said(120),
  upToFen: v.nullable(poolFen),
  availableFen: poolFen,
});
const batchPool = v.strictObject({
  ...{ pool: f.id, title: f.said(120), takesFen: poolFen, backFen: poolFen, availableFen: poolFen },
  ...{ beforeFen: f.totalFen, afterFen: f.totalFen },
});
export const wholeBatch = v.strictObject({
  ...batchShape,
  sources: f.listOf(source, 100),
  pools: f.listOf(batchPool, 100),
  approvals: f.listOf(approval, 5000),
});
export const askedSources = f.listOf(
  v.strictObject({
    payer: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    pool: f.id,
    upToFen: v.optional(v.nullable(f.whole(0, 10_000_000_000_000_000))),
  }),
  100,
);
/** One thing that was done with a batch. */
export const stage = v.strictObject({
  ...{ seq: f.whole(1, 1_000_000_000_000), stage: f.oneOf(batchStages), by: f.said(100) },
  ...{
    onBehalfOf: v.nullable(f.said(100)),
    at: f.instant,
    comment: v.nullable(f.said(500)),
    text: v.nullable(f.said(200)),
  },
});
const hold = v.strictObject({
  kind: v.picklist(["veto", "finding", "objection", "payee", "result"]),
  because: f.said(2000),
});
export const heldLines = v.strictObject({
  count: position,
  items: f.listOf(
    v.strictObject({ position, unit: unitReference, grant: f.said(64), fen: f.fen, holds: f.listOf(hold, 1000) }),
    1000,
  ),
});

/** What changed since the calculation before, line by line. */
export const comparison = v.strictObject({
  before: v.nullable(v.strictObject({ id: f.id, createdAt: f.instant, totalFen: f.totalFen })),
  totalFen: f.totalFen,
  count: f.whole(0, 2_000_000),
  items: f.listOf(
    v.strictObject({
      unit: unitReference,
      grant: f.said(64),
      beforeFen: v.nullable(f.fen),
      afterFen: v.nullable(f.fen),
      differenceFen: f.fen,
    }),
    1000,
  ),
});
