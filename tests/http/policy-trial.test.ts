import { describe, expect, it } from "vitest";
import { moneyPolicy, moneyTenant } from "../support/money.ts";

const [grant] = moneyPolicy.grants;
const withRows = (rows: Readonly<Record<string, number>>) => ({
  ...moneyPolicy,
  grants: [{ ...grant, amount: { ...grant?.amount, rows } }],
});

describe("A policy that is tried", () => {
  it("stands beside the one that holds: winners, losers, townships, one more at the highest level", async () => {
    const money = await moneyTenant();
    const { body, status } = await money.send("preparer", "POST", "policies/award/trial", {
      document: withRows({ "5": 60_000, "4": 20_000 }),
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ totalBeforeFen: 130_000, totalAfterFen: 140_000, beforeVersion: 1 },
      ...{ gains: { units: 2, fen: 20_000 }, losses: { units: 1, fen: -10_000 } },
      townships: [
        { township: "罗埠镇", beforeFen: 50_000, afterFen: 60_000 },
        { township: "汤溪镇", beforeFen: 80_000, afterFen: 80_000 },
      ],
      kinds: [{ kind: "branch", field: null, differenceFen: 10_000 }],
      oneMore: { code: "tangxi-2", level: "5", totalFen: 180_000, differenceFen: 40_000 },
      places: [
        { path: "grants[0].amount.rows.4", title: "示范点创建补助：「4」", fen: 20_000 },
        { path: "grants[0].amount.rows.5", title: "示范点创建补助：「5」", fen: 60_000 },
      ],
    });
  });

  it("is solved for the amount that just fits a pool, exact to the rounding unit", async () => {
    const money = await moneyTenant();
    // 1,000.00 less 300.00 for the four-star unit leaves 350.00 for each of two, down to whole yuan.
    const asked = { document: moneyPolicy, path: "grants[0].amount.rows.5", poolFen: 100_050 };
    const { body } = await money.send("preparer", "POST", "policies/award/solution", asked);
    expect(body).toMatchObject({ fen: 35_000, totalFen: 100_000, nextTotalFen: 100_200, stepFen: 100 });
    expect(body["document"]).toMatchObject({ grants: [{ amount: { rows: { "5": 35_000, "4": 30_000 } } }] });
    const exact = await money.send("preparer", "POST", "policies/award/solution", { ...asked, poolFen: 100_000 });
    expect(exact.body).toMatchObject({ fen: 35_000, totalFen: 100_000 });
    const short = await money.send("preparer", "POST", "policies/award/solution", { ...asked, poolFen: 99_999 });
    expect(short.body).toMatchObject({ fen: 34_900, totalFen: 99_800 });
  });

  it("says where nothing fits, and which place isn't there", async () => {
    const money = await moneyTenant();
    const asked = { document: moneyPolicy, path: "grants[0].amount.rows.5", poolFen: 29_999 };
    const none = await money.send("preparer", "POST", "policies/award/solution", asked);
    expect(none).toMatchObject({ status: 400, body: { errors: [{ path: "poolFen" }] } });
    const nowhere = await money.send("preparer", "POST", "policies/award/solution", {
      ...asked,
      path: "grants[9].amount.fen",
    });
    expect(nowhere).toMatchObject({ status: 400, body: { errors: [{ path: "path" }] } });
  });
});
