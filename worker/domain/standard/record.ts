import { type Decimal, decimal, toNumber, toText } from "../decimal.ts";
import { EXCLUDED, FAILED } from "./cohort.ts";
import { ANSWERED, type ItemColumn, type ItemState, MARKED, MISSING, numberIn, OUT } from "./columns.ts";
import { heldCode } from "./levels.ts";
import type { Item } from "./plan.ts";
import { placesOf } from "./points.ts";
import type { Scores } from "./score-subjects.ts";

/**
 * Why a subject scored what it scored, as plain JSON data and never as text: what is stored with a result, and what
 * explain() puts into Chinese when someone reads it. Levels and sections are places in the standard's lists, points are
 * hundredths.
 */
export type SubjectRecord =
  | { readonly id: string; readonly state: "excluded" }
  | { readonly id: string; readonly state: "failed"; readonly item: string; readonly reason: string }
  | ScoredRecord;

/** The record of a subject that has a score. */
export interface ScoredRecord {
  readonly id: string;
  readonly state: "scored";
  readonly items: readonly ItemRecord[];
  readonly sections: readonly {
    readonly earned: number;
    readonly applicable: number;
    readonly points: number;
  }[];
  readonly base: number;
  /** Under weights, what remains of 100 % when sections leave, in hundredths of a per cent. */
  readonly remaining: number;
  /** Before any veto. */
  readonly total: number;
  readonly score: number;
  readonly vetoes: readonly string[];
  readonly badges: readonly string[];
  readonly level: LevelRecord;
}

/** An item's state, points, and what they came of. */
export interface ItemRecord {
  readonly state: ItemState;
  readonly points: number;
  readonly answer?: RecordedAnswer;
  readonly rank?: number;
  readonly ranked?: number;
  readonly best?: RecordedNumber;
}

/** A number; as text where a JSON number would lose digits. */
export type RecordedNumber = number | string;
/** A tally's answer is a list of [option, count], by place. */
export type RecordedAnswer = boolean | RecordedNumber | readonly (readonly [number, RecordedNumber])[];

/** How a level came about; `held`, `found`, `best`, `direct` are places of levels. */
export interface LevelRecord {
  readonly held: number;
  readonly found: number;
  readonly best: number;
  readonly lowered: number;
  /** The level named by a direct level that holds, or −1. */
  readonly direct: number;
  readonly before: string | null;
  readonly isExempt: boolean;
  /** Levels whose condition doesn't hold. */
  readonly unmet: readonly number[];
  /** Quotas for which the subject stood in line: the level, its turn, and how many places there are. */
  readonly turns: readonly { readonly level: number; readonly turn: number; readonly places: number }[];
}

/** What is stored of one subject of a cohort. */
export function recordOf(scores: Scores, index: number): SubjectRecord {
  const { cohort, totals, verdicts } = scores;
  const id = cohort.subjects.ids[index] ?? "";
  if (cohort.states[index] === EXCLUDED) return { id, state: "excluded" };
  if (cohort.states[index] === FAILED) {
    const failure = cohort.failures.get(index);
    return { id, state: "failed", item: failure?.item ?? "", reason: failure?.reason ?? "" };
  }
  const { standard } = cohort;
  return {
    id,
    state: "scored",
    items: standard.items.map((item) => itemRecord(item, cohort.columns[item.place], index)),
    sections: totals.sections.map((column) => ({
      earned: column.earned[index] ?? 0,
      applicable: column.applicable[index] ?? 0,
      points: column.points[index] ?? 0,
    })),
    base: totals.base[index] ?? 0,
    remaining: totals.remainingWeights[index] ?? 0,
    total: totals.totals[index] ?? 0,
    score: verdicts.scores[index] ?? 0,
    vetoes: standard.vetoes.filter((_, place) => verdicts.vetoes[place]?.[index] === 1).map(({ code }) => code),
    badges: standard.badges.filter((_, place) => verdicts.badges[place]?.[index] === 1).map(({ code }) => code),
    level: levelRecord(scores, index),
  };
}

function itemRecord(item: Item, column: ItemColumn | undefined, index: number): ItemRecord {
  if (column === undefined) return { state: MISSING, points: 0 };
  const state = stateOf(column.states[index]);
  const points = column.pointsHundredths[index] ?? 0;
  if (state !== ANSWERED) return { state, points };
  const record = { state, points, answer: answerIn(item, column, index) };
  if (item.points.kind === "rank") return { ...record, rank: column.ranks[index] ?? 0, ranked: column.ranked };
  if (column.best !== undefined) return { ...record, best: recorded(column.best) };
  return record;
}

function stateOf(state: number | undefined): ItemState {
  switch (state) {
    case MISSING:
    case OUT:
    case MARKED:
      return state;
    default:
      return ANSWERED;
  }
}

function answerIn(item: Item, column: ItemColumn, index: number): RecordedAnswer {
  const value = column.values[index] ?? 0;
  switch (item.points.kind) {
    case "yes-no":
      return value === 1;
    case "choice":
      return value;
    case "tally":
      return item.points.options.codes
        .map((_, place) => [place, recordedIn(column, index * column.width + place, 0)] as const)
        .filter(([, count]) => count !== 0);
    default:
      return recordedIn(column, index, placesOf(item.points));
  }
}

/** Fifteen digits are one double only, so that a quotient of them is the number that was meant. */
const FIFTEEN_DIGITS = 1e15;

function recordedIn(column: ItemColumn, cell: number, places: 0 | 6): RecordedNumber {
  const value = column.values[cell] ?? 0;
  if (value < FIFTEEN_DIGITS && value > -FIFTEEN_DIGITS) return places === 0 ? value : value / 1e6;
  return recorded(numberIn(column, cell, places));
}

function recorded(number: Decimal): RecordedNumber {
  const json = toNumber(number);
  const isSame = Number.isFinite(json) && toText(decimal(json)) === toText(number);
  return isSame ? json : toText(number);
}

function levelRecord({ cohort, verdicts, levels }: Scores, index: number): LevelRecord {
  const { standard } = cohort;
  const direct = standard.directLevels[verdicts.direct[index] ?? -1];
  return {
    held: levels.held[index] ?? -1,
    found: levels.found[index] ?? -1,
    best: levels.best[index] ?? 0,
    lowered: levels.lowered[index] ?? 0,
    direct: direct?.level ?? -1,
    before: heldCode(cohort, index),
    isExempt: verdicts.exempt[index] === 1,
    unmet: [...standard.levels.keys()].filter((place) => verdicts.levels[place]?.[index] !== 1),
    turns: levels.quotas.flatMap((quota, level) => {
      const turn = quota?.turns[index] ?? 0;
      return quota === undefined || turn === 0 ? [] : [{ level, turn, places: quota.places }];
    }),
  };
}
