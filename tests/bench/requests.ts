import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { tenantUrl } from "../../db/open.ts";
import { prepareDatabases, startDatabases } from "../../worker/local/databases.ts";
import { startRuntime } from "../../worker/local/runtime.ts";
import { bundled } from "./bundled.ts";
import { medianOf } from "./measure.ts";
import { type Rate, rateOf, send, workerds } from "./rate.ts";
import { bindingsOf, tokenOf } from "./stage.ts";

// Requests a second of an authorised page of 50 units through workerd, beside a bare worker that reads the same page, and
// how long each takes from nothing to its first answer: `npm run build && node tests/bench/requests.ts`.

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
  await send({ url: `${bareUrl}units` });
  const bareMs = performance.now() - bareBegun;
  const [barePid] = workerds();

  const begun = performance.now();
  const ours = await startRuntime({ port: 0, dataDir, bindings: bindingsOf(dataDir, databases), hasSchedule: false });
  const url = ours.url.replace(/\/$/, "");
  await send({ url: `${url}/api/health` });
  const oursMs = performance.now() - begun;

  const headers = { authorization: `Bearer ${await tokenOf(url, TENANT, "admin")}` };
  const page = `${url}/api/tenants/${TENANT}/units?limit=50`;
  const oursPid = workerds().find((pid) => pid !== barePid);
  const [rates, bareRates]: [Rate[], Rate[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const [a, b] = [await rateOf({ url: page, headers }, oursPid), await rateOf({ url: `${bareUrl}units` }, barePid)];
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
