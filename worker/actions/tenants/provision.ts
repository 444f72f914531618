import { and, eq, inArray } from "drizzle-orm";
import { events, tenants } from "../../../db/control/schema.ts";
import { migrateNamespace } from "../../../db/migrate.ts";
import type { Database } from "../../../db/open.ts";
import type { Template } from "../../../db/seed/template.ts";
import { migrations as tenantMigrations } from "../../../db/tenant/migrations.ts";
import { tenant } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { TenantKind, TenantState } from "../../domain/vocabulary.ts";
import { note, type Statement } from "../commit.ts";
import { type FirstAdmin, foundingStatements } from "./provision-template.ts";

/** A district that is to become a tenant. */
export interface District {
  readonly code: string;
  readonly name: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
}

/** The parent's name is public; the tenant keeps it, since no other tenant's database is ever read for it. */
export interface NamedDistrict extends District {
  readonly parentName: string | null;
}

/** What provisioning needs of its surroundings. */
export interface ProvisionMeans {
  readonly control: Database;
  /** Creates the database of a namespace; one that exists already is a success. */
  readonly createNamespace: (namespace: string) => Promise<void>;
  readonly openTenant: (namespace: string) => Database;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * Makes a tenant: claim the code in control (`provisioning`) → create the database → migrate → tenant row, template and
 * first admin (if known) in one batch → `active` in control. Each step can be repeated, so a call after a crash half
 * way finishes what is missing and gives the same tenant. Refused: a code that another district has (`code-taken`).
 */
export async function provisionTenant(
  means: ProvisionMeans,
  district: District,
  template: Template,
  firstAdmin: FirstAdmin | null,
): Promise<Database> {
  const namespace = `t-${district.code}`;
  const { state, parentName } = await claim(means, district, namespace);
  const database = means.openTenant(namespace);
  if (state !== "provisioning") return database;
  await means.createNamespace(namespace);
  await migrateNamespace(means.control, database, namespace, tenantMigrations, means.now());
  await found(means, database, { ...district, parentName }, template, firstAdmin);
  await activate(means, district.code);
  return database;
}

/** Takes the code in control, or finds that this same district has taken it before. */
async function claim(
  means: ProvisionMeans,
  district: District,
  namespace: string,
): Promise<{ readonly state: TenantState; readonly parentName: string | null }> {
  const { code, parent } = district;
  const codes = parent === null ? [code] : [code, parent];
  const read = () => means.control.db.select().from(tenants).where(inArray(tenants.code, codes));
  let rows = await read();
  const parentName = rows.find((row) => row.code === parent)?.name ?? null;
  if (parent !== null && parentName === null) {
    throw new Problem("conflict", { detail: `上级租户 ${parent} 不存在，请先开通上级或不填上级。` });
  }
  if (!rows.some((row) => row.code === code)) {
    await note(means.control, claimStatements(means, district, namespace));
    rows = await read();
  }
  const row = rows.find((each) => each.code === code);
  if (row === undefined || row.name !== district.name || row.kind !== district.kind || row.parent !== parent) {
    throw new Problem("code-taken", { detail: `代码 ${code} 已有租户使用，请换一个。` });
  }
  return { state: row.state, parentName };
}

function claimStatements(means: ProvisionMeans, district: District, namespace: string): Statement[] {
  const { db } = means.control;
  const row = { ...district, namespace, createdAt: means.now().toISOString() };
  return [
    db.insert(tenants).values(row).onConflictDoNothing(),
    db
      .insert(events)
      .values(eventOf(means, district.code, "provision", 1))
      .onConflictDoNothing(),
  ];
}

function eventOf(means: ProvisionMeans, code: string, action: string, revision: number): typeof events.$inferInsert {
  const at = means.now().toISOString();
  return { id: means.newId(), at, actorName: "系统", action, subjectKind: "tenant", subjectId: code, revision };
}

/** The tenant row is the mark that the batch was applied: both or neither. Of two runs at once the later finds it. */
async function found(
  means: ProvisionMeans,
  database: Database,
  district: NamedDistrict,
  template: Template,
  firstAdmin: FirstAdmin | null,
): Promise<void> {
  const isFounded = async () => (await database.db.select({ code: tenant.code }).from(tenant)).length > 0;
  if (await isFounded()) return;
  try {
    await note(database, await foundingStatements(means, database, district, template, firstAdmin));
  } catch (error) {
    if (!(await isFounded())) throw error;
  }
}

async function activate(means: ProvisionMeans, code: string): Promise<void> {
  const { db } = means.control;
  await note(means.control, [
    db
      .update(tenants)
      .set({ state: "active", revision: 2 })
      .where(and(eq(tenants.code, code), eq(tenants.state, "provisioning"))),
    db
      .insert(events)
      .values(eventOf(means, code, "activate", 2))
      .onConflictDoNothing(),
  ]);
}
