import type { TenantKind } from "../worker/domain/vocabulary.ts";
import type { api } from "./api.ts";
import type { PolicyDocument, StandardDocument } from "./document-shapes.ts";
import type { operatorApi } from "./operator-api.ts";
import type { signUpApi } from "./sign-up-api.ts";

// What the server answers, by the names that pages use. The types are the server's own, through the typed client. Scores
// are points (86.5); money is whole fen.

type Asked = typeof api & typeof signUpApi & typeof operatorApi;
type Answer<Name extends keyof Asked> = Awaited<ReturnType<Asked[Name]>>;

export interface List<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export type DirectoryEntry = Answer<"directory">["items"][number];
export type Template = Answer<"templates">["items"][number];
export type OwnSignup = Answer<"signup">;
export type Signup = Answer<"signups">["items"][number];
export type ListedTenant = Answer<"tenants">["items"][number];
export type Session = Answer<"session">;
export type Tenant = Answer<"tenant">;
export type Unit = Answer<"unit">;
export type Fact = Answer<"facts">["items"][number];
export type Cycle = Answer<"cycles">["items"][number];
export type Result = Answer<"results">["items"][number];
export type ExplainedResult = Answer<"result">;
export type DocumentHead = Answer<"standards">["items"][number];
export type DocumentVersions = Answer<"standard">;

export type Dashboard = Answer<"dashboard">;
export type Targets = NonNullable<Dashboard["targets"]>;
export type Belt = Dashboard["belts"][number];
export type BeltPoint = Belt["points"][number];
export type Stuck = Dashboard["stuck"][number];
export type Horizon = Dashboard["horizons"][number];
export type Category = Dashboard["categories"][number];
export type Figure = Dashboard["figures"][number];

export interface Decision {
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly reason: string | null;
}

/** A version with who published it, and who retired it and why. */
export interface VersionDecisions extends DocumentHead {
  readonly version: number;
  readonly revision: number;
  readonly publication: Decision | null;
  readonly retirement: Decision | null;
}

/** A version with its text, which the server types as any JSON; it has validated it against its format. */
export interface StandardVersion extends VersionDecisions {
  readonly document: StandardDocument;
}

export interface PolicyVersion extends VersionDecisions {
  readonly document: PolicyDocument;
}

export interface CalculationRequest {
  /** A stored version, or a whole document that is tried. */
  readonly policy: { readonly code: string; readonly version: number } | PolicyDocument;
  /** Left out: the tenant's own units. */
  readonly recipients?: readonly Recipient[];
  readonly cycle?: string;
  readonly standard?: { readonly code: string; readonly version: number };
  readonly detail: true;
}

type Facts = Readonly<Record<string, unknown>>;

export interface Recipient {
  readonly id: string;
  readonly unit: Facts;
  readonly result: Facts;
  readonly previous: Facts;
  readonly facts: Facts;
  readonly paidFen: Readonly<Record<string, number>>;
  readonly decidedFen: Readonly<Record<string, number>>;
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

export interface SignupRequest {
  readonly name: string;
  readonly code: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
  readonly contact: { readonly name: string; readonly phone: string };
  readonly creditCode: string;
  readonly template: string;
}

export interface NewAdmin {
  readonly username: string;
  readonly name: string;
  readonly password: string;
}
