import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { build as buildWeb } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Builds what `npm start` and a deployment serve: dist/worker/index.js and the pages in dist/web.

/** What the API's page needs of swagger-ui-dist; nothing of it is fetched from elsewhere. */
const docsAssets = ["swagger-ui.css", "swagger-ui-bundle.js"];

await Promise.all([buildPages(), buildWorker()]);

async function buildPages(): Promise<void> {
  await buildWeb({ configFile: join(root, "web/vite.config.ts"), logLevel: "warn" });
  const from = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));
  const to = join(root, "dist/web/swagger-ui");
  mkdirSync(to, { recursive: true });
  for (const name of docsAssets) cpSync(join(from, name), join(to, name));
}

/** One ES module for workerd. The libSQL client's conditional exports resolve to its web build. */
async function buildWorker(): Promise<void> {
  await esbuild.build({
    entryPoints: [join(root, "worker/index.ts")],
    outfile: join(root, "dist/worker/index.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*", "cloudflare:*"],
    target: "es2024",
    sourcemap: "linked",
    legalComments: "none",
    logLevel: "warning",
  });
}
