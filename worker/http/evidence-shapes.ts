import * as v from "valibot";
import { evidenceLimits } from "../domain/evidence.ts";
import { assessmentStates, evidenceLikenesses, evidenceTypes } from "../domain/vocabulary.ts";
import * as f from "./fields.ts";

/** For which item of which assessment. */
export const purpose = v.strictObject({ assessment: f.id, item: f.text(64) });

const side = v.nullable(f.whole(1, evidenceLimits.pixels));

export const evidenceShape = v.strictObject({
  id: f.id,
  unit: f.id,
  unitName: f.said(100),
  name: f.said(200),
  note: v.nullable(f.said(500)),
  type: f.oneOf(evidenceTypes),
  bytes: f.whole(1, evidenceLimits.bytes + 64),
  width: side,
  height: side,
  sha256: f.sha256,
  uploadedBy: f.said(100),
  at: f.instant,
  validUntil: v.nullable(f.date),
  replaces: v.nullable(f.id),
  replacedBy: v.nullable(f.id),
  isCompared: v.boolean(),
  uses: f.listOf(
    v.strictObject({
      assessment: f.id,
      item: f.said(64),
      cycleTitle: f.said(100),
      state: f.oneOf(assessmentStates),
    }),
    100_000,
  ),
  likenesses: f.listOf(
    v.strictObject({
      kind: f.oneOf(evidenceLikenesses),
      isOwn: v.boolean(),
      evidence: v.nullable(f.id),
      unitName: v.nullable(f.said(100)),
      name: v.nullable(f.said(200)),
    }),
    10_000,
  ),
  revision: f.revision,
});

/** What is said of a file as it comes; the file itself is the body. */
export const upload = v.strictObject({
  unit: f.id,
  name: f.text(200),
  note: v.optional(f.text(500)),
  validUntil: v.optional(f.date),
  replaces: v.optional(f.id),
  assessment: v.optional(f.id),
  item: v.optional(f.text(64)),
});

export const evidenceFilter = v.strictObject({
  unit: v.optional(f.id),
  assessment: v.optional(f.id),
  item: v.optional(f.text(64)),
  limit: f.limit,
  cursor: f.cursor,
});

export const evidenceChange = v.strictObject({
  name: v.optional(f.text(200)),
  note: v.optional(v.nullable(f.text(500))),
  validUntil: v.optional(v.nullable(f.date)),
});

export const evidenceLinks = v.strictObject({
  links: f.listOf(v.strictObject({ evidence: f.id, url: f.said(1000), expiresAt: f.instant }), 50),
});
