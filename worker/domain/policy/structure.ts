import * as v from "valibot";
import { isOfKeys, keyFindings } from "../document-keys.ts";
import { at, type Fault } from "../fault.ts";
import { policySchema } from "./document.ts";
import { limits } from "./limits.ts";

type Issue = v.InferIssue<typeof policySchema>;

/** Every fault of a policy's structure: keys, types, sizes. */
export function structuralFaults(document: unknown): readonly Fault[] {
  const { issues } = v.safeParse(policySchema, document);
  const keys = keyFindings(policySchema, document);
  const faults = (issues ?? []).filter((issue) => !isOfKeys(issue, keys)).map(faultOf);
  for (const { path, is } of keys.found) faults.push({ path, message: is === "list" ? NOT_AN_OBJECT : UNKNOWN });
  return faults;
}

const NOT_AN_OBJECT = "要写成 { … }。";
const UNKNOWN = "格式里没有这个键，删去它。";

function pathOf(issue: Issue): string {
  return (issue.path ?? []).reduce((path, item) => at(path, item.key as string | number), "");
}

function faultOf(issue: Issue): Fault {
  return { path: pathOf(issue), message: messageOf(issue) };
}

/** What is wrong and what to do, by valibot's name of the check that failed. */
function messageOf(issue: Issue): string {
  const requirement = "requirement" in issue ? issue.requirement : undefined;
  switch (issue.type) {
    case "strict_object":
      return issue.expected === "Object" ? NOT_AN_OBJECT : `缺少 ${keyOf(issue)}，补上它。`;
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
      return isPartial(issue) ? '要写成 true、false 或 "stop"。' : "要写成整数分，或结果为分的表达式。";
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

/** The unions are those of limits and of a ceiling's `partial`. */
function isPartial(issue: Issue): boolean {
  return keyOf(issue) === "partial";
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
