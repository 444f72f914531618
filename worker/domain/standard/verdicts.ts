import { ask, type Cohort, type LateColumns, LIVE } from "./cohort.ts";
import type { Badge, Section, Standard, Veto } from "./plan.ts";
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
  const { standard } = cohort;
  const scores = totals.totals.slice();
  const sections = new Map(
    standard.sections.map(({ code, place }) => [code, totals.sections[place]?.points ?? scores]),
  );
  const late: LateColumns = { score: totals.totals, sections, badges: [] };
  cohort.late = late;
  const vetoes = standard.vetoes.map((veto, place) => judgeVeto(cohort, veto, place, scores));
  late.score = scores;
  const badges = judgeBadges(cohort, totals, vetoes);
  late.badges = standard.badges.map(({ code }, place) => ({ code, isEarned: badges[place] ?? NONE }));
  const levels = standard.levels.map(({ code, when }) =>
    when === undefined ? new Uint8Array(cohort.count).fill(1) : ask(cohort, when, `level ${code}`),
  );
  const direct = judgeDirect(cohort);
  const unless = standard.promotion?.unless;
  const exempt = unless === undefined ? new Uint8Array(cohort.count) : ask(cohort, unless, "promotion");
  return { scores, vetoes, badges, levels, direct, exempt };
}

const NONE = new Uint8Array(0);

/** A veto with `when` is not for a reviewer to raise. */
function judgeVeto(cohort: Cohort, veto: Veto, place: number, scores: Float64Array): Uint8Array {
  const raised = cohort.subjects.raised[place] ?? new Uint8Array(cohort.count);
  const holds = veto.when === undefined ? raised : ask(cohort, veto.when, veto.code);
  if (veto.effect.kind === "zero-score") {
    for (let index = 0; index < scores.length; index++) if (holds[index] === 1) scores[index] = 0;
  }
  return holds;
}

/** No badge under a `no-level` veto. */
function judgeBadges(cohort: Cohort, totals: Totals, vetoes: readonly Uint8Array[]): readonly Uint8Array[] {
  const { standard, count } = cohort;
  const barring = vetoes.filter((_, place) => standard.vetoes[place]?.effect.kind === "no-level");
  return standard.badges.map((badge) => {
    const isEarned = badge.when === undefined ? new Uint8Array(count).fill(1) : ask(cohort, badge.when, badge.code);
    for (let index = 0; index < count; index++) {
      if (isEarned[index] === 0 || cohort.states[index] !== LIVE) continue;
      const isBarred = barring.some((veto) => veto[index] === 1);
      if (isBarred || !reachesShare(standard, totals, badge, index)) isEarned[index] = 0;
    }
    return isEarned;
  });
}

/** The place of the first that holds; all are asked, so that a failure doesn't depend on it. */
function judgeDirect(cohort: Cohort): Int8Array {
  const { standard, count } = cohort;
  const direct = new Int8Array(count).fill(-1);
  for (const [place, { level, when }] of standard.directLevels.entries()) {
    const holds = ask(cohort, when, `direct ${standard.levels[level]?.code}`);
    for (let index = 0; index < count; index++) {
      if (holds[index] === 1 && direct[index] === -1) direct[index] = place;
    }
  }
  return direct;
}

/** earned ÷ marks ≥ the badge's percentage, exactly, where options make both negative too; never where the marks are 0. */
function reachesShare(standard: Standard, totals: Totals, badge: Badge, index: number): boolean {
  const section = standard.sections[badge.section];
  const column = totals.sections[badge.section];
  if (section === undefined || column === undefined) return true;
  const marks = marksOf(section, column.applicable[index] ?? 0);
  if (marks === 0) return false;
  const sign = marks < 0 ? -1 : 1;
  return BigInt(sign * (column.earned[index] ?? 0)) * 10_000n >= BigInt(badge.atLeastHundredths) * BigInt(sign * marks);
}

/** What a section's share is taken of: under `rescale` the marks that apply, else its full marks. */
export function marksOf(section: Section, applicableHundredths: number): number {
  return section.mode === "rescale" ? applicableHundredths : section.fullHundredths;
}
