import { pointsOf } from "../score.ts";
import { MISSING } from "./columns.ts";
import { explainItem } from "./explain-item.ts";
import { explainTotal } from "./explain-total.ts";
import type { Standard } from "./plan.ts";
import { recordOf, type ScoredRecord, type SubjectRecord } from "./record.ts";
import type { Scores } from "./score-subjects.ts";

/** One subject's answer of the scoring call (standards.md "Scoring call"). */
export type SubjectResult =
  | { readonly id: string; readonly applies: false }
  | { readonly id: string; readonly applies: true; readonly error: { readonly item: string; readonly reason: string } }
  | ScoredResult;

/** The answer for a subject that has a score; points are JSON numbers, codes in the document's order. */
export interface ScoredResult {
  readonly id: string;
  readonly applies: true;
  readonly score: number;
  readonly level: string | null;
  readonly badges: readonly string[];
  readonly vetoes: readonly string[];
  /** Items that nobody has answered. */
  readonly missing: readonly string[];
  readonly sections: readonly SectionResult[];
  /** How the items make the total, and the total the level. */
  readonly because: readonly string[];
}

/** A section with its items. Under weights `full` is its weight, as `points` is what it contributes. */
export interface SectionResult {
  readonly code: string;
  readonly points: number;
  readonly full: number;
  readonly items: readonly {
    readonly code: string;
    readonly points: number;
    readonly full: number;
    readonly because: string;
  }[];
}

/** The answer for one subject of a cohort, its reasons put into Chinese now. */
export function answerOf(scores: Scores, index: number): SubjectResult {
  return explain(scores.cohort.standard, recordOf(scores, index));
}

/** A stored record put into words, by the standard it was made with: the same as answerOf gave when it was scored. */
export function explain(standard: Standard, record: SubjectRecord): SubjectResult {
  const { id } = record;
  switch (record.state) {
    case "excluded":
      return { id, applies: false };
    case "failed":
      return { id, applies: true, error: { item: record.item, reason: record.reason } };
    case "scored":
      return explainScored(standard, record);
    default:
      return record satisfies never;
  }
}

function explainScored(standard: Standard, record: ScoredRecord): ScoredResult {
  const { items } = standard;
  return {
    id: record.id,
    applies: true,
    score: pointsOf(record.score),
    level: standard.levels[record.level.held]?.code ?? null,
    badges: record.badges,
    vetoes: record.vetoes,
    missing: items.filter((item) => record.items[item.place]?.state === MISSING).map((item) => item.code),
    sections: standard.sections.map((section): SectionResult => {
      const isWeighed = standard.isWeighted && section.kind === "base";
      return {
        code: section.code,
        points: pointsOf(record.sections[section.place]?.points ?? 0),
        full: pointsOf(isWeighed ? section.weightHundredths : section.fullHundredths),
        items: section.items.map((item) => ({
          code: item.code,
          points: pointsOf(record.items[item.place]?.points ?? 0),
          full: pointsOf(item.fullHundredths),
          because: explainItem(section, item, record.items[item.place]),
        })),
      };
    }),
    because: explainTotal(standard, record),
  };
}
