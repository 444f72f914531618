import { unscaled } from "../decimal.ts";
import { at } from "../fault.ts";
import { formatHundredths, pointsOf } from "../score.ts";
import { jsonOf, type Proposal, type Warning } from "../warning.ts";
import type { ItemDocument } from "./document.ts";
import { exactPoints } from "./exact-points.ts";
import type { Item, PointsRule, Standard } from "./plan.ts";
import { plainFigure } from "./warnings-intervals.ts";

/** Bands that jump down, and bands, brackets and options that make no difference or can't be reached. */
export function itemWarnings(standard: Standard): readonly Warning[] {
  return standard.document.sections.flatMap((section, place) =>
    section.items.flatMap((document, index) => {
      const item = standard.sections[place]?.items[index];
      const path = `sections[${place}].items[${index}].score`;
      return item === undefined ? [] : ofItem(item, document, path);
    }),
  );
}

function ofItem({ title, points }: Item, { score }: ItemDocument, path: string): readonly Warning[] {
  if (score.kind === "bands") return jumps(title, score.bands, at(path, "bands"));
  if (score.kind === "rank") {
    return [...jumps(title, score.bands, at(path, "bands")), ...hiddenRanks(title, score.bands, at(path, "bands"))];
  }
  if (score.kind === "brackets" && points.kind === "brackets") return cappedBrackets(title, score, points, path);
  if (score.kind === "tally" && score.atMost !== undefined) return cappedOptions(title, score, score.atMost, path);
  if (score.kind === "proportion") return floorAboveFull(title, score, path);
  if (score.kind === "rating" && points.kind === "rating") return unevenSteps(title, score, points, path);
  return [];
}

type Banded = { readonly points: number };

/** 「倒挂」: a better band gives less than a worse one. */
function jumps(title: string, bands: readonly Banded[], path: string): readonly Warning[] {
  const sorted = bands.map(({ points }) => points).sort((a, b) => b - a);
  const proposal: Proposal = {
    text: `分值从高到低排：${sorted.map(plainFigure).join("、")} 分。`,
    path,
    value: jsonOf(bands.map((band, place) => ({ ...band, points: sorted[place] }))),
  };
  return bands.flatMap((band, place) => {
    const better = bands[place - 1];
    if (better === undefined || better.points >= band.points) return [];
    const [high, low] = [better.points, band.points];
    return [
      {
        code: "band-backwards",
        path: at(at(path, place), "points"),
        message: `「${title}」第 ${place} 档得 ${plainFigure(high)} 分，比它低的第 ${place + 1} 档反而得 ${plainFigure(low)} 分。`,
        figures: { item: title, better: high, worse: low },
        proposal,
        source: null,
      },
    ];
  });
}

type RankBand = Extract<ItemDocument["score"], { kind: "rank" }>["bands"][number];

/** A band of ranks that an earlier one holds already. */
function hiddenRanks(title: string, bands: readonly RankBand[], path: string): readonly Warning[] {
  return bands.flatMap((band, place) => {
    const wider = bands.slice(0, place).find((each) => holds(each, band));
    if (wider === undefined) return [];
    const others = bands.filter((each) => each !== band);
    const before = bands.indexOf(wider);
    return [
      {
        code: "band-unreachable",
        path: at(path, place),
        message: `「${title}」${rankText(band)}这一档到不了：前面的${rankText(wider)}已经包括它。`,
        figures: { item: title, band: rankText(band), wider: rankText(wider) },
        proposal: isSame(wider, band)
          ? { text: `删去第 ${place + 1} 档。`, path, value: jsonOf(others) }
          : {
              text: `把${rankText(band)}排到${rankText(wider)}前面。`,
              path,
              value: jsonOf([...others.slice(0, before), band, ...others.slice(before)]),
            },
        source: null,
      },
    ];
  });
}

function holds(wider: RankBand, band: RankBand): boolean {
  if (wider.topN !== undefined && band.topN !== undefined) return wider.topN >= band.topN;
  return wider.topPercent !== undefined && band.topPercent !== undefined && wider.topPercent >= band.topPercent;
}

function isSame(a: RankBand, b: RankBand): boolean {
  return a.topN === b.topN && a.topPercent === b.topPercent;
}

