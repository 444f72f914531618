import type { Decimal } from "../decimal.ts";
import { type Column, codesOf, fieldColumn } from "../expression.ts";
import { refuseAnswer } from "./answers.ts";
import { ANSWERED, MARKED, MISSING, openColumn, storeAnswer } from "./columns.ts";
import type { Item, PointsRule, Standard } from "./plan.ts";
import type { Subject } from "./subject.ts";

/**
 * Subjects scored together, by column: what scoring works on, however it was stored. columnsOf() makes it of JSON;
 * packed columns that were stored make it without an object for a subject.
 */
export interface SubjectColumns {
  readonly ids: readonly string[];
  /** By the item's place; undefined where nobody is asked. */
  readonly answers: readonly (AnswerColumn | undefined)[];
  /** By the veto's place: 1 where a reviewer raised it; undefined where nobody did. */
  readonly raised: readonly (Uint8Array | undefined)[];
  /** The level held before, by its code; −1 or null where none is. */
  readonly held: { readonly codes: Int32Array; readonly dictionary: readonly (string | null)[] };
  /** A fact that expressions read. */
  readonly factOf: (key: string) => Column | undefined;
  /** One subject as JSON, for an expression that isn't simple or a value that doesn't fit its column. */
  readonly subjectAt: (index: number) => Subject;
}

/** The answers given to one item, as ItemColumn holds them. Scoring reads it and never changes it. */
export interface AnswerColumn {
  /** ANSWERED, MISSING or MARKED. */
  readonly states: Uint8Array;
  readonly values: Float64Array;
  readonly wide: ReadonlyMap<number, Decimal>;
  /** Answers that the item doesn't take, with the reason that fails their subjects. */
  readonly refused: ReadonlyMap<number, string>;
}

/** Subjects as JSON, by column. What checkSubjects lets through has no refused answer. */
export function columnsOf(standard: Standard, subjects: readonly Subject[]): SubjectColumns {
  const facts = new Map<string, Column>();
  const units = subjects.map((subject) => subject.unit ?? NONE);
  return {
    ids: subjects.map(({ id }) => id),
    answers: standard.items.map((item) => (item.isAsked ? takeGiven(item, subjects) : marksOf(item, subjects))),
    raised: standard.vetoes.map(({ code, when }) => (when === undefined ? raisedBy(code, subjects) : undefined)),
    held: heldBefore(subjects),
    factOf: (key) => {
      const column = facts.get(key) ?? fieldColumn(units, key);
      facts.set(key, column);
      return column;
    },
    subjectAt: (index) => subjects[index] ?? NOBODY,
  };
}

const NONE = {};
const NOBODY: Subject = { id: "" };

function raisedBy(code: string, subjects: readonly Subject[]): Uint8Array {
  return Uint8Array.from(subjects, ({ vetoes }) => (vetoes?.includes(code) === true ? 1 : 0));
}

function heldBefore(subjects: readonly Subject[]): SubjectColumns["held"] {
  const column = codesOf(subjects.length, (index) => subjects[index]?.held?.level ?? null);
  return column.kind === "codes"
    ? { codes: column.codes, dictionary: column.dictionary.map((level) => (typeof level === "string" ? level : null)) }
    : { codes: new Int32Array(subjects.length), dictionary: [null] };
}

/** An item that nobody answers can still be marked not applicable. */
function marksOf(item: Item, subjects: readonly Subject[]): AnswerColumn | undefined {
  if (!item.isOptional) return undefined;
  const column = openColumn(item, subjects.length);
  mark(item, subjects, column.states);
  return { ...column, refused: NO_REFUSALS };
}

const NO_REFUSALS: ReadonlyMap<number, string> = new Map();

function mark(item: Item, subjects: readonly Subject[], states: Uint8Array): void {
  if (!item.isOptional) return;
  for (const [index, { notApplicable }] of subjects.entries()) {
    if (notApplicable?.includes(item.code) === true) states[index] = MARKED;
  }
}

/** Fills an item's column; what the quick ways don't take is looked at one by one. */
function takeGiven(item: Item, subjects: readonly Subject[]): AnswerColumn {
  const column = openColumn(item, subjects.length);
  const refused = new Map<number, string>();
  mark(item, subjects, column.states);
  const quick = quickFor(item.points);
  const { states, values } = column;
  for (let index = 0; index < states.length; index++) {
    if (states[index] !== ANSWERED) continue;
    const answer = givenAnswer(subjects[index], item);
    const value = quick(answer);
    if (value !== undefined) {
      values[index] = value;
    } else if (answer === undefined) {
      states[index] = MISSING;
    } else {
      const refusal = refuseAnswer(item, answer);
      if (refusal === undefined) storeAnswer(item, column, index, answer);
      else refused.set(index, refusal.message);
    }
  }
  return { states, values, wide: column.wide, refused };
}

/** An answer as it was given; undefined where there is none. */
export function givenAnswer(subject: Subject | undefined, item: Item): unknown {
  const answers = subject?.answers;
  if (answers === undefined) return undefined;
  if (item.isInheritedName && !Object.hasOwn(answers, item.code)) return undefined;
  return answers[item.code];
}

/** What stands in the column for an answer of the usual form; undefined for none, and for any other. */
type Quick = (answer: unknown) => number | undefined;

function quickFor(points: PointsRule): Quick {
  switch (points.kind) {
    case "yes-no":
      return (answer) => (answer === true ? 1 : answer === false ? 0 : undefined);
    case "choice": {
      const places: ReadonlyMap<unknown, number> = points.options.placeByCode;
      return (answer) => places.get(answer);
    }
    case "tally":
      return () => undefined;
    default: {
      const bounds = boundsOf(points);
      return (answer) => (typeof answer === "number" ? heldNumber(answer, bounds) : undefined);
    }
  }
}

/** What numbers of a kind pass at once; `isCount` numbers are held as they are, others in millionths. */
export interface Bounds {
  readonly isCount: boolean;
  readonly least: number;
  readonly most: number;
  /** 0 where there is none. */
  readonly step: number;
}

/** The most that `Math.round(x × 10⁶) ÷ 10⁶ === x` proves exact: fifteen digits read back as one double only. */
const EXACT_LIMIT = 1e15;

/** The bounds of a kind that is answered with a number. */
export function boundsOf(points: PointsRule): Bounds {
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

function heldNumber(answer: number, { isCount, least, most, step }: Bounds): number | undefined {
  const whole = isCount ? answer : Math.round(answer * 1e6);
  const isExact = isCount || whole / 1e6 === answer;
  return isExact && whole >= least && whole <= most && (step === 0 || whole % step === 0) ? whole : undefined;
}
