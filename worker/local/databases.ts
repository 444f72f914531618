import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { migrations as controlMigrations } from "../../db/control/migrations.ts";
import { forEachTenant } from "../../db/for-each-tenant.ts";
import { migrateNamespace } from "../../db/migrate.ts";
import { createNamespace } from "../../db/namespaces.ts";
import { type Database, openDatabase, tenantUrl } from "../../db/open.ts";
import { demonstrationPassword } from "../../db/seed/demonstrations.ts";
import { type SpawnedServer, spawnServer } from "../../db/server/start.ts";
import { migrations as tenantMigrations } from "../../db/tenant/migrations.ts";
import { hashPassword } from "../actions/password.ts";
import { provisionDemonstrations } from "../actions/tenants/provision-demonstrations.ts";
import { newId } from "../new-id.ts";

/** Where the databases are, and how to end what was started for them. */
export interface Databases {
  readonly libsqlUrl: string;
  readonly adminUrl: string;
  readonly authToken: string | undefined;
  readonly stop: () => Promise<void>;
}

/** The configured databases, or the local server in a process of its own; if that dies, it is started again. */
export async function startDatabases(
  dataDir: string,
  environment: NodeJS.ProcessEnv,
  isEnding: () => boolean,
): Promise<Databases> {
  const authToken = environment["LIBSQL_AUTH_TOKEN"] || undefined;
  const libsqlUrl = environment["LIBSQL_URL"] || undefined;
  if (libsqlUrl !== undefined) {
    const adminUrl = environment["LIBSQL_ADMIN_URL"] || new URL("/", libsqlUrl.replace("{namespace}", "x")).href;
    return { libsqlUrl, adminUrl, authToken, stop: async () => undefined };
  }
  const dir = join(dataDir, "databases");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return await superviseServer(dir, authToken, isEnding);
}

/** A Ctrl-C reaches the server as well as us: one that ends while we do isn't started again. */
async function superviseServer(
  dir: string,
  authToken: string | undefined,
  isEnding: () => boolean,
): Promise<Databases> {
  let running: SpawnedServer = await spawnServer({ dir, authToken });
  const { libsqlUrl, adminUrl } = running;
  const port = Number(new URL(adminUrl).port);
  const watch = (server: SpawnedServer): void => {
    server.child.once("exit", (code) => {
      if (isEnding()) return;
      console.error(`the database server ended (${code}), starting it again`);
      spawnServer({ dir, authToken, port }).then(
        (next) => {
          running = next;
          if (isEnding()) void next.stop();
          else watch(next);
        },
        (error: unknown) => {
          console.error("the database server can't be started again", error);
          process.kill(process.pid, "SIGTERM");
        },
      );
    });
  };
  watch(running);
  const stop = async (): Promise<void> => void (await running.stop());
  return { libsqlUrl, adminUrl, authToken, stop };
}

/** Migrates what is there and makes what is missing of the demonstration; safe to repeat. */
export async function prepareDatabases({ libsqlUrl, adminUrl, authToken }: Databases): Promise<void> {
  const open = (namespace: string): Database => openDatabase(tenantUrl(libsqlUrl, namespace), authToken);
  const create = (namespace: string): Promise<void> => createNamespace(adminUrl, namespace, authToken);
  const now = (): Date => new Date();
  await create("control");
  const control = open("control");
  await migrateNamespace(control, control, "control", controlMigrations);
  const failures = await forEachTenant(control, open, async (database, namespace) => {
    await create(namespace);
    await migrateNamespace(control, database, namespace, tenantMigrations);
  });
  if (failures.length > 0) throw new Error("a tenant can't be migrated", { cause: failures });
  const means = { control, createNamespace: create, openTenant: open, now, newId };
  await provisionDemonstrations(means, await hashPassword(demonstrationPassword));
}
