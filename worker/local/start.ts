import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Databases, prepareDatabases, startDatabases } from "./databases.ts";
import { type Runtime, startRuntime } from "./runtime.ts";
import { localSessionKeys } from "./session-keys.ts";

// Everything on one machine: `npm start`. State lies under DATA_DIR alone; a signal ends all that was started here.

const dataDir = resolve(process.env["DATA_DIR"] || ".data");
const port = Number(process.env["PORT"] || 8787);
let databases: Databases | undefined;
let runtime: Runtime | undefined;
let isEnding = false;

endOnSignals();
if (process.env["npm_lifecycle_event"] === "start") endWithNpm();

try {
  await start();
} catch (error) {
  if (!isEnding) console.error(error);
  await end(1);
}

async function start(): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("PORT must be a whole number to 65535");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const sessionKeys = localSessionKeys(dataDir, process.env["SESSION_KEYS"]);
  databases = await startDatabases(dataDir, process.env, () => isEnding);
  if (isEnding) return;
  await prepareDatabases(databases);
  if (isEnding) return;
  const bindings = {
    LIBSQL_URL: databases.libsqlUrl,
    LIBSQL_ADMIN_URL: databases.adminUrl,
    LIBSQL_AUTH_TOKEN: databases.authToken ?? "",
    SESSION_KEYS: sessionKeys,
    SIGNUPS: process.env["SIGNUPS"] || "open",
    SECRET_KEYS: process.env["SECRET_KEYS"] || "",
    PUBLIC_URL: process.env["PUBLIC_URL"] || (port === 0 ? "" : `http://127.0.0.1:${port}`),
    WEBHOOK_HOSTS: process.env["WEBHOOK_HOSTS"] || "",
    RATE_LIMITS: process.env["RATE_LIMITS"] || "",
  };
  runtime = await startRuntime({ port, dataDir, bindings, hasSchedule: process.env["LOCAL_SCHEDULE"] !== "off" });
  endOnSignals();
  console.log(`红带 Hongdai: ${runtime.url}`);
}

/** Miniflare's own listeners leave at once, before the databases have closed; only ours may say when it is over. */
function endOnSignals(): void {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => void end(0));
  }
}

/** The runtime first, so that no request is left without its database; a second signal changes nothing. */
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  try {
    await runtime?.stop();
  } finally {
    await databases?.stop();
    process.exit(code);
  }
}

/** npm may be killed without a word to us, and the shell between us may not mind; then what it started ends too. */
function endWithNpm(): void {
  const above = ancestors();
  setInterval(() => {
    if (ancestors() !== above) void end(0);
  }, 500).unref();
}

/** Who started this process, and who started that one, where the system shows it. */
function ancestors(): string {
  const stat = `/proc/${process.ppid}/stat`;
  const grandparent = existsSync(stat) ? readFileSync(stat, "utf8").split(") ").at(-1)?.split(" ")[1] : "";
  return `${process.ppid} ${grandparent}`;
}
