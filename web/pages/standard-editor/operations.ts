import type { Json } from "../../../worker/domain/expression.ts";
import type { Item, Section, StandardDocument } from "../../document-shapes.ts";
import { freeCode } from "../../editing/codes.ts";
import { jsonOf, placeOf, valueAt, withInserted, withMoved, withRemoved } from "../../editing/document.ts";
import type { Done as DoneTo } from "../../editing/editor.ts";
import { itemCodes, sectionCodes } from "./codes.ts";
import { formsOf } from "./draft-document.ts";

type Done = DoneTo<StandardDocument>;

const json = (value: object): Json => value as unknown as Json;
const soundFrom = (changed: Json, before: StandardDocument): StandardDocument => formsOf(changed) ?? before;

/** A section after the last one, empty; the spec wants an item in it, which the check will say. */
export function withSection(document: StandardDocument): Done {
  const place = document.sections.length;
  const section: Section = {
    code: freeCode(sectionCodes(document), "section_", place + 1),
    title: "",
    items: [],
  };
  const path = `sections[${place}]`;
  return {
    document: soundFrom(withInserted(jsonOf(document), "sections", place, json(section)), document),
    path,
    said: "添一节",
  };
}

/** A yes-no item at the end of a section, or after the item at `after`. */
export function withItem(document: StandardDocument, section: number, after?: number): Done {
  const items = document.sections[section]?.items ?? [];
  const place = after === undefined ? items.length : after + 1;
  const item: Item = {
    code: freeCode(itemCodes(document), `item_${section + 1}_`, items.length + 1),
    title: "",
    score: { kind: "yes-no", points: 5 },
  };
  const list = `sections[${section}].items`;
  const changed = withInserted(jsonOf(document), list, place, json(item));
  return { document: soundFrom(changed, document), path: `${list}[${place}]`, said: "添一项" };
}

/** The same item once more, under it, with a code of its own. */
export function withCopy(document: StandardDocument, path: string): Done | null {
  const { list, place } = placeOf(path);
  const item = valueAt(jsonOf(document), path) as unknown as Item | undefined;
  const section = Number(/^sections\[(\d+)\]/.exec(path)?.[1] ?? 0);
  if (item === undefined) return null;
  const code = freeCode(itemCodes(document), `item_${section + 1}_`, place + 2);
  const changed = withInserted(jsonOf(document), list, place + 1, json({ ...item, code }));
  return { document: soundFrom(changed, document), path: `${list}[${place + 1}]`, said: `照样添一项「${item.title}」` };
}

/** Without a section or item; `path` is what is nearest to where it stood. */
export function withoutPart(document: StandardDocument, path: string): Done {
  const { list, place } = placeOf(path);
  const changed = soundFrom(withRemoved(jsonOf(document), path), document);
  const left = valueAt(jsonOf(changed), list);
  const count = Array.isArray(left) ? left.length : 0;
  const owner = list === "sections" ? "general" : list.replace(/\.items$/, "");
  const nearest = count === 0 ? owner : `${list}[${Math.min(place, count - 1)}]`;
  return { document: changed, path: nearest, said: `删去${nameAt(document, path)}` };
}

/** Moved to a place of a list; says where it stands now, among how many. */
export function movedTo(document: StandardDocument, path: string, list: string, place: number): Done {
  const changed = soundFrom(withMoved(jsonOf(document), path, list, place), document);
  const count = (valueAt(jsonOf(changed), list) as readonly Json[] | undefined)?.length ?? 0;
  const section = /^sections\[(\d+)\]\.items$/.exec(list)?.[1];
  const into = section === undefined ? "" : `「${titled(changed.sections[Number(section)]?.title)}」`;
  return {
    document: changed,
    path: `${list}[${place}]`,
    said: `${nameAt(document, path)}移到${into}第 ${place + 1} ${section === undefined ? "节" : "项"}，共 ${count} ${section === undefined ? "节" : "项"}`,
  };
}

/** One place up (−1) or down (1); an item at the end of its section goes on into the next. null where there is no place. */
export function movedBy(document: StandardDocument, path: string, by: -1 | 1): Done | null {
  const { list, place } = placeOf(path);
  const siblings = (valueAt(jsonOf(document), list) as readonly Json[] | undefined)?.length ?? 0;
  const next = place + by;
  if (next >= 0 && next < siblings) return movedTo(document, path, list, next);
  const section = /^sections\[(\d+)\]\.items$/.exec(list)?.[1];
  if (section === undefined) return null;
  const neighbour = Number(section) + by;
  const items = document.sections[neighbour]?.items;
  if (items === undefined) return null;
  return movedTo(document, path, `sections[${neighbour}].items`, by === 1 ? 0 : items.length);
}

/** Dropped onto an item: before it. Onto a section: an item goes to its end, a section before it. */
export function droppedOn(document: StandardDocument, path: string, onto: string): Done | null {
  const isItem = path.includes(".items[");
  if (!isItem && onto.includes(".items[")) return null;
  const list = isItem ? onto.replace(/(\.items)\[\d+\]$/, "$1").replace(/^(sections\[\d+\])$/, "$1.items") : "sections";
  const count = document.sections[Number(/\[(\d+)\]/.exec(onto)?.[1] ?? 0)]?.items.length ?? 0;
  const place = isItem && !onto.includes(".items[") ? count : placeOf(onto).place;
  const own = placeOf(path);
  return movedTo(document, path, list, own.list === list && own.place < place ? place - 1 : place);
}

export const titled = (title: string | undefined): string => (title === undefined || title === "" ? "未命名" : title);

/** 「书记选配」. */
export function nameAt(document: StandardDocument, path: string): string {
  const value = valueAt(jsonOf(document), path);
  const title = value !== null && typeof value === "object" && "title" in value ? value["title"] : "";
  return `「${titled(typeof title === "string" ? title : "")}」`;
}
