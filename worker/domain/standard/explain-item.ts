import { compare, decimal, isNegative, toText, unscaled } from "../decimal.ts";
import { formatHundredths } from "../score.ts";
import { ANSWERED, MARKED, MISSING } from "./columns.ts";
import { bandReached } from "./exact-points.ts";
import type { Brackets, Item, PointsRule, Section } from "./plan.ts";
import type { ItemRecord, RecordedAnswer, RecordedNumber } from "./record.ts";

/** Why an item has its points, in one sentence of Chinese: `是：得满分 5.00 分`. */
export function explainItem(section: Section, item: Item, record: ItemRecord | undefined): string {
  if (record === undefined || record.state === MISSING) return `未填：${outcome(section, 0, 0)}`;
  if (record.state !== ANSWERED) return explainGap(section, item, record);
  return `${explainAnswer(item.points, record)}：${outcome(section, record.points, item.fullHundredths)}`;
}

/** `得满分 5.00 分`, `得 2.50 分`, `扣 2.50 分`. */
function outcome(section: Section, points: number, full: number): string {
  if (section.kind === "deduction") return `扣 ${formatHundredths(points)} 分`;
  const isFull = points === full && full > 0;
  return `得${isFull ? "满分" : ""} ${formatHundredths(points)} 分`;
}

function explainGap(section: Section, item: Item, record: ItemRecord): string {
  const why = record.state === MARKED ? "填了不适用" : "不适用";
  if (section.kind !== "base") return `${why}：${outcome(section, 0, 0)}`;
  switch (section.mode) {
    case "rescale":
      return `${why}：${formatHundredths(item.fullHundredths)} 分不计入`;
    case "full":
      return `${why}，按满分计：${outcome(section, record.points, item.fullHundredths)}`;
    case "zero":
      return `${why}，按零分计：${outcome(section, 0, 0)}`;
    default:
      return section.mode satisfies never;
  }
}

function explainAnswer(points: PointsRule, record: ItemRecord): string {
  const { answer } = record;
  switch (points.kind) {
    case "yes-no":
      return answer === true ? "是" : "否";
    case "choice":
      return points.options.titles[Number(answer)] ?? "";
    case "count":
      return explainCount(points, numberOf(answer));
    case "tally":
      return explainTally(points, answer);
    case "deduct": {
      const lost = `${formatHundredths(points.pointsHundredths)} 分，${textOf(answer)} 次，每次扣 ${millionths(points.eachMillionths)} 分`;
      return record.points === 0 ? `${lost}，扣完为止` : lost;
    }
    case "bands":
      return explainBands(points, answer);
    case "brackets":
      return explainBrackets(points, answer, record.points);
    case "proportion":
      return explainProportion(points, answer);
    case "rating":
      return `评 ${textOf(answer)} 分`;
    case "rank":
      return `值 ${textOf(answer)}，${record.ranked} 个里排第 ${record.rank}`;
    case "relative":
      return explainRelative(points, record);
    case "formula":
      return `按公式算得 ${textOf(answer)}${held(points.pointsHundredths, answer)}`;
    default:
      return points satisfies never;
  }
}

function held(full: number, answer: RecordedAnswer | undefined): string {
  const number = decimal(numberOf(answer));
  if (compare(number, unscaled(full, 2)) > 0) return `，最多 ${formatHundredths(full)} 分`;
  return isNegative(number) ? "，最少 0.00 分" : "";
}

function explainCount(points: Extract<PointsRule, { kind: "count" }>, count: RecordedNumber): string {
  const text = `${textOf(count)} 次，每次 ${millionths(points.eachMillionths)} 分`;
  if (compare(decimal(count), points.atLeast) < 0) return `${textOf(count)} 次，不到 ${points.atLeast} 次不计`;
  return `${text}${cap(points.atMostHundredths)}`;
}

