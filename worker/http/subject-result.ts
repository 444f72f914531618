import * as v from "valibot";
import * as f from "./fields.ts";

const points = f.number(-1e13, 1e13);
const code = f.said(64);
const reason = f.said(2000);

/** One subject's answer of the scoring call (standards.md "Scoring call"). */
export const subjectResult = v.union([
  v.strictObject({ id: f.said(200), applies: v.literal(false) }),
  v.strictObject({ id: f.said(200), applies: v.literal(true), error: v.strictObject({ item: f.said(100), reason }) }),
  v.strictObject({
    id: f.said(200),
    applies: v.literal(true),
    score: points,
    level: v.nullable(code),
    badges: f.listOf(code, 100),
    vetoes: f.listOf(code, 100),
    missing: f.listOf(code, 300),
    sections: f.listOf(
      v.strictObject({
        code,
        points,
        full: points,
        items: f.listOf(v.strictObject({ code, points, full: points, because: reason }), 300),
      }),
      50,
    ),
    because: f.listOf(reason, 1000),
  }),
]);
