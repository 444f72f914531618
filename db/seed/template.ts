import type { FactPeriod, FactSubject, FactType, Role, TenantKind } from "../../worker/domain/vocabulary.ts";

/** A code and the Chinese that a reader sees; lists of these keep their order. */
export interface Titled {
  readonly code: string;
  readonly title: string;
}

/** A fact that a tenant declares, because its standards and policies speak about it. */
export interface FactSeed {
  readonly key: string;
  readonly of: FactSubject;
  readonly label: string;
  readonly type: FactType;
  readonly measure?: string;
  readonly choices?: readonly Titled[];
  readonly per: FactPeriod;
  readonly filledBy: Role;
}

/** A standard or a policy as the tenant begins with it. A draft is what its source leaves for the tenant to fill in. */
export interface DocumentSeed {
  readonly code: string;
  readonly state: "draft" | "published";
  /** The day from which version 1 holds, `YYYY-MM-DD`; null for a draft. */
  readonly holdsFrom: string | null;
  readonly document: Readonly<Record<string, unknown>> & { readonly title: string };
}

/** 规划期: 近、中、远. `dueOn` is `YYYY-MM-DD`, `wording` the document's own words. */
export interface HorizonSeed {
  readonly code: string;
  readonly title: string;
  readonly dueOn: string;
  readonly wording: string;
}

/** What a document asks for, by tenant, township, trade, category or county. `count` null: it names no number. */
export interface TargetSeed {
  readonly horizon?: string;
  readonly subject: "belt" | "unit" | "demonstration";
  readonly byKind: "tenant" | "township" | "trade" | "category" | "county";
  /** The township's or trade's short name, the category's code; "" for the whole tenant. */
  readonly key: string;
  readonly label: string;
  readonly count: number | null;
  readonly isAbout: boolean;
  readonly document: string;
  readonly clause: string;
}

/** 验收门槛: units for which `applies` (CEL over `unit`) holds need at least this level; a hard one decides acceptance. */
export interface GateSeed {
  readonly code: string;
  readonly title: string;
  readonly applies: string;
  readonly atLeastLevel: string;
  readonly isHard: boolean;
  readonly document: string;
  readonly clause: string;
}

/** What a new tenant can begin from. */
export interface Template {
  readonly code: string;
  readonly title: string;
  readonly kind: TenantKind;
  readonly departments: readonly Titled[];
  readonly categories: readonly Titled[];
  readonly facts: readonly FactSeed[];
  readonly standards: readonly DocumentSeed[];
  readonly policies: readonly DocumentSeed[];
  readonly horizons: readonly HorizonSeed[];
  readonly targets: readonly TargetSeed[];
  readonly gates: readonly GateSeed[];
}
