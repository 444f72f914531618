import { at } from "../fault.ts";
import { formatHundredths, pointsOf } from "../score.ts";
import { jsonOf, type Proposal, type Warning } from "../warning.ts";
import type { ItemDocument } from "./document.ts";
import type { Item, Section, Standard } from "./plan.ts";
import { mostEarned, mostOfItem, mostPossible } from "./warnings-possible.ts";

/** Items that don't add up to their section, sections that don't add up to 100 (standards.md "Document"). */
export function sumWarnings(standard: Standard): readonly Warning[] {
  return [
    ...standard.sections.flatMap((section) => (standard.isWeighted ? [] : capWarnings(section))),
    ...weightWarnings(standard),
    ...totalWarnings(standard),
    ...ceilingWarnings(standard),
  ];
}

/** 「指标合计与大项封顶不符」. A bonus or deduction may hold less than its items; what falls short of it can't be reached. */
function capWarnings(section: Section): readonly Warning[] {
  const cap = section.atMostHundredths;
  const sums = sumsOf(section.items);
  const all = section.items.reduce((sum, item) => sum + mostOfItem(item.points), 0);
  if (cap === Number.POSITIVE_INFINITY || all === Number.POSITIVE_INFINITY || sums.includes(cap) || all === cap)
    return [];
  if (section.kind !== "base" && all > cap) return [];
  const fitting = Math.max(...sums.filter((sum) => sum <= cap), 0);
  const wanted = all < cap || fitting === 0 ? all : fitting;
  const effect = all < cap ? "封顶够不着" : "超出的分得不到";
  return [
    {
      code: "section-sum",
      path: at(at("sections", section.place), "atMost"),
      message: `「${section.title}」各项合计 ${formatHundredths(all)} 分，封顶 ${formatHundredths(cap)} 分：${effect}。`,
      figures: { section: section.title, sum: pointsOf(all), atMost: pointsOf(cap) },
      proposal: {
        text: `封顶改成 ${formatHundredths(wanted)} 分，或者调整各项的分值。`,
        path: at(at("sections", section.place), "atMost"),
        value: pointsOf(wanted),
      },
      source: null,
    },
  ];
}

/** How many different conditions are tried in all combinations; beyond that only the whole sum is known. */
const GROUPS = 10;

/** What items sum to for the subjects that they may apply to: those for all, with every choice of those under a condition. */
function sumsOf(items: readonly Item[]): readonly number[] {
  const groups = new Map<string, number>();
  let always = 0;
  for (const item of items) {
    const most = mostOfItem(item.points);
    if (item.applies === undefined) always += most;
    else groups.set(item.applies.source, (groups.get(item.applies.source) ?? 0) + most);
  }
  const choices = groups.size > GROUPS ? [[...groups.values()].reduce((a, b) => a + b, 0)] : [...groups.values()];
  let sums = [always];
  for (const choice of choices.flat()) sums = [...sums, ...sums.map((sum) => sum + choice)];
  return [...new Set(sums)];
}

/**
 * Under weights the marks of a section are a scale of their own. Where most sections' items come to just their weight,
 * one that doesn't is a slip.
 */
function weightWarnings(standard: Standard): readonly Warning[] {
  if (!standard.isWeighted) return [];
  const weighed = standard.sections.filter(({ kind }) => kind === "base");
  const [agreeing, others] = [weighed.filter(agrees), weighed.filter((section) => !agrees(section))];
  if (agreeing.length <= others.length) return [];
  return others.map((section) => {
    const path = at("sections", section.place);
    const figures = {
      section: section.title,
      sum: pointsOf(section.fullHundredths),
      weight: pointsOf(section.weightHundredths),
    };
    return {
      code: "section-weight",
      path: at(path, "weight"),
      message: `「${section.title}」各项合计 ${formatHundredths(section.fullHundredths)} 分，权重 ${figures.weight}，别的大项两者相同。`,
      figures,
      proposal: adjusted(standard, [section], section.weightHundredths - section.fullHundredths),
      source: null,
    };
  });
}

function agrees(section: Section): boolean {
  return (
    section.fullHundredths === section.weightHundredths || sumsOf(section.items).includes(section.weightHundredths)
  );
}

const HUNDRED = 10_000;

