import { describe, expect, it } from "vitest";
import { moneyTenant } from "../support/money.ts";

describe("A batch", () => {
  it("reserves when it is prepared, commits when it is approved, to the fen of each payer", async () => {
    const money = await moneyTenant();
    const zone = await money.pool("开发区财政", 100_000);
    const township = await money.pool("乡镇配套", 60_000);
    const draft = await money.draft(await money.calculation(), [zone, township]);
    expect(draft.body).toMatchObject({ number: "2026-001", state: "draft", totalFen: 130_000, lines: 3 });
    const prepared = await money.send("preparer", "POST", `batches/${draft.body.id}/preparation`, {}, draft.etag);
    expect(prepared.body).toMatchObject({ state: "prepared", levels: 1, round: 1 });
    // 1,300.00: 60 % and 40 %.
    expect(await money.buckets(zone)).toEqual([22_000, 78_000, 0, 0]);
    expect(await money.buckets(township)).toEqual([8000, 52_000, 0, 0]);
    const approved = await money.send("approver", "POST", `batches/${draft.body.id}/approvals`, {}, prepared.etag);
    expect(approved.body).toMatchObject({ state: "approved" });
    expect(await money.buckets(zone)).toEqual([22_000, 0, 78_000, 0]);
    const lines = await money.send("viewer", "GET", `batches/${draft.body.id}/lines`);
    expect(lines.body).toMatchObject({
      items: [
        { unit: { code: "luobu-2" }, fen: 50_000, payers: { zone: 30_000, township: 20_000 } },
        { unit: { code: "tangxi-1" }, fen: 50_000 },
        { unit: { code: "tangxi-2" }, fen: 30_000 },
      ],
    });
    const again = await money.send("viewer", "GET", `batches/${draft.body.id}/verification`);
    expect(again.body).toMatchObject({ isSame: true, totalFen: 130_000, differing: [] });
  });

  it("isn't prepared where a pool is short, and nothing of it is left behind", async () => {
    const money = await moneyTenant();
    const zone = await money.pool("开发区财政", 77_999);
    const township = await money.pool("乡镇配套", 60_000);
    const draft = await money.draft(await money.calculation(), [zone, township]);
    const short = await money.send("preparer", "POST", `batches/${draft.body.id}/preparation`, {}, draft.etag);
    expect(short).toMatchObject({ status: 409, body: { code: "pool-short" } });
    expect(await money.buckets(township)).toEqual([60_000, 0, 0, 0]);
    const { rows } = await money.at.database.client.execute("SELECT count(*) AS n FROM payments");
    expect(rows[0]).toMatchObject({ n: 0 });
  });

  it("goes back with its keys and its reservation free, and is prepared again", async () => {
    const money = await moneyTenant();
    const pools = [await money.pool("开发区财政", 78_000), await money.pool("乡镇配套", 52_000)] as const;
    const draft = await money.draft(await money.calculation(), pools);
    const path = `batches/${draft.body.id}`;
    const prepared = await money.send("preparer", "POST", `${path}/preparation`, {}, draft.etag);
    const returned = await money.send("approver", "POST", `${path}/return`, { reason: "缺验收单" }, prepared.etag);
    expect(returned.body).toMatchObject({ state: "returned" });
    expect(await money.buckets(pools[0])).toEqual([78_000, 0, 0, 0]);
    const again = await money.send("preparer", "POST", `${path}/preparation`, {}, returned.etag);
    expect(again.body).toMatchObject({ state: "prepared", round: 2 });
  });

  it("pays a line once: the same lines in another batch are refused, by the key where by another calculation", async () => {
    const money = await moneyTenant();
    const pools = [await money.pool("开发区财政", 200_000), await money.pool("乡镇配套", 200_000)] as const;
    const calculation = await money.calculation();
    const draft = await money.draft(calculation, pools);
    const same = await money.send("preparer", "POST", "batches", { calculation, title: "再来一次" });
    expect(same).toMatchObject({ status: 409, body: { code: "paid-already" } });
    await money.send("preparer", "POST", `batches/${draft.body.id}/preparation`, {}, draft.etag);
    const other = await money.draft(await money.calculation(), pools);
    const twice = await money.send("preparer", "POST", `batches/${other.body.id}/preparation`, {}, other.etag);
    expect(twice).toMatchObject({ status: 409, body: { code: "paid-already" } });
    expect(await money.buckets(pools[0])).toEqual([122_000, 78_000, 0, 0]);
  });

  it("isn't approved while a line is held, and goes ahead without it once it is split off", async () => {
    const money = await moneyTenant();
    const pools = [await money.pool("开发区财政", 200_000), await money.pool("乡镇配套", 200_000)] as const;
    await money.send("assessor", "POST", "findings", {
      ...{ unit: "tangxi-2", text: "台账缺页", responsible: "支部书记", dueOn: "2027-12-31", holdsMoney: true },
    });
    const draft = await money.draft(await money.calculation(), pools);
    const path = `batches/${draft.body.id}`;
    const prepared = await money.send("preparer", "POST", `${path}/preparation`, {}, draft.etag);
    const held = await money.send("approver", "POST", `${path}/approvals`, {}, prepared.etag);
    expect(held).toMatchObject({
      status: 409,
      body: {
        code: "lines-held",
        errors: [{ path: "lines[2]", message: "有问题没有销号：台账缺页（整改期限 2027-12-31）" }],
      },
    });
    const split = await money.send("preparer", "POST", `${path}/split`, { lines: [2], title: "待整改" }, prepared.etag);
    expect(split.body).toMatchObject({ state: "draft", totalFen: 30_000, lines: 1, splitFrom: draft.body.id });
    const left = await money.send("preparer", "GET", path);
    expect(left.body).toMatchObject({ state: "returned", totalFen: 100_000, lines: 2 });
    const again = await money.send("preparer", "POST", `${path}/preparation`, {}, left.etag);
    const approved = await money.send("approver", "POST", `${path}/approvals`, {}, again.etag);
    expect(approved.body).toMatchObject({ state: "approved" });
    expect(await money.buckets(pools[0])).toEqual([140_000, 0, 60_000, 0]);
  });

  it("takes two different approvers from the tenant's threshold on, and none where the setting can't be read", async () => {
    const money = await moneyTenant();
    const { client } = money.at.database;
    const set = async (settings: object) =>
      await client.execute({ sql: "UPDATE tenant SET settings = ?", args: [JSON.stringify(settings)] });
    const pools = [await money.pool("开发区财政", 200_000), await money.pool("乡镇配套", 200_000)] as const;
    const draft = await money.draft(await money.calculation(), pools);
    const path = `batches/${draft.body.id}`;
    await set({ approval: { secondLevelFromFen: "1300" } });
    const unread = await money.send("preparer", "POST", `${path}/preparation`, {}, draft.etag);
    expect(unread).toMatchObject({ status: 409, body: { code: "conflict" } });
    await set({ approval: { secondLevelFromFen: 130_000 } });
    const prepared = await money.send("preparer", "POST", `${path}/preparation`, {}, draft.etag);
    expect(prepared.body).toMatchObject({ levels: 2 });
    const first = await money.send("approver", "POST", `${path}/approvals`, {}, prepared.etag);
    expect(first.body).toMatchObject({ state: "prepared" });
    const same = await money.send("approver", "POST", `${path}/approvals`, {}, first.etag);
    expect(same).toMatchObject({ status: 409, body: { code: "separation" } });
    const other = await money.at.asHolder({ role: "approver", scope: { kind: "tenant", id: money.at.code } });
    const second = await other(
      "POST",
      `/api/tenants/${money.at.code}/${path}/approvals`,
      {},
      { "if-match": first.etag },
    );
    expect(await second.json()).toMatchObject({ state: "approved" });
  });
});
