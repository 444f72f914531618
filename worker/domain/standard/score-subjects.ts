import { type Cohort, fail, LIVE, openCohort } from "./cohort.ts";
import { takeIn } from "./intake.ts";
import { findLevels, type LevelColumns } from "./levels.ts";
import { ITEM_POINTS_LIMIT } from "./limits.ts";
import type { Item, Standard } from "./plan.ts";
import { scoreColumn } from "./points.ts";
import { addItem, addUp, openSections, type SectionColumn, type Totals } from "./sections.ts";
import { computeNumbers, scoreFormula, scoreRank, scoreRelative } from "./standing.ts";
import type { Subject } from "./subject.ts";
import { columnsOf, type SubjectColumns } from "./subject-columns.ts";
import { judge, type Verdicts } from "./verdicts.ts";

/** What scoring found out about a cohort, in columns; record.ts reads one subject's reasons out of them. */
export interface Scores {
  readonly cohort: Cohort;
  readonly totals: Totals;
  readonly verdicts: Verdicts;
  readonly levels: LevelColumns;
}

/**
 * Scores subjects together (standards.md "Arithmetic"): ranks, `relative` and quotas are taken over all of them. Works
 * item by item over all subjects, in whole hundredths. Never throws on subjects that checkSubjects lets through; what a
 * subject's data doesn't allow fails that subject alone.
 */
export function scoreSubjects(standard: Standard, subjects: readonly Subject[]): Scores {
  return scoreColumns(standard, columnsOf(standard, subjects));
}

/** The same of subjects that are columns already. Changes nothing of what it is given. */
export function scoreColumns(standard: Standard, subjects: SubjectColumns): Scores {
  const cohort = openCohort(standard, subjects);
  takeIn(cohort);
  const sections = openSections(cohort);
  scoreItems(cohort, sections);
  const totals = addUp(cohort, sections);
  const verdicts = judge(cohort, totals);
  return { cohort, totals, verdicts, levels: findLevels(cohort, totals, verdicts) };
}

/** Items in their order; then those that need the cohort, when all who fail in an item are known. */
function scoreItems(cohort: Cohort, added: readonly SectionColumn[]): void {
  const { items, sections } = cohort.standard;
  for (const item of items) {
    const column = cohort.columns[item.place];
    const section = sections[item.section];
    const sum = added[item.section];
    if (column === undefined || section === undefined || sum === undefined) continue;
    const { points } = item;
    if (points.kind === "formula" || points.kind === "rank" || points.kind === "relative") {
      computeNumbers(cohort, item, column, points.of);
      if (points.kind === "formula") scoreFormula(cohort, column, points.pointsHundredths);
    }
    scoreColumn(item, section, column);
    if (points.kind === "count" || points.kind === "tally") limitPoints(cohort, item);
    if (points.kind !== "rank" && points.kind !== "relative") addItem(sum, item, column);
  }
  for (const item of items) {
    const column = cohort.columns[item.place];
    const sum = added[item.section];
    if (column === undefined || sum === undefined) continue;
    if (item.points.kind === "rank") scoreRank(cohort, column, item.points);
    else if (item.points.kind === "relative") scoreRelative(cohort, column, item.points);
    else continue;
    addItem(sum, item, column);
  }
}

/** An absurd count earns more than a sum can hold exactly: its subject fails. */
function limitPoints(cohort: Cohort, item: Item): void {
  const points = cohort.columns[item.place]?.pointsHundredths ?? [];
  for (let index = 0; index < cohort.count; index++) {
    const isWithin = Math.abs(points[index] ?? 0) <= ITEM_POINTS_LIMIT;
    if (isWithin) continue;
    points[index] = 0;
    if (cohort.states[index] === LIVE)
      fail(cohort, index, item.code, `得分超过 ${ITEM_POINTS_LIMIT / 100} 分，数填得太大。`);
  }
}
