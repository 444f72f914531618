import { and, eq } from "drizzle-orm";
import { events, tenants } from "../../../db/control/schema.ts";
import { type Database, writeBatch } from "../../../db/open.ts";
import type { Template } from "../../../db/seed/template.ts";
import { tenant } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { TenantKind } from "../../domain/vocabulary.ts";
import { type FirstAdmin, foundingStatements } from "./provision-template.ts";

/** A district that is to become a tenant. */
export interface District {
  readonly code: string;
  readonly name: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
}

/** What provisioning needs of its surroundings; the database part that creates and migrates is handed in. */
export interface ProvisionMeans {
  readonly control: Database;
  /** Creates the database of a namespace; one that exists already is a success. */
  readonly createNamespace: (namespace: string) => Promise<void>;
  readonly openTenant: (namespace: string) => Database;
  /** Brings a tenant's database to the latest version and records it in control; safe to repeat. */
  readonly migrateTenant: (database: Database, namespace: string) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * Makes a tenant: claim the code in control (`provisioning`) → create the database → migrate → tenant row, template and
 * first admin in one batch → `active` in control. Each step can be repeated, so a call after a crash half way finishes
 * what is missing and gives the same tenant. Refused: a code that another district has (`code-taken`).
 */
export async function provisionTenant(
  means: ProvisionMeans,
  district: District,
  template: Template,
  firstAdmin: FirstAdmin,
): Promise<Database> {
  const namespace = `t-${district.code}`;
  const state = await claim(means, district, namespace);
  const database = means.openTenant(namespace);
  if (state !== "provisioning") return database;
  await means.createNamespace(namespace);
  await means.migrateTenant(database, namespace);
  await found(means, database, district, template, firstAdmin);
  await activate(means, district.code);
  return database;
}

/** Takes the code in control, or finds that this same district has taken it before. */
async function claim(means: ProvisionMeans, district: District, namespace: string): Promise<string> {
  const { db } = means.control;
  const at = means.now().toISOString();
  const read = () => db.select().from(tenants).where(eq(tenants.code, district.code));
  let [row] = await read();
  if (row === undefined) {
    await writeBatch(means.control, [
      db
        .insert(tenants)
        .values({ ...district, namespace, state: "provisioning", createdAt: at })
        .onConflictDoNothing(),
      db
        .insert(events)
        .values({
          id: means.newId(),
          at,
          actorName: "系统",
          action: "provision",
          subjectKind: "tenant",
          subjectId: district.code,
          revision: 1,
          body: { ...district },
        })
        .onConflictDoNothing(),
    ]);
    [row] = await read();
  }
  if (row === undefined || row.name !== district.name || row.kind !== district.kind || row.parent !== district.parent) {
    throw new Problem("code-taken", { detail: `代码 ${district.code} 已有租户使用，请换一个。` });
  }
  return row.state;
}

/** The tenant row is the mark that the batch was applied: both or neither. */
async function found(
  means: ProvisionMeans,
  database: Database,
  district: District,
  template: Template,
  firstAdmin: FirstAdmin,
): Promise<void> {
  const rows = await database.db.select({ code: tenant.code }).from(tenant);
  if (rows.length > 0) return;
  await writeBatch(database, await foundingStatements(means, database, district, template, firstAdmin));
}

async function activate(means: ProvisionMeans, code: string): Promise<void> {
  const { db } = means.control;
  await writeBatch(means.control, [
    db
      .update(tenants)
      .set({ state: "active", revision: 2 })
      .where(and(eq(tenants.code, code), eq(tenants.state, "provisioning"))),
    db
      .insert(events)
      .values({
        id: means.newId(),
        at: means.now().toISOString(),
        actorName: "系统",
        action: "activate",
        subjectKind: "tenant",
        subjectId: code,
        revision: 2,
      })
      .onConflictDoNothing(),
  ]);
}
