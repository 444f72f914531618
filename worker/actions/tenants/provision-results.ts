import type { Database } from "../../../db/open.ts";
import type { CycleSeed, Demonstration, UnitSeed } from "../../../db/seed/demonstration.ts";
import type { Template } from "../../../db/seed/template.ts";
import {
  assessmentDocuments,
  assessments,
  cycleFacts,
  cycleStandards,
  cycles,
  results,
} from "../../../db/tenant/schema/index.ts";
import type { Json } from "../../domain/expression.ts";
import { compileGates, gateOutcomes, isAccepted } from "../../domain/gates.ts";
import { levelsOf } from "../../domain/level-scale.ts";
import { answerOf, readStandard, recordOf, scoreSubjects } from "../../domain/standard/index.ts";
import { variablesOf } from "../../domain/unit.ts";
import type { Statement } from "../commit.ts";
import type { ProvisionMeans } from "./provision.ts";

/** Ids of what the demonstration names by code. */
export interface SeedIds {
  readonly units: ReadonlyMap<string, string>;
  readonly belts: ReadonlyMap<string, string>;
}

/** A seed that names a code it doesn't have is a bug of the seed. */
export function idOf(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`the seed has no ${code}`);
  return id;
}

/** The demonstration's cycles: planned, for the admin to open, or closed, with the versions they are bound to and results. */
export function cycleStatements(
  means: ProvisionMeans,
  db: Database["db"],
  demonstration: Demonstration,
  template: Template,
  ids: SeedIds,
): Statement[] {
  return demonstration.cycles.flatMap((cycle) => {
    const cycleId = means.newId();
    const { standards, accepted, ...row } = cycle;
    const terms = { standards };
    if (accepted === null) return [db.insert(cycles).values({ id: cycleId, ...row, terms, state: "planned" })];
    return [
      db.insert(cycles).values({
        ...{ id: cycleId, ...row, terms, openedAt: `${row.opensOn}T00:00:00.000Z` },
        state: "closed",
      }),
      db
        .insert(cycleStandards)
        .values(standards.map((standardCode) => ({ cycleId, standardCode, standardVersion: 1 }))),
      ...acceptedStatements(means, db, cycleId, { ...cycle, accepted }, demonstration, template, ids),
    ];
  });
}

type AcceptedCycle = CycleSeed & { readonly accepted: NonNullable<CycleSeed["accepted"]> };

function acceptedStatements(
  means: ProvisionMeans,
  db: Database["db"],
  cycleId: string,
  cycle: AcceptedCycle,
  demonstration: Demonstration,
  template: Template,
  ids: SeedIds,
): Statement[] {
  const { standard: standardCode, answers } = cycle.accepted;
  const decidedAt = `${cycle.closedOn ?? cycle.opensOn}T08:00:00.000Z`;
  const rows = answers.map((sheet) => ({
    sheet,
    assessmentId: means.newId(),
    head: { cycleId, unitId: idOf(ids.units, sheet.unit), standardCode, standardVersion: 1 },
  }));
  const computed = computeResults(cycle, demonstration.units, template);
  const declared = rows.filter(({ sheet }) => sheet.facts !== undefined);
  return [
    db
      .insert(assessments)
      .values(rows.map(({ assessmentId, head }) => ({ id: assessmentId, ...head, state: "decided" as const }))),
    db.insert(assessmentDocuments).values(
      rows.map(({ sheet: { answers, notApplicable, vetoes }, assessmentId }) => ({
        assessmentId,
        stage: "accepted" as const,
        document: { answers, notApplicable, vetoes },
        writtenAt: decidedAt,
      })),
    ),
    ...(declared.length === 0
      ? []
      : [
          db
            .insert(cycleFacts)
            .values(declared.map(({ sheet, head }) => ({ cycleId, unitId: head.unitId, facts: sheet.facts ?? {} }))),
        ]),
    db.insert(results).values(
      rows.flatMap(({ sheet, head }) => {
        const result = computed.get(sheet.unit);
        return result === undefined ? [] : [{ id: means.newId(), ...head, ...result, decidedAt }];
      }),
    ),
  ];
}

export type Computed = Pick<
  typeof results.$inferInsert,
  "isAccepted" | "scoreHundredths" | "level" | "badges" | "vetoes" | "rank" | "record" | "gates"
>;

/**
 * Scores the cohort with the engine and holds every unit against the gates: a seed's results are never typed in.
 * `rank` is 1 + the units with a higher final total.
 */
export function computeResults(
  cycle: AcceptedCycle,
  unitSeeds: readonly UnitSeed[],
  template: Template,
): ReadonlyMap<string, Computed> {
  const seed = template.standards.find((each) => each.code === cycle.accepted.standard);
  const read = readStandard(seed?.document);
  const compiled = compileGates(template.gates);
  if (seed === undefined || "faults" in read || "fault" in compiled) throw new Error(`${cycle.code} can't be scored`);
  const levels = levelsOf(seed.document);
  const byCode = new Map(unitSeeds.map((unit) => [unit.code, unit]));
  const subjects = cycle.accepted.answers.map((sheet) => ({
    id: sheet.unit,
    unit: seedVariables(sheet.unit, byCode),
    answers: sheet.answers,
    notApplicable: sheet.notApplicable,
    vetoes: sheet.vetoes,
    held: { level: null },
  }));
  const scores = scoreSubjects(read.standard, subjects);
  const answers = subjects.map((_, index) => answerOf(scores, index));
  const totals = answers.flatMap((answer) => ("score" in answer ? [answer.score] : []));
  return new Map(
    subjects.flatMap((subject, index) => {
      const answer = answers[index];
      if (answer === undefined || !answer.applies) return [];
      const scored = "score" in answer ? answer : undefined;
      const level = scored?.level ?? null;
      const scoreHundredths = scored === undefined ? null : Math.round(scored.score * 100);
      const outcomes = gateOutcomes(compiled.gates, subject.unit, level, levels);
      const computed: Computed = {
        isAccepted: isAccepted(scoreHundredths, outcomes),
        scoreHundredths,
        level,
        badges: scored?.badges ?? [],
        vetoes: scored?.vetoes ?? [],
        rank: scored === undefined ? null : 1 + totals.filter((total) => total > scored.score).length,
        record: { ...recordOf(scores, index) },
        gates: outcomes.map((outcome) => ({ ...outcome })),
      };
      return [[subject.id, computed] as const];
    }),
  );
}

/** What expressions see of a seed's unit, before it has a row. */
export function seedVariables(code: string, byCode: ReadonlyMap<string, UnitSeed>): Readonly<Record<string, Json>> {
  const unit = byCode.get(code);
  if (unit === undefined) throw new Error(`the seed has no ${code}`);
  const shortName = (of: string | undefined): string | null =>
    of === undefined ? null : (byCode.get(of)?.shortName ?? null);
  return variablesOf({
    code,
    name: unit.name,
    kind: unit.kind,
    field: unit.field ?? null,
    township: shortName(unit.township),
    trade: shortName(unit.trade),
    onBelt: unit.belt !== undefined,
    demonstration: unit.demonstration ?? false,
    category: unit.category ?? null,
    facts: unit.facts ?? {},
  });
}
