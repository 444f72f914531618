import { compileGates, type GateOutcome, type GateRule, gateOutcomes, isAccepted } from "./gates.ts";
import { levelsOf } from "./level-scale.ts";
import {
  type JsonMap,
  recordOf,
  type Standard,
  type Subject,
  type SubjectRecord,
  scoreSubjects,
} from "./standard/index.ts";

/** A subject frozen as it was scored, and whether acceptance took it. */
export interface FrozenSubject extends Subject {
  readonly unit: JsonMap;
  readonly isTaken: boolean;
}

/** What a unit got, as it is stored with its result. */
export interface FinalScore {
  readonly isAccepted: boolean;
  readonly scoreHundredths: number | null;
  readonly level: string | null;
  readonly badges: readonly string[];
  readonly vetoes: readonly string[];
  readonly rank: number | null;
  readonly record: SubjectRecord;
  readonly gates: readonly GateOutcome[];
}

/**
 * Scores a whole cohort for good (standards.md "The cohort"), in the order of `subjects`. Accepted is whom acceptance
 * took and whom no hard gate stops at the final level. `rank` is 1 + those with a higher total. `only` names the places
 * that are wanted: all are scored, since ranks and quotas need them.
 */
export function scoreForGood(
  standard: Standard,
  rules: readonly GateRule[],
  subjects: readonly FrozenSubject[],
  only: readonly number[],
): readonly FinalScore[] {
  const compiled = compileGates(rules);
  if ("fault" in compiled) throw new Error(compiled.fault);
  const scores = scoreSubjects(standard, subjects);
  const levels = levelsOf(standard.document);
  const totals = subjects.flatMap((_, place) => {
    const isScored = scores.cohort.states[place] === 0;
    return isScored ? [scores.verdicts.scores[place] ?? 0] : [];
  });
  const higher = countHigher(totals);
  return only.flatMap((place) => {
    const subject = subjects[place];
    if (subject === undefined) return [];
    const record = recordOf(scores, place);
    const scored = record.state === "scored" ? record : undefined;
    const level = scored === undefined ? null : (standard.levels[scored.level.held]?.code ?? null);
    const gates = gateOutcomes(compiled.gates, subject.unit, level, levels);
    const scoreHundredths = scored?.score ?? null;
    return [
      {
        isAccepted: subject.isTaken && isAccepted(scoreHundredths, gates),
        ...{ scoreHundredths, level, record, gates },
        badges: scored?.badges ?? [],
        vetoes: scored?.vetoes ?? [],
        rank: scoreHundredths === null ? null : 1 + (higher.get(scoreHundredths) ?? 0),
      },
    ];
  });
}

/** How many totals are higher than each. */
function countHigher(totals: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  totals
    .toSorted((a, b) => b - a)
    .forEach((total, place) => {
      if (!counts.has(total)) counts.set(total, place);
    });
  return counts;
}
