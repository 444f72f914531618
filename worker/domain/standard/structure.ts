import * as v from "valibot";
import { at, type Fault } from "../fault.ts";
import { type StandardDocument, standardSchema } from "./document.ts";

/** The document if its structure is sound, and every fault of its structure: keys, types, sizes, forms. */
export function readStructure(document: unknown): {
  readonly document: StandardDocument | undefined;
  readonly faults: readonly Fault[];
} {
  const result = v.safeParse(standardSchema, document);
  const faults: Fault[] = [];
  const lists = new Set<string>();
  noteKeys(faults, lists, nodeOf(standardSchema), document, "");
  for (const issue of result.issues ?? []) {
    if (!isUnknownKey(issue) && !isBelow(issue, lists)) faults.push({ path: pathOf(issue), message: messageOf(issue) });
  }
  return { document: result.success && faults.length === 0 ? result.output : undefined, faults };
}

type Issue = v.InferIssue<typeof standardSchema>;

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

/**
 * valibot names the first unknown key of an object, and takes a list for an object without keys; a reader wants all of
 * the keys, and the list named as one. `lists` gathers the paths of such lists.
 */
function noteKeys(faults: Fault[], lists: Set<string>, schema: SchemaNode, value: unknown, path: string): void {
  if (value === null || typeof value !== "object") return;
  if (schema.wrapped !== undefined) {
    noteKeys(faults, lists, schema.wrapped, value, path);
  } else if (schema.item !== undefined) {
    if (!Array.isArray(value)) return;
    const { item } = schema;
    value.forEach((each, index) => {
      noteKeys(faults, lists, item, each, at(path, index));
    });
  } else if ((schema.type === "variant" || schema.entries !== undefined) && Array.isArray(value)) {
    lists.add(path);
    faults.push({ path, message: NOT_AN_OBJECT });
  } else if (schema.type === "variant" && schema.key !== undefined) {
    const { key } = schema;
    const kind: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    const option = schema.options?.find((each) => literalOf(each.entries?.[key]) === kind);
    if (option !== undefined) noteKeys(faults, lists, option, value, path);
  } else if (schema.entries !== undefined) {
    for (const [key, inner] of Object.entries(value)) {
      const known = Object.hasOwn(schema.entries, key) ? schema.entries[key] : undefined;
      if (known === undefined)
        faults.push({ path: at(path, key), message: "格式里没有这个键，请删去，或改成格式里的写法。" });
      else noteKeys(faults, lists, known, inner, at(path, key));
    }
  }
}

const NOT_AN_OBJECT = "要写成对象，即 { … }。";

/** Whether an issue is about what a list lacks because an object is wanted in its place. */
function isBelow(issue: Issue, lists: ReadonlySet<string>): boolean {
  if (lists.size === 0) return false;
  let path = "";
  if (lists.has(path)) return true;
  for (const { key } of issue.path ?? []) {
    path = at(path, key as string | number);
    if (lists.has(path)) return true;
  }
  return false;
}

function literalOf(schema: SchemaNode | undefined): unknown {
  return schema !== undefined && "literal" in schema ? schema.literal : undefined;
}

function isUnknownKey(issue: Issue): boolean {
  return issue.type === "strict_object" && issue.expected === "never";
}

function pathOf(issue: Issue): string {
  return (issue.path ?? []).reduce((path, item) => at(path, item.key as string | number), "");
}

/** What is wrong and what to write, by valibot's name of the check that failed. */
function messageOf(issue: Issue): string {
  const requirement = "requirement" in issue ? issue.requirement : undefined;
  const isText = typeof issue.input === "string";
  switch (issue.type) {
    case "strict_object":
      if (issue.expected === "Object") return NOT_AN_OBJECT;
      return `缺少 ${issue.expected?.replaceAll('"', "") ?? "一个键"}，请补上。`;
    case "string":
      return '要写成文字，即带引号的 "…"。';
    case "number":
      return "要写成数，例如 5，不带引号。";
    case "integer":
      return "要写成整数，例如 3。";
    case "boolean":
      return "要写成 true 或 false。";
    case "array":
      return "要写成列表，即 [ … ]。";
    case "literal":
    case "picklist":
      return `要写成 ${choicesOf(issue)}。`;
    case "variant":
      return issue.expected === "Object" ? '要写成对象，即 { "kind": … }。' : `kind 要写成 ${choicesOf(issue)} 之一。`;
    case "regex":
      return "编码以小写字母开头，只用小写字母、数字和下划线，例如 team_1。";
    case "min_value":
      return `不能小于 ${requirement}。`;
    case "gt_value":
      return `要大于 ${requirement}。`;
    case "max_value":
      return `不能大于 ${requirement}。`;
    case "non_empty":
      return "不能空着，请写上。";
    case "min_length":
      return `至少要有 ${requirement} 个，请补上。`;
    case "max_length":
      return isText ? `最多写 ${requirement} 个字，请写短些。` : `最多 ${requirement} 个，请分开或删减。`;
    case "check":
      return issue.message;
    default:
      return "不合格式，请对照格式说明改正。";
  }
}

function choicesOf(issue: Issue): string {
  return (issue.expected ?? "")
    .replaceAll(/[()"]/g, "")
    .split("|")
    .map((each) => each.trim())
    .join("、");
}
