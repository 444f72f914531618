import { compare, decimal, round } from "./decimal.ts";
import { at, type Fault } from "./fault.ts";
import type { FactType } from "./vocabulary.ts";

/** A fact that a tenant declares about its units, as far as a value must fit it (spec/api.md, "Shapes that are fixed"). */
export interface DeclaredFact {
  readonly key: string;
  readonly label: string;
  readonly type: FactType;
  readonly choices: readonly { readonly code: string; readonly title: string }[];
}

/**
 * What is wrong with facts that are about to be stored: a key that isn't declared, a value of another type. `null` is
 * known to be none and fits every type; a key that isn't there is unknown and is nobody's fault.
 */
export function checkFacts(
  declared: readonly DeclaredFact[],
  facts: Readonly<Record<string, unknown>>,
  path: string,
): readonly Fault[] {
  const byKey = new Map(declared.map((fact) => [fact.key, fact]));
  return Object.entries(facts).flatMap(([key, value]) => {
    const fact = byKey.get(key);
    const message =
      fact === undefined ? "没有登记这一事实，请先登记或删去" : value === null ? undefined : misfit(fact, value);
    return message === undefined ? [] : [{ path: at(path, key), message }];
  });
}

/**
 * Facts with every renamed one under its former names too: what a published version reads stays there after the fact
 * has got another name.
 */
export function withFormerKeys<Value>(
  facts: Readonly<Record<string, Value>>,
  renamed: readonly { readonly key: string; readonly formerKeys: readonly string[] }[],
): Readonly<Record<string, Value>> {
  const more = renamed.flatMap(({ key, formerKeys }) => {
    const value = facts[key];
    return value === undefined ? [] : formerKeys.map((former) => [former, value] as const);
  });
  return more.length === 0 ? facts : { ...Object.fromEntries(more), ...facts };
}

function misfit(fact: DeclaredFact, value: unknown): string | undefined {
  const codes = fact.choices.map(({ code }) => code);
  switch (fact.type) {
    case "bool":
      return typeof value === "boolean" ? undefined : `${fact.label}应为 true 或 false`;
    case "number":
      return isNumber(value) ? undefined : `${fact.label}应为最多六位小数的数，绝对值不超过 1,000,000,000,000`;
    case "text":
      return isText(value) ? undefined : `${fact.label}应为 1～2,000 字的文字`;
    case "date":
      return isDate(value) ? undefined : `${fact.label}应为日期，写作 2015-10-31`;
    case "choice":
      return codes.some((code) => code === value) ? undefined : `${fact.label}应为其中之一：${codes.join("、")}`;
    case "choices":
      return isChoiceOf(codes, value) ? undefined : `${fact.label}应为不重复的列表，取自：${codes.join("、")}`;
    default:
      return fact.type satisfies never;
  }
}

function isNumber(value: unknown): boolean {
  if (typeof value !== "number" || !Number.isFinite(value) || Math.abs(value) > 1e12) return false;
  return compare(round(decimal(value), 6), decimal(value)) === 0;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "" && value.length <= 2000 && value.isWellFormed();
}

function isDate(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function isChoiceOf(codes: readonly string[], value: unknown): boolean {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return false;
  return value.every((each) => codes.includes(each));
}
