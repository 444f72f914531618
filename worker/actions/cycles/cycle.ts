import { sql } from "drizzle-orm";
import { type CycleTerms, cycleStandards, cycles, results } from "../../../db/tenant/schema/index.ts";
import type { CycleKind, CycleState } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** What a cycle asks: `standards` by code, each bound at the opening to the version in force on its day. */
export interface Terms {
  readonly standards: readonly string[];
  readonly participants: NonNullable<CycleTerms["participants"]>;
  readonly siteChecks: number;
}

/** 考核周期 with the versions it is bound to, none before its opening, and how many results it has. */
export interface Cycle {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly kind: CycleKind;
  readonly year: number;
  readonly opensOn: string;
  readonly selfUntil: string | null;
  readonly reviewUntil: string | null;
  readonly acceptanceUntil: string | null;
  readonly closedOn: string | null;
  readonly state: CycleState;
  readonly openedAt: string | null;
  readonly terms: Terms;
  readonly standards: readonly { readonly code: string; readonly version: number }[];
  readonly results: number;
  readonly revision: number;
}

const standardsOfCycle =
  sql<string>`(SELECT json_group_array(json_object('code', s."standard_code", 'version', s."standard_version"))
  FROM ${cycleStandards} s WHERE s."cycle_id" = "cycles"."id")`.mapWith(
    (text: string) => JSON.parse(text) as Cycle["standards"],
  );

/** Of the units within reach alone: a count tells of what it counts. */
function resultsOfCycle(scope: Scope) {
  const within = unitsWithin(scope, sql`r."unit_id"`) ?? sql`1`;
  return sql<number>`(SELECT count(*) FROM ${results} r WHERE r."cycle_id" = "cycles"."id" AND (${within}))`;
}

export function selectCycles(scope: Scope) {
  return scope.db
    .select({
      id: cycles.id,
      code: cycles.code,
      title: cycles.title,
      kind: cycles.kind,
      year: cycles.year,
      opensOn: cycles.opensOn,
      selfUntil: cycles.selfUntil,
      reviewUntil: cycles.reviewUntil,
      acceptanceUntil: cycles.acceptanceUntil,
      closedOn: cycles.closedOn,
      state: cycles.state,
      openedAt: cycles.openedAt,
      terms: cycles.terms,
      standards: standardsOfCycle,
      results: resultsOfCycle(scope),
      revision: cycles.revision,
    })
    .from(cycles)
    .$dynamic();
}

type CycleRow = Awaited<ReturnType<typeof selectCycles>>[number];

export function cycleOf(row: CycleRow): Cycle {
  return { ...row, terms: termsOf(row.terms, row.standards) };
}

/** What a stored cycle asks; one from before terms were kept asks what it is bound to. */
export function termsOf(stored: CycleTerms, bound: readonly { readonly code: string }[]): Terms {
  const { standards = bound.map(({ code }) => code), participants = {}, siteChecks = 1 } = stored;
  return { standards, participants, siteChecks };
}
