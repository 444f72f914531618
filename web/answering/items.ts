import type { AssessedItem, AssessedSection, Assessment } from "../assessment-api.ts";
import type { Item, Score } from "../document-shapes.ts";

// An assessment's items as the form and the reviews use them.

/** How "not applicable" is written in place of an answer. */
export const notApplicable = { notApplicable: true } as const;

export const isMarked = (value: unknown): boolean =>
  value !== null && typeof value === "object" && "notApplicable" in value;

/** The item as its standard words it. */
export function itemOf(item: AssessedItem): Item {
  return {
    code: item.code,
    title: item.title,
    score: scoreOf(item),
    proof: item.proof,
    optional: item.isOptional,
    reasonRequired: item.isReasonRequired,
    ...(item.criterion === null ? {} : { criterion: item.criterion }),
  };
}

/** The server has validated it as the score of a standard; its type there is any JSON. */
export function scoreOf({ score }: AssessedItem): Score {
  return score as unknown as Score;
}

/** Whether somebody is to fill it in: not computed, and applying to this unit as it stands. */
export function isToFill({ isAsked, because }: AssessedItem, value: unknown): boolean {
  return isAsked && (value !== null || because?.startsWith("不适用") !== true);
}

export interface Filled {
  readonly asked: readonly AssessedItem[];
  readonly done: readonly AssessedItem[];
  readonly missing: readonly AssessedItem[];
}

type Held = (code: string) => unknown;

/** What is asked of some items, and what of it is answered. */
export function filled(sections: readonly AssessedSection[], held: Held): Filled {
  const asked = sections.flatMap(({ items }) => items).filter((item) => isToFill(item, held(item.code)));
  return {
    asked,
    done: asked.filter(({ code }) => held(code) !== null),
    missing: asked.filter(({ code }) => held(code) === null),
  };
}

/** As the server has it, with nothing typed on top. */
export function draftOf({ sections }: Pick<Assessment, "sections">): Held {
  const items = new Map(sections.flatMap(({ items: own }) => own).map((item) => [item.code, item]));
  return (code) => items.get(code)?.draft ?? null;
}

/** `第 2 节 · 3 项 20 分`'s figure: the full marks together, by hundredths. */
export function marksOf(items: readonly AssessedItem[]): number {
  return items.reduce((sum, { full }) => sum + Math.round(full * 100), 0) / 100;
}
