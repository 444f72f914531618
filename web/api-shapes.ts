import type { CycleKind, DocumentState, Field, TenantKind, UnitKind } from "../worker/domain/vocabulary.ts";
import type { PolicyDocument, StandardDocument } from "./document-shapes.ts";

/** What the server answers, by spec/api.md. Scores are points (86.5); money is whole fen. */
export interface List<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface DirectoryEntry {
  readonly code: string;
  readonly name: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
}

export interface Session {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly tenant: string;
  readonly roles: readonly {
    readonly role: string;
    readonly scope: { readonly kind: string; readonly id: string | null };
  }[];
}

export interface Tenant extends DirectoryEntry {
  readonly state: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export type FactValue = null | boolean | number | string | readonly string[];

export interface Unit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly kind: UnitKind;
  readonly field: Field | null;
  readonly parent: string | null;
  readonly township: string | null;
  readonly trade: string | null;
  readonly belt: string | null;
  readonly beltPosition: number | null;
  readonly demonstration: boolean;
  readonly category: string | null;
  readonly facts: Readonly<Record<string, FactValue>>;
}

export interface Fact {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly measure: string | null;
  readonly choices: readonly { readonly code: string; readonly title: string }[] | null;
  readonly of: string;
  readonly per: string;
}

export interface Cycle {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly kind: CycleKind;
  readonly year: number;
  readonly standards: readonly { readonly code: string; readonly version: number }[];
  readonly results: number;
}

export interface Result {
  readonly id: string;
  readonly unit: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly cycle: string;
  readonly accepted: boolean;
  /** Null where the subject failed. */
  readonly score: number | null;
  readonly level: string | null;
  /** 不评星 or 未定级 where no level was found. */
  readonly levelTitle: string;
  readonly badges: readonly string[];
  readonly rank: number | null;
  readonly standard: { readonly code: string; readonly version: number };
  readonly township: string | null;
  readonly onBelt: boolean;
  readonly belt: string | null;
  readonly beltPosition: number | null;
  readonly demonstration: boolean;
}

export interface ItemExplained {
  readonly code: string;
  readonly points: number;
  readonly full: number;
  readonly because: string;
}

export interface Explanation {
  readonly score?: number;
  readonly level?: string | null;
  readonly badges?: readonly string[];
  readonly vetoes?: readonly string[];
  readonly missing?: readonly string[];
  readonly sections?: readonly {
    readonly code: string;
    readonly points: number;
    readonly full: number;
    readonly items: readonly ItemExplained[];
  }[];
  readonly because?: readonly string[];
  readonly error?: { readonly item: string; readonly reason: string };
}

export interface Gate {
  readonly code: string;
  readonly title: string;
  readonly isHard: boolean;
  readonly isMet: boolean;
  readonly text: string;
}

export interface ExplainedResult extends Result {
  readonly explanation: Explanation;
  readonly gates: readonly Gate[];
}

export interface DocumentHead {
  readonly code: string;
  readonly title: string;
  readonly version: number | null;
  readonly state: DocumentState;
  readonly holdsFrom: string | null;
  readonly sha256: string | null;
}

export interface DocumentVersions extends DocumentHead {
  readonly versions: readonly Pick<DocumentHead, "version" | "state" | "holdsFrom" | "sha256">[];
}

export interface StandardVersion extends DocumentHead {
  readonly document: StandardDocument;
}

export interface PolicyVersion extends DocumentHead {
  readonly document: PolicyDocument;
}

export interface CalculationRequest {
  readonly policy: { readonly code: string; readonly version: number };
  readonly cycle?: string;
  readonly standard?: { readonly code: string; readonly version: number };
  readonly detail: true;
}

export interface Step {
  readonly rule: string;
  readonly title: string;
  readonly fen: number;
  readonly text: string;
  readonly sum?: string | null;
  readonly clause?: string | null;
}

export interface Line {
  readonly recipient: string;
  readonly grant: string;
  readonly fen: number;
  readonly beforeCeilingsFen: number;
  /** What the ceilings took: `fen` less `beforeCeilingsFen`. */
  readonly changedFen: number;
  readonly payers?: Readonly<Record<string, number>>;
  readonly instalments?: readonly { readonly code: string; readonly fen: number; readonly due: boolean }[];
  readonly because: readonly string[];
  readonly steps: readonly Step[];
}

export interface Calculation {
  readonly totalFen: number;
  readonly beforeCeilingsFen: number;
  readonly changedFen: number;
  readonly lines: readonly Line[];
  readonly townships: readonly {
    readonly township: string | null;
    readonly lines: number;
    readonly beforeFen: number;
    readonly ceilingFen: number | null;
    readonly changedFen: number;
    readonly fen: number;
  }[];
  readonly without: readonly { readonly recipient: string; readonly grant: string; readonly reason: string }[];
  readonly ceilings: readonly {
    readonly code: string;
    readonly key: string | null;
    readonly ceilingFen: number;
    readonly beforeFen: number;
    readonly afterFen: number;
  }[];
  readonly errors: readonly { readonly recipient: string; readonly grant: string; readonly reason: string }[];
  readonly digest: string;
}

export type { Dashboard } from "./dashboard-shape.ts";
