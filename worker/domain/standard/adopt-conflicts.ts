import { isEqual, type Part, partOf, partsOf } from "../difference.ts";
import { type Allowance, overlayOf } from "./adopt.ts";
import { compareStandards } from "./compare.ts";
import type { StandardDocument } from "./document.ts";
import { type Choice, type Collision, mergeStandards, ORDER, placeText } from "./merge.ts";
import { flatStandard, itemsIn, standardOf } from "./merge-lists.ts";

/** A place that both changed, told to a person: what each made of it, and which of the two to take. */
export interface AdoptionConflict {
  /** `items.secretary.score.points`; a choice names it. */
  readonly path: string;
  readonly theirs: string;
  readonly ours: string;
  /** The parent's, where the child's would lower what the parent now asks; else the child's own. */
  readonly proposal: Choice;
}

/** The parent's next version laid under what the child has laid over the last one. */
export interface AdoptionMerge {
  readonly document: Part;
  readonly conflicts: readonly AdoptionConflict[];
}

/**
 * Carries a child's overlay on to its parent's next version: `base` is the parent's text that the child took, `theirs`
 * the next, `ours` the child's. Where no choice is made the proposal stands.
 */
export function mergeAdoption(
  base: StandardDocument,
  theirs: StandardDocument,
  ours: StandardDocument,
  allowance: Allowance,
  choices: ReadonlyMap<string, Choice> = new Map(),
): AdoptionMerge {
  const { collisions } = mergeStandards(base, theirs, ours, choices);
  const conflicts = collisions.map((collision) => told(collision, base, theirs, allowance));
  const decided = new Map([...conflicts.map(({ path, proposal }) => [path, proposal] as const), ...choices]);
  const { document, collisions: rest } = mergeStandards(base, theirs, ours, decided);
  const known = new Set(conflicts.map(({ path }) => path));
  // A section that is kept by proposal may bring collisions of its own to light, and hides none.
  const more = rest.filter((each) => !known.has(placeText(each))).map((each) => told(each, base, theirs, allowance));
  return { document, conflicts: [...conflicts, ...more] };
}

function told(
  collision: Collision,
  base: StandardDocument,
  theirs: StandardDocument,
  allowance: Allowance,
): AdoptionConflict {
  const path = placeText(collision);
  const texts = { theirs: wordsOf(collision, "theirs", base), ours: wordsOf(collision, "ours", base) };
  if (collision.keys.at(-1) === ORDER) return { path, ...texts, proposal: "theirs" };
  const own = withValue(theirs, collision.keys, collision.ours);
  // What the child made of it, held against the parent's next text, is sound in its form: both texts are.
  const isLower = overlayOf(theirs, own as object as StandardDocument, allowance).some(({ isRefused }) => isRefused);
  return { path, ...texts, proposal: isLower ? "theirs" : "ours" };
}

/** What one side changed at this place since the text that was taken. */
function wordsOf({ keys, ...sides }: Collision, side: Choice, base: StandardDocument): string {
  if (keys.at(-1) === ORDER) return `次序：${partsOfOrder(sides[side], base).join("、")}`;
  if (isEqual(sides.base, sides[side])) return "没有改";
  const changed = withValue(base, keys, sides[side]);
  const texts = compareStandards(base, changed as object as StandardDocument).map(({ text }) => text);
  return texts.length === 0 ? (sides[side] === undefined ? "删去" : "没有改") : texts.join("；");
}

function partsOfOrder(codes: unknown, base: Part): readonly string[] {
  const flat = flatStandard(base);
  const all = ["sections", "items", "vetoes", "badges", "levels"].flatMap((key) => partsOf(flat[key]));
  return (Array.isArray(codes) ? codes : []).map(
    (code) => `「${all.find((each) => each["code"] === code)?.["title"] ?? code}」`,
  );
}

/** A standard in which one place of the flat text has another value. */
function withValue(document: Part, keys: readonly string[], value: unknown): Part {
  const flat = flatStandard(document);
  const put = standardOf(partOf(replaced(flat, keys, value)));
  // An emptied section is told as the loss of what it held.
  const [list, code] = keys;
  if (list !== "sections" || keys.length !== 2 || value === undefined) return put;
  const items = itemsIn(flat["items"], code);
  return {
    ...put,
    sections: partsOf(put["sections"]).map((each) => (each["code"] === code ? { ...each, items } : each)),
  };
}

function replaced(at: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(at)) {
    const isThere = partsOf(at).some((part) => part["code"] === key);
    if (!isThere) return value === undefined ? at : [...at, value];
    return at.flatMap((part) => {
      if (partOf(part)["code"] !== key) return [part];
      const next = replaced(part, rest, value);
      return next === undefined ? [] : [next];
    });
  }
  const part = partOf(at);
  const next = replaced(part[key] ?? (rest.length === 0 ? undefined : []), rest, value);
  const entries = Object.entries({ ...part, [key]: next }).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries);
}
