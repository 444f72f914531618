import { parseArgs } from "node:util";
import { type RunningServer, startServer } from "./start.ts";

/**
 * The local libSQL server: `node db/server/main.ts --dir .data/databases --port 8080`. Prints one JSON line with its
 * addresses when it is ready; ends on SIGTERM, SIGINT or, with --until-stdin-ends, when whoever started it is gone.
 * `LIBSQL_AUTH_TOKEN`, where set, is asked of its clients.
 */
const { values } = parseArgs({
  options: {
    dir: { type: "string", default: ".data/databases" },
    port: { type: "string", default: "0" },
    synchronous: { type: "string", default: "FULL" },
    "until-stdin-ends": { type: "boolean", default: false },
  },
});

const token = process.env["LIBSQL_AUTH_TOKEN"] ?? "";
const server = await startServer({
  dir: values.dir,
  port: portOf(values.port),
  synchronous: values.synchronous === "NORMAL" ? "NORMAL" : "FULL",
  authToken: token === "" ? undefined : token,
}).catch((error: unknown) => {
  process.stderr.write(`database server: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

let isEnding = false;
function end(running: RunningServer): void {
  if (isEnding) return;
  isEnding = true;
  running.close().then(() => process.exit(0));
}
process.on("SIGTERM", () => end(server));
process.on("SIGINT", () => end(server));
if (values["until-stdin-ends"]) process.stdin.on("end", () => end(server)).resume();

const { url, libsqlUrl, adminUrl } = server;
process.stdout.write(`${JSON.stringify({ url, libsqlUrl, adminUrl })}\n`);

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error("--port must be a whole number to 65535");
  return port;
}
