import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Synchronous } from "./connection.ts";
import { openDirectory } from "./directory.ts";
import { handle, type Served } from "./http.ts";
import { closeNamespaces, type Namespaces } from "./namespaces.ts";
import { closeStreams, type Streams } from "./streams.ts";

export interface ServerOptions {
  /** One file a namespace; made if missing. One server at a time. */
  readonly dir: string;
  /** 0 (default): one that the system gives. */
  readonly port?: number;
  /** Asked of every request that reads or writes, admin calls too. */
  readonly authToken?: string | undefined;
  readonly synchronous?: Synchronous;
  /** How long a request waits for a namespace that an interactive transaction holds, before SQLITE_BUSY. */
  readonly waitMs?: number;
  /** How long an interactive stream may rest before it is rolled back. */
  readonly idleMs?: number;
  readonly maxBodyBytes?: number;
}

/** Where a server listens: `libsqlUrl` is what `LIBSQL_URL` wants, `adminUrl` what `LIBSQL_ADMIN_URL` wants. */
export interface ServerAddress {
  readonly url: string;
  readonly libsqlUrl: string;
  readonly adminUrl: string;
}

export interface RunningServer extends ServerAddress {
  /** Answers what has begun, rolls back what is open, closes the files. */
  readonly close: () => Promise<void>;
}

/** Serves a folder of databases over Hrana on 127.0.0.1. Refused while another server serves the same folder. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const directory = openDirectory(options.dir, options.synchronous ?? "FULL");
  const namespaces: Namespaces = { directory, open: new Map(), waitMs: options.waitMs ?? 5000 };
  const streams: Streams = { namespaces, open: new Map(), idleMs: options.idleMs ?? 5000 };
  const server = createServer((request, response) => void handle(served, request, response));
  const served: Served = {
    streams,
    authToken: options.authToken,
    maxBodyBytes: options.maxBodyBytes ?? 32 * 2 ** 20,
    isEnding: () => !server.listening,
  };
  try {
    server.listen(options.port ?? 0, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    directory.release();
    throw error;
  }
  const close = async (): Promise<void> => {
    const ended = endConnections(server);
    closeStreams(streams);
    await ended;
    closeNamespaces(namespaces);
    directory.release();
  };
  return { ...addressOf((server.address() as AddressInfo).port), close };
}

/** Requests under way are answered; who waits for a turn gets it, since streams are closed at the same time. */
async function endConnections(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  await closed;
}

function addressOf(port: number): ServerAddress {
  const url = `http://127.0.0.1:${port}/`;
  return { url, libsqlUrl: `${url}dev/{namespace}/`, adminUrl: url };
}

export interface SpawnedServer extends ServerAddress {
  readonly child: ChildProcess;
  /** SIGTERM, and wait for its end; the exit code. */
  readonly stop: () => Promise<number | null>;
}

export type SpawnOptions = Pick<ServerOptions, "dir" | "port" | "authToken" | "synchronous">;

/**
 * The same in a process of its own, which ends when this one does, however this one ends. It has its own process group:
 * Ctrl-C in a terminal reaches the caller alone, who ends what writes before ending the database.
 */
export async function spawnServer(options: SpawnOptions): Promise<SpawnedServer> {
  const args = ["--dir", options.dir, "--port", String(options.port ?? 0), "--until-stdin-ends"];
  if (options.synchronous !== undefined) args.push("--synchronous", options.synchronous);
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
    env: { ...process.env, LIBSQL_AUTH_TOKEN: options.authToken ?? "" },
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const ready = await Promise.race([once(lines, "line"), exited.then(() => undefined)]);
  if (ready === undefined) throw new Error(`the database server ended before it was ready (exit ${child.exitCode})`);
  const address = JSON.parse(String(ready[0])) as ServerAddress;
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await exited;
    return child.exitCode;
  };
  return { ...address, child, stop };
}
