import type { StandardDocument } from "../../document-shapes.ts";
import { shortPoints, starsOf } from "../../format.ts";
import { sectionMarks } from "../documents/wording.ts";
import { countsOf } from "./draft-document.ts";

/** What a tenant calls its levels: 星级 where they are stars. */
export function levelsWord(document: StandardDocument): string {
  return (document.levels ?? []).some(({ title }) => starsOf(title) !== null) ? "星级" : "等次";
}

/** Full marks of the base sections, from the start on. */
export function fullMarksOf(document: StandardDocument): number {
  const base = document.sections.filter(({ kind }) => (kind ?? "base") === "base");
  const hundredths = base.reduce((sum, section) => sum + Math.round(sectionMarks(section) * 100), 0);
  return hundredths / 100 + (document.start ?? 0);
}

/** `5 节 13 项，满分 100`. */
export function countsWording(document: StandardDocument): string {
  const { sections, items } = countsOf(document);
  const full = document.scoring === "weights" ? 100 : fullMarksOf(document);
  return `${sections} 节 ${items} 项，满分 ${shortPoints(full)}`;
}
