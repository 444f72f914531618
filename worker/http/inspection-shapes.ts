import * as v from "valibot";
import { findingSteps } from "../domain/finding.ts";
import {
  assessmentStates,
  drawStates,
  drawWeightings,
  findingStates,
  vetoStates,
  visitStates,
} from "../domain/vocabulary.ts";
import { assessedBelt } from "./assessed-belt.ts";
import * as f from "./fields.ts";

// What draws, inspections, findings and vetoes look like in answers.

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

const unit = v.strictObject({ id: f.id, code: f.said(64), name: f.said(100), township: v.nullable(f.said(100)) });
const count = f.whole(0, 1_000_000);

export const inspection = v.strictObject({
  id: f.id,
  title: f.said(100),
  cycle: v.nullable(f.id),
  draw: v.nullable(f.id),
  plannedOn: f.date,
  isBlind: v.boolean(),
  visits: count,
  done: count,
  cancelled: count,
  createdBy: f.said(100),
  createdAt: f.instant,
});

const visitEntries = {
  id: f.id,
  inspection: v.strictObject({ id: f.id, title: f.said(100), isBlind: v.boolean() }),
  cycle: v.nullable(f.id),
  plannedOn: f.date,
  unit,
  assessor: person,
  state: f.oneOf(visitStates),
  visitedOn: v.nullable(f.date),
  report: v.nullable(f.said(2000)),
  isHidden: v.boolean(),
  findings: count,
  isMine: v.boolean(),
  revision: f.revision,
};
export const visit = v.strictObject(visitEntries);
export const wholeVisit = v.strictObject({
  ...visitEntries,
  assessments: f.listOf(
    v.strictObject({ id: f.id, title: f.said(200), ofBelt: assessedBelt, state: f.oneOf(assessmentStates) }),
    20,
  ),
});

const findingEntries = {
  id: f.id,
  unit,
  cycle: v.nullable(f.id),
  visit: v.nullable(f.id),
  text: f.said(1000),
  responsible: f.said(50),
  dueOn: f.date,
  holdsMoney: v.boolean(),
  state: f.oneOf(findingStates),
  isOverdue: v.boolean(),
  raisedBy: f.said(100),
  raisedAt: f.instant,
  reason: v.nullable(f.said(500)),
  endedAt: v.nullable(f.instant),
  handedIn: f.whole(0, 10_000),
  revision: f.revision,
};
const handedIn = {
  id: f.id,
  number: f.whole(1, 10_000),
  text: f.said(2000),
  handedInBy: f.said(100),
  handedInAt: f.instant,
  isPassed: v.nullable(v.boolean()),
  reason: v.nullable(f.said(500)),
  decidedBy: v.nullable(f.said(100)),
  decidedAt: v.nullable(f.instant),
};
export const finding = v.strictObject(findingEntries);
export const wholeFinding = v.strictObject({
  ...findingEntries,
  rectifications: f.listOf(v.strictObject(handedIn), 10_000),
  may: f.listOf(v.picklist(findingSteps), findingSteps.length),
});
export const rectification = v.strictObject({
  ...handedIn,
  finding: v.strictObject({ id: f.id, text: f.said(1000), dueOn: f.date }),
  unit,
  revision: f.revision,
});

export const veto = v.strictObject({
  id: f.id,
  unit,
  standard: f.documentCode,
  veto: f.said(64),
  title: f.said(200),
  happenedOn: f.date,
  from: f.date,
  until: f.date,
  text: f.said(1000),
  proof: f.said(1000),
  decidedBy: f.said(100),
  decidedAt: f.instant,
  state: f.oneOf(vetoStates),
  isInForce: v.boolean(),
  appeal: v.nullable(f.said(2000)),
  appealedBy: v.nullable(f.said(100)),
  appealedAt: v.nullable(f.instant),
  answer: v.nullable(f.said(1000)),
  answeredBy: v.nullable(f.said(100)),
  answeredAt: v.nullable(f.instant),
  may: f.listOf(v.picklist(["appeal", "decide"]), 2),
  revision: f.revision,
});
