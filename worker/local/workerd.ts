import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertV4MiniflareOptions, type Log, Miniflare } from "miniflare";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface WorkerdOptions {
  readonly port: number;
  readonly dataDir: string;
  /** What the worker reads as its environment: LIBSQL_URL, SESSION_KEYS … */
  readonly bindings: Readonly<Record<string, string>>;
  readonly log?: Log;
}

/** The built worker and its pages in workerd, on 127.0.0.1; as wrangler.toml has them in production. */
export function openWorkerd({ port, dataDir, bindings, log }: WorkerdOptions): Miniflare {
  return new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port,
      ...(log === undefined ? {} : { log }),
      rootPath: root,
      modules: true,
      modulesRules: [{ type: "ESModule", include: ["**/*.js"] }],
      scriptPath: "dist/worker/index.js",
      compatibilityDate: "2026-10-01",
      compatibilityFlags: ["nodejs_compat"],
      bindings: { ...bindings },
      r2Buckets: ["EVIDENCE"],
      defaultPersistRoot: join(dataDir, "evidence"),
      assets: {
        directory: join(root, "dist/web"),
        binding: "ASSETS",
        routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
        assetConfig: { not_found_handling: "single-page-application" },
      },
    }),
  );
}
