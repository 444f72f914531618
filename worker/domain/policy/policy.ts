import type { Decimal } from "../decimal.ts";
import type { Expression } from "../expression.ts";
import type {
  CeilingDocument,
  GrantDocument,
  InstalmentDocument,
  PayerDocument,
  PolicyDocument,
  TimesDocument,
} from "./document.ts";

/** A policy ready to calculate with: its expressions compiled once, its percentages in hundredths. */
export interface Policy {
  readonly document: PolicyDocument;
  readonly grants: readonly Grant[];
  readonly ceilings: readonly Ceiling[];
  /** Every payers' and instalments' plan of the policy and its grants; grants name theirs by place. */
  readonly payerPlans: readonly PayerPlan[];
  readonly instalmentPlans: readonly InstalmentPlan[];
}

/** A grant; `group`, `ceilings`, `payers`, `instalments` are places in the policy's lists. */
export interface Grant {
  readonly document: GrantDocument;
  readonly place: number;
  readonly when: Expression | undefined;
  readonly amount: CompiledAmount;
  readonly times: readonly Times[];
  readonly atLeastFen: Limit | undefined;
  readonly atMostFen: Limit | undefined;
  readonly group: number | undefined;
  readonly ceilings: readonly number[];
  readonly payers: number | undefined;
  readonly instalments: number | undefined;
}

/** An integer, or an expression that yields fen. */
export type Limit = number | Expression;

/** One threshold: reached at it, or only above it. */
export interface Threshold {
  readonly value: Decimal;
  readonly isStrict: boolean;
}

/** A factor in hundredths of a percent, by band or by row. */
export interface Times {
  readonly document: TimesDocument;
  readonly of: Expression;
  readonly bands: readonly (Threshold & { readonly percent: number })[] | undefined;
  readonly rows: ReadonlyMap<string, number>;
  readonly otherwise: number;
}

/** One bracket, reached from its threshold on. */
export interface Bracket extends Threshold {
  readonly fen: number;
  readonly fenEach: number;
  readonly percent: number;
}

/** An amount with its expressions compiled. */
export type CompiledAmount =
  | { readonly kind: "fixed"; readonly fen: number }
  | {
      readonly kind: "table";
      readonly of: Expression;
      readonly rows: ReadonlyMap<string, number>;
      readonly otherwiseFen: number | null;
    }
  | {
      readonly kind: "rate";
      readonly of: Expression;
      readonly fenEach: number;
      readonly from: Decimal;
      readonly upTo: Decimal | undefined;
      readonly per: Decimal;
      readonly whole: "down" | "up" | undefined;
    }
  | {
      readonly kind: "percent";
      readonly ofFen: Expression;
      readonly percent: number;
      readonly ofAtMostFen: number | undefined;
    }
  | {
      readonly kind: "brackets";
      readonly of: Expression;
      readonly isMoney: boolean;
      readonly mode: "whole" | "marginal";
      readonly brackets: readonly Bracket[];
    }
  | {
      readonly kind: "share";
      readonly poolFen: number;
      readonly by: readonly { readonly of: Expression; readonly percent: number }[];
    }
  | { readonly kind: "decided"; readonly atLeastFen: Limit; readonly atMostFen: Limit }
  | { readonly kind: "formula"; readonly fen: Expression }
  | {
      readonly kind: "capped";
      readonly amount: CompiledAmount;
      readonly atLeastFen: Limit | undefined;
      readonly atMostFen: Limit | undefined;
    }
  | { readonly kind: "sum"; readonly parts: readonly CompiledAmount[] };

/** A ceiling over the lines of its grants, by value or over all. */
export interface Ceiling {
  readonly document: CeilingDocument;
  readonly place: number;
  readonly by: Expression | undefined;
  readonly rows: ReadonlyMap<string, number>;
  /** Present where the ceiling ranks. */
  readonly order: Expression | undefined;
}

/** How lines are split between payers: by weight, or in order up to limits with a last one that takes the rest. */
export interface PayerPlan {
  readonly payers: readonly PayerDocument[];
  readonly weights: readonly number[] | undefined;
  readonly limitsFen: readonly number[];
}

/** How lines are split over instalments. */
export interface InstalmentPlan {
  readonly instalments: readonly InstalmentDocument[];
  readonly weights: readonly number[];
  readonly whens: readonly (Expression | undefined)[];
}
