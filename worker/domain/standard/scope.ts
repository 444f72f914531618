import { type Decimal, unscaled } from "../decimal.ts";
import { type Column, type ColumnTable, shrunk } from "../expression.ts";
import type { Cohort } from "./cohort.ts";
import { ANSWERED, type ItemColumn, numberIn } from "./columns.ts";
import type { Item } from "./plan.ts";
import { placesOf } from "./points.ts";
import { givenAnswer } from "./subject-columns.ts";

/** The variables of one subject's expressions. */
export interface Scope {
  readonly [name: string]: unknown;
}

/** What one subject's expressions read at this point of the scoring (standards.md "Expressions", Order). */
export function scopeAt(cohort: Cohort, index: number): Scope {
  const { standard, subjects, late } = cohort;
  const subject = subjects.subjectAt(index);
  const scope = {
    unit: subject.unit ?? {},
    answers: standard.readsAnswers && cohort.reached >= 0 ? standing(cohort, index) : (subject.answers ?? {}),
    held: { level: subject.held?.level ?? null, levels: subject.held?.levels ?? {} },
  };
  if (late === undefined) return scope;
  const points = [...late.sections].map(([code, column]) => [code, unscaled(column[index] ?? 0, 2)] as const);
  return {
    ...scope,
    score: unscaled(late.score[index] ?? 0, 2),
    sections: new Map<string, unknown>(points),
    badges: late.badges.filter(({ isEarned }) => isEarned[index] === 1).map(({ code }) => code),
  };
}

/** The answers that stand: given ones of items that apply, and what earlier items' `from` computed. */
function standing(cohort: Cohort, index: number): ReadonlyMap<string, unknown> {
  const answers = new Map<string, unknown>();
  const subject = cohort.subjects.subjectAt(index);
  for (const item of cohort.standard.items) {
    const column = cohort.columns[item.place];
    if (column?.states[index] !== ANSWERED) continue;
    const isTaken = item.from !== undefined && item.place < cohort.reached;
    const answer = item.isAsked
      ? givenAnswer(subject, item)
      : isTaken
        ? computedAnswer(item, column, index)
        : undefined;
    if (answer !== undefined) answers.set(item.code, answer);
  }
  return answers;
}

function computedAnswer(item: Item, column: ItemColumn, index: number): unknown {
  const value = column.values[index] ?? 0;
  switch (item.points.kind) {
    case "yes-no":
      return value === 1;
    case "choice":
      return item.points.options.codes[value];
    case "tally":
      return column.tallies.get(index);
    default:
      return numberIn(column, index, placesOf(item.points)) satisfies Decimal;
  }
}

/** The same by column, for expressions that are simple. */
export function tableOf(cohort: Cohort): ColumnTable {
  const { subjects, late, count } = cohort;
  return {
    count,
    columnOf: (variable, field) => {
      switch (variable) {
        case "unit":
          return field === undefined ? undefined : subjects.factOf(field);
        case "answers":
          return field === undefined || cohort.reached < 0 ? undefined : answerColumn(cohort, field);
        case "held":
          return field === "level" ? { kind: "codes", ...subjects.held } : undefined;
        case "score":
          return late && { kind: "number", places: 2, values: late.score };
        case "sections": {
          const values = field === undefined ? undefined : late?.sections.get(field);
          return values && { kind: "number", places: 2, values };
        }
        default:
          return undefined;
      }
    },
  };
}

/** An item's answers as expressions read them; what isn't there has to be asked, to fail. */
function answerColumn(cohort: Cohort, code: string): Column | undefined {
  const item = cohort.standard.itemByCode.get(code);
  const column = item && cohort.columns[item.place];
  if (item === undefined || column === undefined || item.points.kind === "tally") return undefined;
  if (!item.isAsked && (item.from === undefined || item.place >= cohort.reached)) return undefined;
  const { states, values } = column;
  const refused = cohort.subjects.answers[item.place]?.refused;
  const isThere = (index: number): boolean => states[index] === ANSWERED && refused?.has(index) !== true;
  if (item.points.kind === "choice") {
    const codes = new Int32Array(cohort.count);
    for (let index = 0; index < codes.length; index++) codes[index] = isThere(index) ? (values[index] ?? -1) : -1;
    return { kind: "codes", codes, dictionary: item.points.options.codes };
  }
  const known = new Float64Array(cohort.count);
  for (let index = 0; index < known.length; index++) known[index] = isThere(index) ? (values[index] ?? 0) : Number.NaN;
  return item.points.kind === "yes-no" ? { kind: "bool", values: known } : shrunk(known, placesOf(item.points));
}
