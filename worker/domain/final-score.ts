import { compileGates, type GateOutcome, type GateRule, gateOutcomes, gatesFor, isAccepted } from "./gates.ts";
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

/** What the subjects at these places got. */
export type FinalScores = (places: readonly number[]) => readonly FinalScore[];

/**
 * Scores a whole cohort for good (standards.md "The cohort"), in the order of `subjects`. Accepted is whom acceptance
 * took and whom no hard gate stops at the final level. `rank` is 1 + those with a higher total. All are scored once,
 * since ranks and quotas need them; what somebody got is told place by place.
 */
export function scoreForGood(
  standard: Standard,
  rules: readonly GateRule[],
  subjects: readonly FrozenSubject[],
): FinalScores {
  const compiled = compileGates(gatesFor(standard.document.subject, rules));
  if ("fault" in compiled) throw new Error(compiled.fault);
  const scores = scoreSubjects(standard, subjects);
  const levels = levelsOf(standard.document);
  const totals = subjects.flatMap((_, place) => {
    const isScored = scores.cohort.states[place] === 0;
    return isScored ? [scores.verdicts.scores[place] ?? 0] : [];
  });
  const higher = countHigher(totals);
  const finalAt = (place: number): readonly FinalScore[] => {
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
  };
  return (places) => places.flatMap(finalAt);
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
