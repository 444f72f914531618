import type { Bound } from "../constraints.ts";
import { at } from "../fault.ts";
import { pointsOf } from "../score.ts";
import { jsonOf, type Proposal, type Warning, without } from "../warning.ts";
import type { ItemDocument, StandardDocument } from "./document.ts";
import type { Standard } from "./plan.ts";
import { type Finding, holdWordings, type Line, plainFigure } from "./warnings-intervals.ts";
import { mostPossible } from "./warnings-possible.ts";

/** What levels and bands say in words against what their lines say in numbers (standards.md "Document", `wording`). */
export function wordingWarnings(standard: Standard): readonly Warning[] {
  return [...ofLevels(standard), ...ofItems(standard.document)];
}

/** A list of lines as it stands in the document. */
interface List {
  readonly path: string;
  /** `星级`: what the list is of; `level` or `band` begins the codes. */
  readonly code: "level" | "band";
  readonly none: string;
  readonly lines: readonly Line[];
  readonly documents: readonly object[];
  /** The keys of an inclusive and of a strict line. */
  readonly keys: readonly [string, string];
  /** Whether the document refuses lines out of order. */
  readonly isOrdered: boolean;
}

function ofLevels(standard: Standard): readonly Warning[] {
  const documents = standard.document.levels ?? [];
  const most = mostPossible(standard);
  const list: List = {
    path: "levels",
    code: "level",
    none: "没有等级",
    lines: documents.map((each) => lineOf(each, each.title, "atLeast", "above")),
    documents,
    keys: ["atLeast", "above"],
    isOrdered: false,
  };
  const reading = { isLowerBetter: false, most: most === Number.POSITIVE_INFINITY ? most : pointsOf(most) };
  return holdWordings(list.lines, reading).map((finding) => warningOf(list, finding));
}

function ofItems(document: StandardDocument): readonly Warning[] {
  return document.sections.flatMap((section, place) =>
    section.items.flatMap((item, index) => ofBands(item, `sections[${place}].items[${index}].score.bands`)),
  );
}

function ofBands({ score, title }: ItemDocument, path: string): readonly Warning[] {
  if (score.kind !== "bands") return [];
  const isLowerBetter = score.better === "lower";
  const [inclusive, strict] = isLowerBetter ? (["atMost", "below"] as const) : (["atLeast", "above"] as const);
  const name = (points: number): string => `「${title}」${plainFigure(points)} 分那一档`;
  const list: List = {
    path,
    code: "band",
    none: "没有写得几分",
    lines: score.bands.map((band) => lineOf(band, name(band.points), inclusive, strict)),
    documents: score.bands,
    keys: [inclusive, strict],
    isOrdered: true,
  };
  return holdWordings(list.lines, { isLowerBetter, most: undefined }).map((finding) => warningOf(list, finding));
}

type Written = { readonly [key in "atLeast" | "above" | "atMost" | "below"]?: number } & { readonly wording?: string };

function lineOf(written: Written, title: string, inclusive: keyof Written, strict: keyof Written): Line {
  const value = Number(written[inclusive] ?? written[strict] ?? 0);
  return { title, value, isStrict: written[inclusive] === undefined, wording: written.wording };
}

function warningOf(list: List, finding: Finding): Warning {
  const line = list.lines[finding.place];
  const title = line?.title ?? "";
  const path = at(at(list.path, finding.place), "wording");
  const rewording: Proposal = { text: `原文改成“${finding.proposal}”。`, path, value: finding.proposal };
  const base = { path, source: null, proposal: rewording };
  switch (finding.kind) {
    case "contradicts":
      return {
        ...base,
        code: `${list.code}-wording-contradicts`,
        message: `${title}的原文“${finding.words}”前后矛盾，哪个数都不在里面。`,
        figures: { title, wording: finding.words },
      };
    case "differs":
      return differing(list, finding, title, rewording);
    case "gap":
      return {
        ...base,
        code: `${list.code}-gap`,
        message: `${title}的原文到 ${plainFigure(finding.upper)}，上一档从 ${plainFigure(finding.next)} 起：${rangeText(finding)}${list.none}。`,
        figures: { title, upper: finding.upper, next: finding.next, from: finding.from, to: finding.to },
      };
    case "overlap":
      return {
        ...base,
        code: `${list.code}-overlap`,
        message: `${title}的原文到 ${plainFigure(finding.upper)}，上一档从 ${plainFigure(finding.next)} 起：${rangeText(finding)}两边都算。`,
        figures: { title, upper: finding.upper, next: finding.next, from: finding.from, to: finding.to },
      };
    case "open-top":
      return {
        ...base,
        code: `${list.code}-open-top`,
        message: `${title}的原文到 ${plainFigure(finding.upper)} 分为止，总分可以更高，高出的${list.none}。`,
        figures: { title, upper: finding.upper },
      };
    default:
      return finding satisfies never;
  }
}

function rangeText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `${plainFigure(from)} ` : `${plainFigure(from)}—${plainFigure(to)} `;
}

/** The words and the line begin apart: the words are the document's, so the line moves, unless it would pass another. */
function differing(
  list: List,
  finding: Extract<Finding, { kind: "differs" }>,
  title: string,
  rewording: Proposal,
): Warning {
  const line: Bound = list.lines[finding.place] ?? { value: 0, isStrict: false };
  const [inclusive, strict] = list.keys;
  const key = line.isStrict ? strict : inclusive;
  const path = at(list.path, finding.place);
  const wantedKey = finding.wanted.isStrict ? strict : inclusive;
  const document = list.documents[finding.place] ?? {};
  const moved: Proposal = {
    text: `线照原文改成${boundText(finding.wanted)}，或者改原文。`,
    path,
    value: jsonOf({ ...without(document, list.keys), [wantedKey]: finding.wanted.value }),
  };
  return {
    code: `${list.code}-wording-differs`,
    path: at(path, key),
    message: `${title}的原文是“${finding.words}”，线却是${boundText(line)}。`,
    figures: { title, wording: finding.words, line: line.value, wanted: finding.wanted.value },
    proposal: list.isOrdered && !finding.isTakeable ? rewording : moved,
    source: null,
  };
}

function boundText({ value, isStrict }: Bound): string {
  return isStrict ? ` ${plainFigure(value)}（不含）` : ` ${plainFigure(value)}`;
}
