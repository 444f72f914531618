import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Miniflare } from "miniflare";
import { createNamespace } from "../../db/namespaces.ts";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import { type SpawnedServer, spawnServer } from "../../db/server/start.ts";
import { hashPassword } from "../actions/password.ts";
import { provisionDemonstrations } from "../actions/tenants/provision-demonstrations.ts";
import { newId } from "../http/ids.ts";
import { sessionKeysOf } from "./session-keys.ts";
import { openWorkerd } from "./workerd.ts";

// `npm start`: the local libSQL server, the demonstration tenants, the worker with its pages. One line says where;
// SIGTERM, Ctrl-C or the end of whoever started it ends all of it.

const dataDir = resolve(process.env["DATA_DIR"] ?? ".data");
const port = Number(process.env["PORT"] ?? 8787);
/** Everyone's in the demonstration; no other installation has these users. */
const demonstrationPassword = "Hongdai-2015";

interface Databases {
  readonly libsqlUrl: string;
  readonly adminUrl: string | undefined;
  readonly authToken: string | undefined;
  readonly stop: () => Promise<void>;
}

mkdirSync(dataDir, { recursive: true });
const databases = await openDatabases();
let workerd: Miniflare | undefined;
let isEnding = false;
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void end(0));
endWithParent();

await provision();
workerd = openWorkerd({ port, dataDir, bindings: bindings() });
const url = await workerd.ready;
process.stdout.write(
  `红带在 ${url.origin} 运行。租户 jinhua-edz，用户 preparer，密码 ${demonstrationPassword}。Ctrl-C 停止。\n`,
);

/** The database of the configuration, else the local server in a process of its own, begun again if it dies. */
async function openDatabases(): Promise<Databases> {
  const authToken = process.env["LIBSQL_AUTH_TOKEN"];
  const configured = process.env["LIBSQL_URL"];
  if (configured !== undefined) {
    const stop = async (): Promise<void> => undefined;
    return { libsqlUrl: configured, adminUrl: process.env["LIBSQL_ADMIN_URL"], authToken, stop };
  }
  const dir = join(dataDir, "databases");
  let server: SpawnedServer = await spawnServer({ dir, authToken });
  const restart = (): void => {
    if (isEnding) return;
    process.stderr.write("数据库服务意外停止，正在重新启动。\n");
    const at = Number(new URL(server.url).port);
    spawnServer({ dir, authToken, port: at }).then(watch, () => void end(1));
  };
  const watch = (running: SpawnedServer): void => {
    server = running;
    running.child.once("exit", restart);
  };
  watch(server);
  const stop = async (): Promise<void> => void (await server.stop());
  return { libsqlUrl: server.libsqlUrl, adminUrl: server.adminUrl, authToken, stop };
}

/** Safe to repeat: a later start keeps what is there, one that crashed half way is finished. */
async function provision(): Promise<void> {
  const { libsqlUrl, adminUrl, authToken } = databases;
  const open = (namespace: string) => openDatabase(tenantUrl(libsqlUrl, namespace), authToken);
  const means = {
    control: open("control"),
    createNamespace: async (namespace: string): Promise<void> => {
      if (adminUrl !== undefined) await createNamespace(adminUrl, namespace, authToken);
    },
    openTenant: open,
    now: () => new Date(),
    newId,
  };
  await provisionDemonstrations(means, await hashPassword(demonstrationPassword));
}

function bindings(): Record<string, string> {
  const { libsqlUrl, adminUrl, authToken } = databases;
  const given = ["SIGNUPS", "RATE_LIMITS"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    LIBSQL_URL: libsqlUrl,
    SESSION_KEYS: process.env["SESSION_KEYS"] ?? sessionKeysOf(dataDir),
    ...(adminUrl === undefined ? {} : { LIBSQL_ADMIN_URL: adminUrl }),
    ...(authToken === undefined ? {} : { LIBSQL_AUTH_TOKEN: authToken }),
    ...Object.fromEntries(given),
  };
}

async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await workerd?.dispose();
  await databases.stop();
  process.exit(code);
}

/** npm, when it is killed outright, tells nobody: being handed to another parent is the sign. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end(0);
  }, 500).unref();
}
