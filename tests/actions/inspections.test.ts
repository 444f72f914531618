import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { type Send, tenant } from "../support/tenant.ts";

type Json = Record<string, unknown>;
const json = async (response: Response | Promise<Response>) => (await (await response).json()) as Json;
const items = async (response: Response | Promise<Response>) => (await json(response))["items"] as Json[];
const found = { text: "台账缺页", responsible: "组织委员", dueOn: "2026-12-10", holdsMoney: false };

async function place() {
  const at = await tenant();
  const base = `/api/tenants/${at.code}`;
  const first = await at.as("assessor");
  const second = await at.asHolder({ role: "assessor", scope: { kind: "tenant", id: at.code } });
  const plan = (more: Json = {}) =>
    first("POST", `${base}/inspections`, {
      ...{ title: "第四季度督查", plannedOn: "2026-11-25", isBlind: true },
      ...{ units: ["tangxi-1", "luobu-1"], assessors: ["user-assessor", second.id], ...more },
    });
  const visitsOf = async (who: Send, unit: string, mine = true) =>
    (await items(who("GET", `${base}/visits${mine ? "?mine=true" : ""}`))).filter(
      (visit) => (visit["unit"] as Json)["id"] === unit,
    );
  return { at, base, first, second, plan, visitsOf };
}

describe("an inspection", async () => {
  const { at, base, first, second, plan, visitsOf } = await place();
  const planned = await json(plan());
  const report = (who: Send, id: unknown, findings: readonly Json[] = []) =>
    who("POST", `${base}/visits/${id}/report`, { report: "看了阵地和台账", findings });

  it("sends each assessor to each unit", async () => {
    expect(planned).toMatchObject({ visits: 4, done: 0, isBlind: true });
    expect((await items(first("GET", `${base}/visits?mine=true&state=planned`))).length).toBe(2);
    expect((await items(second("GET", `${base}/visits`))).length).toBe(4);
  });

  it("hides from the second assessor what the first found, until both have reported", async () => {
    const [mine] = await visitsOf(first, "tangxi-1");
    const [theirs] = await visitsOf(second, "tangxi-1");
    expect(await json(report(first, mine?.["id"], [found]))).toMatchObject({ state: "done", findings: 1 });
    const asked = () => second("GET", `${base}/visits/${mine?.["id"]}`);
    expect(await json(asked())).toMatchObject({ state: "done", isHidden: true, report: null, findings: 0 });
    expect(await items(second("GET", `${base}/findings`))).toEqual([]);
    expect((await report(second, theirs?.["id"])).status).toBe(200);
    expect(await json(asked())).toMatchObject({ isHidden: false, report: "看了阵地和台账", findings: 1 });
    expect(await items(second("GET", `${base}/findings`))).toMatchObject([{ text: "台账缺页", visit: mine?.["id"] }]);
  });

  it("gives what was found to the unit's secretary at once, and no visit to see", async () => {
    const secretary = await at.as("secretary");
    expect(await items(secretary("GET", `${base}/findings`))).toMatchObject([{ text: "台账缺页" }]);
    expect((await secretary("GET", `${base}/visits`)).status).toBe(403);
  });

  it("is reported by who went, once, and not before the day", async () => {
    const [mine] = await visitsOf(first, "luobu-1");
    const other = report(second, mine?.["id"]);
    expect(await json(other)).toMatchObject({ code: "forbidden", detail: "这一处由assessor 01去，由去的人写记录。" });
    const early = first("POST", `${base}/visits/${mine?.["id"]}/report`, {
      ...{ report: "看了", visitedOn: "2026-11-23", findings: [{ ...found, dueOn: "2026-11-01" }] },
    });
    expect(await json(early)).toMatchObject({ errors: [{ path: "visitedOn" }, { path: "findings[0].dueOn" }] });
    const cancelled = await json(
      first("POST", `${base}/visits/${mine?.["id"]}/cancellation`, { reason: "支部已搬迁" }),
    );
    expect(cancelled).toMatchObject({ state: "cancelled", report: "支部已搬迁" });
    expect((await report(first, mine?.["id"])).status).toBe(409);
    expect(await json(first("GET", `${base}/inspections/${planned["id"]}`))).toMatchObject({ done: 2, cancelled: 1 });
  });
});

describe("nobody", () => {
  it("inspects a unit that they look after, by the API or by SQL", async () => {
    const { at, plan } = await place();
    const { db } = at.database;
    await note(at.database, [
      db.insert(own.assignments).values({
        ...{ id: "as-1", kind: "liaison", person: "assessor 01", userId: "user-assessor", unitId: "luobu-1" },
        fromOn: "2026-01-01",
      }),
    ]);
    expect(await json(plan())).toMatchObject({
      errors: [{ path: "units[1]", message: "assessor 01联系这里，不能去督查，请换一位" }],
    });
    const { id } = await json(plan({ units: ["tangxi-1"] }));
    const sql = `INSERT INTO visits (id, inspection_id, unit_id, user_id) VALUES ('v', '${id}', 'luobu-1', 'user-assessor')`;
    await expect(at.database.client.execute(sql)).rejects.toThrow(/nobody inspects what they look after/);
  });
});

describe("a drawn inspection", () => {
  it("goes where the draw says, once, and lets others see the draw from its day on", async () => {
    const { at, base, first, plan } = await place();
    const asked = { title: "抽查", wanted: 2, assessors: ["user-assessor"] };
    const draw = await json(first("POST", `${base}/draws`, asked));
    const by = { draw: draw["id"], units: undefined, assessors: undefined };
    expect(await json(plan(by))).toMatchObject({ detail: "这次抽查没有抽出结果，不能照它安排。" });
    const word = { word: "春江潮水", witness: "纪检 01" };
    const { result } = (await json(first("POST", `${base}/draws/${draw["id"]}/word`, word))) as { result: string[] };
    expect(await json(plan({ draw: draw["id"] }))).toMatchObject({
      errors: [{ path: "units" }, { path: "assessors" }],
    });
    const inspection = await json(plan(by));
    expect(inspection).toMatchObject({ draw: draw["id"], visits: 2, isBlind: false });
    const visited = await items(first("GET", `${base}/visits?inspection=${inspection["id"]}`));
    expect(visited.map((visit) => (visit["unit"] as Json)["code"]).toSorted()).toEqual(result.toSorted());
    expect((await plan(by)).status).toBe(409);
    const secretary = await at.as("secretary");
    const seen = async () => (await secretary("GET", `${base}/draws/${draw["id"]}`)).status;
    expect(await seen()).toBe(404);
    at.clock.forward(3 * 86_400);
    expect((await (await at.as("secretary"))("GET", `${base}/draws/${draw["id"]}`)).status).toBe(200);
  });

  it("isn't planned for a day that is over, nor without units or assessors", async () => {
    const { plan } = await place();
    expect(await json(plan({ plannedOn: "2026-11-21", units: undefined, assessors: undefined }))).toMatchObject({
      errors: [{ path: "plannedOn" }, { path: "units" }, { path: "assessors" }],
    });
    expect(await json(plan({ units: ["tangxi-1", "tangxi-1", "nowhere"] }))).toMatchObject({
      errors: [{ path: "units[1]" }, { path: "units[2]" }],
    });
  });
});
