import { api } from "../../api.ts";
import type { Fact } from "../../api-shapes.ts";
import type { StandardDocument } from "../../document-shapes.ts";
import type { Words } from "./condition.ts";

/** The tenant's labels of facts, as expressions name them, and the titles of their choices. */
async function factWords(): Promise<FactWords> {
  return wordsOf((await api.facts()).items);
}

interface FactWords {
  readonly names: Map<string, string>;
  readonly codes: Map<string, string>;
}

function wordsOf(items: readonly Fact[]): FactWords {
  return {
    names: new Map(items.map(({ key, label, per }) => [`${per === "cycle" ? "facts" : "unit"}.${key}`, label])),
    codes: new Map(items.flatMap(({ choices }) => (choices ?? []).map(({ code, title }) => [code, title] as const))),
  };
}

/** Words for a standard's own expressions. */
export async function standardWords(document: StandardDocument): Promise<Words> {
  return standardWordsWith((await api.facts()).items, document);
}

/** The same with facts that have been fetched already. */
export function standardWordsWith(facts: readonly Fact[], document: StandardDocument): Words {
  const { names, codes } = wordsOf(facts);
  for (const { code, title } of document.badges ?? []) codes.set(code, title);
  for (const section of document.sections) {
    names.set(`sections.${section.code}`, `${section.title}得分`);
    for (const item of section.items) names.set(`answers.${item.code}`, item.title);
  }
  return { names, codes, levels: new Map((document.levels ?? []).map(({ code, title }) => [code, title])) };
}

/** Words for what two standards differ in, of which one may be a draft with faults: facts alone are known then. */
export async function differenceWords(document: StandardDocument | null): Promise<Words> {
  if (document !== null) return await standardWords(document);
  return { ...(await factWords()), levels: new Map() };
}

/** Words for a policy: its levels are those of the tenant's standards, where these agree on what a code is called. */
export async function policyWords(): Promise<Words> {
  const [{ names, codes }, standards] = await Promise.all([factWords(), api.standards()]);
  const published = standards.items.flatMap(({ code, version }) => (version === null ? [] : [{ code, version }]));
  const documents = await Promise.all(published.map(({ code, version }) => api.standardVersion(code, version)));
  const levels = new Map<string, string>();
  const disputed = new Set<string>();
  for (const { code, title } of documents.flatMap(({ document }) => document.levels ?? [])) {
    if ((levels.get(code) ?? title) !== title) disputed.add(code);
    levels.set(code, title);
  }
  for (const code of disputed) levels.delete(code);
  return { names, codes, levels };
}
