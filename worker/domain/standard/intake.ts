import { type Expression, evaluate, evaluateColumn, Failure } from "../expression.ts";
import { refuseAnswer } from "./answers.ts";
import { boundsOf } from "./answers-given.ts";
import { ask, type Cohort, EXCLUDED, fail, LIVE } from "./cohort.ts";
import { ANSWERED, type ItemColumn, MARKED, OUT, storeAnswer } from "./columns.ts";
import type { Item } from "./plan.ts";
import { scopeAt, tableOf } from "./scope.ts";

/**
 * Completes the columns of answers, in the order of standards.md "Expressions": `appliesTo` sees the answers as given;
 * then, item by item, `applies` and `from`, seeing the given answers that still stand and what earlier items' `from` gave.
 */
export function takeIn(cohort: Cohort): void {
  const { appliesTo, items } = cohort.standard;
  if (appliesTo !== undefined) leaveOut(cohort, appliesTo);
  for (const item of items) {
    const column = cohort.columns[item.place];
    if (column === undefined) continue;
    cohort.reached = item.place;
    if (item.applies !== undefined) applyCondition(cohort, item, column, item.applies);
    if (item.from !== undefined) takeComputed(cohort, item, column, item.from);
    else refuseGiven(cohort, item, column);
  }
  cohort.reached = items.length;
}

function leaveOut(cohort: Cohort, appliesTo: Expression): void {
  const applies = ask(cohort, appliesTo, "appliesTo");
  for (let index = 0; index < cohort.count; index++) {
    if (cohort.states[index] === LIVE && applies[index] === 0) cohort.states[index] = EXCLUDED;
  }
}

function applyCondition(cohort: Cohort, item: Item, column: ItemColumn, applies: Expression): void {
  const holds = ask(cohort, applies, item.code);
  for (let index = 0; index < cohort.count; index++) {
    if (holds[index] === 1 || cohort.states[index] !== LIVE || column.states[index] === MARKED) continue;
    column.states[index] = OUT;
  }
}

/** Answers that the item doesn't take fail their subjects. */
function refuseGiven(cohort: Cohort, item: Item, column: ItemColumn): void {
  for (const [index, reason] of cohort.subjects.answers[item.place]?.refused ?? []) {
    if (cohort.states[index] === LIVE && column.states[index] === ANSWERED) fail(cohort, index, item.code, reason);
  }
}

function takeComputed(cohort: Cohort, item: Item, column: ItemColumn, from: Expression): void {
  const known = knownValues(cohort, item, from);
  for (let index = 0; index < cohort.count; index++) {
    if (cohort.states[index] !== LIVE || column.states[index] !== ANSWERED) continue;
    const value = known?.[index] ?? Number.NaN;
    if (Number.isNaN(value)) takeOne(cohort, item, column, from, index);
    else column.values[index] = value;
  }
}

/** What `from` yields by column, as the item's column holds it; NaN where a subject has to be asked by itself. */
function knownValues(cohort: Cohort, item: Item, from: Expression): Float64Array | undefined {
  const column = evaluateColumn(from, tableOf(cohort));
  const { points } = item;
  if (column?.kind === "bool") return points.kind === "yes-no" ? column.values : undefined;
  if (column?.kind === "codes") {
    if (points.kind !== "choice") return undefined;
    const places = column.dictionary.map((code) => points.options.placeByCode.get(String(code)) ?? Number.NaN);
    return Float64Array.from(column.codes, (code) => places[code] ?? Number.NaN);
  }
  if (column === undefined || points.kind === "yes-no" || points.kind === "choice") return undefined;
  const { isCount, least, most, step } = boundsOf(points);
  return column.values.map((millionths) => {
    const value = isCount ? millionths / 1e6 : millionths;
    const isWithin = value >= least && value <= most && (step === 0 || value % step === 0);
    return isWithin ? value : Number.NaN;
  });
}

function takeOne(cohort: Cohort, item: Item, column: ItemColumn, from: Expression, index: number): void {
  const value = evaluate(from, scopeAt(cohort, index));
  if (value instanceof Failure) {
    fail(cohort, index, item.code, value.reason);
    return;
  }
  const refusal = refuseAnswer(item, value);
  if (refusal !== undefined) {
    fail(cohort, index, item.code, `从事实取来的值不对：${refusal.message}`);
    return;
  }
  storeAnswer(item, column, index, value);
  if (item.points.kind === "tally") column.tallies.set(index, value);
}
