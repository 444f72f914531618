import type { Decimal } from "../decimal.ts";
import { type Column, codesOf, fieldColumn } from "../expression.ts";
import { answersGiven } from "./answers-given.ts";
import type { Item, Standard } from "./plan.ts";
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
    answers: answersGiven(standard, subjects),
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

/** An answer as it was given; undefined where there is none. */
export function givenAnswer(subject: Subject | undefined, item: Item): unknown {
  const answers = subject?.answers;
  if (answers === undefined) return undefined;
  if (item.isInheritedName && !Object.hasOwn(answers, item.code)) return undefined;
  return answers[item.code];
}
