import * as v from "valibot";
import * as f from "./fields.ts";

const recipient = f.said(200);
const grant = f.said(64);
const reason = f.said(4000);
const many = 100_000;

const step = v.strictObject({
  rule: f.said(64),
  title: f.said(300),
  fen: f.fen,
  text: reason,
  sum: v.optional(reason),
  clause: v.optional(reason),
});
const line = v.strictObject({
  recipient,
  grant,
  fen: f.fen,
  payers: v.optional(f.mapOf(f.fen, 100)),
  instalments: v.optional(f.listOf(v.strictObject({ code: grant, fen: f.fen, due: v.boolean() }), 100)),
  because: f.listOf(reason, 1000),
  beforeCeilingsFen: v.optional(f.fen),
  changedFen: v.optional(f.fen),
  steps: v.optional(f.listOf(step, 1000)),
});
const ceiling = v.strictObject({
  code: grant,
  key: v.nullable(f.said(2000)),
  ceilingFen: f.totalFen,
  beforeFen: f.totalFen,
  afterFen: f.totalFen,
});
const township = v.strictObject({
  township: v.nullable(f.said(2000)),
  lines: f.whole(0, 10_000_000),
  beforeFen: f.totalFen,
  ceilingFen: v.nullable(f.totalFen),
  changedFen: f.totalFen,
  fen: f.totalFen,
});

/** The answer of the calculation call (subsidies.md "Calculation call"); what is optional comes with `detail`. */
export const calculationAnswer = v.strictObject({
  totalFen: f.totalFen,
  lines: f.listOf(line, 1_000_000),
  ceilings: f.listOf(ceiling, many),
  errors: f.listOf(v.strictObject({ recipient, grant, reason }), 1_000_000),
  digest: f.sha256,
  beforeCeilingsFen: v.optional(f.totalFen),
  changedFen: v.optional(f.totalFen),
  townships: v.optional(f.listOf(township, many)),
  without: v.optional(f.listOf(v.strictObject({ recipient, grant, reason }), 1_000_000)),
});
