import * as v from "valibot";
import type { Json } from "../domain/expression.ts";
import { documentStates } from "../domain/vocabulary.ts";

// What bodies, queries and answers are made of. Every text has a length and every number and list has bounds; OpenAPI
// shows them, and a test walks it.

/** One line or more of text that a person wrote: neither blank at an end nor holding control characters. */
export const text = (most: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(most),
    v.regex(/^[^\s\p{Cc}\p{Cs}](?:[^\p{Cc}\p{Cs}]*[^\s\p{Cc}\p{Cs}])?$/u, "不能以空格开头或结尾，也不能含控制字符"),
  );

/** Text of the server's own making, in an answer. */
export const said = (most: number) => v.pipe(v.string(), v.maxLength(most));

export const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

export const number = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));

export const listOf = <Item extends v.GenericSchema>(item: Item, most: number) =>
  v.pipe(v.array(item), v.maxLength(most));

export const oneOf = <Name extends string>(words: Readonly<Record<Name, unknown>>) =>
  v.picklist(Object.keys(words) as [Name, ...Name[]]);

/** A map from keys that a document or a tenant names to values of one kind. */
export const mapOf = <Value extends v.GenericSchema>(value: Value, most: number) =>
  v.pipe(v.record(v.pipe(v.string(), v.maxLength(200)), value), v.maxEntries(most));

export const id = v.pipe(v.string(), v.maxLength(64), v.regex(/^[A-Za-z0-9_-]+$/));
/** What somebody signs in with. */
export const username = v.pipe(
  v.string(),
  v.minLength(2),
  v.maxLength(64),
  v.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, "用字母、汉字、数字、点、横线或下划线，以字母、汉字或数字开头"),
);
export const tenantCode = v.pipe(v.string(), v.maxLength(32), v.regex(/^[a-z][a-z0-9-]{2,31}$/));
export const documentCode = v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z][a-z0-9_-]{0,63}$/));
export const version = whole(1, 1_000_000);
export const revision = whole(1, 1_000_000_000_000);
export const date = v.pipe(
  v.string(),
  v.maxLength(10),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, "应写作 2015-10-31"),
  v.isoDate(),
  v.check(isDay, "没有这一天，应写作 2015-10-31"),
);
export const instant = v.pipe(v.string(), v.maxLength(30));
export const sha256 = v.pipe(v.string(), v.maxLength(64), v.regex(/^[0-9a-f]{64}$/));
/** An amount of money in fen; the databases hold the same bounds. */
export const fen = whole(-10_000_000_000_000, 10_000_000_000_000);
/** A total of many amounts. */
export const totalFen = whole(-9_007_199_254_740_991, 9_007_199_254_740_991);

/** `?limit=` of a list. */
export const limit = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, "应为 1～200 的整数"),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(1),
    v.maxValue(200),
  ),
  "50",
);
/** A version named in a query. */
export const versionAsked = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,6}$/, "应为版本号，如 1"),
  v.transform(Number),
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(1_000_000),
);
/** A year named in a query. */
export const yearAsked = v.pipe(
  v.string(),
  v.regex(/^\d{4}$/, "应为年份，如 2015"),
  v.transform(Number),
  v.number(),
  v.integer(),
  v.minValue(1949),
  v.maxValue(9999),
);
export const cursor = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(500)));
export const yesOrNo = v.optional(
  v.pipe(
    v.picklist(["true", "false"]),
    v.transform((said) => said === "true"),
    v.boolean(),
  ),
);

/** A page of a list. */
export const pageOf = <Item extends v.GenericSchema>(item: Item, most = 200) =>
  v.strictObject({ items: listOf(item, most), nextCursor: v.nullable(said(500)) });

const jsonDepth = 16;

/**
 * Any JSON of a bounded size: what facts and answers may hold before the rules say what they must be. It is handed on
 * untouched; `v.unknown()` marks it for OpenAPI, which shows the component Json.
 */
export const json = v.pipe(
  v.custom<unknown>((value) => value !== undefined),
  v.check(
    (value) => isBounded(value, jsonDepth),
    `太大：数须有限，文字最长 2,000 字，列表最多 1,000 项，嵌套最多 ${jsonDepth} 层`,
  ),
  v.metadata({ component: "Json" }),
);

/** A map of bounded JSON: a unit's facts, a subject's answers. */
export const jsonMap = v.pipe(
  v.custom<{ readonly [key: string]: Json }>(isMap, "应为一组键与值"),
  v.check(
    (map) => Object.keys(map).length <= 1000 && Object.keys(map).every((key) => key.length <= 200),
    "最多 1,000 个键，每个键最长 200 字",
  ),
  v.check(
    (map) => isBounded(map, jsonDepth),
    `太大：数须有限，文字最长 2,000 字，列表最多 1,000 项，嵌套最多 ${jsonDepth} 层`,
  ),
  v.metadata({ component: "JsonMap" }),
);

/** isoDate takes the 30th of February. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isBounded(value: unknown, depth: number): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return value.length <= 2000 && value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.length <= 1000 && value.every((each) => isBounded(each, depth - 1));
  const values = Object.values(value);
  return values.length <= 1000 && values.every((each) => isBounded(each, depth - 1));
}

/** Facts that somebody fills in; they merge by key, `unknown` names those that are to be unknown again. */
export const filledFacts = v.strictObject({
  facts: v.optional(jsonMap, {}),
  unknown: v.optional(listOf(v.pipe(v.string(), v.minLength(1), v.maxLength(64)), 1000), []),
});

/** A standard or policy in a list. `version` is the latest published one, null while there is only a draft. */
export const documentHead = {
  code: documentCode,
  title: said(200),
  version: v.nullable(version),
  state: oneOf(documentStates),
  holdsFrom: v.nullable(date),
  sha256: v.nullable(sha256),
};

/** An operation's answer that refuses, by RFC 9457. */
export const problemDetails = v.strictObject({
  type: said(200),
  title: said(200),
  status: whole(400, 599),
  detail: v.optional(said(2000)),
  instance: said(100),
  code: said(64),
  errors: v.optional(listOf(v.strictObject({ path: said(500), message: said(1000) }), 1001)),
});
