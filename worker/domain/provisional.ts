import type { Sheet } from "./assessment.ts";
import { compileGates, type GateOutcome, type GateRule, gateOutcomes, gatesFor } from "./gates.ts";
import { levelsOf } from "./level-scale.ts";
import {
  explain,
  type JsonMap,
  recordOf,
  type Standard,
  type SubjectRecord,
  type SubjectResult,
  scoreSubjects,
} from "./standard/index.ts";

/** Who is scored, as expressions see it. */
export interface ScoredUnit {
  readonly code: string;
  readonly variables: JsonMap;
  readonly held: { readonly level: string | null; readonly levels: Readonly<Record<string, string>> };
}

/** A score before acceptance closes (暂算): of the one unit, as if nobody else were there. */
export interface Provisional {
  readonly result: SubjectResult;
  readonly record: SubjectRecord;
}

/** Scores one unit's sheet by itself. Ranks, relative points and quotas want the others: see `needsCohort`. */
export function scoreAlone(standard: Standard, unit: ScoredUnit, sheet: Sheet): Provisional {
  const { answers, notApplicable, vetoes } = sheet;
  const subject = {
    id: unit.code,
    unit: unit.variables,
    answers: answers as JsonMap,
    notApplicable,
    vetoes,
    held: unit.held,
  };
  const record = recordOf(scoreSubjects(standard, [subject]), 0);
  return { record, result: explain(standard, record) };
}

/** Whether a score by itself may differ from the one among the others. */
export function needsCohort(standard: Standard): boolean {
  return (
    standard.items.some(({ points }) => points.kind === "rank" || points.kind === "relative") ||
    standard.levels.some(({ quota }) => quota !== undefined)
  );
}

/** An item's points in a record, in hundredths; undefined where the unit has no score. */
export function itemPoints(standard: Standard, record: SubjectRecord, code: string): number | undefined {
  if (record.state !== "scored") return undefined;
  const item = standard.itemByCode.get(code);
  return item === undefined ? undefined : (record.items[item.place]?.points ?? 0);
}

/** An item whose claimed and verified points lie further apart than the tenant allows. */
export interface Deviation {
  readonly item: string;
  readonly claimedHundredths: number;
  readonly verifiedHundredths: number;
}

/**
 * Where what was verified departs from what was claimed by more than `limitHundredths` (capabilities.md, "Three
 * values"). None where one of the two has no score.
 */
export function deviationsBetween(
  standard: Standard,
  claimed: SubjectRecord,
  verified: SubjectRecord,
  limitHundredths: number,
): readonly Deviation[] {
  return standard.items.flatMap(({ code }) => {
    const [claimedHundredths, verifiedHundredths] = [claimed, verified].map((each) => itemPoints(standard, each, code));
    if (claimedHundredths === undefined || verifiedHundredths === undefined) return [];
    const apart = Math.abs(claimedHundredths - verifiedHundredths);
    return apart > limitHundredths ? [{ item: code, claimedHundredths, verifiedHundredths }] : [];
  });
}

/** The tenant's limit of deviation in hundredths of a point, per item; 0 where none is set: any difference counts. */
export function deviationLimit(settings: Readonly<Record<string, unknown>>): number {
  const limit = settings["deviationLimit"];
  return typeof limit === "number" && limit >= 0 && limit <= 1e6 ? Math.round(limit * 100) : 0;
}

/** The gates that a unit would meet or not at this level (gates.ts). A rule that doesn't compile is a bug of ours. */
export function gatesAt(
  rules: readonly GateRule[],
  standard: Standard,
  unit: ScoredUnit,
  level: string | null,
): readonly GateOutcome[] {
  const compiled = compileGates(gatesFor(standard.document.subject, rules));
  if ("fault" in compiled) throw new Error(compiled.fault);
  return gateOutcomes(compiled.gates, unit.variables, level, levelsOf(standard.document));
}
