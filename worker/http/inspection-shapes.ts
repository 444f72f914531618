import * as v from "valibot";
import { drawStates, drawWeightings } from "../domain/vocabulary.ts";
import * as f from "./fields.ts";

// What draws look like in answers.

const person = v.strictObject({ id: f.id, name: f.said(100) });
const weight = f.whole(1, 100);
const named = { id: f.id, code: f.said(64), name: v.nullable(f.said(100)) };
const head = {
  id: f.id,
  number: f.whole(1, 1_000_000),
  title: f.said(100),
  wanted: f.whole(1, 200),
  assessors: f.listOf(person, 10),
  commitment: f.sha256,
  state: f.oneOf(drawStates),
  committedAt: f.instant,
  endedAt: v.nullable(f.instant),
};

export const listedDraw = v.strictObject({ ...head, listed: f.whole(1, 10_000) });

export const draw = v.strictObject({
  ...head,
  cycle: v.nullable(f.id),
  weighting: v.strictObject({ by: f.oneOf(drawWeightings), mostWeight: weight }),
  units: f.listOf(v.strictObject({ ...named, weight }), 10_000),
  excluded: f.listOf(v.strictObject({ ...named, liaison: f.said(100) }), 10_001),
  nonce: v.nullable(f.sha256),
  word: v.nullable(f.said(100)),
  witness: v.nullable(f.said(50)),
  result: v.nullable(f.listOf(f.said(64), 200)),
  reason: v.nullable(f.said(500)),
  committedBy: f.said(100),
  endedBy: v.nullable(f.said(100)),
  inspection: v.nullable(f.id),
  revision: f.revision,
});
