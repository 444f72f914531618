import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";

export interface RuntimeOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly bindings: Readonly<Record<string, string>>;
  /** False: nothing runs unasked, so that a test can count what a request costs. */
  readonly hasSchedule: boolean;
  /** Where workerd's inspector listens, for benchmarks that watch the isolate's heap. */
  readonly inspectorPort?: number;
}

export interface Runtime {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const root = join(import.meta.dirname, "../..");

/** The built worker in workerd, with the pages, the evidence bucket and the outbox queue, on 127.0.0.1. */
export async function startRuntime(given: RuntimeOptions): Promise<Runtime> {
  const { port, dataDir, bindings, hasSchedule, inspectorPort } = given;
  const options = convertV4MiniflareOptions({
    name: "hongdai",
    host: "127.0.0.1",
    port,
    ...(inspectorPort === undefined ? {} : { inspectorPort }),
    cf: false,
    telemetry: { enabled: false },
    modules: true,
    scriptPath: join(root, "dist/worker.js"),
    rootPath: root,
    compatibilityDate: "2026-10-01",
    compatibilityFlags: ["nodejs_compat"],
    bindings: { ...bindings },
    assets: {
      directory: join(root, "dist/web"),
      binding: "ASSETS",
      run_worker_first: true,
      routerConfig: { invoke_user_worker_ahead_of_assets: true, has_user_worker: true },
      assetConfig: { not_found_handling: "none", html_handling: "auto-trailing-slash" },
    },
    r2Buckets: ["EVIDENCE"],
    queueProducers: { OUTBOX: "hongdai-outbox" },
    queueConsumers: { "hongdai-outbox": { maxBatchSize: 10, maxBatchTimeout: 0 } },
    resourcePersistencePath: join(dataDir, "objects"),
  });
  const miniflare = new Miniflare(options);
  const url = (await miniflare.ready).href;
  const done = watchWorkerd();
  const stopSchedule = hasSchedule ? await runSchedule(miniflare) : undefined;
  const stop = async (): Promise<void> => {
    stopSchedule?.();
    await miniflare.dispose();
    done();
  };
  return { url, stop };
}

/** What the cron trigger does in production: every minute, and at once to go on with what an earlier end left half done. */
async function runSchedule(miniflare: Miniflare): Promise<() => void> {
  const worker = await miniflare.getWorker();
  let isStopped = false;
  const run = (): void => {
    worker.scheduled({ cron: "* * * * *" }).catch((error: unknown) => {
      if (!isStopped) console.error("schedule", error);
    });
  };
  run();
  const timer = setInterval(run, 60_000);
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}

/** Ends workerd even if this process is killed outright; call what is returned once workerd has ended in order. */
function watchWorkerd(): () => void {
  const pids = processes().flatMap((line) => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid !== undefined && parent === String(process.pid) && args?.includes("workerd") ? [pid] : [];
  });
  const watcher = spawn(process.execPath, [join(import.meta.dirname, "watch.ts")], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  watcher.stdin.write(`${pids.join("\n")}\n`);
  return () => void watcher.stdin.end("done\n");
}

/** A machine without `ps` does without the watcher: signals still end workerd, only kill -9 of this process doesn't. */
function processes(): readonly string[] {
  try {
    return execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  } catch {
    return [];
  }
}
