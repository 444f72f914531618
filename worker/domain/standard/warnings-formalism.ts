import { at } from "../fault.ts";
import { offencesIn, photoRule } from "../formalism.ts";
import type { Warning } from "../warning.ts";
import type { ItemDocument, StandardDocument } from "./document.ts";

/**
 * 「标准体检」: items whose proof or words the rules against formalism forbid, each with the rule and what to write instead
 * (capabilities.md "The rules that bind such a system"). Read are titles and criteria of items and titles of options,
 * and the titles of sections.
 */
export function formalismWarnings(document: StandardDocument): readonly Warning[] {
  return document.sections.flatMap((section, place) => {
    const path = at("sections", place);
    return [
      ...ofText(section.title, section.title, at(path, "title")),
      ...section.items.flatMap((item, index) => ofItem(item, at(at(path, "items"), index))),
    ];
  });
}

function ofItem(item: ItemDocument, path: string): readonly Warning[] {
  const options = "options" in item.score ? item.score.options : [];
  return [
    ...ofText(item.title, item.title, at(path, "title")),
    ...ofText(item.title, item.criterion ?? "", at(path, "criterion")),
    ...options.flatMap(({ title }, place) => ofText(item.title, title, `${path}.score.options[${place}].title`)),
    ...(item.proof === "photo" ? [photoProof(item, path)] : []),
  ];
}

function photoProof({ title }: ItemDocument, path: string): Warning {
  return {
    code: photoRule.code,
    path: at(path, "proof"),
    message: `「${title}」的佐证是“照片”：${photoRule.forbids}。`,
    figures: { item: title },
    proposal: { text: "佐证改为“实地查看”。", path: at(path, "proof"), value: "site-visit" },
    source: photoRule.source,
  };
}

function ofText(title: string, text: string, path: string): readonly Warning[] {
  return offencesIn(text).map(({ rule, words, rewritten }) => ({
    code: rule.code,
    path,
    message: `「${title}」写了“${words}”：${rule.forbids}。`,
    figures: { item: title, words },
    proposal: { text: rule.advice, path, value: rewritten },
    source: rule.source,
  }));
}
