import type { Database } from "../../../db/open.ts";
import type { DocumentSeed, Template } from "../../../db/seed/template.ts";
import {
  categories,
  departments,
  events,
  facts,
  gates,
  horizons,
  policies,
  standards,
  targets,
  tenant,
  userRoles,
  users,
} from "../../../db/tenant/schema/index.ts";
import { canonicalJson, digestOf } from "../../domain/canonical.ts";
import { type FactSubject, factSubjects } from "../../domain/vocabulary.ts";
import type { Statement } from "../commit.ts";
import type { NamedDistrict, ProvisionMeans } from "./provision.ts";

/** The person who sets the tenant up; the password arrives hashed. */
export interface FirstAdmin {
  readonly username: string;
  readonly name: string;
  readonly passwordHash: string;
}

/**
 * Everything that a new tenant's database begins with: its row, its template, and its first admin where that is known
 * already; a district that signed up names its own by a one-time link. One batch.
 */
export async function foundingStatements(
  means: Pick<ProvisionMeans, "now" | "newId">,
  { db }: Database,
  { parentName, ...district }: NamedDistrict,
  template: Template,
  firstAdmin: FirstAdmin | null,
): Promise<Statement[]> {
  const at = means.now().toISOString();
  const adminId = means.newId();
  return [
    db.insert(tenant).values({ id: 1, ...district, settings: parentName === null ? {} : { parentName } }),
    ...(firstAdmin === null
      ? []
      : [
          db.insert(users).values({ id: adminId, ...firstAdmin, createdAt: at }),
          db.insert(userRoles).values({ userId: adminId, role: "admin", scopeKind: "tenant", scopeId: district.code }),
        ]),
    db.insert(events).values({
      id: means.newId(),
      at,
      actorName: "系统",
      action: "provision",
      subjectKind: "tenant",
      subjectId: district.code,
      revision: 1,
      body: { template: template.code, firstAdmin: firstAdmin === null ? null : adminId },
    }),
    ...listStatements(db, template),
    ...planStatements(db, template, means.newId),
    ...(await documentStatements(db, template, at)),
  ];
}

const placed = <Row>(rows: readonly Row[]): (Row & { position: number })[] =>
  rows.map((row, index) => ({ ...row, position: index + 1 }));

function listStatements(db: Database["db"], template: Template): Statement[] {
  const statements: Statement[] = [];
  if (template.departments.length > 0) statements.push(db.insert(departments).values(placed(template.departments)));
  if (template.categories.length > 0) statements.push(db.insert(categories).values(placed(template.categories)));
  if (template.facts.length > 0) statements.push(db.insert(facts).values(placed(template.facts)));
  return statements;
}

function planStatements(db: Database["db"], template: Template, newId: () => string): Statement[] {
  const statements: Statement[] = [];
  if (template.horizons.length > 0) statements.push(db.insert(horizons).values(placed(template.horizons)));
  if (template.targets.length > 0) {
    const rows = placed(template.targets).map((target) => ({ id: newId(), ...target }));
    statements.push(db.insert(targets).values(rows));
  }
  if (template.gates.length > 0) statements.push(db.insert(gates).values(placed(template.gates)));
  return statements;
}

/** A published document carries the hash of its canonical form from the first day; a draft has none. */
async function documentStatements(db: Database["db"], template: Template, at: string): Promise<Statement[]> {
  const standardRows = await Promise.all(
    template.standards.map(async (seed) => ({ ...(await headOf(seed, at)), subject: subjectOf(seed) })),
  );
  const policyRows = await Promise.all(
    template.policies.map(async (seed) => ({ ...(await headOf(seed, at)), year: yearOf(seed) })),
  );
  const statements: Statement[] = [];
  if (standardRows.length > 0) statements.push(db.insert(standards).values(standardRows));
  if (policyRows.length > 0) statements.push(db.insert(policies).values(policyRows));
  return statements;
}

async function headOf(seed: DocumentSeed, at: string) {
  const isPublished = seed.state === "published";
  return {
    code: seed.code,
    version: 1,
    state: seed.state,
    title: seed.document.title,
    document: seed.document,
    canonical: isPublished ? canonicalJson(seed.document) : null,
    sha256: isPublished ? await digestOf(seed.document) : null,
    holdsFrom: seed.holdsFrom,
    publishedAt: isPublished ? at : null,
  };
}

function subjectOf(seed: DocumentSeed): FactSubject {
  const subject = seed.document["subject"] ?? "unit";
  const known = Object.keys(factSubjects).find((each): each is FactSubject => each === subject);
  if (known === undefined) throw new Error(`standard ${seed.code} has no known subject`);
  return known;
}

function yearOf(seed: DocumentSeed): number {
  const year = seed.document["year"];
  if (typeof year !== "number") throw new Error(`policy ${seed.code} has no year`);
  return year;
}