function rankText({ topN, topPercent }: RankBand): string {
  return topN === undefined ? `前 ${plainFigure(topPercent ?? 0)}%` : `前 ${topN} 名`;
}

type BracketsScore = Extract<ItemDocument["score"], { kind: "brackets" }>;

/** A bracket that begins where the cap is reached already. */
function cappedBrackets(
  title: string,
  score: BracketsScore,
  points: Extract<PointsRule, { kind: "brackets" }>,
  path: string,
): readonly Warning[] {
  const place = points.fromMillionths.findIndex(
    (from, index) => index > 0 && exactPoints(points, unscaled(from, 6)) >= points.atMostHundredths,
  );
  const bracket = score.brackets[place];
  if (bracket === undefined) return [];
  const value = jsonOf(score.brackets.slice(0, place));
  return [
    {
      code: "bracket-unreachable",
      path: at(at(at(path, "brackets"), place), "from"),
      message: `「${title}」到 ${plainFigure(bracket.from)} 时已经得满 ${plainFigure(score.atMost)} 分，从 ${plainFigure(bracket.from)} 起的这一段加不了分。`,
      figures: { item: title, from: bracket.from, atMost: score.atMost },
      proposal: {
        text: `删去从 ${plainFigure(bracket.from)} 起的各段，或者提高封顶。`,
        path: at(path, "brackets"),
        value,
      },
      source: null,
    },
  ];
}

type TallyScore = Extract<ItemDocument["score"], { kind: "tally" }>;

/** An option that alone is worth more than the cap. */
function cappedOptions(title: string, score: TallyScore, atMost: number, path: string): readonly Warning[] {
  return score.options.flatMap((option, place) => {
    if (option.points <= atMost) return [];
    const where = at(at(at(path, "options"), place), "points");
    return [
      {
        code: "option-above-cap",
        path: where,
        message: `「${title}」的「${option.title}」一次 ${plainFigure(option.points)} 分，封顶 ${plainFigure(atMost)} 分，得不全。`,
        figures: { item: title, option: option.title, points: option.points, atMost },
        proposal: { text: `改成 ${plainFigure(atMost)} 分，或者提高封顶。`, path: where, value: atMost },
        source: null,
      },
    ];
  });
}

type ProportionScore = Extract<ItemDocument["score"], { kind: "proportion" }>;

/** A floor above what earns full marks: it is all or nothing, no proportion is left. */
function floorAboveFull(title: string, { floor, full }: ProportionScore, path: string): readonly Warning[] {
  if (floor === undefined || floor <= full) return [];
  return [
    {
      code: "floor-above-full",
      path: at(path, "floor"),
      message: `「${title}」到 ${plainFigure(full)} 就该得满分，不到 ${plainFigure(floor)} 却不得分：${plainFigure(full)} 到 ${plainFigure(floor)} 之间矛盾。`,
      figures: { item: title, floor, full },
      proposal: { text: `起算改成 ${plainFigure(full)} 或更低。`, path: at(path, "floor"), value: full },
      source: null,
    },
  ];
}

type RatingScore = Extract<ItemDocument["score"], { kind: "rating" }>;

/** Steps that miss the full marks. */
function unevenSteps(
  title: string,
  score: RatingScore,
  { pointsHundredths, stepMillionths }: Extract<PointsRule, { kind: "rating" }>,
  path: string,
): readonly Warning[] {
  if (stepMillionths === undefined || (pointsHundredths * 10_000) % stepMillionths === 0) return [];
  const step = stepMillionths / 10_000;
  const most = pointsHundredths - (pointsHundredths % step);
  const fitting = [100, 50, 10, 5, 1].find((each) => each < step && pointsHundredths % each === 0) ?? 1;
  return [
    {
      code: "full-marks-unreachable",
      path: at(path, "step"),
      message: `「${title}」满分 ${formatHundredths(pointsHundredths)} 分，每次 ${formatHundredths(step)} 分，最多只能评到 ${formatHundredths(most)} 分。`,
      figures: { item: title, points: score.points, step: pointsOf(step), most: pointsOf(most) },
      proposal: {
        text: `每次改成 ${formatHundredths(fitting)} 分。`,
        path: at(path, "step"),
        value: pointsOf(fitting),
      },
      source: null,
    },
  ];
}
