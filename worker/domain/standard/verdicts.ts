import { unscaled } from "../decimal.ts";
import { type Expression, evaluate, Failure } from "../expression.ts";
import { type Cohort, fail, LIVE, type Scope } from "./cohort.ts";
import type { Badge, Section, Standard } from "./plan.ts";
import type { Totals } from "./sections.ts";

/** What vetoes, badges and the conditions of levels came to, a column each; 1 where it holds. */
export interface Verdicts {
  /** After vetoes: 0 where one zeroes it. */
  readonly scores: Float64Array;
  readonly vetoes: readonly Uint8Array[];
  readonly badges: readonly Uint8Array[];
  /** Whether a level's `when` holds; 1 where it has none. */
  readonly levels: readonly Uint8Array[];
  /** The place of the first of `directLevels` that holds, or −1. */
  readonly direct: Int8Array;
  /** Whether the promotion's `unless` holds. */
  readonly exempt: Uint8Array;
}

/**
 * Tries every condition for every subject, in the order of standards.md "Arithmetic" 7–10, so that a failure doesn't
 * depend on how far a subject got.
 */
export function judge(cohort: Cohort, totals: Totals): Verdicts {
  const { standard, count } = cohort;
  const columns = (length: number) => Array.from({ length }, () => new Uint8Array(count));
  const verdicts: Verdicts = {
    scores: Float64Array.from(totals.totals),
    vetoes: columns(standard.vetoes.length),
    badges: columns(standard.badges.length),
    levels: columns(standard.levels.length),
    direct: new Int8Array(count).fill(-1),
    exempt: new Uint8Array(count),
  };
  for (let index = 0; index < count; index++) {
    if (cohort.states[index] !== LIVE) continue;
    const scope = cohort.scopes[index];
    if (scope !== undefined) widen(standard, scope, totals, index);
    judgeOne({ cohort, totals, verdicts, index, scope });
  }
  return verdicts;
}

interface Case {
  readonly cohort: Cohort;
  readonly totals: Totals;
  readonly verdicts: Verdicts;
  readonly index: number;
  /** Absent where the standard has no expression at all. */
  readonly scope: Scope | undefined;
}

/** Lets the subject's expressions read the score and the sections. */
function widen(standard: Standard, scope: Scope, totals: Totals, index: number): void {
  const sections = new Map<string, unknown>();
  for (const section of standard.sections) {
    sections.set(section.code, unscaled(totals.sections[section.place]?.points[index] ?? 0, 2));
  }
  scope.score = unscaled(totals.totals[index] ?? 0, 2);
  scope.sections = sections;
  scope.badges = [];
}

function judgeOne(one: Case): void {
  const { verdicts, index, scope } = one;
  const { standard } = one.cohort;
  if (!judgeVetoes(one)) return;
  if (scope !== undefined) scope.score = unscaled(verdicts.scores[index] ?? 0, 2);
  if (!judgeBadges(one)) return;
  if (scope !== undefined) {
    scope.badges = standard.badges.filter((_, place) => verdicts.badges[place]?.[index] === 1).map(({ code }) => code);
  }
  for (const [place, level] of standard.levels.entries()) {
    const holds = level.when === undefined ? true : ask(one, level.when, `level ${level.code}`);
    if (holds === undefined) return;
    set(verdicts.levels[place], index, holds);
  }
  for (const [place, direct] of standard.directLevels.entries()) {
    const holds = ask(one, direct.when, `direct ${standard.levels[direct.level]?.code}`);
    if (holds === undefined) return;
    if (holds && verdicts.direct[index] === -1) verdicts.direct[index] = place;
  }
  const unless = standard.promotion?.unless;
  if (unless !== undefined) set(verdicts.exempt, index, ask(one, unless, "promotion") === true);
}

/** Whether a condition holds; undefined where it fails, which takes the subject out. */
function ask({ cohort, index, scope }: Case, when: Expression, item: string): boolean | undefined {
  const holds = evaluate(when, scope ?? {});
  if (!(holds instanceof Failure)) return holds === true;
  fail(cohort, index, item, holds.reason);
  return undefined;
}

function set(column: Uint8Array | undefined, index: number, holds: boolean): void {
  if (column !== undefined) column[index] = holds ? 1 : 0;
}

/** False where one failed. A veto with `when` is not for a reviewer to raise. */
function judgeVetoes(one: Case): boolean {
  const { cohort, verdicts, index } = one;
  const raised = cohort.subjects[index]?.vetoes ?? [];
  for (const [place, veto] of cohort.standard.vetoes.entries()) {
    const holds = veto.when === undefined ? raised.includes(veto.code) : ask(one, veto.when, veto.code);
    if (holds === undefined) return false;
    set(verdicts.vetoes[place], index, holds);
    if (holds && veto.effect.kind === "zero-score") verdicts.scores[index] = 0;
  }
  return true;
}

function judgeBadges(one: Case): boolean {
  const { cohort, totals, verdicts, index } = one;
  const { standard } = cohort;
  const isBarred = standard.vetoes.some(
    ({ effect }, place) => effect.kind === "no-level" && verdicts.vetoes[place]?.[index] === 1,
  );
  for (const [place, badge] of standard.badges.entries()) {
    const holds = badge.when === undefined ? true : ask(one, badge.when, badge.code);
    if (holds === undefined) return false;
    set(verdicts.badges[place], index, holds && !isBarred && reachesShare(standard, totals, badge, index));
  }
  return true;
}

/** earned ÷ marks ≥ the badge's percentage, exactly; never where the marks are 0. */
function reachesShare(standard: Standard, totals: Totals, badge: Badge, index: number): boolean {
  const section = standard.sections[badge.section];
  const column = totals.sections[badge.section];
  if (section === undefined || column === undefined) return true;
  const marks = marksOf(section, column.applicable[index] ?? 0);
  if (marks === 0) return false;
  return BigInt(column.earned[index] ?? 0) * 10_000n >= BigInt(badge.atLeastHundredths) * BigInt(marks);
}

/** What a section's share is taken of: under `rescale` the marks that apply, else its full marks. */
export function marksOf(section: Section, applicableHundredths: number): number {
  return section.mode === "rescale" ? applicableHundredths : section.fullHundredths;
}
