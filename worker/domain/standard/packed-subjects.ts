import { type Column, fieldColumn, type Json } from "../expression.ts";
import { ANSWERED } from "./columns.ts";
import type { Item, Standard } from "./plan.ts";
import type { Subject } from "./subject.ts";
import { columnsOf, type SubjectColumns } from "./subject-columns.ts";

/**
 * Subjects as plain columns that can be kept and scored without an object for a subject. What its columns don't hold of a
 * subject (a list among its facts, an answer to an item marked away that an expression may read) is kept whole in `others`.
 */
export interface PackedSubjects extends Pick<SubjectColumns, "ids" | "answers" | "raised" | "held"> {
  readonly facts: ReadonlyMap<string, Column>;
  readonly others: ReadonlyMap<number, Subject>;
}

/** Packs subjects for one standard. Scored from here or from JSON, they come to the same. */
export function packSubjects(standard: Standard, subjects: readonly Subject[]): PackedSubjects {
  const { ids, answers, raised, held } = columnsOf(standard, subjects);
  const units = subjects.map(({ unit }) => unit ?? {});
  const keys = new Set(units.flatMap((unit) => Object.keys(unit)));
  const facts = new Map([...keys].map((key) => [key, fieldColumn(units, key)]));
  const packed = { ids, answers, raised, held, facts };
  const others = new Map<number, Subject>();
  subjects.forEach((subject, index) => {
    if (!isHeld(standard, packed, subject, index)) others.set(index, subject);
  });
  return { ...packed, others };
}

/** Packed subjects as what scoreColumns() takes. */
export function packedColumns(standard: Standard, packed: PackedSubjects): SubjectColumns {
  return {
    ...packed,
    factOf: (key) => packed.facts.get(key),
    subjectAt: (index) => packed.others.get(index) ?? subjectIn(standard, packed, index),
  };
}

type Columns = Omit<PackedSubjects, "others">;

/** Whether what an expression may read of the subject is all in the columns. */
function isHeld(standard: Standard, packed: Columns, subject: Subject, index: number): boolean {
  const { unit = {}, answers = {}, held } = subject;
  if (Object.keys(held?.levels ?? {}).length > 0) return false;
  for (const [key, value] of Object.entries(unit)) if (!Object.is(factAt(packed, key, index), value)) return false;
  if (!standard.readsAnswers) return true;
  const kept = answersIn(standard, packed, index);
  return (
    Object.keys(answers).every((code) => JSON.stringify(kept[code]) === JSON.stringify(answers[code])) &&
    Object.keys(kept).length === Object.keys(answers).length
  );
}

function subjectIn(standard: Standard, packed: Columns, index: number): Subject {
  const unit: Record<string, Json> = {};
  for (const key of packed.facts.keys()) {
    const fact = factAt(packed, key, index);
    if (fact !== undefined) unit[key] = fact;
  }
  const level = packed.held.dictionary[packed.held.codes[index] ?? -1] ?? null;
  const answers = standard.readsAnswers ? answersIn(standard, packed, index) : {};
  return { id: packed.ids[index] ?? "", unit, answers, held: { level } };
}

function factAt({ facts }: Columns, key: string, index: number): Json | undefined {
  const column = facts.get(key);
  if (column === undefined) return undefined;
  if (column.kind === "codes") return column.dictionary[column.codes[index] ?? -1];
  const value = column.values[index] ?? Number.NaN;
  if (Number.isNaN(value)) return undefined;
  return column.kind === "bool" ? value === 1 : value / 10 ** column.places;
}

function answersIn(standard: Standard, packed: Columns, index: number): Readonly<Record<string, Json>> {
  const answers: Record<string, Json> = {};
  for (const item of standard.items) {
    const column = packed.answers[item.place];
    if (column === undefined || !item.isAsked) continue;
    if (column.states[index] === ANSWERED) answers[item.code] = answerIn(item, column.values, index);
  }
  return answers;
}

/** As JSON; a number that its column doesn't hold is NaN, which equals no answer. */
function answerIn({ points }: Item, values: Float64Array, index: number): Json {
  const value = values[index] ?? Number.NaN;
  switch (points.kind) {
    case "yes-no":
      return value === 1;
    case "choice":
      return points.options.codes[value] ?? null;
    case "tally": {
      const { codes } = points.options;
      return Object.fromEntries(codes.map((code, place) => [code, values[index * codes.length + place] ?? 0]));
    }
    case "count":
    case "deduct":
      return value;
    default:
      return value / 1e6;
  }
}
