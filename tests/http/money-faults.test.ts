import { describe, expect, it } from "vitest";
import type { Role } from "../../worker/domain/vocabulary.ts";
import { type Answered, type Money, moneyTenant } from "../support/money.ts";

// What the way to the database can do at each request of each step of the money: nothing is half done, and the same
// request with the same key settles it.

type Fault = "request lost" | "answer lost" | "sent twice" | "503" | "cut in the middle";

/** A network that does one thing wrong, at the n-th request from when it is armed. */
function network() {
  let armed: { readonly fault: Fault; left: number } | null = null;
  const send: typeof fetch = async (input, init) => {
    // The client's Request is read once; a copy may be sent again.
    const request = new Request(input, init);
    if (armed === null || armed.left-- > 0) return await fetch(request);
    const { fault } = armed;
    armed = null;
    if (fault === "request lost") throw new TypeError("fetch failed");
    if (fault === "503") return new Response("{}", { status: 503 });
    const again = request.clone();
    const answer = await fetch(request);
    if (fault === "sent twice") {
      await answer.arrayBuffer();
      return await fetch(again);
    }
    const whole = await answer.text();
    if (fault === "answer lost") throw new TypeError("fetch failed");
    return new Response(whole.slice(0, whole.length / 2), {
      status: answer.status,
      headers: { "content-type": "application/json" },
    });
  };
  const arm = (fault: Fault, after: number): void => {
    armed = { fault, left: after };
  };
  /** Whether nothing came of it. */
  const disarm = (): boolean => {
    const isUnused = armed !== null;
    armed = null;
    return isUnused;
  };
  return { send, arm, disarm };
}

interface Way {
  readonly money: Money;
  /** How many steps met the fault. */
  readonly faults: () => number;
  readonly step: (role: Role, method: string, path: string, body?: unknown, etag?: string) => Promise<Answered>;
}

/** A tenant whose every step goes wrong at its n-th request to the database, and is sent again where it failed. */
async function faultyWay(fault: Fault, after: number): Promise<Way> {
  const way = network();
  const money = await moneyTenant(undefined, { network: way.send });
  let keys = 0;
  let faults = 0;
  const step: Way["step"] = async (role, method, path, body, etag) => {
    const caller = await money.at.as(role);
    const headers = {
      ...(etag === undefined ? {} : { "if-match": etag }),
      ...(method === "POST" ? { "idempotency-key": `key-${++keys}` } : {}),
    };
    const once = () => caller(method, `/api/tenants/${money.at.code}/${path}`, body, headers);
    way.arm(fault, after);
    let answer = await once();
    if (!way.disarm()) faults += 1;
    if (answer.status >= 500) answer = await once();
    return {
      status: answer.status,
      body: (await answer.json()) as Answered["body"],
      etag: answer.headers.get("etag") ?? "",
    };
  };
  return { money, step, faults: () => faults };
}

/** From the empty pool to the last payment; the steps' statuses. */
async function walk({ money, step }: Way): Promise<readonly number[]> {
  const pools = [];
  const seen: Answered[] = [];
  const note = (answer: Answered): Answered => {
    seen.push(answer);
    return answer;
  };
  for (const source of ["开发区财政", "乡镇配套"]) {
    const pool = note(await step("preparer", "POST", "pools", { source, year: 2026 }));
    note(await step("preparer", "POST", `pools/${pool.body.id}/grants`, { fen: 100_000, because: "示例拨款" }));
    pools.push(pool.body.id);
  }
  const kept = note(await step("preparer", "POST", "calculations", { policy: { code: "award", version: 1 } }));
  const made = note(await step("preparer", "POST", "batches", { calculation: kept.body.id, title: "示例" }));
  const path = `batches/${made.body.id}`;
  const sources = [
    { payer: "zone", pool: pools[0] },
    { payer: "township", pool: pools[1] },
  ];
  await step("preparer", "PUT", `${path}/sources`, { sources }, made.etag);
  const { etag } = await money.send("preparer", "GET", path);
  const prepared = note(await step("preparer", "POST", `${path}/preparation`, {}, etag));
  note(await step("approver", "POST", `${path}/approvals`, {}, prepared.etag));
  const list = note(await step("cashier", "POST", `${path}/payments`));
  const { body } = await money.send("cashier", "GET", `${path}/payments?state=ordered`);
  const ids = (body["items"] as readonly { readonly id: string }[]).map(({ id }) => id);
  const outcomes = ids.map((payment) => ({ payment, outcome: "paid", on: "2026-12-01" }));
  note(await step("cashier", "POST", `remittances/${list.body.id}/confirmation`, { outcomes }));
  note(await step("cashier", "POST", `payments/${ids[0]}/return`, { on: "2026-12-01", reason: "退票" }));
  expect(await money.buckets(pools[0] ?? "")).toEqual([37_000, 0, 24_000, 39_000]);
  expect((await money.send("viewer", "GET", "reconciliation")).body).toMatchObject({ isBalanced: true });
  const { rows } = await money.at.database.client.execute(
    "SELECT (SELECT count(*) FROM pools) AS pools, (SELECT count(*) FROM calculations) AS kept, (SELECT count(*) FROM batches) AS made, (SELECT count(*) FROM approvals) AS approved, (SELECT count(*) FROM remittances) AS lists",
  );
  expect(rows[0]).toMatchObject({ pools: 2, kept: 1, made: 1, approved: 1, lists: 1 });
  return seen.map(({ status }) => status);
}

/** How many of the twelve steps have a request of that place at all: all read, all write, some read twice or thrice. */
const metBy = [12, 12, 4, 1];

describe.each<Fault>(["request lost", "answer lost", "sent twice", "503", "cut in the middle"])("A %s", (fault) => {
  it.each([0, 1, 2, 3])(
    "at request %i of each step leaves nothing half done, and the same key settles it",
    async (after) => {
      const way = await faultyWay(fault, after);
      expect(await walk(way)).toEqual([201, 201, 201, 201, 201, 201, 200, 200, 201, 200, 200]);
      expect(way.faults()).toBeGreaterThanOrEqual(metBy[after] ?? 0);
    },
  );
});
