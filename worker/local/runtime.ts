import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";

export interface RuntimeOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly bindings: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, "../..");

/** The built worker in workerd, with the pages, the evidence bucket and the outbox queue, on 127.0.0.1. */
export async function startRuntime({ port, dataDir, bindings }: RuntimeOptions): Promise<Miniflare> {
  const options = convertV4MiniflareOptions({
    name: "hongdai",
    host: "127.0.0.1",
    port,
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
      assetConfig: { not_found_handling: "single-page-application", html_handling: "auto-trailing-slash" },
    },
    r2Buckets: ["EVIDENCE"],
    queueProducers: { OUTBOX: "hongdai-outbox" },
    queueConsumers: { "hongdai-outbox": { maxBatchSize: 10, maxBatchTimeout: 1 } },
    resourcePersistencePath: join(dataDir, "objects"),
  });
  const runtime = new Miniflare(options);
  await runtime.ready;
  return runtime;
}
