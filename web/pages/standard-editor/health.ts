import type { Warning } from "../../document-api.ts";
import type { StandardDocument } from "../../document-shapes.ts";
import type { Agreement } from "../../editing/editor.ts";
import { shortPoints } from "../../format.ts";

import { sectionMarks } from "../documents/wording.ts";
import { countsOf } from "./draft-document.ts";
import { fullMarksOf, levelsWord } from "./words.ts";

const sums = new Set(["section-sum", "section-weight", "sections-sum", "ceiling-above-possible"]);

/** The parts of a sound standard that no warning speaks of. */
export function agreementsOf(document: StandardDocument, warnings: readonly Warning[]): readonly Agreement[] {
  const codes = warnings.map(({ code }) => code);
  const none = (test: (code: string) => boolean): boolean => !codes.some(test);
  const levels = document.levels ?? [];
  const agreements: Agreement[] = [];
  if (none((code) => sums.has(code))) agreements.push({ title: "分值", text: sumsText(document) });
  if (levels.length > 0 && none((code) => /^(level|quota|promotion)/.test(code))) {
    agreements.push({ title: levelsWord(document), text: `${levels.length} 级，没有空缺、重叠、倒挂，都有人能达到` });
  }
  if (none((code) => /^(band|bracket|option|floor|full-marks)/.test(code))) {
    agreements.push({ title: "档次", text: "各项的档次、封顶都够得着" });
  }
  if (none((code) => code === "condition-contradicts"))
    agreements.push({ title: "条件", text: "没有永远不成立的条件" });
  if (none((code) => /^(formalism|proof)/.test(code))) agreements.push({ title: "负担", text: burdenText(document) });
  return agreements;
}

function sumsText(document: StandardDocument): string {
  if (document.scoring === "weights") return "各节按权重，合计 100%";
  const marks = document.sections.map(sectionMarks);
  const isEven = marks.length > 1 && marks.every((each) => each === marks[0]);
  const full = shortPoints(fullMarksOf(document));
  return isEven
    ? `每节 ${shortPoints(marks[0] ?? 0)} 分，${marks.length} 节 ${full} 分`
    : `${marks.length} 节合计 ${full} 分`;
}

function burdenText(document: StandardDocument): string {
  const items = document.sections.flatMap((section) => section.items);
  const asked = items.filter(
    ({ from, score }) => from === undefined && !["rank", "relative", "formula"].includes(score.kind),
  );
  const uploads = asked.filter(({ proof }) => proof === "document" || proof === "photo").length;
  const taken = countsOf(document).items - asked.length;
  const minutes = Math.max(1, Math.round(asked.length * 0.9 + uploads * 3));
  return `一份约 ${minutes} 分钟，要填 ${asked.length} 项${taken > 0 ? `，${taken} 项自动取数` : ""}，要交材料 ${uploads} 件`;
}

const titles: readonly (readonly [RegExp, string])[] = [
  [/^(level|band)-gap/, "有空缺"],
  [/^(level|band)-overlap/, "有重叠"],
  [/^(level|band)-backwards/, "倒挂"],
  [/(above-possible|unreachable|quota-zero|promotion-zero|level-taken)/, "够不着"],
  [/^(section|sections|ceiling)/, "分值"],
  [/^proof-photo/, "佐证是照片"],
  [/^formalism/, "加重负担"],
  [/^condition/, "条件不成立"],
  [/(wording|differs|contradicts)/, "写法与分数不一"],
];

/** What a warning is about, in a word or two. */
export function warningTitle(code: string): string {
  return titles.find(([pattern]) => pattern.test(code))?.[1] ?? "提醒";
}
