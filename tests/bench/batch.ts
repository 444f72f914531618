import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { startLocal } from "../support/local.ts";
import { peakMbOf } from "./rate.ts";
import { tokenOf } from "./stage.ts";

// A batch of 10,000 lines kept, prepared, approved, listed and exported through the worker in workerd, and how concurrent
// writers on one pool stand beside the same on different pools: `node tests/bench/batch.ts`.

const UNITS = 10_000;
const WRITES = 200;
const at = "2015-01-01T00:00:00.000Z";
const limits = { RATE_LIMITS: JSON.stringify({ perSession: { limit: 1_000_000, seconds: 1 } }), LOCAL_SCHEDULE: "off" };

let local = await startLocal({ env: limits });
try {
  await seed();
  await measureBatch();
  await measurePools();
} finally {
  await local.stop();
}

/** Ten thousand points of one township with final results. */
async function seed(): Promise<void> {
  const client = createClient({ url: `file:${join(local.dataDir, "databases", "t-jinhua-edz.db")}` });
  const [town] = (
    await client.execute("SELECT id FROM units WHERE kind = 'township' AND short_name <> '汤溪镇' LIMIT 1")
  ).rows;
  const [of] = (await client.execute("SELECT cycle_id, standard_code, standard_version FROM results LIMIT 1")).rows;
  const ids = JSON.stringify(Array.from({ length: UNITS }, (_, place) => `bench-${place}`));
  await client.batch([
    {
      sql: `INSERT INTO units (id, code, name, kind, field, parent_id, township_id, demonstration, created_at)
        SELECT value, value, value, 'branch', 'enterprise', ?, ?, 1, '${at}' FROM json_each(?)`,
      args: [town?.["id"] ?? null, town?.["id"] ?? null, ids],
    },
    {
      sql: `INSERT INTO results (id, cycle_id, unit_id, standard_code, standard_version, is_accepted, score_hundredths, level, record, decided_at)
        SELECT 'r-' || value, ?, value, ?, ?, 1, 9500, '5', '{}', '${at}' FROM json_each(?)`,
      args: [of?.["cycle_id"] ?? null, of?.["standard_code"] ?? null, of?.["standard_version"] ?? null, ids],
    },
    "UPDATE results SET is_accepted = 0, revision = revision + 1 WHERE unit_id NOT LIKE 'bench-%'",
    "UPDATE results SET state = 'publicised', revision = revision + 1",
    "UPDATE results SET state = 'final', revision = revision + 1",
  ]);
  client.close();
}

type Caller = (
  method: string,
  path: string,
  body?: unknown,
  etag?: string,
) => Promise<{ id: string; etag: string; bytes: number; status: number }>;

