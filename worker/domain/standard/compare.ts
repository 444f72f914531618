import {
  type CodedList,
  compareCoded,
  comparePart,
  type Difference,
  type Fields,
  type Part,
  partOf,
  partsOf,
} from "../difference.ts";
import { compareSections, itemName } from "./compare-items.ts";
import { figureText, pointsText, quoted, shareText, sourcesText, sourceText, wordOf } from "./compare-words.ts";
import type { StandardDocument } from "./document.ts";

/**
 * What two versions of a standard differ in, item by item and in words (standards.md "Versions"). Sections, items,
 * options, vetoes, badges and levels are matched by their codes, so that what only stands elsewhere is moved, not
 * removed and added. Two documents differ in nothing exactly where their canonical JSON is the same.
 */
export function compareStandards(before: StandardDocument, after: StandardDocument): readonly Difference[] {
  return comparePart(before, after, "", "", fieldsOf(titlesOf(before, after)));
}

/** What a section or level is called; of one that has no title, or isn't there, the code. */
type TitleOf = (list: "sections" | "levels", code: unknown) => string;

/** As the later version calls it: that it was called otherwise is a difference of its own. */
function titlesOf(before: Part, after: Part): TitleOf {
  return (list, code) => {
    const parts = [after, before].flatMap((document) => partsOf(document[list]));
    return String(parts.find((part) => part["code"] === code && part["title"] !== undefined)?.["title"] ?? code);
  };
}

const SUBJECTS = { unit: "党组织", belt: "示范带", committee: "工委", entity: "两新组织" };
const SCORINGS = { points: "按分累加", weights: "按权重" };
/** What becomes of marks that don't apply. */
const MODES = { rescale: "折算", full: "按满分计", zero: "按零分计" };

const LEVEL: Fields = {
  title: { label: "名称", text: quoted },
  atLeast: { label: "的线", text: (line: number) => `${figureText(line)} 分以上`, absent: "没有" },
  above: { label: "的线（不含）", text: (line: number) => `超过 ${figureText(line)} 分`, absent: "没有" },
  wording: { label: "原文", text: sourceText },
  when: { label: "的条件", text: sourceText, absent: "没有" },
  quota: { label: "名额", text: quotaText, absent: "不限" },
  sources: { label: "依据", text: sourcesText },
};

const veto = (titleOf: TitleOf): Fields => ({
  title: { label: "名称", text: quoted },
  when: { label: "的条件", text: sourceText, absent: "由评审人提出" },
  effect: { label: "的后果", text: (effect: unknown) => effectText(effect, titleOf) },
  sources: { label: "依据", text: sourcesText },
});

const badge = (titleOf: TitleOf): Fields => ({
  title: { label: "名称", text: quoted },
  section: { label: "看的大项", text: (code: string) => quoted(titleOf("sections", code)), absent: "不看" },
  atLeast: { label: "的线", text: shareText, absent: "没有" },
  when: { label: "的条件", text: sourceText, absent: "没有" },
  sources: { label: "依据", text: sourcesText },
});

const fieldsOf = (titleOf: TitleOf): Fields => ({
  title: { label: "标准名称", text: quoted },
  sources: { label: "标准依据", text: sourcesText },
  subject: { label: "评的是", text: wordOf(SUBJECTS), absent: "党组织（没有写）" },
  appliesTo: { label: "适用范围", text: sourceText, absent: "都适用" },
  scoring: { label: "计分方式", text: wordOf(SCORINGS) },
  start: { label: "起步分", text: pointsText, absent: "没有" },
  notApplicable: { label: "不适用的分", text: wordOf(MODES), absent: "折算（没有写）" },
  atMost: { label: "总分封顶", text: pointsText, absent: "不封顶" },
  sections: { compare: (before, after, path) => compareSections(before, after, path) },
  vetoes: coded("否决", veto(titleOf), "", ({ effect }) => `：${effectText(effect, titleOf)}`),
  badges: coded("章", badge(titleOf), ""),
  levels: coded(
    "等级",
    LEVEL,
    "",
    ({ atLeast, above }) => `（${atLeast === undefined ? `超过 ${above}` : atLeast} 分）`,
  ),
  directLevels: { label: "直接定级", text: (list: unknown) => directText(list, titleOf), absent: "没有" },
  promotion: { label: "逐级晋升", text: promotionText, absent: "没有" },
  tieBreak: { label: "同分先看", text: (codes: unknown) => sectionsText(codes, titleOf), absent: "没有" },
});

/** A list of the document whose parts carry a code. */
function coded(noun: string, fields: Fields, prefix: string, about: (part: Part) => string = () => ""): Fields[string] {
  const list: CodedList = {
    noun,
    nameOf: (part) => `${noun}${itemName(part)}`,
    about,
    compare: (before, after, path) => comparePart(before, after, path, `${noun}${itemName(before)}`, fields),
  };
  return { compare: (before, after, path) => compareCoded(before, after, path, prefix, list) };
}

function quotaText(quota: unknown): string {
  const { percent, count, rounding, ties } = partOf(quota);
  const places = count === undefined ? `${percent}%` : `${count} 个`;
  const roundings = { down: "舍去零头", "half-up": "四舍五入", up: "进一" };
  const rounded = rounding === undefined ? "" : `，${wordOf(roundings)(String(rounding))}`;
  return `${places}${rounded}${ties === undefined ? "" : ties === "include" ? "，并列都算" : "，并列到此为止"}`;
}

function effectText(effect: unknown, titleOf: TitleOf): string {
  const { kind, level, by } = partOf(effect);
  switch (kind) {
    case "zero-score":
      return "总分记 0";
    case "no-level":
      return "不评等级";
    case "at-most-level":
      return `最高评到${quoted(titleOf("levels", level))}`;
    case "not-above-held":
      return "不高于现有等级";
    case "lower":
      return `降 ${by} 级`;
    default:
      return String(kind);
  }
}

function directText(list: unknown, titleOf: TitleOf): string {
  if (!Array.isArray(list) || list.length === 0) return "没有";
  return list
    .map(partOf)
    .map(({ level, when }) => `“${when}”评${quoted(titleOf("levels", level))}`)
    .join("、");
}

function promotionText(promotion: unknown): string {
  const { atMostSteps, unless } = partOf(promotion);
  return `每次最多升 ${atMostSteps} 级${unless === undefined ? "" : `，“${unless}”的除外`}`;
}

/** Sections in the order in which they decide a tie. */
function sectionsText(codes: unknown, titleOf: TitleOf): string {
  const names = (Array.isArray(codes) ? codes : []).map((code) => quoted(titleOf("sections", code)));
  return names.length === 0 ? "没有" : names.join("、");
}
