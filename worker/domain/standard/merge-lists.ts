import { isEqual, type Part, partsOf } from "../difference.ts";

// A standard is merged flat: items by their codes over the whole document, each with the section it stands in, so that
// one that moves and one that changes are two things; a level's line is one value, however it is written.

/** A standard with its items beside its sections. */
export function flatStandard(document: Part): Part {
  const sections = partsOf(document["sections"]);
  const items = sections.flatMap((section) =>
    partsOf(section["items"]).map((item) => ({ section: section["code"], ...item })),
  );
  return Object.fromEntries(
    Object.entries(document).flatMap(([key, value]): readonly [string, unknown][] => {
      if (key === "levels") return [[key, partsOf(value).map(flatLevel)]];
      if (key !== "sections") return [[key, value]];
      return [
        [key, sections.map(({ items: _, ...section }) => section)],
        ["items", items],
      ];
    }),
  );
}

/** The standard that was flattened; an item whose section is gone is gone with it. */
export function standardOf({ items, ...flat }: Part): Part {
  return Object.fromEntries(
    Object.entries(flat).map(([key, value]) => {
      if (key === "levels") return [key, partsOf(value).map(levelOf)];
      if (key !== "sections") return [key, value];
      return [key, partsOf(value).map((section) => ({ ...section, items: itemsIn(items, section["code"]) }))];
    }),
  );
}

/** The items of a flat standard that stand in a section, without their section. */
export function itemsIn(items: unknown, section: unknown): readonly Part[] {
  return partsOf(items)
    .filter((item) => item["section"] === section)
    .map(({ section: _, ...item }) => item);
}

function flatLevel(level: Part): Part {
  return Object.fromEntries(
    Object.entries(level).map(([key, value]) =>
      key === "atLeast" || key === "above" ? ["line", { [key]: value }] : [key, value],
    ),
  );
}

function levelOf(level: Part): Part {
  return Object.fromEntries(
    Object.entries(level).flatMap(([key, value]) => (key === "line" ? Object.entries(value as Part) : [[key, value]])),
  );
}

/** The code of each part of a list, in order. */
export function codesOf(list: unknown): readonly string[] {
  return partsOf(list).map(({ code }) => String(code));
}

/** The order of the codes that are left: whoever moved some leads; undefined where both did, each another way. */
export function mergedOrder(
  base: readonly string[],
  theirs: readonly string[],
  ours: readonly string[],
  isLed?: "theirs" | "ours",
): readonly string[] | undefined {
  const inAll = (codes: readonly string[]) =>
    codes.filter((code) => base.includes(code) && theirs.includes(code) && ours.includes(code));
  const [was, upper, own] = [inAll(base), inAll(theirs), inAll(ours)];
  if (isLed === undefined && !isEqual(upper, own) && !isEqual(was, upper) && !isEqual(was, own)) return undefined;
  const leads = isLed ?? (isEqual(was, upper) && !isEqual(was, own) ? "ours" : "theirs");
  const [leader, follower] = leads === "ours" ? [ours, theirs] : [theirs, ours];
  const order = [...leader];
  follower.forEach((code, place) => {
    if (order.includes(code)) return;
    const before = follower.slice(0, place).findLast((each) => order.includes(each));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, code);
  });
  return order;
}
