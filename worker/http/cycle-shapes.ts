import * as v from "valibot";
import { assessmentStates, cycleKinds, cycleStates, jobStates } from "../domain/vocabulary.ts";
import * as f from "./fields.ts";

const until = v.nullable(f.date);
const standardCodes = v.pipe(f.listOf(f.documentCode, 20), v.minLength(1));
const participants = v.strictObject({
  belts: v.optional(f.listOf(f.id, 1000)),
  townships: v.optional(f.listOf(f.id, 1000)),
  demonstrationsOnly: v.optional(v.boolean()),
  declaredOnly: v.optional(v.boolean()),
});
const siteChecks = f.whole(0, 2);

/** A cycle as it is answered. */
export const cycle = v.strictObject({
  id: f.id,
  code: f.said(64),
  title: f.said(100),
  kind: f.oneOf(cycleKinds),
  year: f.whole(1949, 9999),
  opensOn: f.date,
  selfUntil: until,
  reviewUntil: until,
  acceptanceUntil: until,
  closedOn: until,
  state: f.oneOf(cycleStates),
  openedAt: v.nullable(f.instant),
  terms: v.strictObject({ standards: f.listOf(f.documentCode, 100), participants, siteChecks }),
  standards: f.listOf(v.strictObject({ code: f.documentCode, version: f.version }), 100),
  results: f.whole(0, 1_000_000),
  revision: f.revision,
});

const changeable = {
  title: f.text(100),
  opensOn: f.date,
  selfUntil: until,
  reviewUntil: until,
  acceptanceUntil: until,
  standards: standardCodes,
  participants,
  siteChecks,
};
const { title, opensOn, standards, ...optional } = changeable;

/** A cycle that is planned. */
export const newCycle = v.strictObject({
  ...v.partial(v.object(optional)).entries,
  code: v.pipe(
    v.string(),
    v.maxLength(64),
    v.regex(/^[a-z0-9][a-z0-9_-]*$/, "应为小写字母、数字、横线或下划线，以字母或数字开头"),
  ),
  kind: f.oneOf(cycleKinds),
  year: f.whole(1949, 9999),
  ...{ title, opensOn, standards },
});

/** What may be changed of a cycle. */
export const cycleChange = v.strictObject(v.partial(v.object(changeable)).entries);

const count = f.whole(0, 1_000_000);
const states = v.strictObject(
  Object.fromEntries(Object.keys(assessmentStates).map((state) => [state, count])) as Record<
    keyof typeof assessmentStates,
    typeof count
  >,
);

/** Where a cycle's assessments stand. */
export const cycleProgress = v.strictObject({
  state: f.oneOf(cycleStates),
  job: v.nullable(
    v.strictObject({
      id: f.id,
      name: f.said(64),
      state: f.oneOf(jobStates),
      done: f.whole(0, 1_000_000_000_000),
      total: v.nullable(f.whole(0, 1_000_000_000_000)),
      error: v.nullable(f.said(500)),
    }),
  ),
  total: count,
  states,
  townships: f.listOf(v.strictObject({ township: v.nullable(f.said(100)), total: count, states }), 10_000),
});

/** A job that was asked for; `GET …/jobs/{id}` shows how far it has come. */
export const jobGiven = v.strictObject({ job: f.id });

/** What is declared of one unit in one cycle. */
export const cycleFacts = v.strictObject({ unit: f.id, code: f.said(64), name: f.said(100), facts: f.jsonMap });

/** What somebody fills in of units in a cycle. */
export const filledUnits = v.pipe(
  f.listOf(v.strictObject({ unit: f.id, ...f.filledFacts.entries }), 200),
  v.minLength(1),
);
