import type { GateOutcome } from "../../domain/gates.ts";
import type { DocumentState } from "../../domain/vocabulary.ts";

/** A unit as the dashboard reads it, with its result in the shown cycle; `gates` null: no result. */
export interface UnitRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly township: string | null;
  readonly tradeId: string | null;
  readonly trade: string | null;
  readonly beltId: string | null;
  readonly beltPosition: number | null;
  readonly demonstration: boolean;
  readonly category: string | null;
  readonly scoreHundredths: number | null;
  readonly level: string | null;
  readonly gates: readonly GateOutcome[] | null;
}

export interface BeltRow {
  readonly id: string;
  readonly name: string;
  readonly township: string | null;
  readonly plannedUnits: number | null;
  readonly plannedDemonstrations: number | null;
  /** How many units stand on it, whoever reads. */
  readonly units: number;
}

export interface TargetRow {
  readonly horizon: string | null;
  readonly subject: "belt" | "unit" | "demonstration";
  readonly byKind: "tenant" | "township" | "trade" | "category" | "county";
  readonly key: string;
  readonly label: string;
  readonly count: number | null;
  readonly isAbout: boolean;
  readonly document: string;
  readonly clause: string | null;
}

export interface HorizonRow {
  readonly code: string;
  readonly title: string;
  readonly dueOn: string;
  readonly wording: string;
}

export interface FigureRow {
  readonly code: string;
  readonly title: string;
  readonly label: string;
  readonly value: number | null;
  readonly measure: string | null;
  readonly denominator: number | null;
  readonly denominatorLabel: string | null;
  readonly stated: string | null;
  readonly remark: string | null;
}

export interface TitledRow {
  readonly code: string;
  readonly title: string;
}

/** One version of a standard or policy. */
export interface VersionRow {
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly state: DocumentState;
  readonly holdsFrom: string | null;
  readonly sha256: string | null;
}

/** What a department's badges are found from: the badges of a standard and the departments of its sections, by code. */
export interface BadgeRow {
  readonly badges: readonly { readonly title: string; readonly section?: string }[];
  readonly departments: Readonly<Record<string, string | null>>;
}
