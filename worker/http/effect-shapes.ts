import * as v from "valibot";
import { draft } from "./document-shapes.ts";
import * as f from "./fields.ts";

const unit = { unit: f.id, code: f.said(64), name: f.said(100), township: v.nullable(f.said(100)) };
const score = v.nullable(f.number(0, 100_000_000_000));
const level = v.nullable(f.said(64));
const counts = v.strictObject({
  version: f.version,
  levels: f.listOf(v.strictObject({ level, title: f.said(200), count: f.whole(0, 1_000_000) }), 21),
});
const many = 20_001;

/** How a version of a standard would have scored a cycle, beside the one that did. */
export const standardEffect = v.strictObject({
  cycle: v.strictObject({ id: f.id, code: f.said(64), title: f.said(100) }),
  subjects: f.whole(0, many),
  before: counts,
  after: counts,
  changes: f.listOf(
    v.strictObject({ ...unit, scoreBefore: score, scoreAfter: score, levelBefore: level, levelAfter: level }),
    many,
  ),
  failed: f.listOf(v.strictObject({ ...unit, reason: f.said(2000) }), many),
});

const money = { beforeFen: f.totalFen, afterFen: f.totalFen, differenceFen: f.totalFen };
const moved = v.strictObject({ units: f.whole(0, many), fen: f.totalFen });

/** What a version of a policy would pay, beside the latest other published one. */
export const policyEffect = v.strictObject({
  cycle: v.strictObject({ id: f.id, code: f.said(64), title: f.said(100) }),
  version: f.version,
  beforeVersion: v.nullable(f.version),
  totalBeforeFen: f.totalFen,
  totalAfterFen: f.totalFen,
  totalDifferenceFen: f.totalFen,
  gains: moved,
  losses: moved,
  townships: f.listOf(v.strictObject({ township: v.nullable(f.said(100)), ...money }), many),
  grants: f.listOf(v.strictObject({ grant: f.said(64), title: f.said(200), ...money }), 100),
  changes: f.listOf(v.strictObject({ ...unit, ...money }), many),
  failed: f.listOf(v.strictObject({ ...unit, grant: f.said(64), reason: f.said(4000) }), 1_000_050),
});

/** A tried policy beside the version that holds. */
export const policyTrial = v.strictObject({
  cycle: v.strictObject({ id: f.id, code: f.said(64), title: f.said(100) }),
  beforeVersion: f.version,
  totalBeforeFen: f.totalFen,
  totalAfterFen: f.totalFen,
  gains: moved,
  losses: moved,
  townships: f.listOf(v.strictObject({ township: v.nullable(f.said(100)), ...money }), many),
  kinds: f.listOf(v.strictObject({ kind: f.said(64), field: v.nullable(f.said(64)), ...money }), 100),
  changes: f.listOf(v.strictObject({ ...unit, ...money }), many),
  oneMore: v.nullable(v.strictObject({ ...unit, level: f.said(64), totalFen: f.totalFen, differenceFen: f.totalFen })),
  places: f.listOf(v.strictObject({ path: f.said(500), title: f.said(500), fen: f.fen }), 10_000),
});

/** The amount that just fits a pool, and the policy with it. */
export const policySolution = v.strictObject({
  fen: f.whole(0, 10_000_000_000_000_000),
  totalFen: f.totalFen,
  nextTotalFen: v.nullable(f.totalFen),
  stepFen: f.whole(1, 10_000_000_000_000),
  document: draft,
});