function cap(atMostHundredths: number): string {
  return atMostHundredths === Number.POSITIVE_INFINITY ? "" : `，最多 ${formatHundredths(atMostHundredths)} 分`;
}

function explainTally(points: Extract<PointsRule, { kind: "tally" }>, answer: RecordedAnswer | undefined): string {
  const counts = Array.isArray(answer) ? answer : [];
  if (counts.length === 0) return "一项也没有";
  const { titles, pointsHundredths } = points.options;
  const parts = counts.map(([place, count]: readonly [number, RecordedNumber]) => {
    return `${titles[place]} ${textOf(count)} 次（每次 ${formatHundredths(pointsHundredths[place] ?? 0)} 分）`;
  });
  return `${parts.join("，")}，${points.isSum ? "相加" : "取最高的一项"}${cap(points.atMostHundredths)}`;
}

function explainBands(points: Extract<PointsRule, { kind: "bands" }>, answer: RecordedAnswer | undefined): string {
  const reached = bandReached(points, decimal(numberOf(answer)));
  if (reached === undefined) return `${textOf(answer)}，一档也不到`;
  const line = millionths(reached.lineMillionths);
  if (points.isLowerBetter) return `${textOf(answer)}，在${reached.isStrict ? `不到 ${line} ` : ` ${line} 以下`}的一档`;
  return `${textOf(answer)}，在${reached.isStrict ? `高于 ${line} ` : ` ${line} 以上`}的一档`;
}

function explainBrackets(points: Brackets, answer: RecordedAnswer | undefined, earned: number): string {
  const parts = points.fromMillionths.map((from, place) => {
    return `${millionths(from)} 以上每 ${millionths(points.perMillionths)} 计 ${millionths(points.eachMillionths[place] ?? 0)} 分`;
  });
  const whole = points.whole === "no" ? "" : points.whole === "down" ? "，不足的舍去" : "，不足的进一";
  const isCapped = earned === points.atMostHundredths;
  return `${textOf(answer)}，分段计（${parts.join("，")}${whole}）${isCapped ? cap(points.atMostHundredths) : ""}`;
}

function explainProportion(
  points: Extract<PointsRule, { kind: "proportion" }>,
  answer: RecordedAnswer | undefined,
): string {
  const number = decimal(numberOf(answer));
  const text = toText(number);
  const { floorMillionths, fullMillionths } = points;
  if (isNegative(number)) return `${text.replace("-", "−")}，低于 0`;
  if (floorMillionths !== Number.NEGATIVE_INFINITY && compare(number, unscaled(floorMillionths, 6)) < 0) {
    return `${text}，不到 ${millionths(floorMillionths)} 不计`;
  }
  const full = millionths(fullMillionths);
  if (compare(number, unscaled(fullMillionths, 6)) >= 0) return `${text}，达到 ${full}`;
  return `${text}，${formatHundredths(points.pointsHundredths)} × ${text} ÷ ${full}`;
}

function explainRelative(points: Extract<PointsRule, { kind: "relative" }>, record: ItemRecord): string {
  const text = textOf(record.answer);
  if (record.best === undefined || compare(decimal(numberOf(record.answer)), 0) <= 0) return `值 ${text}，不大于 0`;
  const best = textOf(record.best);
  const [part, whole] = points.isHighBest ? [text, best] : [best, text];
  return `值 ${text}，最好的 ${best}，${formatHundredths(points.pointsHundredths)} × ${part} ÷ ${whole}`;
}

function numberOf(answer: RecordedAnswer | undefined): RecordedNumber {
  return typeof answer === "number" || typeof answer === "string" ? answer : 0;
}

function textOf(answer: RecordedAnswer | undefined): string {
  const number = numberOf(answer);
  const text = String(number);
  return (text.includes("e") ? toText(decimal(number)) : text).replace("-", "−");
}

/** Of a document's measures, which have fifteen digits at most, the quotient of doubles is the number as written. */
function millionths(whole: number): string {
  return String(whole / 1e6);
}
