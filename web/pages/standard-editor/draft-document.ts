import { itemKinds } from "../../../worker/domain/vocabulary.ts";
import type { StandardDocument } from "../../document-shapes.ts";

/** A standard that nobody has written anything in yet. */
export const emptyStandard = {
  format: "hongdai/standard@1",
  title: "",
  sources: [],
  scoring: "points",
  sections: [],
} as const;

type Loose = { readonly [key: string]: unknown };
const isObject = (value: unknown): value is Loose =>
  value !== null && typeof value === "object" && !Array.isArray(value);
const areObjects = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.every((each) => isObject(each)));

const lists = ["sources", "vetoes", "badges", "levels", "directLevels"] as const;
const scoreLists = ["options", "bands", "brackets"] as const;

/**
 * A draft as the forms read it: anything may be missing or of no use, but lists are lists and objects are objects, so
 * that there is a form for everything. null where an imported document isn't even that; then only its faults are shown.
 */
export function formsOf(document: unknown): StandardDocument | null {
  if (!isObject(document)) return null;
  const { sections, tieBreak, promotion } = document;
  const isSound =
    Array.isArray(sections) &&
    sections.every(isSection) &&
    lists.every((list) => areObjects(document[list])) &&
    (tieBreak === undefined || Array.isArray(tieBreak)) &&
    (promotion === undefined || isObject(promotion));
  return isSound ? (document as unknown as StandardDocument) : null;
}

function isSection(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { items } = value;
  return areObjects(value["sources"]) && Array.isArray(items) && items.every(isItem);
}

function isItem(value: unknown): boolean {
  if (!isObject(value) || !isObject(value["score"])) return false;
  const { score } = value;
  const { kind } = score;
  return (
    typeof kind === "string" && Object.hasOwn(itemKinds, kind) && scoreLists.every((key) => areObjects(score[key]))
  );
}

/** How many sections and items a standard has. */
export function countsOf(document: StandardDocument): { readonly sections: number; readonly items: number } {
  return {
    sections: document.sections.length,
    items: document.sections.reduce((sum, { items }) => sum + items.length, 0),
  };
}
