import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { tenantUrl } from "../../db/open.ts";
import { prepareDatabases, startDatabases } from "../../worker/local/databases.ts";
import { startRuntime } from "../../worker/local/runtime.ts";
import { localSessionKeys } from "../../worker/local/session-keys.ts";
import { medianOf } from "./measure.ts";

// Requests a second of an authorised page of 50 units through workerd, beside a bare worker that reads the same page, and
// how long each takes from nothing to its first answer: `npm run build && node tests/bench/requests.ts`.

const AT_ONCE = 8;
const ROUND_MS = 4_000;
const ROUNDS = 5;
const TENANT = "jinhua-edz";

const dataDir = mkdtempSync(join(tmpdir(), "hongdai-bench-"));
let isEnding = false;
const databases = await startDatabases(dataDir, {}, () => isEnding);
try {
  await prepareDatabases(databases);
  const bare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      modules: true,
      script: await bareScript(),
      compatibilityDate: "2026-10-01",
      compatibilityFlags: ["nodejs_compat"],
      bindings: { LIBSQL_URL: tenantUrl(databases.libsqlUrl, `t-${TENANT}`) },
    }),
  );
  const bareBegun = performance.now();
  const bareUrl = (await bare.ready).href;
  await get(`${bareUrl}units`, {});
  const bareMs = performance.now() - bareBegun;

  const begun = performance.now();
  const bindings = {
    LIBSQL_URL: databases.libsqlUrl,
    LIBSQL_ADMIN_URL: databases.adminUrl,
    LIBSQL_AUTH_TOKEN: databases.authToken ?? "",
    SESSION_KEYS: localSessionKeys(dataDir, undefined),
    SIGNUPS: "open",
    RATE_LIMITS: JSON.stringify({ perSession: { limit: 1_000_000, seconds: 1 } }),
  };
  const ours = await startRuntime({ port: 0, dataDir, bindings, hasSchedule: false });
  const url = ours.url.replace(/\/$/, "");
  await get(`${url}/api/health`, {});
  const oursMs = performance.now() - begun;

  const headers = { authorization: `Bearer ${await accessToken(url)}` };
  const page = `${url}/api/tenants/${TENANT}/units?limit=50`;
  const [oursRates, bareRates]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const [a, b] = [await rateOf(page, headers), await rateOf(`${bareUrl}units`, {})];
    if (round === 0) continue; // Warm-up.
    oursRates.push(a);
    bareRates.push(b);
  }
  const [a, b] = [medianOf(oursRates), medianOf(bareRates)];
  console.log(`a page of 50 units: ${a.toFixed(0)} requests/s, bare ${b.toFixed(0)}; ratio ${(a / b).toFixed(2)}`);
  console.log(`from nothing to the first answer: ${oursMs.toFixed(0)} ms, bare ${bareMs.toFixed(0)} ms`);
  await ours.stop();
  await bare.dispose();
} finally {
  isEnding = true;
  await databases.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function bareScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "bare-worker.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*"],
  });
  return outputFiles[0]?.text ?? "";
}

async function accessToken(url: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant: TENANT, username: "admin", password: "Hongdai-2015", mode: "token" }),
  });
  return ((await response.json()) as { accessToken: string }).accessToken;
}

/** Answers a second over so many connections that are kept. */
async function rateOf(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const begun = performance.now();
  let answered = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - begun < ROUND_MS) {
      await get(url, headers, agent);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  agent.destroy();
  return (answered * 1000) / (performance.now() - begun);
}

function get(url: string, headers: Readonly<Record<string, string>>, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, agent === undefined ? { headers } : { headers, agent }, (response) => {
      response.resume();
      response.on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url}: ${response.statusCode}`));
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}
