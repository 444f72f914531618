import type * as v from "valibot";
import { at } from "./fault.ts";

/** Whether a document holds at most so many values, counted without recursion and no further than that. */
export function holdsAtMost(document: unknown, most: number): boolean {
  const open: unknown[] = [document];
  let count = 1;
  while (open.length > 0) {
    const value = open.pop();
    if (value === null || typeof value !== "object") continue;
    for (const key in value) {
      if (++count > most) return false;
      open.push(Reflect.get(value, key));
    }
  }
  return true;
}

/** What stands in a document where its format has nothing, or wants something else. */
export interface KeyFindings {
  /** Unknown keys, and lists where an object is wanted, in the order they stand. */
  readonly found: readonly { readonly path: string; readonly is: "unknown" | "list" }[];
  /** The paths of those lists. */
  readonly lists: ReadonlySet<string>;
}

/**
 * valibot names the first unknown key of an object, and takes a list for an object without keys; a reader wants all of
 * the keys, and the list named as one. The schema's objects are strict.
 */
export function keyFindings(schema: v.GenericSchema, document: unknown): KeyFindings {
  const gathering: Gathering = { found: [], lists: new Set() };
  noteKeys(gathering, nodeOf(schema), document, "");
  return gathering;
}

/** Whether valibot's issue is what `keyFindings` tells: an unknown key, or what a list lacks where an object is wanted. */
export function isOfKeys(issue: v.BaseIssue<unknown>, { lists }: KeyFindings): boolean {
  if (issue.type === "strict_object" && issue.expected === "never") return true;
  if (lists.size === 0) return false;
  let path = "";
  if (lists.has(path)) return true;
  for (const { key } of issue.path ?? []) {
    path = at(path, key as string | number);
    if (lists.has(path)) return true;
  }
  return false;
}

interface Gathering {
  readonly found: { readonly path: string; readonly is: "unknown" | "list" }[];
  readonly lists: Set<string>;
}

/** What the walk over the schema reads of a valibot schema. */
interface SchemaNode {
  readonly type: string;
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly item?: SchemaNode;
  readonly wrapped?: SchemaNode;
  readonly key?: string;
  readonly options?: readonly SchemaNode[];
}

/** valibot's schemas are data with these fields; its types don't say so for a schema in general. */
function nodeOf(schema: v.GenericSchema): SchemaNode {
  return schema as unknown as SchemaNode;
}

function noteKeys(gathering: Gathering, schema: SchemaNode, value: unknown, path: string): void {
  if (value === null || typeof value !== "object") return;
  if (schema.wrapped !== undefined) {
    noteKeys(gathering, schema.wrapped, value, path);
  } else if (schema.item !== undefined) {
    if (!Array.isArray(value)) return;
    const { item } = schema;
    value.forEach((each, index) => {
      noteKeys(gathering, item, each, at(path, index));
    });
  } else if ((schema.type === "variant" || schema.entries !== undefined) && Array.isArray(value)) {
    gathering.lists.add(path);
    gathering.found.push({ path, is: "list" });
  } else if (schema.type === "variant" && schema.key !== undefined) {
    const { key } = schema;
    const kind: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    const option = schema.options?.find((each) => literalOf(each.entries?.[key]) === kind);
    if (option !== undefined) noteKeys(gathering, option, value, path);
  } else if (schema.entries !== undefined) {
    for (const [key, inner] of Object.entries(value)) {
      const known = Object.hasOwn(schema.entries, key) ? schema.entries[key] : undefined;
      if (known === undefined) gathering.found.push({ path: at(path, key), is: "unknown" });
      else noteKeys(gathering, known, inner, at(path, key));
    }
  }
}

function literalOf(schema: SchemaNode | undefined): unknown {
  return schema !== undefined && "literal" in schema ? schema.literal : undefined;
}
