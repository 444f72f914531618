import { templates } from "../../../db/seed/templates.ts";
import type { TenantKind } from "../../domain/vocabulary.ts";

/** What a new tenant can begin from, and how much of it there is. */
export interface ListedTemplate {
  readonly code: string;
  readonly title: string;
  /** The kind of district that it was made for; null where it suits any. */
  readonly kind: TenantKind | null;
  readonly standards: readonly { readonly code: string; readonly title: string }[];
  readonly policies: readonly { readonly code: string; readonly title: string }[];
  readonly facts: number;
  readonly departments: number;
}

const titled = ({ code, document }: { readonly code: string; readonly document: { readonly title: string } }) => ({
  code,
  title: document.title,
});

const listed: readonly ListedTemplate[] = [
  ...templates.map(({ code, title, kind, standards, policies, facts, departments }) => ({
    code,
    title,
    kind,
    standards: standards.map(titled),
    policies: policies.map(titled),
    facts: facts.length,
    departments: departments.length,
  })),
  { code: "empty", title: "从空白开始", kind: null, standards: [], policies: [], facts: 0, departments: 0 },
];

export function listTemplates(): readonly ListedTemplate[] {
  return listed;
}

/** What a sign-up may name: a template of the list, or its parent's published documents. */
export const beginnings: Readonly<Record<string, string>> = {
  ...Object.fromEntries(listed.map(({ code, title }) => [code, title])),
  parent: "上级已发布的标准和办法",
};
