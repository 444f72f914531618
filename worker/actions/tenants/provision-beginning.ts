import { and, asc, eq } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DocumentSeed, FactSeed, Template } from "../../../db/seed/template.ts";
import { templates } from "../../../db/seed/templates.ts";
import { facts, policies, standards } from "../../../db/tenant/schema/index.ts";
import type { TenantKind } from "../../domain/vocabulary.ts";
import { readBatch } from "../scope.ts";
import type { ProvisionMeans } from "./provision.ts";

/** What a new tenant asked to begin from: a template's code, `parent` or `empty`. */
export interface Beginning {
  readonly template: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
}

/**
 * What a tenant that signed up begins from. Its documents are drafts, whoever's they were: nothing holds in a district
 * that nobody there has published. The plan of another district, its horizons and targets, is never handed on.
 */
export async function beginningOf(means: ProvisionMeans, asked: Beginning): Promise<Template> {
  if (asked.template === "parent" && asked.parent !== null) return await parentsDocuments(means, asked, asked.parent);
  const template = templates.find(({ code }) => code === asked.template);
  if (template === undefined) return nothing(asked);
  const { standards, policies } = template;
  return { ...template, standards: standards.map(asDraft), policies: policies.map(asDraft), horizons: [], targets: [] };
}

function nothing({ template, kind }: Beginning): Template {
  const none = { departments: [], categories: [], facts: [], standards: [], policies: [], gates: [] };
  return { code: template, title: "", kind, ...none, horizons: [], targets: [] };
}

function asDraft({ code, document }: Pick<DocumentSeed, "code" | "document">): DocumentSeed {
  return { code, state: "draft", holdsFrom: null, document };
}

/** The latest published version of each of the parent's documents, and the facts that these speak of; nothing else. */
async function parentsDocuments(means: ProvisionMeans, asked: Beginning, parent: string): Promise<Template> {
  const { db } = means.openTenant(`t-${parent}`);
  const published = (table: typeof standards | typeof policies): BatchItem<"sqlite"> =>
    db
      .select({ code: table.code, document: table.document })
      .from(table)
      .where(and(eq(table.state, "published")))
      .orderBy(asc(table.code), asc(table.version));
  const [ofStandards, ofPolicies, declared] = (await readBatch(db, [
    published(standards),
    published(policies),
    db.select().from(facts).orderBy(asc(facts.position), asc(facts.key)),
  ])) as [DocumentRow[], DocumentRow[], (typeof facts.$inferSelect)[]];
  const documents = { standards: latest(ofStandards), policies: latest(ofPolicies) };
  return { ...nothing(asked), ...documents, facts: spokenOf(declared, JSON.stringify(documents)) };
}

type DocumentRow = Pick<DocumentSeed, "code" | "document">;

function latest(rows: readonly DocumentRow[]): DocumentSeed[] {
  return [...new Map(rows.map((row) => [row.code, row])).values()].map(asDraft);
}

/** The facts whose name stands in the documents; one that was renamed since is declared as the documents call it. */
function spokenOf(declared: readonly (typeof facts.$inferSelect)[], text: string): FactSeed[] {
  const words = new Set(text.match(/[a-z][a-z0-9_]*/g));
  return declared.flatMap(({ position: _, formerKeys, revision: __, measure, choices, ...fact }) =>
    [fact.key, ...formerKeys]
      .filter((key) => words.has(key))
      .map((key) => ({ ...fact, key, ...(measure && { measure }), ...(choices && { choices }) })),
  );
}
