import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { migrateDatabase } from "../../db/migrate.ts";
import { createNamespace } from "../../db/namespaces.ts";
import { type Database, openDatabase, tenantUrl } from "../../db/open.ts";
import { type RunningServer, type ServerAddress, type ServerOptions, startServer } from "../../db/server/start.ts";
import { migrations } from "../../db/tenant/migrations.ts";

/** A folder that is gone after the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hongdai-db-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server on a folder of its own, ended after the test. */
export async function freshServer(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const dir = options.dir ?? freshFolder();
  const server = await startServer({ dir, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** A namespace on that server, empty, through the real client. */
export async function freshDatabase(server: ServerAddress, namespace = "t-test", token?: string): Promise<Database> {
  await createNamespace(server.adminUrl, namespace, token);
  return openDatabase(tenantUrl(server.libsqlUrl, namespace), token);
}

/** A tenant's database, migrated. */
export async function freshTenant(): Promise<Database> {
  const database = await freshDatabase(await freshServer());
  await migrateDatabase(database, migrations);
  return database;
}
