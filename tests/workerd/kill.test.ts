import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addUser, openCycle } from "../browser/year.ts";
import { type HttpClient, signedInAt } from "../support/http-client.ts";
import { type LocalStart, startLocal } from "../support/local.ts";

// kill -9 while a batch is paid and while forms are handed in: first of the database server, which the start begins again
// at once; then of workerd and of the start, whose end the database server notices and ends by itself.

let local: LocalStart;
let batch: Awaited<ReturnType<typeof listed>>;
let waiting: Told["items"];
let forms: readonly string[];
const on = "2015-11-20";

beforeAll(async () => {
  local = await startLocal();
  const client = createClient({ url: `file:${join(local.dataDir, "databases", "t-jinhua-edz.db")}` });
  await client.batch([
    "UPDATE results SET state = 'publicised', revision = revision + 1",
    "UPDATE results SET state = 'final', revision = revision + 1",
  ]);
  client.close();
  batch = await listed();
  waiting = await payments();
  forms = await filledIn();
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

interface Form {
  readonly id: string;
  readonly unit: { readonly id: string };
  readonly sections: readonly { readonly items: readonly { readonly code: string; readonly draft: unknown }[] }[];
}

/** The assessments of a township's ten points, open to one secretary, each with something typed into it. */
async function filledIn(): Promise<readonly string[]> {
  const tenant = "jinhua-edz";
  const cycle = await openCycle(local.url, tenant, {
    ...{ code: "this-acceptance", title: "本年考核验收", standards: ["belt-point"], township: "sumeng" },
  });
  const listed = await told(await signed("admin"), "GET", `/assessments?cycle=${cycle}&limit=200`);
  const own = listed.body.items as unknown as readonly Form[];
  const roles = own.map(({ unit }) => ({ role: "secretary", scope: { kind: "unit", id: unit.id } }));
  await addUser(local.url, tenant, { username: "secretary-09", name: "书记 09", roles });
  const secretary = await signed("secretary-09");
  for (const { id } of own) {
    const { sections } = (await told(secretary, "GET", `/assessments/${id}`)).body as unknown as Form;
    const before = sections.flatMap(({ items }) => items).find(({ code }) => code === "members")?.draft ?? null;
    const typed = [{ item: "members", value: 4.5, base: before }];
    expect((await told(secretary, "PATCH", `/assessments/${id}/answers`, typed)).status).toBe(200);
  }
  return own.map(({ id }) => id);
}

const payments = async () =>
  (await told(await signed("cashier"), "GET", `${batch.path}/payments?limit=200`)).body.items;
const paidNow = async () => new Set((await payments()).filter(({ state }) => state === "paid").map(({ id }) => id));

/** The bank paid it: said by the cashier, the same key for the same payment. */
const confirm = async (cashier: HttpClient, id: string): Promise<number> => {
  const body = { outcomes: [{ payment: id, outcome: "paid", on }] };
  const key = { "idempotency-key": `pay-${id}` };
  return (await cashier.send("POST", `/remittances/${batch.list}/confirmation`, body, key)).status;
};

/** The one process below this start whose command names it. */
function processOf(name: string): number {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const found = lines.flatMap((line) => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return parent === String(local.child.pid) && args?.includes(name) ? [Number(pid)] : [];
  });
  expect(found).toHaveLength(1);
  return found[0] ?? 0;
}

/** What is sent at once, and what each was answered; `kill` as soon as the first is acknowledged. 0: no answer came. */
async function killedAmid(sent: readonly (readonly [string, Promise<number>])[], kill: () => void) {
  const answers = sent.map(([id, status]) => [id, status.catch(() => 0)] as const);
  await Promise.any(
    answers.map(async ([, status]) => ((await status) === 200 ? true : Promise.reject(new Error("no")))),
  );
  kill();
  return new Map(await Promise.all(answers.map(async ([id, status]) => [id, await status] as const)));
}

const acknowledged = (told: ReadonlyMap<string, number>) => [...told].flatMap(([id, at]) => (at === 200 ? [id] : []));

describe("kill -9 of the database server while a batch is paid", () => {
  it.each([0, 8, 16])("loses nothing that was acknowledged and doubles nothing, after %d payments", async (from) => {
    const cashier = await signed("cashier");
    const server = processOf("db/server/main.ts");
    const sent = waiting.slice(from, from + 8).map(({ id }) => [id, confirm(cashier, id)] as const);
    const answers = await killedAmid(sent, () => process.kill(server, "SIGKILL"));
    // Confirmed at once with another: refused as stale, which is no acknowledgement.
    expect([...answers.values()].filter((status) => ![200, 412, 503].includes(status))).toEqual([]);
    await vi.waitFor(async () => expect((await fetch(`${local.url}/api/health`)).status).toBe(200), {
      timeout: 20_000,
    });
    expect(processOf("db/server/main.ts")).not.toBe(server);

    const paid = await paidNow();
    expect(acknowledged(answers).filter((id) => !paid.has(id))).toEqual([]);
    expect([...answers].filter(([id, status]) => status === 412 && paid.has(id))).toEqual([]);
    expect((await told(cashier, "GET", "/reconciliation")).body).toMatchObject({ isBalanced: true });
    for (const [id] of sent) expect(await confirm(cashier, id)).toBe(200);
    expect((await paidNow()).size).toBe(from + 8);
    expect((await told(cashier, "GET", "/reconciliation")).body).toMatchObject({ isBalanced: true });
  });
});

/** What lies in the tables of every form: the draft's value, the claim's, and how often it was handed in. */
async function handedIn() {
  const client = createClient({ url: `file:${join(local.dataDir, "databases", "t-jinhua-edz.db")}` });
  const { rows } = await client.execute({
    sql: `SELECT a."id", a."state", a."revision",
        (SELECT json_extract("answers", '$.members') FROM "assessment_drafts" WHERE "assessment_id" = a."id") AS "draft",
        (SELECT json_extract("document", '$.answers.members') FROM "assessment_documents"
          WHERE "assessment_id" = a."id" AND "stage" = 'claimed') AS "claimed",
        (SELECT count(*) FROM "case_steps" WHERE "case_id" = a."id" AND "step" = 'self-assess') AS "steps",
        (SELECT count(*) FROM "events" WHERE "subject_id" = a."id" AND "action" = 'submit') AS "events"
      FROM "assessments" a WHERE a."id" IN (SELECT value FROM json_each(?))`,
    args: [JSON.stringify(forms)],
  });
  client.close();
  return new Map(rows.map(({ id, ...row }) => [String(id), { ...row }]));
}

/** By the same key each time. */
const handIn = async (secretary: HttpClient, id: string): Promise<number> => {
  const headers = { "if-match": '"1"', "idempotency-key": `hand-in-${id}` };
  return (await secretary.send("POST", `/assessments/${id}/submission`, undefined, headers)).status;
};

const typed = { state: "self", revision: 1, draft: 4.5, claimed: null, steps: 0, events: 0 };
const handed = { state: "township", revision: 2, draft: 4.5, claimed: 4.5, steps: 1, events: 1 };

describe("kill -9 of the worker while forms are handed in and a batch is paid", () => {
  it("loses nothing that was acknowledged and leaves nothing half done", async () => {
    const [secretary, cashier] = [await signed("secretary-09"), await signed("cashier")];
    // Three forms at a time, so that the kill finds some done, some on their way and some not begun.
    const handing: (readonly [string, Promise<number>])[] = [];
    for (const [place, id] of forms.entries()) {
      const before = handing[place - 3]?.[1] ?? Promise.resolve(200);
      handing.push([id, before.then(() => handIn(secretary, id))]);
    }
    const paying = waiting.slice(24, 28).map(({ id }) => [id, confirm(cashier, id)] as const);
    const workerd = processOf("workerd");
    const gone = new Promise((done) => local.child.once("exit", done));
    const answers = await killedAmid([...handing, ...paying], () => {
      process.kill(workerd, "SIGKILL");
      local.child.kill("SIGKILL");
    });
    await gone;

    local = await startLocal({ dataDir: local.dataDir });
    const stands = await handedIn();
    for (const id of forms) {
      const is = stands.get(id);
      expect(is).toEqual(is?.["state"] === "self" ? typed : handed);
    }
    const paid = await paidNow();
    const kept = (id: string) => paid.has(id) || stands.get(id)?.["state"] === "township";
    expect(acknowledged(answers).filter((id) => !kept(id))).toEqual([]);
  });

  it("lets the same keys settle the rest: each form is handed in once, each payment made once", async () => {
    const [secretary, cashier] = [await signed("secretary-09"), await signed("cashier")];
    for (const id of forms) expect(await handIn(secretary, id)).toBe(200);
    expect([...(await handedIn()).values()]).toEqual(forms.map(() => handed));
    for (const { id } of waiting) expect(await confirm(cashier, id)).toBe(200);
    const { body } = await told(cashier, "GET", `/pools/${batch.pool}`);
    expect(body).toMatchObject({ availableFen: 47_000_000, reservedFen: 0, committedFen: 0, paidFen: 153_000_000 });
    expect((await told(cashier, "GET", batch.path)).body).toMatchObject({ state: "paid" });
    expect((await told(cashier, "GET", "/reconciliation")).body).toMatchObject({ isBalanced: true });
  });
});
