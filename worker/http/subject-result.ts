import * as v from "valibot";
import * as f from "./fields.ts";

// What a standard says of one subject (standards.md "Scoring call"), wherever it is answered.

const points = f.number(-100_000_000_000, 100_000_000_000);
const codes = f.listOf(f.said(100), 10_000);

const item = v.strictObject({ code: f.said(100), points, full: points, because: f.said(5000) });

const section = v.strictObject({ code: f.said(100), points, full: points, items: f.listOf(item, 10_000) });

/** A subject that a standard doesn't apply to, one that failed, or one with its score and why. */
export const subjectResult = v.union([
  v.strictObject({ id: f.said(200), applies: v.literal(false) }),
  v.strictObject({
    id: f.said(200),
    applies: v.literal(true),
    error: v.strictObject({ item: f.said(200), reason: f.said(5000) }),
  }),
  v.strictObject({
    id: f.said(200),
    applies: v.literal(true),
    score: points,
    level: v.nullable(f.said(200)),
    badges: codes,
    vetoes: codes,
    missing: codes,
    sections: f.listOf(section, 1000),
    because: f.listOf(f.said(5000), 10_000),
  }),
]);
