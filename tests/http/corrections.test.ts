import { describe, expect, it } from "vitest";
import { approvedBatch, level, listed, on, paidOut, pay } from "../support/paying.ts";

describe("A correction", () => {
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