async function signed(username: string): Promise<Caller> {
  const headers = {
    authorization: `Bearer ${await tokenOf(local.url, "jinhua-edz", username)}`,
    "content-type": "application/json",
  };
  return async (method, path, body, etag) => {
    const answer = await fetch(`${local.url}/api/tenants/jinhua-edz/${path}`, {
      method,
      headers: { ...headers, ...(etag === undefined ? {} : { "if-match": etag }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const bytes = await answer.bytes();
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${new TextDecoder().decode(bytes).slice(0, 400)}`);
    const isJson = (answer.headers.get("content-type") ?? "").startsWith("application/json") && bytes.length < 1e6;
    const { id = "" } = isJson ? (JSON.parse(new TextDecoder().decode(bytes)) as { id?: string }) : {};
    return { id, etag: answer.headers.get("etag") ?? "", bytes: bytes.length, status: answer.status };
  };
}

/** The most memory that workerd has resident so far, in MB, as the kernel counts it. */
function peakOfWorkerd(): number {
  const tree = execFileSync("ps", ["-eo", "pid,ppid,comm"], { encoding: "utf8" });
  const pids = tree.split("\n").flatMap((line) => {
    const [pid, , command] = line.trim().split(/\s+/);
    return command?.startsWith("workerd") === true ? [Number(pid)] : [];
  });
  return Math.max(...pids.map(peakMbOf));
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const answer = await work();
  console.log(`${what}: ${Math.round(performance.now() - begun)} ms, workerd at most ${peakOfWorkerd()} MB so far`);
  return answer;
}

async function measureBatch(): Promise<void> {
  let [preparer, approver, cashier] = [await signed("preparer"), await signed("approver"), await signed("cashier")];
  const pool = await preparer("POST", "pools", { source: "示例", year: 2015 });
  await preparer("POST", `pools/${pool.id}/grants`, { fen: 9_000_000_000_000, because: "示例" });
  await timed("10,000 accounts registered, ten at a time", async () => {
    for (let from = 0; from < UNITS; from += 10) {
      const ten = Array.from({ length: 10 }, (_, place) => from + place);
      await Promise.all(
        ten.map((place) =>
          preparer("POST", "payees", {
            ...{ kind: "unit", unit: `bench-${place}`, accountName: "示例户名" },
            ...{ accountNumber: String(10_000_000 + place), bank: "示例银行" },
          }),
        ),
      );
    }
  });
  // Begun anew, so that the memory is that of the batch alone.
  await local.stop(true);
  local = await startLocal({ dataDir: local.dataDir, env: limits });
  [preparer, approver, cashier] = [await signed("preparer"), await signed("approver"), await signed("cashier")];
  const policy = (await (await authorised("policies")).json()) as { items: { code: string; version: number }[] };
  const { code, version } = policy.items[0] ?? { code: "", version: 1 };
  const kept = await timed("calculated and kept", () =>
    preparer("POST", "calculations", { policy: { code, version } }),
  );
  const batch = await timed("made a batch", () => preparer("POST", "batches", { calculation: kept.id, title: "示例" }));
  const path = `batches/${batch.id}`;
  const chosen = await preparer("PUT", `${path}/sources`, { sources: [{ payer: "zone", pool: pool.id }] }, batch.etag);
  const prepared = await timed("prepared", () => preparer("POST", `${path}/preparation`, {}, chosen.etag));
  await timed("approved", () => approver("POST", `${path}/approvals`, {}, prepared.etag));
  await timed("a page of 200 lines with their steps", () => approver("GET", `${path}/lines?limit=200`));
  await timed("recalculated and compared", () => approver("GET", `${path}/verification`));
  const list = await timed("listed for the bank", () => cashier("POST", `${path}/payments`));
  const csv = await timed("the list as CSV", () => cashier("GET", `remittances/${list.id}/file?format=csv`));
  const xlsx = await timed("the list as .xlsx", () => cashier("GET", `remittances/${list.id}/file`));
  const archive = await timed("the archive", () => approver("GET", `${path}/export`));
  await timed("reconciled", () => approver("GET", "reconciliation"));
  console.log(`CSV ${csv.bytes} bytes, .xlsx ${xlsx.bytes}, archive ${archive.bytes}`);

  async function authorised(what: string): Promise<Response> {
    const authorization = `Bearer ${await tokenOf(local.url, "jinhua-edz", "preparer")}`;
    return await fetch(`${local.url}/api/tenants/jinhua-edz/${what}`, { headers: { authorization } });
  }
}

/** Grants into one pool beside the same into eight: the ledger of one is one row after another. */
async function measurePools(): Promise<void> {
  const preparer = await signed("preparer");
  const pools = await Promise.all(
    Array.from({ length: 8 }, (_, place) => preparer("POST", "pools", { source: `示例 ${place}`, year: 2015 })),
  );
  const run = async (name: string, poolOf: (place: number) => string) => {
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: WRITES }, (_, place) =>
        preparer("POST", `pools/${poolOf(place)}/grants`, { fen: 100, because: "示例" }),
      ),
    );
    const perSecond = Math.round(WRITES / ((performance.now() - begun) / 1000));
    console.log(`${WRITES} movements at once, ${name}: ${perSecond} a second`);
    return perSecond;
  };
  await run("warming up", () => pools[0]?.id ?? "");
  const same = await run("one pool", () => pools[0]?.id ?? "");
  const different = await run("eight pools", (place) => pools[place % 8]?.id ?? "");
  console.log(`one pool beside eight: ${(same / different).toFixed(2)}`);
}
