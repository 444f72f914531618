import { factPeriods, factSubjects, factTypes, roles } from "../../../worker/domain/vocabulary.ts";
import type { Problem } from "../../api.ts";
import type { Fact } from "../../api-shapes.ts";
import type { FactInUse, GivenFact, Use } from "../../facts-api.ts";

/** What the form holds: the fact as it is typed. */
export type FactDraft = { -readonly [Key in keyof GivenFact]: GivenFact[Key] };

/** Its faults by the paths of the request: `label`, `choices[1].code`. */
export type FactErrors = Readonly<Record<string, string>>;

export const isChoice = ({ type }: Pick<FactDraft, "type">): boolean => type === "choice" || type === "choices";

/** How documents write it: `unit.members`, `facts.invested`. */
export const writtenAs = ({ per, key }: Pick<Fact, "per" | "key">): string =>
  `${per === "standing" ? "unit" : "facts"}.${key}`;

function given<Word extends string>(words: Readonly<Record<Word, string>>, asked: unknown, otherwise: Word): Word {
  return typeof asked === "string" && asked in words ? (asked as Word) : otherwise;
}

/** A new fact, as far as the address already says what it is. */
export function newDraft(asked: Readonly<Record<string, unknown>>): FactDraft {
  const codes = typeof asked["choices"] === "string" ? asked["choices"].split(",") : [];
  return {
    key: typeof asked["key"] === "string" ? asked["key"] : "",
    of: given(factSubjects, asked["of"], "unit"),
    label: "",
    type: given(factTypes, asked["type"], "number"),
    measure: null,
    choices: codes.filter((code) => code !== "").map((code) => ({ code, title: "" })),
    per: given(factPeriods, asked["per"], "standing"),
    filledBy: given(roles, asked["filledBy"], "secretary"),
    isSensitive: false,
  };
}

export function draftOf({ key, of, label, type, measure, choices, per, filledBy, isSensitive }: Fact): FactDraft {
  return { key, of, label, type, measure, choices, per, filledBy, isSensitive };
}

/** The fact as it is sent: no blanks around, nothing that its type doesn't have. */
export function cleaned(draft: FactDraft): GivenFact {
  const measure = draft.measure?.trim() ?? "";
  const choices = draft.choices.map(({ code, title }) => ({ code: code.trim(), title: title.trim() }));
  return {
    ...draft,
    key: draft.key.trim(),
    label: draft.label.trim(),
    measure: draft.type !== "number" || measure === "" ? null : measure,
    choices: isChoice(draft) ? choices : [],
  };
}

/** What is different of a fact: nothing else is sent. */
export function changesOf(fact: Fact, { of: _, ...draft }: GivenFact): Partial<Omit<GivenFact, "of">> {
  const before = draftOf(fact);
  const changed = Object.entries(draft).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof FactDraft]),
  );
  return Object.fromEntries(changed);
}

/** What is missing before the server need be asked. */
export function missing(draft: GivenFact): FactErrors {
  const errors: Record<string, string> = {};
  if (draft.label === "") errors["label"] = "名称要填，例如：党员人数。";
  if (draft.key === "") errors["key"] = "写法要填，例如：members。";
  else if (!/^[a-z][a-z0-9_]*$/.test(draft.key))
    errors["key"] = "写法用小写字母、数字和下划线，以字母开头，例如：members。";
  if (isChoice(draft) && draft.choices.length === 0) errors["choices"] = "单选、多选要写出选项。";
  draft.choices.forEach(({ code, title }, index) => {
    if (code === "") errors[`choices[${index}].code`] = "编码要填。";
    if (title === "") errors[`choices[${index}].title`] = "名称要填。";
  });
  return errors;
}

/** What the server refused, at its field; what is about no field stays in the refusal. */
export function errorsOf(problem: Problem): FactErrors {
  if (problem.code === "code-taken") return { key: problem.detail };
  return Object.fromEntries(problem.errors.map(({ path, message }) => [path, `${message}。`.replace("。。", "。")]));
}

const kinds = { standard: "标准", policy: "办法", gate: "验收门槛" } as const;

/** `标准《验收标准》第 1 版` */
export function useName({ kind, title, version }: Use): string {
  return `${kinds[kind]}《${title}》${version === null ? "" : `第 ${version} 版`}`;
}

/** Where a reader finds the use, a draft in its editor; gates have no page of their own. */
export function useLink({ kind, code, version, state, paths }: Use) {
  if (kind === "gate") return null;
  const path = `/${kind === "standard" ? "standards" : "policies"}/${code}`;
  if (state === "draft") {
    const [at] = /^(sections\[\d+\](\.items\[\d+\])?|grants\[\d+\]|\w+)/.exec(paths[0] ?? "") ?? [""];
    return { path: `${path}/draft`, query: { at } };
  }
  return { path, query: { version: String(version) } };
}

/** What renaming does: which drafts follow, which published texts keep the name that they have. */
export function renaming({ usedBy, key }: FactInUse, to: string): { readonly follow: string; readonly keep: string } {
  const names = (uses: readonly Use[]): string => uses.map(useName).join("、");
  const follow = usedBy.filter(({ state }) => state === "draft");
  const keep = usedBy.filter(({ state }) => state !== "draft");
  return {
    follow: follow.length === 0 ? "" : `跟着改成 ${to} 的草稿：${names(follow)}。`,
    keep: keep.length === 0 ? "" : `不动、仍按 ${key} 取数的：${names(keep)}。${key} 以后不能给别的事实用。`,
  };
}
