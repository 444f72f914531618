import * as v from "valibot";
import { at, type Fault } from "../fault.ts";
import { policySchema } from "./document.ts";
import { limits } from "./limits.ts";

/** After how many rounds of unknown keys the search ends; each round finds one key of every object. */
const ROUNDS = 100;

type Issue = v.InferIssue<typeof policySchema>;

/** Every fault of a policy's structure: keys, types, sizes. valibot names one unknown key of an object at a time. */
export function structuralFaults(document: unknown): readonly Fault[] {
  const faults: Fault[] = [];
  let current = document;
  for (let round = 0; round < ROUNDS; round++) {
    const result = v.safeParse(policySchema, current);
    if (result.success) break;
    const unknown = result.issues.filter(isUnknownKey);
    if (round === 0) faults.push(...result.issues.filter((issue) => !isUnknownKey(issue)).map(faultOf));
    faults.push(...unknown.map(faultOf));
    if (unknown.length === 0) break;
    current = without(current, new Set(unknown.map(pathOf)), "");
  }
  return faults;
}

function isUnknownKey(issue: Issue): boolean {
  return issue.type === "strict_object" && issue.expected === "never";
}

function pathOf(issue: Issue): string {
  return (issue.path ?? []).reduce((path, item) => at(path, item.key as string | number), "");
}

/** The document without what lies at some paths. */
function without(value: unknown, paths: ReadonlySet<string>, path: string): unknown {
  if (Array.isArray(value)) return value.map((item, place) => without(item, paths, at(path, place)));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([key]) => !paths.has(at(path, key)));
  return Object.fromEntries(kept.map(([key, item]) => [key, without(item, paths, at(path, key))]));
}

function faultOf(issue: Issue): Fault {
  return { path: pathOf(issue), message: messageOf(issue) };
}

/** What is wrong and what to do, by valibot's name of the check that failed. */
function messageOf(issue: Issue): string {
  const requirement = "requirement" in issue ? issue.requirement : undefined;
  switch (issue.type) {
    case "strict_object":
      if (issue.expected === "never") return "格式里没有这个键，删去它。";
      return issue.expected === "Object" ? "要写成 { … }。" : `缺少 ${keyOf(issue)}，补上它。`;
    case "string":
      return "要写成文字。";
    case "number":
      return "要写成数。";
    case "integer":
      return "要写成整数。";
    case "boolean":
      return "要写成 true 或 false。";
    case "array":
      return "要写成 [ … ]。";
    case "record":
      return "要写成 { 键: 值 }。";
    case "literal":
    case "picklist":
      return `要写成 ${choices(issue).join("、")}。`;
    case "union":
      return "要写成整数分，或结果为分的表达式。";
    case "variant":
      return kindMessage(issue);
    case "regex":
      return "编码只用小写字母、数字和下划线，以字母开头。";
    case "min_value":
      return `不得小于 ${requirement}。`;
    case "max_value":
      return `不得大于 ${requirement}。`;
    case "min_length":
      return typeof issue.input === "string" ? "不能为空。" : "至少要有一项。";
    case "max_length":
      return typeof issue.input === "string" ? `最多 ${requirement} 个字。` : `最多 ${requirement} 项。`;
    case "max_entries":
      return `最多 ${requirement} 行。`;
    default:
      return "不合格式。";
  }
}

function keyOf(issue: Issue): string {
  return String(issue.path?.at(-1)?.key ?? "");
}

function kindMessage(issue: Issue): string {
  if (issue.expected === "Object") return "要写成一种金额：{ kind, … }。";
  return `这里的 kind 要是 ${choices(issue).join("、")} 之一；因素分配（share）、酌定（decided）只放在补助的最上层，合计（sum）、限额（capped）最多套 ${limits.nestedAmounts} 层。`;
}

/** What valibot would have taken, `("down" | "up")` or `true`, as a list. */
function choices(issue: Issue): readonly string[] {
  return (issue.expected ?? "").split("|").map((choice) => choice.replaceAll(/[()"\s]/g, ""));
}
