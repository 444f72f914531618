import { describe, expect, it } from "vitest";
import { selectMoneyHeld } from "../../worker/actions/money-held.ts";
import type { Scope } from "../../worker/actions/scope.ts";
import { tenant } from "../support/tenant.ts";

type Json = Record<string, unknown>;
const json = async (response: Response | Promise<Response>) => (await (await response).json()) as Json;
const wrong = { text: "活动场所被占用", responsible: "支部书记", dueOn: "2026-11-30", holdsMoney: true };

async function place() {
  const at = await tenant();
  const base = `/api/tenants/${at.code}`;
  const [assessor, secretary, township] = [await at.as("assessor"), await at.as("secretary"), await at.as("township")];
  const raise = async (unit = "tangxi-1", more: Json = {}) =>
    await json(assessor("POST", `${base}/findings`, { unit, ...wrong, ...more }));
  const handIn = (finding: unknown, text = "场所已腾空") =>
    secretary("POST", `${base}/rectifications`, { finding, text });
  const recheck = (id: unknown, isPassed: boolean, reason?: string) =>
    assessor("POST", `${base}/rectifications/${id}/recheck`, { isPassed, reason });
  return { at, base, assessor, secretary, township, raise, handIn, recheck };
}

describe("a finding", async () => {
  const { at, base, assessor, secretary, township, raise, handIn, recheck } = await place();
  const raised = await raise();
  const path = `${base}/findings/${raised["id"]}`;
  const held = async () => {
    const rows = await selectMoneyHeld({ db: at.database.db } as Scope, ["tangxi-1", "tangxi-2"]);
    return rows.map(({ unit }) => unit);
  };

  it("names an office and a deadline, and holds money while it is open", async () => {
    expect(raised).toMatchObject({ state: "open", responsible: "支部书记", isOverdue: false, raisedBy: "assessor 01" });
    expect(await held()).toEqual(["tangxi-1"]);
  });

  it("is its unit's secretary's and township's to see, and nobody's outside", async () => {
    expect(await json(secretary("GET", path))).toMatchObject({ may: ["answer"], rectifications: [] });
    expect(await json(township("GET", `${base}/findings`))).toMatchObject({ items: [{ id: raised["id"] }] });
    const elsewhere = await raise("luobu-1");
    expect((await secretary("GET", `${base}/findings/${elsewhere["id"]}`)).status).toBe(404);
    expect((await township("GET", `${base}/findings/${elsewhere["id"]}`)).status).toBe(404);
    expect((await handIn(elsewhere["id"])).status).toBe(404);
  });

  it("isn't rechecked before anything was handed in, and takes one proof at a time", async () => {
    const first = await json(handIn(raised["id"]));
    expect(first).toMatchObject({ number: 1, isPassed: null, handedInBy: "secretary 01" });
    expect(await json(secretary("GET", path))).toMatchObject({ state: "answered", may: [] });
    expect(await json(handIn(raised["id"]))).toMatchObject({
      code: "conflict",
      detail: "这个问题现在待复查，不能这样办。",
    });
    expect(await held()).toEqual(["tangxi-1"]);
    expect(await json(recheck(first["id"], false))).toMatchObject({
      errors: [{ path: "reason", message: "退回再改要写明哪里没有改到" }],
    });
    expect(await json(recheck(first["id"], false, "还堆着杂物"))).toMatchObject({ isPassed: false });
    expect((await recheck(first["id"], true)).status).toBe(409);
    expect(await json(secretary("GET", path))).toMatchObject({ state: "open", may: ["answer"], handedIn: 1 });
  });

  it("is closed by the recheck of what was handed in again, and is over then", async () => {
    const second = await json(handIn(raised["id"], "杂物已清走"));
    const waiting = await json(assessor("GET", `${base}/rectifications?waiting=true`));
    expect(waiting).toMatchObject({ items: [{ id: second["id"], number: 2, finding: { text: "活动场所被占用" } }] });
    expect(await json(recheck(second["id"], true))).toMatchObject({ isPassed: true, decidedBy: "assessor 01" });
    const closed = await json(assessor("GET", path));
    expect(closed).toMatchObject({ state: "closed", may: [], endedAt: "2026-11-22T08:00:00.000Z" });
    expect(await held()).toEqual([]);
    expect((await handIn(raised["id"])).status).toBe(409);
    expect((await assessor("POST", `${path}/withdrawal`, { reason: "提错" })).status).toBe(409);
  });

  it("is overdue from the day after its deadline in China", async () => {
    at.clock.forward(8 * 86_400 + 7 * 3600);
    const seen = async () => (await json((await at.as("assessor"))("GET", `${base}/findings?overdue=true`)))["items"];
    expect(await seen()).toEqual([]);
    at.clock.forward(3600);
    expect(await seen()).toMatchObject([{ unit: { id: "luobu-1" }, isOverdue: true }]);
  });
});

