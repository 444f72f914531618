import { createHash } from "node:crypto";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";

const root = join(import.meta.dirname, "../..");
const dist = join(root, "dist");
const stampFile = join(dist, "built.txt");

const stamp = stampOf(["worker/**/*.ts", "db/**/*.ts", "web/**/*", "package-lock.json"]);
const isFresh = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;

if (!isFresh) {
  rmSync(stampFile, { force: true });
  await buildPages();
  await buildWorker();
  copySwaggerUi();
  writeFileSync(stampFile, stamp);
}

/** What was built from: nothing is built again until one of these files changes. */
function stampOf(patterns: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of globSync([...patterns], { cwd: root }).sort()) {
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex");
}

async function buildPages(): Promise<void> {
  rmSync(join(dist, "web"), { recursive: true, force: true });
  mkdirSync(join(dist, "web"), { recursive: true });
  if (!existsSync(join(root, "web/index.html"))) return;
  const { build } = await import("vite");
  await build({
    root: join(root, "web"),
    configFile: join(root, "web/vite.config.ts"),
    logLevel: "warn",
    build: { outDir: join(dist, "web"), emptyOutDir: true },
  });
}

/** One module for workerd; `wrangler deploy` bundles the same entry. */
async function buildWorker(): Promise<void> {
  await bundle({
    entryPoints: [join(root, "worker/index.ts")],
    outfile: join(dist, "worker.js"),
    bundle: true,
    format: "esm",
    target: "es2024",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["node:*", "cloudflare:*"],
    minifySyntax: true,
    sourcemap: "linked",
    logLevel: "warning",
    legalComments: "none",
  });
}

/** The API's page loads these from us and nothing from elsewhere. */
function copySwaggerUi(): void {
  const to = join(dist, "web/swagger-ui");
  mkdirSync(to, { recursive: true });
  for (const name of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
    cpSync(join(root, "node_modules/swagger-ui-dist", name), join(to, name));
  }
  const start =
    'SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#docs", deepLinking: true, validatorUrl: null });\n';
  writeFileSync(join(to, "start.js"), start);
}
