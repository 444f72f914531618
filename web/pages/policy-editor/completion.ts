import { fields, unitKinds, unitVariables } from "../../../worker/domain/vocabulary.ts";
import type { Fact } from "../../api-shapes.ts";
import type { PolicyDocument } from "../../document-shapes.ts";
import { type Completion, completionIn, type Suggestion } from "../../editing/completion.ts";
import { claims, variables, type Words } from "../documents/condition.ts";
import { titled } from "./operations.ts";

/** Everything that a policy's expressions may read (subsidies.md, the paragraph on variables). */
export function variablesIn(document: PolicyDocument, facts: readonly Fact[]): readonly Suggestion[] {
  const known = facts
    .filter(({ of }) => of === "unit")
    .map(({ key, label, measure, per }) => ({
      text: `${per === "cycle" ? "facts" : "unit"}.${key}`,
      title: measure === null || measure === "" ? label : `${label}（${measure}）`,
      group: per === "cycle" ? "当期" : "事实",
    }));
  const own = unitVariables.map((key) => named(`unit.${key}`, "组织"));
  const results = ["accepted", "level", "score", "rank", "badges"].map((key) => named(`result.${key}`, "认定"));
  const before = ["level", "score"].map((key) => named(`previous.${key}`, "上期"));
  const paid = document.grants.map(({ code, title }) => ({
    text: `paidFen.${code}`,
    title: paidTitle(title),
    group: "已发",
  }));
  return [...results, ...known, ...own, ...before, ...paid];
}

const named = (text: string, group: string): Suggestion => ({
  text,
  title: claims[text]?.[0] ?? variables[text] ?? text,
  group,
});

export const paidTitle = (title: string): string => `「${titled(title)}」已发的钱`;

/** What a variable can be compared with, where it is one of several. */
export function valuesOf(variable: string, facts: readonly Fact[], words: Words): readonly Suggestion[] {
  const of = (values: Iterable<readonly [string, string]>): readonly Suggestion[] =>
    [...values].map(([code, title]) => ({ text: `'${code}'`, title, group: "可以是" }));
  if (variable === "unit.field") return of(Object.entries(fields));
  if (variable === "unit.kind") return of(Object.entries(unitKinds));
  if (variable === "result.level" || variable === "previous.level") return of(words.levels);
  const fact = facts.find(({ key, per }) => variable === `${per === "cycle" ? "facts" : "unit"}.${key}`);
  return of((fact?.choices ?? []).map(({ code, title }) => [code, title] as const));
}

/** The suggestions that fit what stands before the caret, and what of it they replace. */
export function completionAt(
  source: string,
  caret: number,
  document: PolicyDocument,
  facts: readonly Fact[],
  words: Words,
): Completion {
  const readable = {
    variables: () => variablesIn(document, facts),
    valuesOf: (variable: string) => valuesOf(variable, facts, words),
  };
  return completionIn(readable, source, caret);
}
