import { canonicalJson } from "./canonical.ts";
import { checkSubjects, type JsonMap, type Standard } from "./standard/index.ts";

/** What a unit had accepted before, under one version of a standard. */
export interface EarlierSheet {
  readonly code: string;
  readonly standard: Standard;
  /** The cycle that accepted it. */
  readonly cycle: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A value that nobody typed, with where it came from. */
export interface PrefilledAnswer {
  readonly value: unknown;
  readonly from: "cycle" | "standard";
  /** The cycle's title, or the other standard's. */
  readonly title: string;
}

/**
 * What is known already of the items that a person would answer: from the last cycle of the same standard, else from
 * another standard that has the very same item, code and criterion alike. Only what is still a lawful answer is taken.
 * `earlier` comes oldest first. Source: 《整治形式主义为基层减负若干规定》, nobody fills in twice what is known.
 */
export function prefill(
  code: string,
  standard: Standard,
  earlier: readonly EarlierSheet[],
): Readonly<Record<string, PrefilledAnswer>> {
  const found: Record<string, PrefilledAnswer> = {};
  const ordered = [...earlier.filter((sheet) => sheet.code === code).toReversed(), ...earlier.toReversed()];
  for (const item of standard.items) {
    if (!item.isAsked) continue;
    const mark = markOf(standard, item.code);
    const sheet = ordered.find(
      (each) => each.answers[item.code] !== undefined && markOf(each.standard, item.code) === mark,
    );
    const value = sheet?.answers[item.code];
    if (sheet === undefined || value === undefined || !isLawful(standard, item.code, value)) continue;
    const isSame = sheet.code === code;
    found[item.code] = {
      value,
      from: isSame ? "cycle" : "standard",
      title: isSame ? sheet.cycle : sheet.standard.document.title,
    };
  }
  return found;
}

const marks = new WeakMap<Standard, ReadonlyMap<string, string>>();

/** An item as it asks: two of the same mark ask the same. */
function markOf(standard: Standard, code: string): string | undefined {
  let known = marks.get(standard);
  if (known === undefined) {
    const items = standard.document.sections.flatMap(({ items: own }) => own);
    known = new Map(
      items.map((item) => [
        item.code,
        canonicalJson({ criterion: item.criterion ?? item.title, kind: item.score.kind }),
      ]),
    );
    marks.set(standard, known);
  }
  return known.get(code);
}

function isLawful(standard: Standard, code: string, value: unknown): boolean {
  const answers = { [code]: value } as JsonMap;
  return checkSubjects(standard, [{ id: "x", answers }], "").length === 0;
}
