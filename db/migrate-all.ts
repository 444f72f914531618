import { join } from "node:path";
import { migrations as controlMigrations } from "./control/migrations.ts";
import { forEachTenant } from "./for-each-tenant.ts";
import { type MigrationOutcome, migrateNamespace } from "./migrate.ts";
import { createNamespace } from "./namespaces.ts";
import { type Database, openDatabase, tenantUrl } from "./open.ts";
import { startServer } from "./server/start.ts";
import { migrations as tenantMigrations } from "./tenant/migrations.ts";

/** Where the databases are: `adminUrl` is needed only where control isn't there yet. */
export interface Place {
  readonly libsqlUrl: string;
  readonly adminUrl?: string | undefined;
  readonly authToken?: string | undefined;
}

/**
 * Brings control and every tenant to the latest version and records what each reached; safe to repeat. Gives back the
 * lines to print; a tenant that fails stops no other and fails the call at the end.
 */
export async function migrateAll(place: Place, print: (line: string) => void): Promise<void> {
  const open = (namespace: string): Database => openDatabase(tenantUrl(place.libsqlUrl, namespace), place.authToken);
  if (place.adminUrl !== undefined) await createNamespace(place.adminUrl, "control", place.authToken);
  const control = open("control");
  print(lineOf("control", await migrateNamespace(control, control, "control", controlMigrations)));
  const failures = await forEachTenant(control, open, async (database, namespace) => {
    print(lineOf(namespace, await migrateNamespace(control, database, namespace, tenantMigrations)));
  });
  control.client.close();
  for (const { namespace, error } of failures) print(`${namespace}: ${error instanceof Error ? error.message : error}`);
  if (failures.length > 0) throw new Error(`${failures.length} of the tenants were not migrated`);
}

function lineOf(namespace: string, { reached, added }: MigrationOutcome): string {
  return `${namespace}: ${reached.at(-1) ?? "empty"}${added.length === 0 ? "" : ` (new: ${added.join(", ")})`}`;
}

/** Without LIBSQL_URL the local databases are meant; they are served for as long as this takes. */
async function main(): Promise<void> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const { LIBSQL_URL: libsqlUrl, LIBSQL_ADMIN_URL: adminUrl, LIBSQL_AUTH_TOKEN: authToken } = process.env;
  if (libsqlUrl !== undefined && libsqlUrl !== "") return migrateAll({ libsqlUrl, adminUrl, authToken }, print);
  const server = await startServer({ dir: join(process.env["DATA_DIR"] ?? ".data", "databases") });
  try {
    await migrateAll(server, print);
  } finally {
    await server.close();
  }
}

if (import.meta.main) await main();
