import { describe, expect, it } from "vitest";
import { type Send, tenant } from "../support/tenant.ts";

const text = {
  goals: "年内建成四星级示范点，党员活动室对外开放",
  measures: [{ text: "每月开放一次党员活动室", responsible: "支部书记", dueOn: "2026-09-30" }],
  milestones: [
    { title: "活动室挂牌", dueOn: "2026-09-15" },
    { title: "开放六次", dueOn: "2026-12-15" },
  ],
};

async function fresh() {
  const at = await tenant();
  const path = `/api/tenants/${at.code}/plans`;
  const [secretary, township, admin] = [await at.as("secretary"), await at.as("township"), await at.as("admin")];
  const begin = async (send: Send, unit: string, more: object = {}) =>
    await send("POST", path, { unit, year: 2026, ...text, ...more });
  const act = async (send: Send, id: string, step: string, revision: number, body?: unknown) =>
    await send("POST", `${path}/${id}/${step}`, body, { "if-match": `"${revision}"` });
  const idOf = async (response: Response) => ((await response.json()) as { id: string }).id;
  return { ...at, path, secretary, township, admin, begin, act, idOf };
}

describe("一点一策", () => {
  it("is written by the secretary, returned with a reason, handed in again and approved by the township", async () => {
    const { secretary, township, begin, act, idOf, path } = await fresh();
    const id = await idOf(await begin(secretary, "tangxi-1", { goals: "" }));
    const lacking = await act(secretary, id, "submission", 1);
    expect(await lacking.json()).toMatchObject({ status: 400, errors: [{ path: "goals", message: "创建目标要写" }] });
    const changed = await secretary("PATCH", `${path}/${id}`, { goals: text.goals }, { "if-match": '"1"' });
    expect(changed.status).toBe(200);
    expect((await act(secretary, id, "submission", 2)).status).toBe(200);
    expect((await secretary("PATCH", `${path}/${id}`, { goals: "改" }, { "if-match": '"3"' })).status).toBe(409);
    expect((await act(township, id, "approval", 3, { decision: "return" })).status).toBe(400);
    expect((await act(township, id, "approval", 3, { decision: "return", reason: "目标要具体" })).status).toBe(200);
    expect((await act(secretary, id, "submission", 4)).status).toBe(200);
    const approved = await act(township, id, "approval", 5, { decision: "approve" });
    expect(await approved.json()).toMatchObject({
      state: "approved",
      decisions: [
        { decision: "approve", by: "township 01" },
        { decision: "submit", by: "secretary 01" },
        { decision: "return", by: "township 01", reason: "目标要具体" },
        { decision: "submit", by: "secretary 01" },
      ],
    });
  });

  it("has progress once it is approved, milestone by milestone", async () => {
    const { secretary, township, begin, act, idOf, path } = await fresh();
    const id = await idOf(await begin(secretary, "tangxi-1"));
    expect((await act(secretary, id, "progress", 1, { milestone: 0, percent: 50 })).status).toBe(409);
    await act(secretary, id, "submission", 1);
    await act(township, id, "approval", 2, { decision: "approve" });
    expect((await act(secretary, id, "progress", 3, { milestone: 2, percent: 50 })).status).toBe(400);
    const noted = await act(secretary, id, "progress", 3, { milestone: 0, percent: 100, remark: "已挂牌" });
    expect(await noted.json()).toMatchObject({ progress: { 0: { percent: 100, on: "2026-11-22", remark: "已挂牌" } } });
    const { items } = (await (await secretary("GET", path)).json()) as { items: unknown[] };
    expect(items).toMatchObject([{ id, milestones: 2, done: 1, state: "approved" }]);
  });

  it("is one a point and year, and is for points alone", async () => {
    const { admin, begin } = await fresh();
    expect((await begin(admin, "tangxi-1")).status).toBe(201);
    expect((await begin(admin, "tangxi-1")).status).toBe(409);
    const other = await begin(admin, "luobu-1");
    expect(await other.json()).toMatchObject({
      errors: [{ path: "unit", message: "不在示范带上，也不是示范点，不用订一点一策" }],
    });
  });

  it("isn't approved by whoever handed it in", async () => {
    const { admin, begin, act, idOf } = await fresh();
    const id = await idOf(await begin(admin, "tangxi-1"));
    await act(admin, id, "submission", 1);
    const refused = await act(admin, id, "approval", 2, { decision: "approve" });
    expect(await refused.json()).toMatchObject({ status: 409, detail: "这份是你报送的，由别人审定。" });
  });

  it("too like another is pointed out with its share, and isn't stopped; out of reach it has no name", async () => {
    const { admin, secretary, township, begin, act, idOf, path } = await fresh();
    await begin(admin, "chamber-1");
    const id = await idOf(await begin(admin, "tangxi-1", { goals: `${text.goals}，另办一所党校` }));
    const plan = async (send: Send) => (await (await send("GET", `${path}/${id}`)).json()) as { alike: unknown };
    expect((await plan(admin)).alike).toEqual([{ unitName: "chamber-1 党组织", percent: 80 }]);
    expect((await plan(secretary)).alike).toEqual([{ unitName: null, percent: 80 }]);
    expect((await act(secretary, id, "submission", 1)).status).toBe(200);
    expect((await plan(township)).alike).toEqual([{ unitName: null, percent: 80 }]);
  });

  it("of another township isn't found", async () => {
    const { admin, township, secretary, begin, idOf, path } = await fresh();
    const id = await idOf(await begin(admin, "chamber-1"));
    expect((await township("GET", `${path}/${id}`)).status).toBe(404);
    expect((await begin(secretary, "tangxi-2")).status).toBe(400);
  });
});
