import * as v from "valibot";
import { refuse } from "../actions/refuse.ts";
import { at, type Fault } from "../domain/fault.ts";

/** What `schema` makes of what was sent, or the refusal that names every fault by its path. Nothing is echoed. */
export function parse<Schema extends v.GenericSchema>(schema: Schema, sent: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, sent);
  const strays = unknownKeys(schema, sent, "");
  if (result.success && strays.length === 0) return result.output;
  const found = (result.issues ?? []).filter((issue) => !isUnknownKey(issue)).map(faultOf);
  refuse([...found, ...strays]);
}

/** valibot names one unknown key and stops; every one of them is a fault. */
function unknownKeys(schema: v.GenericSchema, sent: unknown, path: string): Fault[] {
  const inner = wrapped(schema);
  if (typeof sent !== "object" || sent === null) return [];
  if (Array.isArray(sent)) {
    const { item } = inner as { item?: v.GenericSchema };
    return item === undefined ? [] : sent.flatMap((each, index) => unknownKeys(item, each, at(path, index)));
  }
  const { entries } = inner as { entries?: Readonly<Record<string, v.GenericSchema>> };
  if (entries === undefined) return [];
  return Object.entries(sent).flatMap(([key, value]) => {
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (entry !== undefined) return unknownKeys(entry, value, at(path, key));
    return inner.type === "strict_object" ? [{ path: at(path, key.slice(0, 100)), message: "没有这一项，请删去" }] : [];
  });
}

function wrapped(schema: v.GenericSchema): v.GenericSchema {
  const { wrapped: inside } = schema as { wrapped?: v.GenericSchema };
  return inside === undefined ? schema : wrapped(inside);
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === "strict_object" && issue.expected === "never";
}

function faultOf(issue: v.BaseIssue<unknown>): Fault {
  const path = (issue.path ?? []).reduce((so, { key }) => at(so, typeof key === "number" ? key : String(key)), "");
  return { path, message: messageOf(issue) };
}

const kinds: Readonly<Record<string, string>> = {
  string: "应为文字",
  number: "应为数",
  boolean: "应为 true 或 false",
  array: "应为列表",
  strict_object: "应为一组固定的键与值",
  record: "应为一组键与值",
  null: "应为 null",
  integer: "应为整数",
  iso_date: "没有这一天，应写作 2015-10-31",
};

function messageOf(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === "schema" && issue.received === "undefined") return "缺少这一项，请补上";
  const limit = (issue as { requirement?: unknown }).requirement;
  const isText = typeof issue.input === "string";
  switch (issue.type) {
    case "max_length":
      return isText ? `最长 ${limit} 字` : `最多 ${limit} 项`;
    case "min_length":
      return isText ? `最短 ${limit} 字` : `最少 ${limit} 项`;
    case "max_entries":
      return `最多 ${limit} 项`;
    case "min_value":
      return `不得小于 ${limit}`;
    case "max_value":
      return `不得大于 ${limit}`;
    case "picklist":
    case "literal":
    case "union":
      return `应为其中之一：${(issue.expected ?? "").replaceAll(/[()"]/g, "").replaceAll(" | ", "、").slice(0, 500)}`;
    case "regex":
      return isChinese(issue.message) ? issue.message : "写法不对，请看接口说明里的格式";
    default:
      return kinds[issue.type] ?? (isChinese(issue.message) ? issue.message : "不是所要的内容");
  }
}

function isChinese(message: string): boolean {
  return /\p{Script=Han}/u.test(message);
}
