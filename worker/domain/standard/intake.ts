import { type Expression, evaluate, Failure } from "../expression.ts";
import { refuseAnswer } from "./answers.ts";
import { type Cohort, EXCLUDED, fail, LIVE } from "./cohort.ts";
import { ANSWERED, type ItemColumn, MARKED, MISSING, OUT, storeAnswer } from "./columns.ts";
import type { Item, PointsRule } from "./plan.ts";
import type { Subject } from "./subject.ts";

/**
 * Fills the columns with answers, in the order of standards.md "Expressions": `appliesTo` sees the answers as given;
 * then, item by item, `applies` and `from`, seeing the given answers that still stand and what earlier items' `from` gave.
 */
export function takeIn(cohort: Cohort): void {
  const { appliesTo, items } = cohort.standard;
  if (appliesTo !== undefined) leaveOut(cohort, appliesTo);
  markNotApplicable(cohort);
  if (cohort.standard.readsAnswers) keepStanding(cohort);
  for (const item of items) {
    const column = cohort.columns[item.place];
    if (column === undefined) continue;
    if (item.applies !== undefined) applyCondition(cohort, item, column, item.applies);
    if (item.from !== undefined) takeComputed(cohort, item, column, item.from);
    else if (item.isAsked) takeGiven(cohort, item, column);
  }
}

function leaveOut(cohort: Cohort, appliesTo: Expression): void {
  for (const [index, scope] of cohort.scopes.entries()) {
    const applies = evaluate(appliesTo, scope);
    if (applies instanceof Failure) fail(cohort, index, "appliesTo", applies.reason);
    else if (applies === false) cohort.states[index] = EXCLUDED;
  }
}

function markNotApplicable(cohort: Cohort): void {
  const { itemByCode } = cohort.standard;
  for (const [index, subject] of cohort.subjects.entries()) {
    for (const code of subject.notApplicable ?? []) {
      const item = itemByCode.get(code);
      const column = item?.isOptional ? cohort.columns[item.place] : undefined;
      if (column !== undefined) column.states[index] = MARKED;
    }
  }
}

/** Gives each subject its own map of the answers that stand: none of a computed item, none of one marked away. */
function keepStanding(cohort: Cohort): void {
  const { items } = cohort.standard;
  for (const [index, scope] of cohort.scopes.entries()) {
    const standing = new Map<string, unknown>();
    const subject = cohort.subjects[index];
    for (const item of items) {
      const value = item.isAsked ? givenAnswer(subject, item) : undefined;
      if (value !== undefined && cohort.columns[item.place]?.states[index] === ANSWERED) standing.set(item.code, value);
    }
    scope.answers = standing;
  }
}

function applyCondition(cohort: Cohort, item: Item, column: ItemColumn, applies: Expression): void {
  for (const [index, scope] of cohort.scopes.entries()) {
    if (cohort.states[index] !== LIVE) continue;
    const holds = evaluate(applies, scope);
    if (holds instanceof Failure) {
      fail(cohort, index, item.code, holds.reason);
    } else if (holds === false && column.states[index] !== MARKED) {
      column.states[index] = OUT;
      if (scope.answers instanceof Map) scope.answers.delete(item.code);
    }
  }
}

function takeComputed(cohort: Cohort, item: Item, column: ItemColumn, from: Expression): void {
  for (const [index, scope] of cohort.scopes.entries()) {
    if (cohort.states[index] !== LIVE || column.states[index] !== ANSWERED) continue;
    const value = evaluate(from, scope);
    if (value instanceof Failure) {
      fail(cohort, index, item.code, value.reason);
      continue;
    }
    const refusal = refuseAnswer(item, value);
    if (refusal === undefined) {
      storeAnswer(item, column, index, value);
      if (scope.answers instanceof Map) scope.answers.set(item.code, value);
    } else {
      fail(cohort, index, item.code, `从事实取来的值不对：${refusal.message}`);
    }
  }
}

/** An answer as it was given; undefined where there is none. */
function givenAnswer(subject: Subject | undefined, item: Item): unknown {
  const answers = subject?.answers;
  if (answers === undefined) return undefined;
  if (item.isInheritedName && !Object.hasOwn(answers, item.code)) return undefined;
  return answers[item.code];
}

