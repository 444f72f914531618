import type { Expression } from "../expression.ts";
import type { NotApplicableMode, QuotaDocument, StandardDocument } from "./document.ts";

/**
 * A standard compiled for scoring: expressions ready, codes resolved to places in lists, points in hundredths, measures
 * in millionths. Every `…Hundredths` and `…Millionths` is a safe integer, or Infinity where there is no cap.
 */
export interface Standard {
  readonly document: StandardDocument;
  readonly appliesTo: Expression | undefined;
  readonly startHundredths: number;
  readonly atMostHundredths: number;
  readonly isWeighted: boolean;
  readonly sections: readonly Section[];
  /** Of all sections, in the document's order. */
  readonly items: readonly Item[];
  readonly itemByCode: ReadonlyMap<string, Item>;
  readonly vetoes: readonly Veto[];
  readonly badges: readonly Badge[];
  /** Best first. */
  readonly levels: readonly Level[];
  readonly levelByCode: ReadonlyMap<string, number>;
  readonly directLevels: readonly { readonly level: number; readonly when: Expression }[];
  readonly promotion: { readonly atMostSteps: number; readonly unless: Expression | undefined } | undefined;
  /** Places of sections. */
  readonly tieBreak: readonly number[];
  /** Whether anything but simple items is there to be evaluated for each subject. */
  readonly hasExpressions: boolean;
  readonly readsAnswers: boolean;
}

/** 「大项」. */
export interface Section {
  readonly place: number;
  readonly code: string;
  readonly title: string;
  readonly kind: "base" | "bonus" | "deduction";
  readonly mode: NotApplicableMode;
  /** Percent; 0 where the standard doesn't weigh. */
  readonly weightHundredths: number;
  readonly atMostHundredths: number;
  /** Full marks: of all its items, no more than its cap. */
  readonly fullHundredths: number;
  readonly items: readonly Item[];
}

/** 「指标」. */
export interface Item {
  readonly place: number;
  readonly section: number;
  readonly code: string;
  readonly title: string;
  readonly points: PointsRule;
  readonly fullHundredths: number;
  readonly from: Expression | undefined;
  readonly applies: Expression | undefined;
  readonly isOptional: boolean;
  /** Whether a person answers it: it isn't computed from facts, an expression or the cohort. */
  readonly isAsked: boolean;
  /** Whether its code is a name that every JavaScript object inherits (`constructor`). */
  readonly isInheritedName: boolean;
}

/** How an item's answer becomes points. */
export type PointsRule =
  | { readonly kind: "yes-no"; readonly pointsHundredths: number }
  | { readonly kind: "choice"; readonly options: Options }
  | {
      readonly kind: "count";
      readonly eachMillionths: number;
      readonly atMostHundredths: number;
      readonly atLeast: number;
    }
  | {
      readonly kind: "tally";
      readonly options: Options;
      readonly isSum: boolean;
      readonly atMostHundredths: number;
    }
  | { readonly kind: "bands"; readonly bands: readonly Band[]; readonly isLowerBetter: boolean }
  | Brackets
  | {
      readonly kind: "proportion";
      readonly pointsHundredths: number;
      readonly fullMillionths: number;
      /** −Infinity where there is none. */
      readonly floorMillionths: number;
    }
  | { readonly kind: "deduct"; readonly pointsHundredths: number; readonly eachMillionths: number }
  | { readonly kind: "rating"; readonly pointsHundredths: number; readonly stepMillionths: number | undefined }
  | {
      readonly kind: "rank";
      readonly of: Expression;
      readonly isHighBest: boolean;
      readonly bands: readonly RankBand[];
    }
  | {
      readonly kind: "relative";
      readonly of: Expression;
      readonly isHighBest: boolean;
      readonly pointsHundredths: number;
    }
  | { readonly kind: "formula"; readonly of: Expression; readonly pointsHundredths: number };

/** The options of a `choice` or `tally`; a document's codes may be any name, so they are looked up in a map. */
export interface Options {
  readonly codes: readonly string[];
  readonly titles: readonly string[];
  readonly pointsHundredths: readonly number[];
  readonly placeByCode: ReadonlyMap<string, number>;
}

/** A line of `bands`; a strict one must be passed. */
export interface Band {
  readonly lineMillionths: number;
  readonly isStrict: boolean;
  readonly pointsHundredths: number;
}

/** 「分段」: each bracket begins at `from` and ends where the next begins. */
export interface Brackets {
  readonly kind: "brackets";
  readonly fromMillionths: readonly number[];
  readonly eachMillionths: readonly number[];
  readonly perMillionths: number;
  readonly whole: "no" | "down" | "up";
  readonly atMostHundredths: number;
}

/** The first so many ranks, or the first so many per cent of them. */
export interface RankBand {
  readonly topN: number | undefined;
  readonly percentHundredths: number;
  readonly pointsHundredths: number;
}

/** 「一票否决」. */
export interface Veto {
  readonly code: string;
  readonly title: string;
  readonly when: Expression | undefined;
  readonly effect: VetoEffect;
}

/** What a veto does; `level` is a place in the list of levels, best first. */
export type VetoEffect =
  | { readonly kind: "zero-score" }
  | { readonly kind: "no-level" }
  | { readonly kind: "at-most-level"; readonly level: number }
  | { readonly kind: "not-above-held" }
  | { readonly kind: "lower"; readonly by: number };

/** 「争创之星」. `section` is −1 where only `when` decides. */
export interface Badge {
  readonly code: string;
  readonly title: string;
  readonly section: number;
  readonly atLeastHundredths: number;
  readonly when: Expression | undefined;
}

/** 「星级」. Reached from `leastHundredths` on; `above` a line is from the next hundredth on. */
export interface Level {
  readonly code: string;
  readonly title: string;
  readonly leastHundredths: number;
  readonly isAbove: boolean;
  readonly when: Expression | undefined;
  readonly quota: QuotaDocument | undefined;
}
