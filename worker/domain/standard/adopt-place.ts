import { type Difference, type Part, partOf, partsOf } from "../difference.ts";

/** The lists of a standard whose parts carry a code; the parts of a document that an overlay speaks of. */
export type CodedName = "sections" | "items" | "options" | "vetoes" | "badges" | "levels";

/**
 * Where a difference stands: the innermost part with a code that holds it, as the parent has it and as the child has
 * it, the key within it, and its place in the list. `section` and `item` are the child's, where it stands in one.
 */
export interface DifferencePlace {
  readonly list: CodedName | null;
  readonly before: Part | undefined;
  readonly after: Part | undefined;
  /** The key that differs; `score` and `points` of `score.points`. Empty for the part itself. */
  readonly keys: readonly string[];
  readonly index: number | null;
  readonly section: Part | undefined;
  readonly item: Part | undefined;
  /** What the parent calls it: `items.secretary`; of the document itself its key: `appliesTo`. */
  readonly part: string;
}

/** Finds the place of a difference between the parent's text and the child's. */
export function placeOf({ path, kind }: Difference, parent: Part, child: Part): DifferencePlace {
  const tokens = path.match(/\[\d+\]|[^.[\]]+/g) ?? [];
  let at: DifferencePlace = {
    list: null,
    before: parent,
    after: child,
    keys: [],
    index: null,
    section: undefined,
    item: undefined,
    part: tokens[0] ?? leftOut(parent, child),
  };
  tokens.forEach((token, step) => {
    const isLast = step === tokens.length - 1;
    at = token.startsWith("[")
      ? entered(at, Number(token.slice(1, -1)), isLast && kind === "removed", parent)
      : { ...at, keys: [...at.keys, token] };
  });
  return at;
}

/** A key of the document itself that the child left out: the path of such a difference is the document's own. */
function leftOut(parent: Part, child: Part): string {
  return Object.keys(parent).find((key) => !(key in child)) ?? "";
}

/** One step into a coded list. Of what was removed the list's place is the child's, the index the parent's. */
function entered(at: DifferencePlace, index: number, isRemoved: boolean, parent: Part): DifferencePlace {
  const name = at.keys.at(-1) as CodedName;
  const [before, after] = [listIn(at.before, at.keys), listIn(at.after, at.keys)];
  const part = isRemoved ? before[index] : after[index];
  const code = String(part?.["code"]);
  const inside: DifferencePlace = {
    list: name,
    before: name === "items" && !isRemoved ? itemOf(parent, code) : before.find((each) => each["code"] === code),
    after: isRemoved ? undefined : part,
    keys: [],
    index,
    section: name === "sections" ? (part ?? undefined) : at.section,
    item: name === "items" ? part : at.item,
    part: name === "options" ? at.part : `${name}.${code}`,
  };
  return inside;
}

function listIn(part: Part | undefined, keys: readonly string[]): readonly Part[] {
  let value: unknown = part;
  for (const key of keys) value = partOf(value)[key];
  return partsOf(value);
}

/** An item of a standard by its code, whatever section it stands in. */
export function itemOf(document: Part, code: string): Part | undefined {
  return partsOf(document["sections"])
    .flatMap((section) => partsOf(section["items"]))
    .find((item) => item["code"] === code);
}
