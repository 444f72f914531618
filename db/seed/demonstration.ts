import type { Json } from "../../worker/domain/expression.ts";
import type {
  CoverageMode,
  CycleKind,
  EntityKind,
  Field,
  Role,
  ScopeKind,
  UnitKind,
} from "../../worker/domain/vocabulary.ts";

/** A unit as a demonstration names it; `parent`, `township`, `trade` are codes of units before it, `belt` a belt's. */
export interface UnitSeed {
  readonly code: string;
  readonly name: string;
  readonly shortName?: string;
  readonly kind: UnitKind;
  readonly field?: Field;
  readonly parent: string | null;
  readonly township?: string;
  readonly trade?: string;
  readonly belt?: string;
  readonly beltPosition?: number;
  readonly demonstration?: boolean;
  readonly category?: string;
  /** What is known of it; a fact that isn't here is unknown. */
  readonly facts?: Readonly<Record<string, Json>>;
}

/** A belt and its planned numbers; `township` is a unit's code. */
export interface BeltSeed {
  readonly code: string;
  readonly name: string;
  readonly township: string;
  readonly plannedUnits: number;
  readonly plannedDemonstrations: number;
}

/**
 * An enterprise or social organisation that no document names: called 示例, its credit code of a region that there
 * isn't. `fullMembers` null is unknown; `covered` says by which unit, by its code, and how.
 */
export interface EntitySeed {
  readonly creditCode: string;
  readonly name: string;
  readonly kind: EntityKind;
  readonly township?: string;
  readonly trade?: string;
  readonly fullMembers: number | null;
  readonly covered?: { readonly by: string; readonly mode: CoverageMode };
}

/** 一点一策 of one point, approved; its days are month and day of the year in which the demonstration is made. */
export interface PlanSeed {
  readonly unit: string;
  readonly goals: string;
  readonly measures: readonly { readonly text: string; readonly responsible: string; readonly dueOn: string }[];
  readonly milestones: readonly { readonly title: string; readonly dueOn: string }[];
}

/** What the assessor accepted of one unit under one standard, and the facts of the cycle that policies read. */
export interface AnswersSeed {
  readonly unit: string;
  readonly answers: Readonly<Record<string, Json>>;
  readonly notApplicable: readonly string[];
  readonly vetoes: readonly string[];
  readonly facts?: Readonly<Record<string, Json>>;
}

/** A cycle, planned; with `accepted` it is closed on `closedOn`, and its results are computed from the answers. */
export interface CycleSeed {
  readonly code: string;
  readonly title: string;
  readonly kind: CycleKind;
  readonly year: number;
  readonly opensOn: string;
  readonly selfUntil: string | null;
  readonly reviewUntil: string | null;
  readonly acceptanceUntil: string | null;
  readonly closedOn: string | null;
  readonly standards: readonly string[];
  readonly accepted: { readonly standard: string; readonly answers: readonly AnswersSeed[] } | null;
}

/**
 * 统计数 as its source prints it. `value` and `denominator` null: unknown, never 0. `stated` is the printed share.
 * Figures that share a code are parts of one whole and are checked together.
 */
export interface FigureSeed {
  readonly code: string;
  readonly title: string;
  readonly label: string;
  readonly value: number | null;
  readonly measure: string;
  readonly denominator: number | null;
  readonly denominatorLabel: string;
  readonly stated: string | null;
  readonly document: string;
  readonly clause: string;
}

/** A user of the local demonstration; the name is the office, never a person's. */
export interface UserSeed {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** A unit by its code, a department by its code; null for the whole tenant. */
  readonly scope: { readonly kind: ScopeKind; readonly id: string | null };
}

/** What a demonstration tenant holds beyond its template: its places, its organisations, its first results. */
export interface Demonstration {
  readonly tenant: string;
  readonly name: string;
  readonly parent: string | null;
  readonly units: readonly UnitSeed[];
  readonly belts: readonly BeltSeed[];
  readonly entities: readonly EntitySeed[];
  /** Null where the tenant has neither belts nor demonstrations, of which alone a plan is asked. */
  readonly plan: PlanSeed | null;
  readonly cycles: readonly CycleSeed[];
  readonly figures: readonly FigureSeed[];
  /**
   * The units, by code, that the users `township`, `township2` … and `secretary`, `secretary2` … reach, and the
   * departments of `department`, `department2` …
   */
  readonly reach: {
    readonly township: readonly string[];
    readonly secretary: readonly string[];
    readonly department: readonly string[];
  };
}