function takeGiven(cohort: Cohort, item: Item, column: ItemColumn): void {
  switch (item.points.kind) {
    case "yes-no":
      takeYesNo(cohort, item, column);
      return;
    case "choice":
      takeChoices(cohort, item, column, item.points.options.placeByCode);
      return;
    case "tally":
      takeOthers(cohort, item, column);
      return;
    default:
      takeNumbers(cohort, item, column, boundsOf(item.points));
  }
}

function takeYesNo(cohort: Cohort, item: Item, column: ItemColumn): void {
  const { subjects, count } = cohort;
  const { states, values } = column;
  for (let index = 0; index < count; index++) {
    if (states[index] !== ANSWERED) continue;
    const value = givenAnswer(subjects[index], item);
    if (value === true) values[index] = 1;
    else if (value === undefined) states[index] = MISSING;
    else if (value !== false) takeOther(cohort, item, column, index, value);
  }
}

function takeChoices(cohort: Cohort, item: Item, column: ItemColumn, places: ReadonlyMap<unknown, number>): void {
  const { subjects, count } = cohort;
  const { states, values } = column;
  for (let index = 0; index < count; index++) {
    if (states[index] !== ANSWERED) continue;
    const value = givenAnswer(subjects[index], item);
    const place = places.get(value);
    if (place !== undefined) values[index] = place;
    else if (value === undefined) states[index] = MISSING;
    else takeOther(cohort, item, column, index, value);
  }
}

/** What numbers of a kind pass at once; `isCount` numbers are held as they are, others in millionths. */
interface Bounds {
  readonly isCount: boolean;
  readonly least: number;
  readonly most: number;
  /** 0 where there is none. */
  readonly step: number;
}

/** The most that `Math.round(x × 10⁶) ÷ 10⁶ === x` proves exact: fifteen digits read back as one double only. */
const EXACT_LIMIT = 1e15;

function boundsOf(points: PointsRule): Bounds {
  switch (points.kind) {
    case "count":
    case "deduct":
      return { isCount: true, least: 0, most: Number.MAX_SAFE_INTEGER, step: 1 };
    case "brackets":
      return { isCount: false, least: 0, most: EXACT_LIMIT, step: 0 };
    case "rating":
      return { isCount: false, least: 0, most: points.pointsHundredths * 10_000, step: points.stepMillionths ?? 0 };
    default:
      return { isCount: false, least: -EXACT_LIMIT, most: EXACT_LIMIT, step: 0 };
  }
}

function takeNumbers(cohort: Cohort, item: Item, column: ItemColumn, bounds: Bounds): void {
  const { subjects, count } = cohort;
  const { states, values } = column;
  const { isCount, least, most, step } = bounds;
  for (let index = 0; index < count; index++) {
    if (states[index] !== ANSWERED) continue;
    const value = givenAnswer(subjects[index], item);
    if (value === undefined) {
      states[index] = MISSING;
    } else if (typeof value !== "number") {
      takeOther(cohort, item, column, index, value);
    } else {
      const whole = isCount ? value : Math.round(value * 1e6);
      const isExact = isCount || whole / 1e6 === value;
      if (isExact && whole >= least && whole <= most && (step === 0 || whole % step === 0)) values[index] = whole;
      else takeOther(cohort, item, column, index, value);
    }
  }
}

function takeOthers(cohort: Cohort, item: Item, column: ItemColumn): void {
  for (let index = 0; index < cohort.count; index++) {
    if (column.states[index] !== ANSWERED) continue;
    const value = givenAnswer(cohort.subjects[index], item);
    if (value === undefined) column.states[index] = MISSING;
    else takeOther(cohort, item, column, index, value);
  }
}

/** An answer that the quick ways don't take: a number of many digits, a tally, or one that fails its subject. */
function takeOther(cohort: Cohort, item: Item, column: ItemColumn, index: number, value: unknown): void {
  if (cohort.states[index] !== LIVE) return;
  const refusal = refuseAnswer(item, value);
  if (refusal === undefined) storeAnswer(item, column, index, value);
  else fail(cohort, index, item.code, refusal.message);
}
