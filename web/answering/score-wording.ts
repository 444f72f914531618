import type { Band, Item, Score } from "../document-shapes.ts";
import { shortPoints } from "../format.ts";

/** How an item's points come about, in a sentence: what a reader of the standard needs to know to earn them. */
export function scoreWording(score: Score): string {
  const full = score.points === undefined ? "" : shortPoints(score.points);
  switch (score.kind) {
    case "yes-no":
      return `是得 ${full} 分，否得 0 分。`;
    case "choice":
      return `${options(score, " ")}。`;
    case "count":
      return countWording(score);
    case "tally":
      return `${options(score, "每个 ")}；${score.take === "highest" ? "取最高的一种" : "加起来"}${upTo(score)}。`;
    case "bands":
    case "rank":
      return `${(score.bands ?? []).map((band) => bandWording(band, score)).join("；")}；其余 0 分。`;
    case "brackets":
      return `${(score.brackets ?? []).map(({ from, each }) => `${from} 以上的部分，每 ${score.per ?? 1} 得 ${shortPoints(each)} 分`).join("；")}${upTo(score)}。`;
    case "proportion":
      return `达到 ${score.full ?? ""} 得 ${full} 分，不到按比例${score.floor === undefined ? "" : `，低于 ${score.floor} 得 0 分`}。`;
    case "deduct":
      return `满分 ${full} 分，每次扣 ${shortPoints(score.each ?? 0)} 分，扣完为止。`;
    case "rating":
      return `0—${full} 分${score.step === undefined ? "" : `，${shortPoints(score.step)} 分一档`}，酌情打分。`;
    case "relative":
      return `最好的得 ${full} 分，其余按与最好的比例，${score.order === "low" ? "低" : "高"}的为好。`;
    case "formula":
      return `按公式算，0—${full} 分。`;
  }
}

function countWording(score: Score): string {
  const least = score.atLeast === undefined ? "" : `不到 ${score.atLeast} 次得 0 分，`;
  return `${least}每次 ${shortPoints(score.each ?? 0)} 分${upTo(score)}。`;
}

const upTo = (score: Score): string => (score.atMost === undefined ? "" : `，最多 ${shortPoints(score.atMost)} 分`);

function options(score: Score, before: string): string {
  return (score.options ?? [])
    .map(({ title, points }) => `${title} ${before.trim() === "" ? "" : before}${shortPoints(points)} 分`)
    .join("；");
}

function bandWording(band: Band, score: Score): string {
  const points = `${shortPoints(band.points)} 分`;
  if (band.wording !== undefined) return `${band.wording}，${points}`;
  if (band.topPercent !== undefined) return `前 ${band.topPercent}% 得 ${points}`;
  if (band.topN !== undefined) return `前 ${band.topN} 名得 ${points}`;
  if (score.better === "lower")
    return `${band.atMost === undefined ? `不到 ${band.below}` : `${band.atMost} 以下`} 得 ${points}`;
  return `${band.atLeast === undefined ? `超过 ${band.above}` : `${band.atLeast} 以上`} 得 ${points}`;
}

/** Full marks of an item (standards.md "Item kinds"). */
export function fullMarks(item: Item): number {
  const { score } = item;
  const highest = (of: readonly { readonly points: number }[] | undefined): number =>
    Math.max(0, ...(of ?? []).map(({ points }) => points));
  switch (score.kind) {
    case "choice":
      return highest(score.options);
    case "bands":
    case "rank":
      return highest(score.bands);
    case "tally":
      if (score.take === "highest") return Math.min(score.atMost ?? Number.POSITIVE_INFINITY, highest(score.options));
      return score.atMost ?? 0;
    case "count":
    case "brackets":
      return score.atMost ?? 0;
    default:
      return score.points ?? 0;
  }
}
