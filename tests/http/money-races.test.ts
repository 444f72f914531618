import { describe, expect, it } from "vitest";
import { type Money, moneyTenant } from "../support/money.ts";

// Twenty at once, over the real server: so many win, the rest are told why, and everything still balances.

const twenty = Array.from({ length: 20 }, (_, place) => place);
const on = "2026-12-01";

/** How many of the answers had each status; those that were too busy are asked again by whoever called, never counted as won. */
async function statuses(
  answers: readonly Promise<{ readonly status: number }>[],
): Promise<Readonly<Record<string, number>>> {
  const counted: Record<string, number> = {};
  for (const { status } of await Promise.all(answers)) counted[status] = (counted[status] ?? 0) + 1;
  return counted;
}

async function balanced(money: Money): Promise<boolean> {
  return (await money.send("viewer", "GET", "reconciliation")).body["isBalanced"] === true;
}

async function pooled() {
  const money = await moneyTenant();
  const pools = [await money.pool("开发区财政", 100_000), await money.pool("乡镇配套", 60_000)] as const;
  return { money, pools };
}

async function preparedBatch() {
  const { money, pools } = await pooled();
  const draft = await money.draft(await money.calculation(), pools);
  const path = `batches/${draft.body.id}`;
  const prepared = await money.send("preparer", "POST", `${path}/preparation`, {}, draft.etag);
  return { money, pools, path, etag: prepared.etag };
}

async function orderedBatch() {
  const { money, pools } = await pooled();
  const batch = await money.approved(pools);
  const list = await money.send("cashier", "POST", `batches/${batch}/payments`);
  const { body } = await money.send("cashier", "GET", `batches/${batch}/payments?state=ordered`);
  const ids = (body["items"] as readonly { readonly id: string }[]).map(({ id }) => id);
  const outcomes = ids.map((payment) => ({ payment, outcome: "paid", on }));
  return { money, pools, batch, list: list.body.id, outcomes };
}

const refusedAlone = (counted: Readonly<Record<string, number>>, won: number, status = 200): void => {
  const { [status]: winners, 409: conflicts = 0, 412: stale = 0, ...others } = counted;
  expect({ winners, refused: conflicts + stale, others }).toEqual({ winners: won, refused: 20 - won, others: {} });
};

describe("Of twenty at once", () => {
  it("one approves a batch", async () => {
    const { money, path, etag } = await preparedBatch();
    refusedAlone(await statuses(twenty.map(() => money.send("approver", "POST", `${path}/approvals`, {}, etag))), 1);
    expect(await balanced(money)).toBe(true);
  });

  it("all with one key get the first one's answer, and it is done once", async () => {
    const { money, path, etag } = await preparedBatch();
    const approver = await money.at.as("approver");
    const headers = { "if-match": etag, "idempotency-key": "once" };
    const answers = await Promise.all(
      twenty.map(async () => {
        const answer = await approver("POST", `/api/tenants/${money.at.code}/${path}/approvals`, {}, headers);
        return `${answer.status} ${await answer.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^200 /);
    const { rows } = await money.at.database.client.execute("SELECT count(*) AS n FROM approvals");
    expect(rows[0]).toMatchObject({ n: 1 });
  });

  it("two keys prepare one award: one batch gets it", async () => {
    const { money, pools } = await pooled();
    const drafts = [
      await money.draft(await money.calculation(), pools),
      await money.draft(await money.calculation(), pools),
    ];
    const counted = await statuses(
      twenty.map((place) => {
        const draft = drafts[place % 2];
        return money.send("preparer", "POST", `batches/${draft?.body.id}/preparation`, {}, draft?.etag);
      }),
    );
    refusedAlone(counted, 1);
    expect(await money.buckets(pools[0])).toEqual([22_000, 78_000, 0, 0]);
    expect(await balanced(money)).toBe(true);
  });

  it("as many draw on a pool as it bears", async () => {
    const { money, pools } = await pooled();
    // 1,000.00 in the pool, 130.00 at a time: seven fit.
    const answers = twenty.map(() =>
      money.send("preparer", "POST", `pools/${pools[0]}/transfers`, { to: pools[1], fen: 13_000, because: "示例" }),
    );
    refusedAlone(await statuses(answers), 7, 201);
    expect(await money.buckets(pools[0])).toEqual([9000, 0, 0, 0]);
    expect(await balanced(money)).toBe(true);
  });

  it("one makes the list, and one answer pays it", async () => {
    const { money, pools } = await pooled();
    const batch = await money.approved(pools);
    const lists = await Promise.all(twenty.map(() => money.send("cashier", "POST", `batches/${batch}/payments`)));
    refusedAlone(await statuses(lists.map((list) => Promise.resolve(list))), 1, 201);
    const list = lists.find(({ status }) => status === 201)?.body.id;
    const { body } = await money.send("cashier", "GET", `batches/${batch}/payments?state=ordered`);
    const outcomes = (body["items"] as readonly { readonly id: string }[]).map(({ id }) => {
      return { payment: id, outcome: "paid", on };
    });
    refusedAlone(
      await statuses(twenty.map(() => money.send("cashier", "POST", `remittances/${list}/confirmation`, { outcomes }))),
      1,
    );
    expect(await money.buckets(pools[0])).toEqual([22_000, 0, 24_000, 54_000]);
    expect(await balanced(money)).toBe(true);
  });

  it("a batch is void or goes to the bank, never both", async () => {
    const { money, pools } = await pooled();
    const batch = await money.approved(pools);
    const { etag } = await money.send("approver", "GET", `batches/${batch}`);
    const answers = await Promise.all(
      twenty.map((place) =>
        place % 2 === 0
          ? money.send("approver", "POST", `batches/${batch}/void`, { reason: "重复" }, etag)
          : money.send("cashier", "POST", `batches/${batch}/payments`),
      ),
    );
    const won = answers.filter(({ status }) => status < 300);
    expect(won.length).toBe(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(await balanced(money)).toBe(true);
  });

  it("a year isn't closed while something of it is to be paid, and is closed once", async () => {
    const { money, pools, list, outcomes } = await orderedBatch();
    const { etag } = await money.send("preparer", "GET", `pools/${pools[0]}`);
    const close = () => money.send("preparer", "POST", `pools/${pools[0]}/closing`, { reason: "年终" }, etag);
    const answers = await Promise.all(
      twenty.map((place) =>
        place % 2 === 0 ? close() : money.send("cashier", "POST", `remittances/${list}/confirmation`, { outcomes }),
      ),
    );
    const closed = answers.filter(({ body, status }) => status === 200 && body["state"] === "closed");
    const paid = answers.filter(({ body, status }) => status === 200 && body["state"] === "settled");
    expect([closed.length, paid.length]).toEqual([0, 1]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(await balanced(money)).toBe(true);
  });
});