describe("the terms of a finding", () => {
  it("change with a reason while it is open, and not behind anybody's back", async () => {
    const { base, assessor, raise } = await place();
    const path = `${base}/findings/${(await raise())["id"]}`;
    const change = (more: Json, etag: string) =>
      assessor("PATCH", path, { reason: "按申请延期", ...more }, { "if-match": etag });
    expect(await json(change({ dueOn: "2026-12-10", holdsMoney: false }, '"1"'))).toMatchObject({
      dueOn: "2026-12-10",
      holdsMoney: false,
      responsible: "支部书记",
      revision: 2,
    });
    expect((await change({ dueOn: "2026-12-20" }, '"1"')).status).toBe(412);
    expect(await json(change({ dueOn: "2026-11-01" }, '"2"'))).toMatchObject({ errors: [{ path: "dueOn" }] });
  });

  it("end with a withdrawal, whose reason stays", async () => {
    const { base, assessor, raise } = await place();
    const path = `${base}/findings/${(await raise())["id"]}`;
    const withdrawn = await json(assessor("POST", `${path}/withdrawal`, { reason: "看错了楼层" }));
    expect(withdrawn).toMatchObject({ state: "withdrawn", reason: "看错了楼层" });
  });

  it("are refused with every fault where the unit, the cycle and the day are wrong", async () => {
    const { raise } = await place();
    expect(await raise("nowhere", { cycle: "none", dueOn: "2026-11-01" })).toMatchObject({
      errors: [
        { path: "unit", message: "没有这个党组织，或已撤销" },
        { path: "cycle", message: "没有这个考核周期" },
        { path: "dueOn", message: "期限已经过去，最早写今天 2026-11-22" },
      ],
    });
  });
});

describe("of a finding", () => {
  it("the secretary is told when it is raised and rechecked, and who raised it when something is handed in", async () => {
    const { base, assessor, secretary, raise, handIn, recheck } = await place();
    const told = async (send: typeof assessor) => {
      const { items } = (await json(send("GET", `${base}/inbox`))) as { items: { title: string; link: string }[] };
      return items.map(({ title }) => title);
    };
    const finding = (await raise())["id"];
    await recheck((await json(handIn(finding)))["id"], false, "还堆着杂物");
    expect((await told(secretary)).toSorted()).toEqual([
      "整改退回再改：活动场所被占用",
      "有问题要整改，2026-11-30 前：活动场所被占用",
    ]);
    expect(await told(assessor)).toEqual(["tangxi-1 党组织报了整改，待复查：活动场所被占用"]);
  });
});

describe("who handed in", () => {
  it("doesn't recheck it, though an assessor too", async () => {
    const { at, base, raise } = await place();
    const both = await at.asHolder(
      { role: "secretary", scope: { kind: "unit", id: "tangxi-1" } },
      { role: "assessor", scope: { kind: "tenant", id: at.code } },
    );
    const finding = (await raise())["id"];
    const handed = await json(both("POST", `${base}/rectifications`, { finding, text: "改好了" }));
    expect(await json(both("GET", `${base}/findings/${finding}`))).toMatchObject({ may: [] });
    const own = both("POST", `${base}/rectifications/${handed["id"]}/recheck`, { isPassed: true });
    expect(await json(own)).toMatchObject({ code: "separation", detail: "这次整改是你报的，由别的考核员复查。" });
    const sql = `UPDATE rectifications SET is_passed = 1, decided_by = '${both.id}', decided_at = '2026-11-22T09:00:00.000Z'`;
    await expect(at.database.client.execute(sql)).rejects.toThrow(/rectifications_by_another/);
  });
});

describe("in the database a finding", () => {
  const later = "'2026-11-22T09:00:00.000Z'";
  it.each([
    ["isn't closed without a proof", `UPDATE findings SET state = 'closed', ended_at = ${later}, revision = 2`],
    ["isn't answered without a proof", "UPDATE findings SET state = 'answered', revision = 2"],
    ["keeps what was found", "UPDATE findings SET text = '没事', revision = 2"],
    ["keeps its unit", "UPDATE findings SET unit_id = 'luobu-1', revision = 2"],
    ["changes by its revision", "UPDATE findings SET holds_money = 0"],
    ["is never removed", "DELETE FROM findings"],
  ])("%s", async (_, statement) => {
    const { at, raise } = await place();
    await raise();
    await expect(at.database.client.execute(statement)).rejects.toThrow();
  });

  it.each([
    ["isn't closed before the recheck", `UPDATE findings SET state = 'closed', ended_at = ${later}, revision = 3`],
    ["keeps whether it holds money", "UPDATE findings SET holds_money = 0, revision = 3"],
    ["keeps what was handed in", "UPDATE rectifications SET text = '别的'"],
    ["keeps that it was handed in", "DELETE FROM rectifications"],
  ])("that was answered %s", async (_, statement) => {
    const { at, raise, handIn } = await place();
    await handIn((await raise())["id"]);
    await expect(at.database.client.execute(statement)).rejects.toThrow();
  });
});
