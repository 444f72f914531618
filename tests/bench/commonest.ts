import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { tenantUrl } from "../../db/open.ts";
import { prepareDatabases, startDatabases } from "../../worker/local/databases.ts";
import { startRuntime } from "../../worker/local/runtime.ts";
import { faultyProxy } from "../support/faulty-proxy.ts";
import { bundled } from "./bundled.ts";
import { medianOf } from "./measure.ts";
import { type Asked, rateOf, send } from "./rate.ts";
import { bindingsOf, finished, newCycle, sender, tokenOf } from "./stage.ts";

// The ten commonest requests of a working year: answers a second and round trips to the database of each, beside a bare
// worker that reads 50 units with no session and no checks: `npm run build && node tests/bench/commonest.ts`.

const TENANT = "jinhua-edz";
const ROUNDS = 3;

const dataDir = mkdtempSync(join(tmpdir(), "hongdai-bench-"));
let isEnding = false;
const databases = await startDatabases(dataDir, {}, () => isEnding);
try {
  await prepareDatabases(databases);
  const ours = await startRuntime({ port: 0, dataDir, bindings: bindingsOf(dataDir, databases), hasSchedule: false });
  const proxy = await faultyProxy(databases.adminUrl);
  const counted = await startRuntime({
    ...{ port: 0, dataDir: join(dataDir, "counted"), hasSchedule: false },
    bindings: bindingsOf(dataDir, { ...databases, libsqlUrl: proxy.libsqlUrl }),
  });
  const bare = new Miniflare(
    convertV4MiniflareOptions({
      ...{ host: "127.0.0.1", port: 0, modules: true, script: await bundled("bare-worker.ts") },
      ...{ compatibilityDate: "2026-10-01", compatibilityFlags: ["nodejs_compat"] },
      bindings: { LIBSQL_URL: tenantUrl(databases.libsqlUrl, `t-${TENANT}`) },
    }),
  );
  const bareUnits: Asked = { url: `${(await bare.ready).href}units` };

  const url = ours.url.replace(/\/$/, "");
  const { form, handed, display } = await prepareForms(url);
  const bearer = async (username: string) => ({
    authorization: `Bearer ${await tokenOf(url, TENANT, username)}`,
    "content-type": "application/json",
  });
  const [secretary, township, admin] = [await bearer("secretary"), await bearer("township"), await bearer("admin")];
  const of = `${url}/api/tenants/${TENANT}`;
  let stands = display;
  const typing = (): string => {
    const base = stands;
    stands = ((base ?? 0) + 1) % 20;
    return JSON.stringify([{ item: "display", value: stands, base }]);
  };
  const requests: readonly (readonly [string, Asked, number?])[] = [
    ["who I am", { url: `${url}/api/session`, headers: secretary }],
    ["what is asked of me", { url: `${of}/assessments?mine=true&limit=200`, headers: secretary }],
    ["a form", { url: `${of}/assessments/${form}`, headers: secretary }],
    [
      "an answer typed (one connection)",
      { url: `${of}/assessments/${form}/answers`, headers: secretary, body: typing },
      1,
    ],
    ["messages", { url: `${of}/inbox?limit=50`, headers: secretary }],
    ["results of one's own", { url: `${of}/results?limit=50`, headers: secretary }],
    ["a township's queue", { url: `${of}/assessments?state=township&limit=200`, headers: township }],
    ["a case", { url: `${of}/assessments/${handed}`, headers: township }],
    ["a page of 50 units", { url: `${of}/units?limit=50`, headers: admin }],
    ["the overview", { url: `${of}/dashboard`, headers: admin }],
  ];
  for (const [what, asked, atOnce] of requests) {
    const trips = await tripsOf(asked);
    const [rates, bares]: [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round++) {
      const [a, b] = [await rateOf(asked, undefined, atOnce), await rateOf(bareUnits)];
      if (round === 0) continue; // Warm-up.
      rates.push(a.perSecond);
      bares.push(b.perSecond);
    }
    const [a, b] = [medianOf(rates), medianOf(bares)];
    console.log(`${what}: ${a.toFixed(0)}/s, bare ${b.toFixed(0)}, ratio ${(a / b).toFixed(2)}; round trips ${trips}`);
  }
  await counted.stop();
  await proxy.close();
  await ours.stop();
  await bare.dispose();

  /** Of one request, sent to the worker whose way to the database counts. */
  async function tripsOf(asked: Asked): Promise<number> {
    proxy.counted();
    await send({ ...asked, url: asked.url.replace(url, counted.url.replace(/\/$/, "")) });
    return proxy.counted();
  }
} finally {
  isEnding = true;
  await databases.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** An opened cycle: the form that the secretary fills, what stands there at one item, and a form of the same township. */
async function prepareForms(url: string): Promise<{ form: string; display: number | null; handed: string }> {
  const admin = await sender(url, TENANT, "admin");
  const { id } = await admin("POST", "/cycles", newCycle("belt-point"));
  const { job } = await admin("POST", `/cycles/${id}/opening`, {});
  await finished(admin, job);
  const [secretary, township] = [await sender(url, TENANT, "secretary"), await sender(url, TENANT, "township")];
  const [mine] = ((await secretary("GET", "/assessments?mine=true")) as unknown as Listed).items;
  const others = ((await township("GET", "/assessments")) as unknown as Listed).items;
  const form = mine?.id ?? "";
  const { sections } = (await secretary("GET", `/assessments/${form}`)) as unknown as Form;
  const item = sections.flatMap(({ items }) => items).find((each) => each.code === "display");
  return { form, display: item?.draft ?? null, handed: others.find((each) => each.id !== form)?.id ?? "" };
}

interface Listed {
  readonly items: readonly { readonly id: string }[];
}

interface Form {
  readonly sections: readonly {
    readonly items: readonly { readonly code: string; readonly draft: number | null }[];
  }[];
}
