import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";

// What is sent and what is deployed, in KB gz: `npm run build && node tests/bench/sizes.ts`.

const dist = join(import.meta.dirname, "../../dist");
const assets = join(dist, "web/assets");
const files = readdirSync(assets);
const textOf = (name: string): string => readFileSync(join(assets, name), "utf8");
const gzipped = (text: string | Buffer): number => gzipSync(text).length / 1024;

const worker = transformSync(readFileSync(join(dist, "worker.js"), "utf8"), { minify: true, format: "esm" }).code;
console.log(`${gzipped(worker).toFixed(0)} KB  the worker, minified as it is deployed`);

const html = readFileSync(join(dist, "web/index.html"), "utf8");
const first = new Set([...html.matchAll(/\/assets\/([\w.-]+\.(?:js|css))/g)].map(([, name = ""]) => name));
/** Where the routes of pages stand: with what every page begins with, and those of a desk by themselves. */
const routed = files.filter((name) => /^(start|more-routes)-.*\.js$/.test(name));
console.log(`${sizeOf(first).toFixed(0)} KB  what every page begins with`);
for (const [page, loaded] of routed.flatMap((name) => pagesOf(textOf(name)))) {
  console.log(`${sizeOf(new Set([...first, ...loaded])).toFixed(0)} KB  ${page}`);
}

/** Every page of the router: the module and what the build preloads with it. */
function pagesOf(source: string): readonly (readonly [string, ReadonlySet<string>])[] {
  const dependencies = /m\.f\|\|\(m\.f=(\[[^\]]*\])/.exec(source)?.[1] ?? "[]";
  const named: readonly string[] = JSON.parse(dependencies);
  const imports = source.matchAll(
    /import\([`"']\.\/([\w.-]+\.js)[`"']\)(?:\.then\([^)]*\))?,__vite__mapDeps\((\[[\d,]*\])\)/g,
  );
  return [...imports].map(([, module = "", places = "[]"]) => {
    const preloaded = (JSON.parse(places) as number[]).map((place) => (named[place] ?? "").replace(/^assets\//, ""));
    return [module.replace(/-[\w-]{8}\.js$/, ""), new Set([module, ...preloaded])];
  });
}

function sizeOf(names: ReadonlySet<string>): number {
  return [...names].filter((name) => files.includes(name)).reduce((sum, name) => sum + gzipped(textOf(name)), 0);
}
