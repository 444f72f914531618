import { EXCLUDED, FAILED } from "./cohort.ts";
import { MISSING } from "./columns.ts";
import type { ItemDocument } from "./document.ts";
import type { Item, Standard } from "./plan.ts";
import { scoreSubjects } from "./score-subjects.ts";
import type { Subject } from "./subject.ts";

/**
 * Which items of a standard each subject is asked, as the document writes them: those that a person answers and that
 * apply to it as far as its facts tell. What a fact, an expression or the cohort gives is never asked. Of a subject whose
 * facts don't tell (it fails), every item that a person answers counts as asked; one that the standard doesn't apply to
 * is asked nothing. In the order of `subjects`. Source: capabilities.md, 负担计.
 */
export function askedItems(standard: Standard, subjects: readonly Subject[]): readonly (readonly ItemDocument[])[] {
  const documents = standard.document.sections.flatMap(({ items }) => items);
  const answerable = standard.items.filter(({ isAsked }) => isAsked);
  const written = (items: readonly Item[]) =>
    documents.filter((_, place) => items.some((item) => item.place === place));
  const all = written(answerable);
  const { cohort } = scoreSubjects(standard, subjects);
  return subjects.map((_, index) => {
    if (cohort.states[index] === EXCLUDED) return [];
    if (cohort.states[index] === FAILED) return all;
    const open = answerable.filter(({ place }) => cohort.columns[place]?.states[index] === MISSING);
    return open.length === answerable.length ? all : written(open);
  });
}
