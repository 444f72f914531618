import { roundedBigQuotient, roundedShare } from "../score.ts";
import type { Cohort } from "./cohort.ts";
import { type ItemColumn, MARKED, OUT } from "./columns.ts";
import { TOTAL_POINTS_LIMIT } from "./limits.ts";
import type { Item, Section, Standard } from "./plan.ts";

/** One section over all subjects, in hundredths. */
export interface SectionColumn {
  /** What its items earned (or take), after the cap. */
  readonly earned: Float64Array;
  /** Full marks of its items that apply, after the cap. */
  readonly applicable: Float64Array;
  /** What it shows: `earned`, or the weighted contribution of a base section where the standard weighs. */
  readonly points: Float64Array;
}

/** Sections and totals over all subjects, in hundredths. */
export interface Totals {
  readonly sections: readonly SectionColumn[];
  /** What all base sections give together, after rescaling or weighing. */
  readonly base: Float64Array;
  /** Under weights: the percent that remain when sections leave, in hundredths of a per cent; else 0. */
  readonly remainingWeights: Float64Array;
  /** Before any veto, held within 0 and the ceiling. */
  readonly totals: Float64Array;
}

/** Adds up totals of sections to which their items were added (standards.md "Arithmetic" 4–6). */
export function addUp(cohort: Cohort, added: readonly SectionColumn[]): Totals {
  const { standard, count } = cohort;
  const sections = [...added];
  for (const section of standard.sections) {
    const column = sections[section.place];
    if (column !== undefined) capSection(column, section);
  }
  const base = new Float64Array(count);
  const remainingWeights = new Float64Array(count);
  if (standard.isWeighted) weigh(standard, sections, base, remainingWeights);
  else rescale(standard, sections, base);
  const totals = new Float64Array(count);
  totals.set(base);
  standard.sections.forEach((section, place) => {
    if (section.kind === "base") return;
    const sign = section.kind === "bonus" ? 1 : -1;
    const points = sections[place]?.points ?? NONE;
    for (let i = 0; i < count; i++) totals[i] = (totals[i] ?? 0) + sign * (points[i] ?? 0);
  });
  const { startHundredths, atMostHundredths } = standard;
  const most = Math.min(atMostHundredths, TOTAL_POINTS_LIMIT);
  for (let i = 0; i < count; i++) {
    totals[i] = Math.max(0, Math.min(most, startHundredths + (totals[i] ?? 0)));
  }
  return { sections, base, remainingWeights, totals };
}

const NONE = new Float64Array(0);

/** Sections to which no item has been added yet. */
export function openSections({ standard, count }: Cohort): readonly SectionColumn[] {
  return standard.sections.map((section) => {
    const earned = new Float64Array(count);
    const fullOfItems = section.items.reduce((sum, item) => sum + item.fullHundredths, 0);
    return { earned, applicable: new Float64Array(count).fill(fullOfItems), points: earned };
  });
}

/** Adds one item to its section, right after it was scored, while its column is at hand. */
export function addItem({ earned, applicable }: SectionColumn, item: Item, column: ItemColumn): void {
  const { pointsHundredths, states } = column;
  if (pointsHundredths instanceof Int16Array) addSmall(earned, pointsHundredths);
  else if (pointsHundredths instanceof Int32Array) addLarge(earned, pointsHundredths);
  else addTo(earned, pointsHundredths);
  if (item.applies === undefined && !item.isOptional) return;
  for (let i = 0; i < states.length; i++) {
    const state = states[i];
    if (state === OUT || state === MARKED) applicable[i] = (applicable[i] ?? 0) - item.fullHundredths;
  }
}

function capSection({ earned, applicable }: SectionColumn, { atMostHundredths }: Section): void {
  if (atMostHundredths === Number.POSITIVE_INFINITY) return;
  for (let i = 0; i < earned.length; i++) {
    earned[i] = Math.min(atMostHundredths, earned[i] ?? 0);
    applicable[i] = Math.min(atMostHundredths, applicable[i] ?? 0);
  }
}

/** Scoring by points: base sections in mode `rescale` are rescaled together; the others give what they earned. */
function rescale(standard: Standard, sections: readonly SectionColumn[], base: Float64Array): void {
  const together = standard.sections.filter((section) => section.kind === "base" && section.mode === "rescale");
  const full = together.reduce((sum, section) => sum + section.fullHundredths, 0);
  const applicable = new Float64Array(base.length);
  for (const section of together) {
    const column = sections[section.place];
    addTo(base, column?.earned ?? NONE);
    addTo(applicable, column?.applicable ?? NONE);
  }
  for (let i = 0; i < base.length; i++) {
    const marks = applicable[i] ?? 0;
    if (marks !== full) base[i] = marks === 0 ? 0 : shareOf(base[i] ?? 0, full, marks);
  }
  for (const section of standard.sections) {
    if (section.kind !== "base" || section.mode === "rescale") continue;
    addTo(base, sections[section.place]?.earned ?? NONE);
  }
}

// One for each kind of array: a loop that sees several is three times slower.
function addTo(sum: Float64Array, column: Float64Array): void {
  for (let i = 0; i < column.length; i++) sum[i] = (sum[i] ?? 0) + (column[i] ?? 0);
}

function addSmall(sum: Float64Array, column: Int16Array): void {
  for (let i = 0; i < column.length; i++) sum[i] = (sum[i] ?? 0) + (column[i] ?? 0);
}

function addLarge(sum: Float64Array, column: Int32Array): void {
  for (let i = 0; i < column.length; i++) sum[i] = (sum[i] ?? 0) + (column[i] ?? 0);
}

/** earned × full ÷ applicable, rounded; options that only take points off can make the marks that apply negative. */
function shareOf(earned: number, full: number, applicable: number): number {
  return applicable < 0 ? roundedShare(-earned, full, -applicable) : roundedShare(earned, full, applicable);
}

/** Scoring by weights: each base section contributes on its own; one without applicable marks leaves its weight to the others. */
function weigh(standard: Standard, sections: SectionColumn[], base: Float64Array, remaining: Float64Array): void {
  const weighed = standard.sections.filter((section) => section.kind === "base");
  for (const section of weighed) {
    const column = sections[section.place];
    if (column !== undefined) sections[section.place] = { ...column, points: new Float64Array(base.length) };
  }
  for (let i = 0; i < base.length; i++) {
    let weights = 0;
    for (const section of weighed) {
      const applicable = sections[section.place]?.applicable[i] ?? 0;
      if (section.mode !== "rescale" || applicable !== 0) weights += section.weightHundredths;
    }
    remaining[i] = weights;
    for (const section of weighed) {
      const column = sections[section.place];
      if (column === undefined) continue;
      const marks = section.mode === "rescale" ? (column.applicable[i] ?? 0) : section.fullHundredths;
      const contribution = contributionOf(section.weightHundredths, column.earned[i] ?? 0, marks, weights);
      column.points[i] = contribution;
      base[i] = (base[i] ?? 0) + contribution;
    }
  }
}

/** weight × 100 ÷ what remains × earned ÷ marks, rounded once; in hundredths as all it is given. */
function contributionOf(weight: number, earned: number, marks: number, remaining: number): number {
  if (marks === 0 || remaining === 0) return 0;
  if (remaining === 10_000 && marks > 0) return roundedShare(weight, earned, marks);
  const numerator = BigInt(weight) * 10_000n * BigInt(earned);
  const denominator = BigInt(remaining) * BigInt(marks);
  return denominator < 0n ? roundedBigQuotient(-numerator, -denominator) : roundedBigQuotient(numerator, denominator);
}
