import type { ItemColumn } from "./columns.ts";
import { openColumn } from "./columns.ts";
import type { Standard } from "./plan.ts";
import type { Subject } from "./subject.ts";

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
  readonly subjects: readonly Subject[];
  readonly count: number;
  readonly states: Uint8Array;
  readonly failures: Map<number, SubjectFailure>;
  readonly columns: readonly ItemColumn[];
  /** What expressions may read, by subject; empty where the standard has no expression. */
  readonly scopes: readonly Scope[];
}

/** The variables of one subject's expressions; grows as the evaluation goes on. */
export interface Scope {
  [name: string]: unknown;
  readonly unit: unknown;
  answers: unknown;
  readonly held: { readonly level: string | null; readonly levels: unknown };
  score?: unknown;
  sections?: unknown;
  badges?: unknown;
}

/** A cohort of which nothing is known yet. */
export function openCohort(standard: Standard, subjects: readonly Subject[]): Cohort {
  const count = subjects.length;
  return {
    standard,
    subjects,
    count,
    states: new Uint8Array(count),
    failures: new Map(),
    columns: standard.items.map((item) => openColumn(item, count)),
    scopes: standard.hasExpressions ? subjects.map(scopeOf) : [],
  };
}

function scopeOf(subject: Subject): Scope {
  return {
    unit: subject.unit ?? {},
    answers: subject.answers ?? {},
    held: { level: subject.held?.level ?? null, levels: subject.held?.levels ?? {} },
  };
}

/** Takes a subject out because of its data; its first failure stands. */
export function fail(cohort: Cohort, index: number, item: string, reason: string): void {
  cohort.states[index] = FAILED;
  cohort.failures.set(index, { item, reason });
}
