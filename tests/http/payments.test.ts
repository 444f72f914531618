import { describe, expect, it } from "vitest";
import { readWorkbook } from "../../worker/spreadsheet/workbook.ts";
import { approvedBatch, itemsOf, listed, on, pay } from "../support/paying.ts";

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
    const told = await money.send("approver", "GET", `batches/${batch}/accounts`);
    expect(told.body).toMatchObject({
      count: 2,
      items: [
        { unit: { code: "luobu-2" }, instalment: "first", formerDigits: "0002", lastDigits: "0001" },
        { unit: { code: "luobu-2" }, instalment: "second", formerDigits: "0002", lastDigits: "0001" },
      ],
    });
    const early = { reason: "已电话核对", accounts: [{ account: payee?.id, revision: 1 }] };
    const refused = await money.send("approver", "POST", `batches/${batch}/accounts`, early);
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
    const seen = { reason: "已电话核对", accounts: [{ account: payee?.id, revision: 2 }] };
    await money.send("approver", "POST", `batches/${batch}/accounts`, seen);
    expect((await money.send("approver", "GET", `batches/${batch}/accounts`)).body).toMatchObject({ count: 0 });
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
    const fallen = await money.send("viewer", "GET", `batches/${batch}/dues`);
    expect(fallen.body).toEqual({ waiting: 2, fallen: 2, fallenFen: 40_000 });
    const due = await money.send("preparer", "POST", `batches/${batch}/dues`);
    expect(due.body).toMatchObject({ due: 2 });
    const list = await pay(money, batch);
    expect(list.body).toMatchObject({ payments: 6, totalFen: 130_000 });
    const outcomes = (await listed(money, batch)).map(({ id }) => ({ payment: id, outcome: "paid", on }));
    await money.send("cashier", "POST", `remittances/${list.body.id}/confirmation`, { outcomes });
    expect((await money.send("viewer", "GET", `batches/${batch}`)).body).toMatchObject({ state: "paid" });
    const { body } = await money.send("viewer", "GET", `batches/${batch}/stages`);
    expect(
      (body["items"] as readonly Record<string, string>[]).map(({ stage, by, text }) => [stage, by, text]),
    ).toEqual([
      ["create", "preparer 01", "3 行"],
      ["choose-sources", "preparer 01", null],
      ["prepare", "preparer 01", "3 行"],
      ["approve", "approver 01", "第 1 级"],
      ["refresh-dues", "preparer 01", "新到期 2 笔"],
      ["create-remittance", "cashier 01", "2026-001-01，6 笔"],
      ["confirm-payments", "cashier 01", "2026-001-01，付出 6 笔，没付成 0 笔"],
    ]);
  });

  it("is told across batches: what waits, what is due, each with its batch", async () => {
    const { money, pools, batch } = await approvedBatch();
    const waiting = await money.send("cashier", "GET", "payments?state=waiting&due=true&limit=1");
    expect(waiting.body).toMatchObject({
      items: [{ state: "waiting", isDue: true, batchId: batch, batch: "2026-001" }],
    });
    const next = await money.send(
      "cashier",
      "GET",
      `payments?state=waiting&due=true&cursor=${waiting.body["nextCursor"]}`,
    );
    expect([itemsOf(next).length, next.body["nextCursor"]]).toEqual([3, null]);
    expect(itemsOf(await money.send("cashier", "GET", "payments?state=paid"))).toEqual([]);
    const whole = await money.send("approver", "GET", `batches/${batch}`);
    expect(whole.body["pools"]).toMatchObject([
      { pool: pools[1], takesFen: 52_000, backFen: 0, availableFen: 8000, beforeFen: 60_000, afterFen: 8000 },
      { pool: pools[0], takesFen: 78_000, backFen: 0, availableFen: 22_000, beforeFen: 100_000, afterFen: 22_000 },
    ]);
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
