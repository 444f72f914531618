import { describe, expect, it } from "vitest";
import { type Money, moneyTenant } from "../support/money.ts";

async function prepared(money: Money) {
  const draft = await money.draft(await money.calculation(), [
    await money.pool("开发区财政", 100_000),
    await money.pool("乡镇配套", 60_000),
  ]);
  const path = `batches/${draft.body.id}`;
  return { path, batch: await money.send("preparer", "POST", `${path}/preparation`, {}, draft.etag) };
}

describe("An approver who is away", () => {
  it("is stood in for by whom they name, within the days, and the approval says so", async () => {
    const money = await moneyTenant();
    const { path, batch } = await prepared(money);
    const refused = await money.send("viewer", "POST", `${path}/approvals`, {}, batch.etag);
    expect(refused).toMatchObject({ status: 403, body: { detail: "由财务审批来批；没有人委托您代批。" } });
    const today = money.at.clock.now().toISOString().slice(0, 10);
    const asked = { from: "user-approver", to: "user-viewer", fromOn: today, untilOn: "2099-12-31", reason: "出差" };
    const delegation = await money.send("approver", "POST", "delegations", asked);
    expect(delegation.status).toBe(201);
    const approved = await money.send("viewer", "POST", `${path}/approvals`, {}, batch.etag);
    expect(approved.body).toMatchObject({ state: "approved" });
    const read = await money.send("viewer", "GET", path);
    expect(read.body).toMatchObject({ approvals: [{ by: "viewer 01", onBehalfOf: "approver 01" }] });
  });

  it("no longer is once the delegation ended", async () => {
    const money = await moneyTenant();
    const { path, batch } = await prepared(money);
    const asked = {
      from: "user-approver",
      to: "user-viewer",
      fromOn: "2000-01-01",
      untilOn: "2099-12-31",
      reason: "出差",
    };
    const { body } = await money.send("admin", "POST", "delegations", asked);
    await money.send("approver", "POST", `delegations/${body.id}/closing`, { reason: "回来了" });
    expect((await money.send("viewer", "POST", `${path}/approvals`, {}, batch.etag)).status).toBe(403);
  });

  it("is told what is wrong with a delegation, place by place", async () => {
    const money = await moneyTenant();
    const asked = {
      from: "user-viewer",
      to: "user-cashier",
      fromOn: "2026-02-02",
      untilOn: "2026-01-01",
      reason: "出差",
    };
    const { body } = await money.send("admin", "POST", "delegations", asked);
    const paths = (body["errors"] as readonly { readonly path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(["from", "to", "untilOn"]);
  });
});

describe("A frozen day", () => {
  it("lets no money move, and a setting that can't be read freezes all", async () => {
    const money = await moneyTenant();
    const { path, batch } = await prepared(money);
    const { etag } = await money.send("admin", "GET", "");
    const freezes = [{ from: "2000-01-01", until: "2099-12-31", reason: "年终结账" }];
    const set = await money.send("admin", "PATCH", "", { settings: { freezes } }, etag);
    expect(set.status).toBe(200);
    const refused = await money.send("approver", "POST", `${path}/approvals`, {}, batch.etag);
    expect(refused).toMatchObject({ status: 409, body: { code: "frozen" } });
    const bad = { settings: { freezes: [{ from: "x", until: "2026-01-01" }], approval: { secondLevelFromFen: -1 } } };
    const { body } = await money.send("admin", "PATCH", "", bad, set.etag);
    expect((body["errors"] as readonly { readonly path: string }[]).map(({ path: at }) => at)).toEqual([
      "settings.approval.secondLevelFromFen",
      "settings.freezes[0].from",
      "settings.freezes[0].reason",
    ]);
  });
});

describe("An amount that a person decides", () => {
  it("is entered with its reason, and pays within its range", async () => {
    const money = await moneyTenant({
      ...{ format: "hongdai/policy@1", title: "酌定办法", sources: [{ document: "示例", clause: "一" }], year: 2026 },
      grants: [
        {
          code: "talk",
          title: "一事一议",
          when: "unit.code == 'luobu-2'",
          amount: { kind: "decided", atLeastFen: 100, atMostFen: 900 },
        },
      ],
      rounding: { toFen: 1, mode: "down" },
    });
    const asked = {
      policy: "award",
      grant: "talk",
      year: 2026,
      unit: "luobu-2",
      fen: 700,
      reason: "班子会议定（示例）",
    };
    expect((await money.send("preparer", "POST", "subsidies/decisions", asked)).status).toBe(201);
    const kept = await money.send("preparer", "POST", "calculations", { policy: { code: "award", version: 1 } });
    expect(kept.body).toMatchObject({ totalFen: 700, errors: 0 });
    await money.send("preparer", "POST", "subsidies/decisions", { ...asked, fen: 901 });
    const over = await money.send("preparer", "POST", "calculations", { policy: { code: "award", version: 1 } });
    expect(over.body).toMatchObject({ totalFen: 0, errors: 1 });
  });
});
