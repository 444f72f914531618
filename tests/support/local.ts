import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface LocalStart {
  readonly url: string;
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** SIGTERM, and wait for the end; the exit code. What it stored goes unless `isKept`. */
  readonly stop: (isKept?: boolean) => Promise<number | null>;
}

/** What `npm start` runs, on a port that the system gives and in a folder of its own; ready when this resolves. */
export async function startLocal(
  options: { readonly dataDir?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<LocalStart> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "hongdai-"));
  const child = spawn(process.execPath, ["worker/local/start.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      NODE_COMPILE_CACHE: "node_modules/.cache/node",
      ...process.env,
      PORT: "0",
      DATA_DIR: dataDir,
      ...options.env,
    },
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), exited.then(() => undefined)]);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(first?.[0] ?? ""))?.[0];
  if (url === undefined) throw new Error(`npm start ended before it was ready (exit ${child.exitCode})`);
  const stop = async (isKept = false): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await exited;
    if (!isKept) rmSync(dataDir, { recursive: true, force: true });
    return child.exitCode;
  };
  return { url, child, dataDir, stop };
}
