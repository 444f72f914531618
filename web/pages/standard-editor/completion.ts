import { fields, unitKinds, unitVariables } from "../../../worker/domain/vocabulary.ts";
import type { Fact } from "../../api-shapes.ts";
import type { StandardDocument } from "../../document-shapes.ts";
import { type Completion, completionIn, type Suggestion } from "../../editing/completion.ts";
import { claims, variables } from "../documents/condition.ts";
import { titled } from "./operations.ts";

/** `early`: appliesTo and items; `late`: what is asked once the score stands (standards.md "Expressions"). */
export type Scope = "early" | "late";

/** Everything that an expression may read in this place. */
export function variablesIn(scope: Scope, document: StandardDocument, facts: readonly Fact[]): readonly Suggestion[] {
  const subject = document.subject ?? "unit";
  const known = facts
    .filter(({ of, per }) => of === subject && per === "standing")
    .map(({ key, label, measure }) => ({
      text: `unit.${key}`,
      title: measure === null || measure === "" ? label : `${label}（${measure}）`,
      group: "事实",
    }));
  const own = unitVariables.map((key) => ({
    text: `unit.${key}`,
    title: claims[`unit.${key}`]?.[0] ?? variables[`unit.${key}`] ?? key,
    group: "组织",
  }));
  const answers = document.sections.flatMap(({ items }) =>
    items.map(({ code, title }) => ({ text: `answers.${code}`, title: titled(title), group: "填的" })),
  );
  const held = [{ text: "held.level", title: "已有等次", group: "等次" }];
  return [...known, ...own, ...answers, ...held, ...(scope === "late" ? lateIn(document) : [])];
}

function lateIn(document: StandardDocument): readonly Suggestion[] {
  return [
    { text: "score", title: "总分", group: "得分" },
    ...document.sections.map(({ code, title }) => ({
      text: `sections.${code}`,
      title: `${titled(title)}得分`,
      group: "得分",
    })),
    { text: "badges", title: "得到的星", group: "得分" },
    ...(document.badges ?? []).map(({ code, title }) => ({
      text: `'${code}' in badges`,
      title: `得到「${titled(title)}」`,
      group: "得分",
    })),
  ];
}

/** What a variable can be compared with, where it is one of several. */
function valuesOf(variable: string, document: StandardDocument, facts: readonly Fact[]): readonly Suggestion[] {
  const of = (values: readonly (readonly [string, string])[]): readonly Suggestion[] =>
    values.map(([code, title]) => ({ text: `'${code}'`, title, group: "可以是" }));
  if (variable === "unit.field") return of(Object.entries(fields));
  if (variable === "unit.kind") return of(Object.entries(unitKinds));
  if (variable === "held.level") return of((document.levels ?? []).map(({ code, title }) => [code, title]));
  const fact = facts.find(({ key }) => variable === `unit.${key}`);
  if (fact !== undefined) return of(fact.choices.map(({ code, title }) => [code, title]));
  const item = document.sections.flatMap(({ items }) => items).find(({ code }) => variable === `answers.${code}`);
  return of((item?.score.options ?? []).map(({ code, title }) => [code, title]));
}

/** The suggestions that fit what stands before the caret, and what of it they replace. */
export function completionAt(
  source: string,
  caret: number,
  scope: Scope,
  document: StandardDocument,
  facts: readonly Fact[],
): Completion {
  const readable = {
    variables: () => variablesIn(scope, document, facts),
    valuesOf: (variable: string) => valuesOf(variable, document, facts),
  };
  return completionIn(readable, source, caret);
}
