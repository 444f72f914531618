import type { DocumentHead } from "./api-shapes.ts";

/** `GET …/dashboard`: a tenant's state in sentences, then what proves them; a tenant has the parts that it has data for. */
export interface Dashboard {
  readonly tenant: {
    readonly code: string;
    readonly name: string;
    readonly kind: string;
    readonly parentName: string | null;
  };
  readonly cycle: { readonly id: string; readonly title: string } | null;
  readonly sentences: readonly string[];
  readonly targets: Targets | null;
  readonly belts: readonly Belt[];
  readonly outside: readonly Belt[];
  readonly stuck: readonly Stuck[];
  readonly horizons: readonly Horizon[];
  readonly categories: readonly Category[];
  readonly departments: readonly {
    readonly code: string;
    readonly title: string;
    readonly badges: readonly string[];
  }[];
  readonly figures: readonly Figure[];
  readonly figureFault: string | null;
  readonly standards: readonly DocumentHead[];
  readonly policies: readonly DocumentHead[];
}

export interface Targets {
  readonly document: string;
  readonly clause: string;
  readonly rows: readonly {
    readonly kind: "township" | "trade";
    readonly label: string;
    readonly plannedUnits: number | null;
    readonly units: number;
    readonly plannedDemonstrations: number | null;
    readonly demonstrations: number;
  }[];
  readonly sums: readonly Sum[];
}

/** A sum of the source document, added up again: `10 + 10 + … = 84`. */
export interface Sum {
  readonly label: string;
  readonly terms: readonly number[];
  readonly total: number;
  readonly stated: number | null;
  readonly agrees: boolean;
  readonly text: string;
}

/** A belt, or the demonstration points of a trade outside all belts: its points in order. */
export interface Belt {
  readonly id: string;
  readonly name: string;
  readonly township: string | null;
  readonly passes: boolean;
  readonly reached: number;
  readonly units: number;
  readonly demonstrationsReached: number;
  readonly demonstrations: number;
  readonly shortText: string;
  readonly points: readonly BeltPoint[];
}

export interface BeltPoint {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly position: number | null;
  readonly demonstration: boolean;
  readonly score: number | null;
  readonly level: string | null;
  readonly levelTitle: string | null;
  readonly short: boolean;
}

export interface Stuck {
  readonly unit: string;
  readonly name: string;
  readonly scoreText: string;
  readonly gapText: string;
  readonly consequence: string;
}

export interface Horizon {
  readonly code: string;
  readonly title: string;
  readonly dueOn: string | null;
  readonly wording: string;
  readonly targets: readonly {
    readonly label: string;
    readonly count: number | null;
    readonly isAbout: boolean;
    readonly reached: number | null;
  }[];
}

export interface Category {
  readonly code: string;
  readonly title: string;
  readonly target: number | null;
  readonly isAbout: boolean;
  readonly units: number;
}

export interface Figure {
  readonly code: string;
  readonly title: string;
  readonly label: string;
  readonly value: number | null;
  readonly measure: string;
  readonly denominator: number | null;
  readonly denominatorLabel: string | null;
  readonly stated: string | null;
  readonly remark: string | null;
}
