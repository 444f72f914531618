import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { tenantUrl } from "../../db/open.ts";
import { prepareDatabases, startDatabases } from "../../worker/local/databases.ts";
import { startRuntime } from "../../worker/local/runtime.ts";
import { localSessionKeys } from "../../worker/local/session-keys.ts";
import { bundled } from "./bundled.ts";
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
      script: await bundled("bare-worker.ts"),
      compatibilityDate: "2026-10-01",
      compatibilityFlags: ["nodejs_compat"],
      bindings: { LIBSQL_URL: tenantUrl(databases.libsqlUrl, `t-${TENANT}`) },
    }),
  );
  const bareBegun = performance.now();
  const bareUrl = (await bare.ready).href;
  await get(`${bareUrl}units`, {});
  const bareMs = performance.now() - bareBegun;
  const [barePid] = workerds();

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
  const oursPid = workerds().find((pid) => pid !== barePid);
  const [rates, bareRates]: [Rate[], Rate[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const [a, b] = [await rateOf(page, headers, oursPid), await rateOf(`${bareUrl}units`, {}, barePid)];
    if (round === 0) continue; // Warm-up.
    rates.push(a);
    bareRates.push(b);
  }
  const [a, b] = [rates, bareRates].map((each) => medianOf(each.map(({ perSecond }) => perSecond))) as [number, number];
  const [c, d] = [rates, bareRates].map((each) => medianOf(each.map(({ processorMs }) => processorMs))) as [
    number,
    number,
  ];
  console.log(`a page of 50 units: ${a.toFixed(0)} requests/s, bare ${b.toFixed(0)}; ratio ${(a / b).toFixed(2)}`);
  console.log(
    `workerd's processor time: ${c.toFixed(2)} ms a request, bare ${d.toFixed(2)}; ratio ${(d / c).toFixed(2)}`,
  );
  console.log(`from nothing to the first answer: ${oursMs.toFixed(0)} ms, bare ${bareMs.toFixed(0)} ms`);
  await ours.stop();
  await bare.dispose();
} finally {
  isEnding = true;
  await databases.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function accessToken(url: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant: TENANT, username: "admin", password: "Hongdai-2015", mode: "token" }),
  });
  return ((await response.json()) as { accessToken: string }).accessToken;
}

interface Rate {
  readonly perSecond: number;
  /** Of workerd, for one request. */
  readonly processorMs: number;
}

/** Answers a second over so many connections that are kept. */
async function rateOf(url: string, headers: Readonly<Record<string, string>>, pid: number | undefined): Promise<Rate> {
  const usedBefore = processorMs(pid);
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
  const perSecond = (answered * 1000) / (performance.now() - begun);
  return { perSecond, processorMs: (processorMs(pid) - usedBefore) / answered };
}

/** The workerd processes that this one has begun. */
function workerds(): readonly number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [pid, parent, name] = line.trim().split(/\s+/);
    return name === "workerd" && parent === String(process.pid) ? [Number(pid)] : [];
  });
}

/** What a process has used so far, as Linux counts it: in hundredths of a second. */
function processorMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
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
