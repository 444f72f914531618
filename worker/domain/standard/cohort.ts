import { type Expression, evaluate, evaluateColumn, Failure } from "../expression.ts";
import { type ItemColumn, openColumn } from "./columns.ts";
import type { Standard } from "./plan.ts";
import { scopeAt, tableOf } from "./scope.ts";
import type { SubjectColumns } from "./subject-columns.ts";

/** Scored so far. */
export const LIVE = 0;
/** The standard doesn't apply to it. */
export const EXCLUDED = 1;
/** Its data made an expression or an answer fail. */
export const FAILED = 2;

/** Where a subject failed first (standards.md "Scoring call") and why, in Chinese. */
export interface SubjectFailure {
  readonly item: string;
  readonly reason: string;
}

/** Subjects scored together, and what is found out about each in the course of it. */
export interface Cohort {
  readonly standard: Standard;
  readonly subjects: SubjectColumns;
  readonly count: number;
  readonly states: Uint8Array;
  readonly failures: Map<number, SubjectFailure>;
  readonly columns: readonly ItemColumn[];
  /** The place of the item that is being taken in; what expressions read of answers depends on it. −1 before the first. */
  reached: number;
  /** What expressions may read once sections are added up. */
  late: LateColumns | undefined;
}

/** Score, sections and badges over all subjects, in hundredths, as far as they are found. */
export interface LateColumns {
  score: Float64Array;
  readonly sections: ReadonlyMap<string, Float64Array>;
  badges: readonly { readonly code: string; readonly isEarned: Uint8Array }[];
}

/** A cohort of which nothing is known yet. */
export function openCohort(standard: Standard, subjects: SubjectColumns): Cohort {
  const count = subjects.ids.length;
  return {
    standard,
    subjects,
    count,
    states: new Uint8Array(count),
    failures: new Map(),
    columns: standard.items.map((item) => openColumn(item, count, subjects.answers[item.place])),
    reached: -1,
    late: undefined,
  };
}

/** Takes a subject out because of its data; its first failure stands. */
export function fail(cohort: Cohort, index: number, item: string, reason: string): void {
  cohort.states[index] = FAILED;
  cohort.failures.set(index, { item, reason });
}

/** Asks a condition of all who are still scored: 1 where it holds. Whom it fails on is out, in `item`. */
export function ask(cohort: Cohort, when: Expression, item: string): Uint8Array {
  const holds = new Uint8Array(cohort.count);
  const known = evaluateColumn(when, tableOf(cohort));
  const values = known?.kind === "bool" ? known.values : undefined;
  for (let index = 0; index < holds.length; index++) {
    if (cohort.states[index] !== LIVE) continue;
    const value = values?.[index] ?? Number.NaN;
    if (!Number.isNaN(value)) {
      holds[index] = value;
      continue;
    }
    const answer = evaluate(when, scopeAt(cohort, index));
    if (answer instanceof Failure) fail(cohort, index, item, answer.reason);
    else if (answer === true) holds[index] = 1;
  }
  return holds;
}
