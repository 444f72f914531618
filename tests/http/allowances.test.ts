import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { moneyTenant } from "../support/money.ts";

// 书记职务津贴: by the months served, to whoever holds the post, in two halves of a year (开化三五).

const policy = {
  ...{
    format: "hongdai/policy@1",
    title: "书记职务津贴办法（示例）",
    sources: [{ document: "示例", clause: "一" }],
    year: 2026,
  },
  grants: [
    {
      ...{ code: "allowance", title: "书记职务津贴", payee: "secretary", when: "has(facts.months)" },
      amount: { kind: "rate", of: "facts.months", fenEach: 20_000, upTo: 12 },
    },
  ],
  rounding: { toFen: 1, mode: "down" },
  instalments: [
    { code: "first", percent: 50 },
    { code: "second", percent: 50, when: "facts.months >= 12" },
  ],
};

async function approved() {
  const money = await moneyTenant(policy);
  const { db } = money.at.database;
  await note(money.at.database, [
    db.insert(own.cycleFacts).values({ cycleId: "c1", unitId: "luobu-2", facts: { months: 7 } }),
  ]);
  const account = { accountName: "示例户名", accountNumber: "12345678", bank: "示例银行" };
  const payee = await money.send("preparer", "POST", "payees", {
    ...{ kind: "secretary", unit: "luobu-2", holder: "书记 01", ...account },
  });
  const pool = await money.pool("党费返还", 1_000_000);
  const kept = await money.send("preparer", "POST", "calculations", { policy: { code: "award", version: 1 } });
  const made = await money.send("preparer", "POST", "batches", { calculation: kept.body.id, title: "上半年津贴" });
  const path = `batches/${made.body.id}`;
  const chosen = await money.send(
    "preparer",
    "PUT",
    `${path}/sources`,
    { sources: [{ payer: "all", pool }] },
    made.etag,
  );
  const prepared = await money.send("preparer", "POST", `${path}/preparation`, {}, chosen.etag);
  await money.send("approver", "POST", `${path}/approvals`, {}, prepared.etag);
  return { money, path, pool, payee, kept };
}

describe("A secretary's allowance", () => {
  it("is seven months at 200.00, keyed on the post and its holder, half of it due", async () => {
    const { money, path, pool, kept } = await approved();
    expect(kept.body).toMatchObject({ totalFen: 140_000, lines: 1 });
    const { body } = await money.send("cashier", "GET", `${path}/payments`);
    expect(body["items"]).toMatchObject([
      { payeeKind: "secretary", holder: "书记 01", instalment: "first", fen: 70_000, isDue: true },
      { payeeKind: "secretary", holder: "书记 01", instalment: "second", fen: 70_000, isDue: false },
    ]);
    expect(await money.buckets(pool)).toEqual([860_000, 0, 140_000, 0]);
  });

  it("isn't paid to another holder by what was approved for the one before", async () => {
    const { money, path, payee } = await approved();
    await money.send("preparer", "POST", `payees/${payee.body.id}/closing`, { reason: "换届" }, '"1"');
    const account = { accountName: "示例户名", accountNumber: "87654321", bank: "示例银行" };
    await money.send("preparer", "POST", "payees", {
      kind: "secretary",
      unit: "luobu-2",
      holder: "书记 02",
      ...account,
    });
    await money.send("approver", "POST", `${path}/accounts`, { reason: "已核对" });
    expect(await money.send("cashier", "POST", `${path}/payments`)).toMatchObject({
      status: 409,
      body: { code: "lines-held" },
    });
  });

  it("has a holder without a name, which a unit's account has not", async () => {
    const money = await moneyTenant(policy);
    const account = { accountName: "示例", accountNumber: "12345678", bank: "示例" };
    const none = await money.send("preparer", "POST", "payees", { kind: "secretary", unit: "luobu-2", ...account });
    expect(none.body).toMatchObject({ errors: [{ path: "holder", message: "写任职的代称，如 书记 01，不写姓名" }] });
    const twice = await money.send("preparer", "POST", "payees", { kind: "unit", unit: "luobu-2", ...account });
    expect(twice).toMatchObject({ status: 409, body: { code: "conflict" } });
  });
});
