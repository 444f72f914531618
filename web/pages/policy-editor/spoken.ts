import type { PolicyDocument } from "../../document-shapes.ts";
import { jsonOf } from "../../editing/document.ts";
import type { Differing } from "../../editing/editor.ts";
import { withLevelOfRow, withSpokenExpressions, withTitlesAfter } from "../../editing/spoken.ts";
import type { Words } from "../documents/condition.ts";
import { ceilingTitles } from "./drawn/ceilings.ts";

/** What two policies differ in, in the tenant's words: ceilings and grants by their titles, levels by theirs. */
export function spokenOfPolicies(
  differing: Differing,
  after: PolicyDocument,
  before: PolicyDocument,
  words: Words,
): string {
  const titlesIn = ({ ceilings = [] }: PolicyDocument) => ceilingTitles(ceilings, words);
  const ceilings = new Map([...titlesIn(before), ...titlesIn(after)]);
  const grants = new Map([...before.grants, ...after.grants].map(({ code, title }) => [code, title]));
  const text = withLevelOfRow(differing, [jsonOf(after), jsonOf(before)], words).replace(
    /封顶「([^「」]+)」/g,
    (_, code) => `封顶「${ceilings.get(code) ?? code}」`,
  );
  return withSpokenExpressions(withTitlesAfter(text, "管的补助", grants), words);
}
