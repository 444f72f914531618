import type { StandardDocument } from "../../document-shapes.ts";
import type { Differing } from "../../editing/editor.ts";
import { withSpokenExpressions, withTitlesAfter } from "../../editing/spoken.ts";
import type { Words } from "../documents/condition.ts";

/** What two standards differ in, in the tenant's words: levels and sections by their titles. */
export function spokenOfStandards(
  { text }: Differing,
  after: StandardDocument,
  before: StandardDocument,
  words: Words,
): string {
  const levels = new Map([...(before.levels ?? []), ...(after.levels ?? [])].map(({ code, title }) => [code, title]));
  const sections = new Map([...before.sections, ...after.sections].map(({ code, title }) => [code, title]));
  const byLevel = text.replace(/(评到|评)「([^「」]+)」/g, (_, word, code) => `${word}「${levels.get(code) ?? code}」`);
  const bySection = ["看的大项", "同分先看"].reduce((told, mark) => withTitlesAfter(told, mark, sections), byLevel);
  return withSpokenExpressions(bySection, words);
}
