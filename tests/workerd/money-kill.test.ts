import { join } from "node:path";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HttpClient, signedInAt } from "../support/http-client.ts";
import { type LocalStart, startLocal } from "../support/local.ts";

// The worker and the database server are killed together while a batch is paid, one payment a request.

let local: LocalStart;
const on = "2015-11-20";

beforeAll(async () => {
  local = await startLocal();
  const client = createClient({ url: `file:${join(local.dataDir, "databases", "t-jinhua-edz.db")}` });
  await client.batch([
    "UPDATE results SET state = 'publicised', revision = revision + 1",
    "UPDATE results SET state = 'final', revision = revision + 1",
  ]);
  client.close();
});

afterAll(async () => void (await local?.stop()));

interface Told {
  readonly id: string;
  readonly items: readonly { readonly id: string; readonly state: string; readonly fen: number }[];
  readonly [key: string]: unknown;
}

const signed = (username: string) => signedInAt(local.url, "jinhua-edz", username);

async function told(who: HttpClient, method: string, path: string, body?: unknown, etag?: string) {
  const answer = await who.send(method, path, body, etag === undefined ? {} : { "if-match": etag });
  return { body: (await answer.json()) as Told, etag: answer.headers.get("etag") ?? "", status: answer.status };
}

/** A list of 38 payments that is at the bank; its id, the batch's and the pool's. */
async function listed() {
  const [preparer, approver, cashier] = [await signed("preparer"), await signed("approver"), await signed("cashier")];
  const pool = await told(preparer, "POST", "/pools", { source: "开发区财政", year: 2015 });
  await told(preparer, "POST", `/pools/${pool.body.id}/grants`, { fen: 200_000_000, because: "示例拨款" });
  const policies = await told(preparer, "GET", "/policies");
  const [{ code, version }] = policies.body.items as unknown as [{ code: string; version: number }];
  const kept = await told(preparer, "POST", "/calculations", { policy: { code, version } });
  const lines = await told(preparer, "GET", `/calculations/${kept.body.id}/lines?limit=200`);
  for (const [place, line] of lines.body.items.entries()) {
    const { unit } = line as unknown as { readonly unit: { readonly id: string } };
    const account = { accountName: "示例户名", accountNumber: String(10_000_000 + place), bank: "示例银行" };
    await told(preparer, "POST", "/payees", { kind: "unit", unit: unit.id, ...account });
  }
  const batch = await told(preparer, "POST", "/batches", { calculation: kept.body.id, title: "示例" });
  const path = `/batches/${batch.body.id}`;
  const sources = [{ payer: "zone", pool: pool.body.id }];
  const chosen = await told(preparer, "PUT", `${path}/sources`, { sources }, batch.etag);
  const prepared = await told(preparer, "POST", `${path}/preparation`, {}, chosen.etag);
  await told(approver, "POST", `${path}/approvals`, {}, prepared.etag);
  const list = await told(cashier, "POST", `${path}/payments`);
  return { list: list.body.id, path, pool: pool.body.id };
}

const payments = async (path: string) =>
  (await told(await signed("cashier"), "GET", `${path}/payments?limit=200`)).body.items;

describe("kill -9 while a batch is paid", () => {
  it("loses nothing that was acknowledged, doubles nothing, and the same key settles the rest", async () => {
    const { list, path, pool } = await listed();
    const waiting = await payments(path);
    expect(waiting.length).toBe(38);
    let cashier = await signed("cashier");
    const confirm = async (id: string) =>
      await cashier.send(
        "POST",
        `/remittances/${list}/confirmation`,
        { outcomes: [{ payment: id, outcome: "paid", on }] },
        { "idempotency-key": `pay-${id}` },
      );
    for (const { id } of waiting.slice(0, 12)) expect((await confirm(id)).status).toBe(200);
    const inFlight = confirm(waiting[12]?.id ?? "").then(
      ({ status }) => status,
      () => 0,
    );
    const gone = new Promise((done) => local.child.once("exit", done));
    local.child.kill("SIGKILL");
    await Promise.all([gone, inFlight]);

    local = await startLocal({ dataDir: local.dataDir });
    cashier = await signed("cashier");
    const after = await payments(path);
    const paid = new Set(after.filter(({ state }) => state === "paid").map(({ id }) => id));
    expect(waiting.slice(0, 12).filter(({ id }) => !paid.has(id))).toEqual([]);
    expect([12, 13]).toContain(paid.size);

    for (const { id } of waiting) expect((await confirm(id)).status).toBe(200);
    const { body } = await told(cashier, "GET", `/pools/${pool}`);
    expect(body).toMatchObject({ availableFen: 47_000_000, reservedFen: 0, committedFen: 0, paidFen: 153_000_000 });
    expect((await told(cashier, "GET", path)).body).toMatchObject({ state: "paid" });
    expect((await told(cashier, "GET", "/reconciliation")).body).toMatchObject({ isBalanced: true });
  });
});