/** 「合计不是 100 分」, where 100 is meant: by the ceiling, or by levels whose lines are out of 100. */
function totalWarnings(standard: Standard): readonly Warning[] {
  const base = standard.sections.filter(({ kind }) => kind === "base");
  if (standard.isWeighted || base.length === 0 || !isOfHundred(standard)) return [];
  const bonus = standard.sections
    .filter(({ kind }) => kind === "bonus")
    .reduce((sum, each) => sum + mostEarned(each), 0);
  const totals = totalsOf(standard, base);
  if (totals.some((total) => total === HUNDRED || total + bonus === HUNDRED)) return [];
  const total = standard.startHundredths + base.reduce((sum, section) => sum + section.fullHundredths, 0);
  if (base.some((section) => mostEarned(section) > section.fullHundredths)) return [];
  const start = standard.startHundredths === 0 ? "" : `起步 ${formatHundredths(standard.startHundredths)} 分加`;
  return [
    {
      code: "sections-sum",
      path: "sections",
      message: `${start}各大项合计 ${formatHundredths(total)} 分，${total < HUNDRED ? "不到" : "超过"} 100 分。`,
      figures: { sum: pointsOf(total), wanted: 100 },
      proposal: adjusted(standard, base, HUNDRED - total),
      source: null,
    },
  ];
}

function isOfHundred(standard: Standard): boolean {
  if (standard.atMostHundredths !== Number.POSITIVE_INFINITY) return standard.atMostHundredths === HUNDRED;
  const best = standard.levels[0]?.leastHundredths ?? 0;
  return best >= 6_000 && best <= HUNDRED;
}

/** What can be had at the start and in base sections: what doesn't apply is rescaled, unless a section counts it as 0. */
function totalsOf(standard: Standard, base: readonly Section[]): readonly number[] {
  const fixed = base.filter(({ mode }) => mode !== "zero").reduce((sum, each) => sum + each.fullHundredths, 0);
  const counted = base.filter(({ mode }) => mode === "zero");
  const sums = counted.every(({ atMostHundredths }) => atMostHundredths === Number.POSITIVE_INFINITY)
    ? sumsOf(counted.flatMap(({ items }) => items))
    : [counted.reduce((sum, each) => sum + each.fullHundredths, 0)];
  return sums.map((sum) => standard.startHundredths + fixed + sum);
}

/** The item with most points of those that have them as one number, given so many more; with its section's cap. */
function adjusted(standard: Standard, sections: readonly Section[], moreHundredths: number): Proposal | null {
  const candidates = sections
    .flatMap((section) => section.items.map((item, place) => ({ section, item, place })))
    .filter(({ item }) => "pointsHundredths" in item.points)
    .filter(({ section, item }) => Math.min(section.fullHundredths, item.fullHundredths) + moreHundredths > 0)
    .sort((a, b) => b.item.fullHundredths - a.item.fullHundredths);
  const [chosen] = candidates;
  if (chosen === undefined) return null;
  const { section, item, place } = chosen;
  const document = standard.document.sections[section.place];
  const points = pointsOf(item.fullHundredths + moreHundredths);
  const items = document?.items.map((each, index): ItemDocument => (index === place ? withPoints(each, points) : each));
  const cap =
    section.atMostHundredths === Number.POSITIVE_INFINITY
      ? {}
      : { atMost: pointsOf(section.fullHundredths + moreHundredths) };
  return {
    text: `例如把「${item.title}」从 ${formatHundredths(item.fullHundredths)} 分改成 ${formatHundredths(item.fullHundredths + moreHundredths)} 分。`,
    path: at("sections", section.place),
    value: jsonOf({ ...document, items, ...cap }),
  };
}

function withPoints(item: ItemDocument, points: number): ItemDocument {
  return { ...item, score: { ...item.score, points } as ItemDocument["score"] };
}

/** A ceiling of the total that nobody can come to. */
function ceilingWarnings(standard: Standard): readonly Warning[] {
  const { atMost } = standard.document;
  const most = mostPossible({ ...standard, atMostHundredths: Number.POSITIVE_INFINITY });
  if (atMost === undefined || most >= standard.atMostHundredths || isOfHundred(standard)) return [];
  return [
    {
      code: "ceiling-above-possible",
      path: "atMost",
      message: `总分封顶 ${formatHundredths(standard.atMostHundredths)} 分，最多只能得 ${formatHundredths(most)} 分，封顶够不着。`,
      figures: { atMost, most: pointsOf(most) },
      proposal: {
        text: `封顶改成 ${formatHundredths(most)} 分，或者补上分值。`,
        path: "atMost",
        value: pointsOf(most),
      },
      source: null,
    },
  ];
}
