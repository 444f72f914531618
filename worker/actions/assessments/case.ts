import { and, asc, eq, sql } from "drizzle-orm";
import {
  assessmentDocuments,
  assessmentDrafts,
  assessments,
  belts,
  cycles,
  gates,
  sectionReviews,
  siteChecks,
  standards,
  tenant,
  units,
} from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { ScoredUnit } from "../../domain/provisional.ts";
import { type AssessmentState, assessmentStates, type Role } from "../../domain/vocabulary.ts";
import { isAnswerer } from "../answerer.ts";
import { beltStandings, beltVariables, selectRenamedBeltFacts } from "../belt-variables.ts";
import { selectRelaxed, selectStepsOn } from "../case-steps.ts";
import { refuseStale } from "../etag.ts";
import { publishedStandard } from "../published-standard.ts";
import type { Rows, Scope } from "../scope.ts";
import { selectRenamedFacts, unitStandings, unitVariables } from "../unit-variables.ts";
import { selectVetoesOnCase } from "../vetoes-in-force.ts";
import { unitsWithin } from "../within.ts";

/** Everything that is read of one assessment, in one batch; `roles` say whose reach counts. */
export function caseQueries(scope: Scope, id: string, roles?: readonly Role[]) {
  const { db } = scope;
  return [
    db
      .select({
        assessment: assessments,
        cycle: cycles,
        standardTitle: standards.title,
        document: standards.document,
        settings: tenant.settings,
        isAnswerer: isAnswerer(scope, sql`${assessments.unitId}`, sql`${assessments.beltId}`),
      })
      .from(assessments)
      .innerJoin(cycles, eq(cycles.id, assessments.cycleId))
      .innerJoin(tenant, eq(tenant.id, 1))
      .innerJoin(
        standards,
        and(eq(standards.code, assessments.standardCode), eq(standards.version, assessments.standardVersion)),
      )
      .where(and(eq(assessments.id, id), unitsWithin(scope, sql`${assessments.unitId}`, roles))),
    db.select().from(assessmentDocuments).where(eq(assessmentDocuments.assessmentId, id)),
    db.select().from(assessmentDrafts).where(eq(assessmentDrafts.assessmentId, id)),
    db.select().from(siteChecks).where(eq(siteChecks.assessmentId, id)).orderBy(asc(siteChecks.at)),
    db.select().from(sectionReviews).where(eq(sectionReviews.assessmentId, id)).orderBy(asc(sectionReviews.at)),
    unitStandings(db).where(sql`${units.id} = (SELECT "unit_id" FROM ${assessments} WHERE "id" = ${id})`),
    selectRenamedFacts(scope),
    selectStepsOn(scope, "assessment", id),
    selectRelaxed(scope),
    db.select().from(gates).orderBy(asc(gates.position)),
    selectVetoesOnCase(scope, id),
    beltStandings(db).where(sql`${belts.id} = (SELECT "belt_id" FROM ${assessments} WHERE "id" = ${id})`),
    selectRenamedBeltFacts(scope),
  ] as const;
}

type CaseRows = Rows<ReturnType<typeof caseQueries>>;

/** One unit's, or belt's, assessment under one standard, with all that decides what may be done with it. */
export type Case = ReturnType<typeof caseOf>;

/** The case of one assessment within the actor's reach, for a change of what was read as `ifMatch`. */
export async function readCase(scope: Scope, id: string, roles: readonly Role[], ifMatch?: string): Promise<Case> {
  const found = caseOf(await scope.read(caseQueries(scope, id, roles)));
  if (ifMatch !== undefined) refuseStale(ifMatch, found.assessment.revision);
  return found;
}

/** Refusals: not-found. */
export function caseOf(rows: CaseRows) {
  const [
    [row],
    documents,
    [draft],
    checks,
    reviews,
    [unit],
    renamed,
    steps,
    relaxed,
    gateRules,
    vetoes,
    [belt],
    beltFacts,
  ] = rows;
  if (row === undefined || unit === undefined) throw new Problem("not-found");
  const { assessment, cycle } = row;
  const standard = publishedStandard(row.document);
  const ofStage = (stage: "claimed" | "verified" | "accepted") => {
    const found = documents.find((each) => each.stage === stage);
    return found === undefined ? undefined : { ...emptied(found.document), at: found.writtenAt };
  };
  const { held } = assessment;
  const scored: ScoredUnit =
    belt === undefined
      ? { code: unit.code, variables: unitVariables(unit, renamed), held }
      : { code: belt.code, variables: beltVariables(belt, beltFacts), held };
  return {
    isAnswerer: row.isAnswerer === 1,
    ofBelt: belt === undefined ? null : { id: belt.id, code: belt.code, name: belt.name },
    ...{ assessment, cycle, draft, unit, steps, relaxed, gateRules, settings: row.settings, scored },
    standard,
    /** The vetoes in force upon the unit that its version of the standard leaves to people. */
    vetoesInForce: vetoes.filter(({ code }) =>
      standard.vetoes.some((each) => each.code === code && each.when === undefined),
    ),
    standardTitle: row.standardTitle,
    claimed: ofStage("claimed"),
    verified: ofStage("verified"),
    accepted: ofStage("accepted"),
    siteChecksWanted: cycle.terms.siteChecks ?? 1,
    /** Of this round alone: a return voids the earlier ones. */
    checks: checks.filter(({ round }) => round === assessment.round),
    reviews: reviews.filter(({ round }) => round === assessment.round),
  };
}

/** Sheets from before this was written down leave out what they lack. */
function emptied<Document extends { answers?: unknown; notApplicable?: unknown; vetoes?: unknown }>(
  document: Document,
) {
  return {
    ...document,
    answers: document.answers ?? {},
    notApplicable: document.notApplicable ?? [],
    vetoes: document.vetoes ?? [],
  } as Document;
}

/** Refuses whoever isn't the one to answer. Refusals: forbidden. */
export function refuseOthersForm({ isAnswerer, ofBelt }: Case): void {
  if (isAnswerer) return;
  const detail = ofBelt === null ? "这份自评由它的书记填报。" : "示范带由归口的乡镇或行业党委自评。";
  throw new Problem("forbidden", { detail });
}

/** Refuses what belongs to another stage, or to a cycle that isn't open. Refusals: wrong-stage. */
export function refuseElsewhere({ assessment, cycle }: Case, wanted: readonly AssessmentState[]): void {
  if (cycle.state !== "open") throw new Problem("wrong-stage", { detail: "这个考核周期没有在进行。" });
  if (wanted.includes(assessment.state)) return;
  throw new Problem("wrong-stage", {
    detail: `现在在${assessmentStates[assessment.state]}，这一步要在${wanted.map((each) => assessmentStates[each]).join("或")}时办。`,
  });
}
