import type { ItemKind, Payee, Proof } from "../worker/domain/vocabulary.ts";

/** The two document formats as the reading pages use them; the server has validated what arrives. */
export interface Source {
  readonly document: string;
  readonly clause?: string;
}

export interface StandardDocument {
  readonly title: string;
  readonly sources?: readonly Source[];
  readonly subject?: string;
  readonly appliesTo?: string;
  readonly scoring?: "points" | "weights";
  readonly start?: number;
  readonly notApplicable?: "rescale" | "full" | "zero";
  readonly atMost?: number;
  readonly sections: readonly Section[];
  readonly vetoes?: readonly Veto[];
  readonly badges?: readonly Badge[];
  readonly levels?: readonly Level[];
  readonly directLevels?: readonly { readonly level: string; readonly when: string }[];
  readonly promotion?: { readonly atMostSteps: number; readonly unless?: string };
  readonly tieBreak?: readonly string[];
}

export interface Section {
  readonly code: string;
  readonly title: string;
  readonly kind?: "base" | "bonus" | "deduction";
  readonly weight?: number;
  readonly atMost?: number;
  readonly notApplicable?: "rescale" | "full" | "zero";
  readonly department?: string;
  readonly sources?: readonly Source[];
  readonly items: readonly Item[];
}

export interface Item {
  readonly code: string;
  readonly title: string;
  readonly criterion?: string;
  readonly sources?: readonly Source[];
  readonly score: Score;
  readonly from?: string;
  readonly applies?: string;
  readonly optional?: boolean;
  readonly reasonRequired?: boolean;
  readonly proof?: Proof;
}

export interface Band {
  readonly atLeast?: number;
  readonly above?: number;
  readonly atMost?: number;
  readonly below?: number;
  readonly topPercent?: number;
  readonly topN?: number;
  readonly points: number;
  readonly wording?: string;
}

export interface Score {
  readonly kind: ItemKind;
  readonly points?: number;
  readonly options?: readonly { readonly code: string; readonly title: string; readonly points: number }[];
  readonly each?: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly take?: "sum" | "highest";
  readonly bands?: readonly Band[];
  readonly better?: "higher" | "lower";
  readonly brackets?: readonly { readonly from: number; readonly each: number }[];
  readonly per?: number;
  readonly whole?: "down" | "up";
  readonly full?: number;
  readonly floor?: number;
  readonly step?: number;
  readonly of?: string;
  readonly order?: "high" | "low";
  readonly expression?: string;
}

export interface Veto {
  readonly code: string;
  readonly title: string;
  readonly when?: string;
  readonly effect: { readonly kind: string; readonly level?: string; readonly by?: number };
}

export interface Badge {
  readonly code: string;
  readonly title: string;
  readonly section?: string;
  readonly atLeast?: number;
  readonly when?: string;
}

export interface Level {
  readonly code: string;
  readonly title: string;
  readonly atLeast?: number;
  readonly when?: string;
  readonly wording?: string;
  readonly quota?: {
    readonly percent?: number;
    readonly count?: number;
    readonly rounding?: string;
    readonly ties?: "exclude" | "include";
  };
}

export type FenOrExpression = number | string;

export interface Amount {
  readonly kind: string;
  readonly fen?: FenOrExpression;
  readonly of?: string;
  readonly ofFen?: string;
  readonly rows?: Readonly<Record<string, number>>;
  readonly otherwiseFen?: number | null;
  readonly fenEach?: number;
  readonly from?: number;
  readonly upTo?: number;
  readonly per?: number;
  readonly whole?: "down" | "up";
  readonly percent?: number;
  readonly ofAtMostFen?: number;
  readonly mode?: "whole" | "marginal";
  readonly brackets?: readonly {
    readonly from?: number;
    readonly above?: number;
    readonly fen?: number;
    readonly fenEach?: number;
    readonly percent?: number;
  }[];
  readonly poolFen?: number;
  readonly by?: readonly { readonly of: string; readonly percent: number }[];
  readonly atLeastFen?: FenOrExpression;
  readonly atMostFen?: FenOrExpression;
  readonly amount?: Amount;
  readonly parts?: readonly Amount[];
}

export interface Times {
  readonly of: string;
  readonly bands?: readonly { readonly atLeast?: number; readonly above?: number; readonly percent: number }[];
  readonly rows?: Readonly<Record<string, number>>;
  readonly otherwise?: number;
}

export interface Payer {
  readonly code: string;
  readonly title: string;
  readonly percent?: number;
  readonly part?: number;
  readonly upToFen?: number;
  readonly rest?: boolean;
}

export interface Instalment {
  readonly code: string;
  readonly percent: number;
  readonly when?: string;
}

export interface Grant {
  readonly code: string;
  readonly title: string;
  readonly payee?: Payee;
  readonly when?: string;
  readonly sources?: readonly Source[];
  readonly amount: Amount;
  readonly times?: readonly Times[];
  readonly atLeastFen?: FenOrExpression;
  readonly atMostFen?: FenOrExpression;
  readonly lessPaid?: boolean;
  readonly once?: boolean;
  readonly group?: string;
  readonly payers?: readonly Payer[];
  readonly instalments?: readonly Instalment[];
}

export interface Ceiling {
  readonly code: string;
  readonly by?: string;
  readonly rows?: Readonly<Record<string, number>>;
  readonly otherwiseFen?: number;
  readonly totalFen?: number;
  readonly share: "prorate" | "rank";
  readonly order?: string;
  readonly partial?: boolean | "stop";
  readonly grants?: readonly string[];
}

export interface PolicyDocument {
  readonly title: string;
  readonly year?: number;
  readonly sources?: readonly Source[];
  readonly grants: readonly Grant[];
  readonly groups?: readonly { readonly code: string; readonly pay: string }[];
  readonly perRecipientAtMostFen?: number;
  readonly rounding: { readonly toFen: number; readonly mode: "half-up" | "down" | "up" };
  readonly ceilings?: readonly Ceiling[];
  readonly payers?: readonly Payer[];
  readonly instalments?: readonly Instalment[];
}
