import type { Item, PointsRule, Section, Standard } from "./plan.ts";

/** The most hundredths that the total can come to; Infinity where nothing holds it, or where it can't be told. */
export function mostPossible(standard: Standard): number {
  const { sections, isWeighted, startHundredths, atMostHundredths } = standard;
  const base = sections.filter(({ kind }) => kind === "base");
  const bonus = sections.filter(({ kind }) => kind === "bonus").reduce((sum, each) => sum + mostEarned(each), 0);
  const isPlain = base.every(isBounded) && !sections.some(givesBack);
  const most = isPlain ? startHundredths + baseMost(base, isWeighted) + bonus : Number.POSITIVE_INFINITY;
  return Math.min(atMostHundredths, most);
}

/** The most hundredths that `sections.x` can be in an expression; Infinity where it can't be told. */
export function mostOfSection(standard: Standard, section: Section): number {
  if (standard.isWeighted && section.kind === "base") {
    // A section that leaves gives its weight to the others.
    return section.mode === "rescale" ? 10_000 : section.weightHundredths;
  }
  return mostEarned(section);
}

/** The most that a section's items give or take, after its cap. */
export function mostEarned(section: Section): number {
  const sum = section.items.reduce((total, item) => total + mostOfItem(item.points), 0);
  return Math.min(sum, section.atMostHundredths);
}

/** The most hundredths that one item can give: more than its full marks where they are not what holds it. */
export function mostOfItem(points: PointsRule): number {
  switch (points.kind) {
    case "choice":
      return Math.max(0, ...points.options.pointsHundredths);
    case "tally": {
      const best = Math.max(0, ...points.options.pointsHundredths);
      return Math.min(points.atMostHundredths, points.isSum && best > 0 ? Number.POSITIVE_INFINITY : best);
    }
    case "count":
      return Math.min(points.atMostHundredths, points.eachMillionths > 0 ? Number.POSITIVE_INFINITY : 0);
    case "brackets":
      return points.atMostHundredths;
    case "bands":
    case "rank":
      return Math.max(...points.bands.map(({ pointsHundredths }) => pointsHundredths));
    default:
      return points.pointsHundredths;
  }
}

function baseMost(base: readonly Section[], isWeighted: boolean): number {
  if (isWeighted) return base.some(({ fullHundredths }) => fullHundredths > 0) ? 10_000 : 0;
  return base.reduce((sum, section) => sum + section.fullHundredths, 0);
}

/** Whether what a base section earns stays within its full marks, so that no rescaling lifts it above them. */
function isBounded(section: Section): boolean {
  return section.items.every((item) => item.fullHundredths >= 0 && mostOfItem(item.points) <= item.fullHundredths);
}

/** Whether a deduction can be negative, which adds. */
function givesBack(section: Section): boolean {
  return section.kind === "deduction" && section.items.some(hasNegative);
}

function hasNegative({ points }: Item): boolean {
  return "options" in points && points.options.pointsHundredths.some((each) => each < 0);
}
