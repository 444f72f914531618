import { describe, expect, it } from "vitest";
import { readWorkbook } from "../../worker/spreadsheet/workbook.ts";
import { type Answered, type Money, moneyTenant } from "../support/money.ts";

interface Paid {
  readonly id: string;
  readonly unit: { readonly code: string };
  readonly instalment: string;
  readonly fen: number;
  readonly state: string;
  readonly isDue: boolean;
}

const itemsOf = ({ body }: Answered) => body["items"] as readonly Paid[];
const listed = async (money: Money, batch: string) =>
  itemsOf(await money.send("cashier", "GET", `batches/${batch}/payments`));
const pay = async (money: Money, batch: string) => await money.send("cashier", "POST", `batches/${batch}/payments`);
const on = "2026-12-01";

async function approvedBatch() {
  const money = await moneyTenant();
  const pools = [await money.pool("开发区财政", 100_000), await money.pool("乡镇配套", 60_000)] as const;
  return { money, pools, batch: await money.approved(pools) };
}

describe("A list for the bank", () => {
  it("holds what is due: the first instalment of all, the second of the demonstration alone", async () => {
    const { money, batch } = await approvedBatch();
    const all = (await listed(money, batch)).map(({ unit, instalment, fen, isDue }) => [
      unit.code,
      instalment,
      fen,
      isDue,
    ]);
    expect(all.sort()).toEqual([
      ["luobu-2", "first", 25_000, true],
      ["luobu-2", "second", 25_000, false],
      ["tangxi-1", "first", 25_000, true],
      ["tangxi-1", "second", 25_000, true],
      ["tangxi-2", "first", 15_000, true],
      ["tangxi-2", "second", 15_000, false],
    ]);
    expect((await pay(money, batch)).body).toMatchObject({ number: "2026-001-01", payments: 4, totalFen: 90_000 });
    expect(await pay(money, batch)).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  it("moves what was paid out of what was committed, and leaves what failed for the next list", async () => {
    const { money, pools, batch } = await approvedBatch();
    const list = await pay(money, batch);
    const [first, ...others] = (await listed(money, batch)).filter(({ state }) => state === "ordered");
    const outcomes = [
      { payment: first?.id, outcome: "failed", on, reason: "户名不符" },
      ...others.map(({ id }) => ({ payment: id, outcome: "paid", on, reference: "凭 1" })),
    ];
    const confirmed = await money.send("cashier", "POST", `remittances/${list.body.id}/confirmation`, { outcomes });
    expect(confirmed.body).toMatchObject({ state: "settled" });
    // 900.00 less the 250.00 that failed, 60 % of it the zone's.
    expect(await money.buckets(pools[0])).toEqual([22_000, 0, 39_000, 39_000]);
    expect(await money.buckets(pools[1])).toEqual([8000, 0, 26_000, 26_000]);
    expect((await pay(money, batch)).body).toMatchObject({ payments: 1, totalFen: 25_000 });
  });

  it("is a file whose SHA-256 is kept, with whole accounts that no formula gets into, and each reading an event", async () => {
    const { money, batch } = await approvedBatch();
    const list = await pay(money, batch);
    const cashier = await money.at.as("cashier");
    const path = `/api/tenants/${money.at.code}/remittances/${list.body.id}/file`;
    const csv = await (await cashier("GET", `${path}?format=csv`)).bytes();
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", csv)).toString("hex");
    expect(hash).toBe(list.body["sha256"]);
    const [sheet] = await readWorkbook(await (await cashier("GET", path)).bytes());
    expect(sheet?.rows[1]?.slice(0, 5)).toEqual(["1", "luobu-2 党支部（示例）", "123456780002", "示例银行", "250.00"]);
    const { rows } = await money.at.database.client.execute(
      "SELECT count(*) AS n FROM events WHERE action = 'read' AND subject_id LIKE 'remittance/%'",
    );
    expect(rows[0]).toMatchObject({ n: 2 });
  });

  it("pays again what the bank sent back, under the same key", async () => {
    const { money, pools, batch } = await approvedBatch();
    const list = await pay(money, batch);
    const outcomes = (await listed(money, batch))
      .filter(({ state }) => state === "ordered")
      .map(({ id }) => ({ payment: id, outcome: "paid", on }));
    await money.send("cashier", "POST", `remittances/${list.body.id}/confirmation`, { outcomes });
    const returned = await money.send("cashier", "POST", `payments/${outcomes[0]?.payment}/return`, {
      on,
      reason: "销户",
    });
    expect(returned.body).toMatchObject({ state: "returned" });
    expect(await money.buckets(pools[0])).toEqual([37_000, 0, 24_000, 39_000]);
    expect((await pay(money, batch)).body).toMatchObject({ payments: 1, totalFen: 25_000 });
    expect(await money.buckets(pools[0])).toEqual([22_000, 0, 39_000, 39_000]);
  });

  it("leaves out an account that changed after the approval until an approver has looked", async () => {
    const { money, batch } = await approvedBatch();
    const payees = await money.send("preparer", "GET", "payees?unit=luobu-2");
    const [payee] = payees.body["items"] as readonly { readonly id: string; readonly lastDigits: string }[];
    expect(payee?.lastDigits).toBe("0002");
    const account = { accountName: "罗埠（示例）", accountNumber: "8888 0000 1", bank: "示例银行", reason: "换开户行" };
    const changed = await money.send("preparer", "PATCH", `payees/${payee?.id}`, account, '"1"');
    expect(changed.body).toMatchObject({ lastDigits: "0001", revision: 2 });
    expect((await pay(money, batch)).body).toMatchObject({ payments: 3, totalFen: 65_000 });
    await money.send("approver", "POST", `batches/${batch}/accounts`, { reason: "已电话核对" });
    expect((await pay(money, batch)).body).toMatchObject({ payments: 1, totalFen: 25_000 });
  });

  it("isn't made by who prepared or approved, and the batch is paid with its last payment", async () => {
    const { money, batch } = await approvedBatch();
    const both = await money.at.asHolder({ role: "cashier", scope: { kind: "tenant", id: money.at.code } });
    await money.at.database.client.execute({
      sql: "INSERT INTO case_steps (id, case_kind, case_id, step, user_id, at) VALUES ('s', 'batch', ?, 'calculate', ?, '2026-01-01T00:00:00.000Z')",
      args: [batch, both.id],
    });
    const refused = await both("POST", `/api/tenants/${money.at.code}/batches/${batch}/payments`);
    expect(await refused.json()).toMatchObject({ code: "separation" });
    await money.at.database.client.execute("UPDATE units SET demonstration = 1");
    const due = await money.send("preparer", "POST", `batches/${batch}/dues`);
    expect(due.body).toMatchObject({ due: 2 });
    const list = await pay(money, batch);
    expect(list.body).toMatchObject({ payments: 6, totalFen: 130_000 });
    const outcomes = (await listed(money, batch)).map(({ id }) => ({ payment: id, outcome: "paid", on }));
    await money.send("cashier", "POST", `remittances/${list.body.id}/confirmation`, { outcomes });
    expect((await money.send("viewer", "GET", `batches/${batch}`)).body).toMatchObject({ state: "paid" });
  });
});

describe("A correction", () => {
  const paidOut = async () => {
    const { money, pools, batch } = await approvedBatch();
    await money.at.database.client.execute("UPDATE units SET demonstration = 1");
    await money.send("preparer", "POST", `batches/${batch}/dues`);
    const list = await pay(money, batch);
    const outcomes = (await listed(money, batch)).map(({ id }) => ({ payment: id, outcome: "paid", on }));
    await money.send("cashier", "POST", `remittances/${list.body.id}/confirmation`, { outcomes });
    return { money, pools, batch };
  };
  const level = async (money: Money, unit: string, to: string | null) => {
    const { client } = money.at.database;
    const set = to === null ? "is_accepted = 0" : `level = '${to}'`;
    await client.batch([
      {
        sql: `INSERT INTO result_versions SELECT id, revision, '{}', '{}', '核错了', 'user-assessor', '2026-11-01T00:00:00.000Z' FROM results WHERE unit_id = ?`,
        args: [unit],
      },
      { sql: `UPDATE results SET ${set}, revision = revision + 1 WHERE unit_id = ?`, args: [unit] },
    ]);
  };

  it("pays the difference up, claws the difference back, and comes to the latest calculation", async () => {
    const { money, pools } = await paidOut();
    await level(money, "tangxi-2", "5");
    await level(money, "luobu-2", "4");
    const calculation = await money.calculation();
    const made = await money.send("preparer", "POST", "batches", { calculation, kind: "difference", title: "更正" });
    expect(made.body).toMatchObject({ kind: "difference", totalFen: 0, lines: 2 });
    const sources = [
      { payer: "zone", pool: pools[0] },
      { payer: "township", pool: pools[1] },
    ];
    const chosen = await money.send("preparer", "PUT", `batches/${made.body.id}/sources`, { sources }, made.etag);
    const prepared = await money.send("preparer", "POST", `batches/${made.body.id}/preparation`, {}, chosen.etag);
    expect(prepared.body).toMatchObject({ state: "prepared" });
    await money.send("approver", "POST", `batches/${made.body.id}/approvals`, {}, prepared.etag);
    const payments = await listed(money, made.body.id);
    expect(payments.map(({ unit, instalment, fen }) => [unit.code, instalment, fen])).toEqual([
      ["luobu-2", "first", -10_000],
      ["luobu-2", "second", -10_000],
      ["tangxi-2", "first", 10_000],
      ["tangxi-2", "second", 10_000],
    ]);
    expect(await money.buckets(pools[0])).toEqual([10_000, 0, 12_000, 78_000]);
    for (const { id } of payments.slice(0, 2)) {
      expect((await money.send("cashier", "POST", `payments/${id}/receipt`, { on })).body).toMatchObject({
        state: "paid",
      });
    }
    expect(await money.buckets(pools[0])).toEqual([22_000, 0, 12_000, 66_000]);
    const list = await pay(money, made.body.id);
    const outcomes = payments.slice(2).map(({ id }) => ({ payment: id, outcome: "paid", on }));
    await money.send("cashier", "POST", `remittances/${list.body.id}/confirmation`, { outcomes });
    expect((await money.send("viewer", "GET", `batches/${made.body.id}`)).body).toMatchObject({ state: "paid" });
    expect(await money.buckets(pools[0])).toEqual([22_000, 0, 0, 78_000]);
    const again = await money.send("preparer", "POST", "batches", {
      ...{ calculation: await money.calculation(), kind: "difference", title: "没有了" },
    });
    expect(again).toMatchObject({ status: 409, body: { detail: "与已发的没有差额。" } });
  });

  it("claims back all of a line that is made no more", async () => {
    const { money } = await paidOut();
    await level(money, "luobu-2", null);
    const calculation = await money.calculation();
    const compared = await money.send("approver", "GET", `calculations/${calculation}/comparison`);
    expect(compared.body).toMatchObject({
      count: 1,
      items: [{ unit: { code: "luobu-2" }, beforeFen: 50_000, afterFen: 0 }],
    });
    const made = await money.send("preparer", "POST", "batches", { calculation, kind: "difference", title: "更正" });
    expect(made.body).toMatchObject({ totalFen: -50_000, lines: 1 });
    const verified = await money.send("preparer", "GET", `calculations/${calculation}/verification`);
    expect(verified.body).toMatchObject({ isSame: true });
  });

  it("waits until what isn't paid yet is withdrawn, and then pays what is right", async () => {
    const { money, pools, batch } = await approvedBatch();
    await level(money, "luobu-2", "4");
    const calculation = await money.calculation();
    const asked = { calculation, kind: "difference", title: "更正" };
    expect(await money.send("preparer", "POST", "batches", asked)).toMatchObject({ status: 409 });
    for (const { id } of (await listed(money, batch)).filter(({ unit }) => unit.code === "luobu-2")) {
      await money.send("approver", "POST", `payments/${id}/withdrawal`, { reason: "结果更正" });
    }
    expect(await money.buckets(pools[0])).toEqual([52_000, 0, 48_000, 0]);
    expect((await money.send("preparer", "POST", "batches", asked)).body).toMatchObject({ totalFen: 30_000, lines: 1 });
  });
});

describe("A payment", () => {
  it("is told to its secretary from the approval on, with every step and who took it", async () => {
    const { money } = await approvedBatch();
    const mine = itemsOf(await money.send("secretary", "GET", "payments"));
    expect(mine.map(({ unit, instalment, fen }) => [unit.code, instalment, fen])).toEqual([
      ["tangxi-1", "first", 25_000],
      ["tangxi-1", "second", 25_000],
    ]);
    const { body } = await money.send("secretary", "GET", `payments/${mine[0]?.id}`);
    expect(body).toMatchObject({
      ...{ title: "示范点创建补助", fen: 25_000, lineFen: 50_000, cycle: "10 月验收" },
      result: { score: 96, level: "5" },
      approvals: [{ level: 1, by: "approver 01" }],
      people: [
        { step: "calculate", by: "preparer 01" },
        { step: "approve-1", by: "approver 01" },
      ],
    });
    const titles = (body["steps"] as readonly { readonly title: string }[]).map(({ title }) => title);
    expect(titles).toEqual(["示范点创建补助", "承担", "分期"]);
    const other = itemsOf(await money.send("viewer", "GET", "payments?unit=luobu-2"))[0];
    expect((await money.send("secretary", "GET", `payments/${other?.id}`)).status).toBe(404);
  });
});
