import * as v from "valibot";
import {
  assessmentActions,
  assessmentStates,
  cycleKinds,
  cycleStates,
  proofs,
  vetoStates,
} from "../domain/vocabulary.ts";
import { assessedBelt } from "./assessed-belt.ts";
import * as f from "./fields.ts";

const itemCode = v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z][a-z0-9_]*$/));
const points = f.number(-1e13, 1e13);
const day = v.nullable(f.date);
const standing = {
  id: f.id,
  state: f.oneOf(assessmentStates),
  round: f.whole(1, 1_000_000),
  revision: f.revision,
};

/** Where an assessment stands after a step. */
export const assessmentStanding = v.strictObject(standing);

const cycle = { id: f.id, code: f.said(64), title: f.said(100) };
const unit = { id: f.id, code: f.said(64), name: f.said(100), township: v.nullable(f.said(100)) };
const standard = v.strictObject({ code: f.documentCode, version: f.version, title: f.said(200) });

/** An assessment in a list. */
export const listedAssessment = v.strictObject({
  ...standing,
  cycle: v.strictObject(cycle),
  unit: v.strictObject(unit),
  ofBelt: assessedBelt,
  standard,
  enteredAt: v.nullable(f.instant),
  until: day,
  deviations: f.whole(0, 1_000_000),
});

const value = v.nullable(
  v.strictObject({ value: f.json, reason: v.nullable(f.said(500)), points: v.nullable(points) }),
);
const item = v.strictObject({
  code: itemCode,
  title: f.said(200),
  criterion: v.nullable(f.said(4000)),
  score: f.jsonMap,
  proof: f.oneOf(proofs),
  isOptional: v.boolean(),
  isReasonRequired: v.boolean(),
  isAsked: v.boolean(),
  full: points,
  points: v.nullable(points),
  because: v.nullable(f.said(2000)),
  draft: f.json,
  prefilled: v.nullable(v.strictObject({ from: v.picklist(["cycle", "standard"]), title: f.said(200) })),
  claimed: value,
  verified: value,
  accepted: value,
  isDifferent: v.boolean(),
  isDeviating: v.boolean(),
  isToDecide: v.boolean(),
});
const section = v.strictObject({
  code: itemCode,
  title: f.said(200),
  kind: v.picklist(["base", "bonus", "deduction"]),
  department: v.nullable(f.said(64)),
  review: v.nullable(v.strictObject({ at: f.instant, comment: v.nullable(f.said(500)) })),
  items: f.listOf(item, 1000),
});
const stage = v.nullable(v.strictObject({ at: f.instant, by: v.nullable(f.said(100)) }));
const score = v.strictObject({
  of: v.picklist(["draft", "claimed", "verified", "accepted"]),
  isProvisional: v.literal(true),
  needsCohort: v.boolean(),
  score: v.nullable(points),
  level: v.nullable(f.said(64)),
  levelTitle: v.nullable(f.said(200)),
  badges: f.listOf(itemCode, 100),
  missing: f.listOf(itemCode, 1000),
  because: f.listOf(f.said(2000), 1000),
  error: v.nullable(v.strictObject({ item: f.said(100), reason: f.said(2000) })),
  gates: f.listOf(
    v.strictObject({
      code: f.said(64),
      title: f.said(200),
      isHard: v.boolean(),
      isMet: v.boolean(),
      text: f.said(500),
    }),
    100,
  ),
});

const vetoInForce = v.strictObject({
  id: f.id,
  happenedOn: f.date,
  from: f.date,
  until: f.date,
  text: f.said(1000),
  proof: f.said(1000),
  state: f.oneOf(vetoStates),
});

/** One assessment as its form, its reviews and its acceptance show it. */
export const assessment = v.strictObject({
  ...standing,
  enteredAt: v.nullable(f.instant),
  cycle: v.strictObject({
    ...cycle,
    kind: f.oneOf(cycleKinds),
    state: f.oneOf(cycleStates),
    ...{ selfUntil: day, reviewUntil: day, acceptanceUntil: day },
  }),
  unit: v.strictObject({
    ...unit,
    belt: v.nullable(f.id),
    beltPosition: v.nullable(f.whole(1, 1_000_000)),
    demonstration: v.boolean(),
  }),
  ofBelt: assessedBelt,
  standard,
  may: f.listOf(f.oneOf(assessmentActions), 10),
  separated: v.nullable(f.said(200)),
  siteChecks: v.strictObject({ wanted: f.whole(0, 2), done: f.whole(0, 2), isMineDone: v.boolean() }),
  sections: f.listOf(section, 100),
  stages: v.strictObject({ claimed: stage, verified: stage, accepted: stage }),
  decision: v.nullable(v.strictObject({ isAccepted: v.boolean(), reason: v.nullable(f.said(500)) })),
  vetoes: f.listOf(
    v.strictObject({
      ...{ code: itemCode, title: f.said(200), isAutomatic: v.boolean(), isRaised: v.boolean() },
      effect: f.said(300),
      inForce: f.listOf(vetoInForce, 100),
    }),
    100,
  ),
  score,
  deviations: f.whole(0, 1_000_000),
  history: f.listOf(
    v.strictObject({
      action: f.said(64),
      by: f.said(100),
      at: f.instant,
      round: f.whole(1, 1_000_000),
      section: v.nullable(f.said(64)),
      note: v.nullable(f.said(500)),
    }),
    200,
  ),
});

/** What is typed, item by item. */
export const typedAnswers = v.pipe(
  f.listOf(v.strictObject({ item: itemCode, value: f.json, base: f.json }), 200),
  v.minLength(1),
);

/** What became of what was typed. */
export const typedOutcome = v.strictObject({
  items: f.listOf(
    v.strictObject({ item: itemCode, status: v.picklist([200, 409]), value: f.json, yours: f.json }),
    200,
  ),
  updatedAt: f.instant,
});

const reason = v.optional(v.nullable(f.text(500)));
const given = f.listOf(v.strictObject({ item: itemCode, value: f.json, reason }), 1000);
const vetoes = f.listOf(itemCode, 100);

/** Why an assessment goes back. */
export const returned = v.strictObject({ reason: f.text(500) });
/** A township's pass. */
export const reviewed = v.strictObject({ comment: reason });
/** A department's pass of a section, and what it found otherwise than claimed. */
export const sectionReviewed = v.strictObject({
  section: itemCode,
  answers: v.optional(given, []),
  comment: reason,
});
/** What was found on site. */
export const verified = v.strictObject({ answers: v.optional(given, []), vetoes: v.optional(vetoes, []) });
/** What acceptance decides. */
export const accepted = v.strictObject({
  isAccepted: v.boolean(),
  reason,
  answers: v.optional(given, []),
  vetoes: v.optional(v.nullable(vetoes)),
});
/** In what a result was wrong, and why it is corrected. */
export const correction = v.strictObject({
  reason: f.text(500),
  answers: v.optional(given, []),
  vetoes: v.optional(v.nullable(vetoes)),
  isAccepted: v.optional(v.nullable(v.boolean())),
});
