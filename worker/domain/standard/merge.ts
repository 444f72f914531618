import { isEqual, type Part, partOf, partsOf } from "../difference.ts";
import { codesOf, flatStandard, itemsIn, mergedOrder, standardOf } from "./merge-lists.ts";

/** Whose value stands: the parent's next one, or the child's own. */
export type Choice = "theirs" | "ours";

/**
 * One place that the parent and the child both changed since the child took the parent's text, each another way; as
 * keys and codes in the flat standard. What isn't there is undefined.
 */
export interface Collision {
  readonly keys: readonly string[];
  readonly base: unknown;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** How a collision's place is written: `items.secretary.score.points`. */
export const placeText = ({ keys }: Pick<Collision, "keys">): string => keys.join(".");

/** The key of a collision that is about the order of a list, not about a part of it. */
export const ORDER = "#order";

interface Merging {
  readonly choices: ReadonlyMap<string, Choice>;
  readonly collisions: Collision[];
}

type Sides = Omit<Collision, "keys">;

/**
 * Three texts made one, part by part and by code: what one side changed stands, what both changed alike stands, and
 * what both changed otherwise is a collision, in which the choice made for it decides; without one the parent's stands.
 */
export function mergeStandards(
  base: Part,
  theirs: Part,
  ours: Part,
  choices: ReadonlyMap<string, Choice> = new Map(),
): { readonly document: Part; readonly collisions: readonly Collision[] } {
  const merging: Merging = { choices, collisions: [] };
  const sides = { base: flatStandard(base), theirs: flatStandard(theirs), ours: flatStandard(ours) };
  const flat = partOf(merged([], sides, merging));
  const whole = withOrphans(flat, sides, merging);
  return { document: standardOf(inOrder(whole, sides, merging)), collisions: merging.collisions };
}

/** Lists whose parts are matched by code, by the key under which they stand. */
const CODED = new Set(["sections", "items", "vetoes", "badges", "levels", "options"]);
/** Values of several keys that only make sense together. */
const WHOLE = new Set(["effect", "quota", "promotion", "line"]);

function merged(keys: readonly string[], sides: Sides, merging: Merging): unknown {
  const { base, theirs, ours } = sides;
  const key = keys.at(-1) ?? "";
  if (isEqual(theirs, ours) || isEqual(base, ours)) return theirs;
  if (isEqual(base, theirs)) return ours;
  const all = [base, theirs, ours];
  if (CODED.has(key) && all.every((each) => Array.isArray(each) || (each === undefined && keys.length === 1))) {
    return mergedList(keys, sides, merging);
  }
  const areParts = all.every((each) => typeof each === "object" && each !== null && !Array.isArray(each));
  const isOneKind = key !== "score" || new Set(all.map((each) => partOf(each)["kind"])).size === 1;
  return areParts && isOneKind && !WHOLE.has(key) ? mergedPart(keys, sides, merging) : chosen(keys, sides, merging);
}

function mergedPart(keys: readonly string[], sides: Sides, merging: Merging): Part {
  const [base, theirs, ours] = [partOf(sides.base), partOf(sides.theirs), partOf(sides.ours)];
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  const entries = [...names].map((name) => {
    const inside = { base: base[name], theirs: theirs[name], ours: ours[name] };
    return [name, merged([...keys, name], inside, merging)] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function mergedList(keys: readonly string[], sides: Sides, merging: Merging): readonly unknown[] {
  const find = (list: unknown, code: string) => partsOf(list).find((part) => String(part["code"]) === code);
  const codes = new Set([...codesOf(sides.theirs), ...codesOf(sides.ours)]);
  const parts = new Map<string, unknown>();
  for (const code of codes) {
    const [base, theirs, ours] = [find(sides.base, code), find(sides.theirs, code), find(sides.ours, code)];
    const part = merged([...keys, code], { base, theirs, ours }, merging);
    if (part !== undefined) parts.set(code, part);
  }
  const order = keys.at(-1) === "items" ? [...codes] : orderOf(keys, sides, merging);
  return order.flatMap((code) => (parts.has(code) ? [parts.get(code)] : []));
}

function orderOf(keys: readonly string[], { base, theirs, ours }: Sides, merging: Merging): readonly string[] {
  const [was, upper, own] = [codesOf(base), codesOf(theirs), codesOf(ours)];
  const order = mergedOrder(was, upper, own);
  if (order !== undefined) return order;
  const where = [...keys, ORDER];
  const choice = chosenSide(where, { base: was, theirs: upper, ours: own }, merging);
  return mergedOrder(was, upper, own, choice) ?? upper;
}

function chosen(keys: readonly string[], sides: Sides, merging: Merging): unknown {
  return sides[chosenSide(keys, sides, merging)];
}

function chosenSide(keys: readonly string[], sides: Sides, { choices, collisions }: Merging): Choice {
  if (!collisions.some((each) => placeText(each) === placeText({ keys }))) collisions.push({ keys, ...sides });
  return choices.get(placeText({ keys })) ?? "theirs";
}

/** A section that one side removed while the other put or changed something in it: kept whole or gone whole. */
function withOrphans(flat: Part, sides: Sides, merging: Merging): Part {
  const kept = new Set(codesOf(flat["sections"]));
  const homeless = new Set(
    partsOf(flat["items"])
      .map(({ section }) => String(section))
      .filter((code) => !kept.has(code)),
  );
  const restored = [...homeless].flatMap((code) => {
    const of = (side: unknown) => partsOf(partOf(side)["sections"]).find((section) => section["code"] === code);
    const found = { base: of(sides.base), theirs: of(sides.theirs), ours: of(sides.ours) };
    const section = chosen(["sections", code], found, merging);
    return section === undefined ? [] : [section];
  });
  return { ...flat, sections: [...partsOf(flat["sections"]), ...restored] };
}

/** The items of each section in the order that both sides leave. */
function inOrder(flat: Part, sides: Sides, merging: Merging): Part {
  const items = codesOf(flat["sections"]).flatMap((section) => {
    const of = (side: unknown) => itemsIn(partOf(side)["items"], section);
    const own = { base: of(sides.base), theirs: of(sides.theirs), ours: of(sides.ours) };
    const order = orderOf(["items", section], own, merging);
    const here = partsOf(flat["items"]).filter((item) => item["section"] === section);
    const place = (code: unknown) => (order.includes(String(code)) ? order.indexOf(String(code)) : order.length);
    return here.toSorted((a, b) => place(a["code"]) - place(b["code"]));
  });
  return { ...flat, items };
}
