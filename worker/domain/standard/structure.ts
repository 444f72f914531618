import * as v from "valibot";
import { isOfKeys, keyFindings } from "../document-keys.ts";
import { at, type Fault } from "../fault.ts";
import { type StandardDocument, standardSchema } from "./document.ts";

/** The document if its structure is sound, and every fault of its structure: keys, types, sizes, forms. */
export function readStructure(document: unknown): {
  readonly document: StandardDocument | undefined;
  readonly faults: readonly Fault[];
} {
  const result = v.safeParse(standardSchema, document);
  const keys = keyFindings(standardSchema, document);
  const faults: Fault[] = keys.found.map(({ path, is }) => ({
    path,
    message: is === "list" ? NOT_AN_OBJECT : UNKNOWN,
  }));
  for (const issue of result.issues ?? []) {
    if (!isOfKeys(issue, keys)) faults.push({ path: pathOf(issue), message: messageOf(issue) });
  }
  return { document: result.success && faults.length === 0 ? result.output : undefined, faults };
}

type Issue = v.InferIssue<typeof standardSchema>;

const NOT_AN_OBJECT = "要写成对象，即 { … }。";
const UNKNOWN = "格式里没有这个键，请删去，或改成格式里的写法。";

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
