import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { openedCycle, publishBoth } from "../support/assessed.ts";
import { type Send, type TestTenant, tenant } from "../support/tenant.ts";

let at: TestTenant;
let path: string;
let secretary: Send;

const fact = { label: "示例", choices: [], position: 90 } as const;

beforeEach(async () => {
  at = await tenant();
  path = `/api/tenants/${at.code}`;
  secretary = await at.as("secretary");
  await note(at.database, [
    at.database.db.insert(own.facts).values([
      { ...fact, key: "hobby_rooms", of: "unit", type: "number", per: "standing", filledBy: "secretary" },
      { ...fact, key: "meets_line", of: "unit", type: "bool", per: "standing", filledBy: "township" },
      { ...fact, key: "served", of: "unit", type: "number", per: "cycle", filledBy: "department" },
    ]),
  ]);
});

interface Body {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly revision: number;
  readonly items: readonly { readonly facts: Readonly<Record<string, unknown>> }[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}
const json = async (response: Response) => (await response.json()) as Body;
const fill = (send: Send, unit: string, body: object, etag = "*") =>
  send("PATCH", `${path}/units/${unit}/facts`, body, { "if-match": etag });

describe("a unit's standing facts", () => {
  it("are filled in by whom they were given to, and stay unknown until then", async () => {
    const before = await secretary("GET", `${path}/units/tangxi-1`);
    expect((await json(before.clone())).facts).not.toHaveProperty("hobby_rooms");
    const filled = await fill(secretary, "tangxi-1", { facts: { hobby_rooms: 2 } }, before.headers.get("etag") ?? "");
    expect(filled.status).toBe(200);
    expect((await json(filled)).facts).toMatchObject({ hobby_rooms: 2 });
    const emptied = await json(await fill(secretary, "tangxi-1", { unknown: ["hobby_rooms"] }));
    expect(emptied.facts).not.toHaveProperty("hobby_rooms");
    const events = await at.database.db.select().from(own.events).where(eq(own.events.action, "fill"));
    expect(events.map(({ subjectId, actorId }) => [subjectId, actorId])).toEqual([
      ["tangxi-1", "user-secretary"],
      ["tangxi-1", "user-secretary"],
    ]);
  });

  it("of another role, undeclared or of another type are refused together", async () => {
    const facts = { meets_line: true, hobby_rooms: "两间", height: 3 };
    const refused = await fill(secretary, "tangxi-1", { facts, unknown: ["meets_line", "depth"] });
    expect(refused.status).toBe(400);
    expect((await json(refused)).errors).toEqual([
      { path: "facts.hobby_rooms", message: "示例应为最多六位小数的数，绝对值不超过 1,000,000,000,000" },
      { path: "facts.height", message: "没有登记这一事实，请先登记或删去" },
      { path: "facts.meets_line", message: "示例由乡镇经办填报" },
      { path: "unknown[0]", message: "示例由乡镇经办填报" },
      { path: "unknown[1]", message: "没有登记这一事实，请删去" },
    ]);
  });

  it("are filled in within each role's own reach, not within another's", async () => {
    const both = await at.asHolder(
      { role: "secretary", scope: { kind: "unit", id: "luobu-2" } },
      { role: "township", scope: { kind: "unit", id: "tangxi" } },
    );
    expect((await fill(both, "tangxi-1", { facts: { meets_line: true } })).status).toBe(200);
    expect((await fill(both, "tangxi-1", { facts: { hobby_rooms: 1 } })).status).toBe(400);
    expect((await fill(both, "luobu-2", { facts: { hobby_rooms: 1 } })).status).toBe(200);
    expect((await fill(both, "luobu-1", { facts: { hobby_rooms: 1 } })).status).toBe(404);
  });

  it("aren't written over what somebody else has changed meanwhile", async () => {
    const etag = (await secretary("GET", `${path}/units/tangxi-1`)).headers.get("etag") ?? "";
    await fill(await at.as("admin"), "tangxi-1", { facts: { meets_line: false } });
    expect((await fill(secretary, "tangxi-1", { facts: { hobby_rooms: 2 } }, etag)).status).toBe(412);
  });
});

describe("a cycle's facts", () => {
  const put = async (send: Send, cycle: string, units: readonly object[]) =>
    await send("PATCH", `${path}/cycles/${cycle}/facts`, { units });

  it("are filled in for several units at once, merge by key, and are read within reach", async () => {
    await publishBoth(at);
    const { id } = await openedCycle(at, await at.as("admin"));
    const department = await at.as("department");
    const both = [
      { unit: "tangxi-1", facts: { served: 12 } },
      { unit: "luobu-2", facts: { served: 3 } },
    ];
    expect((await put(department, id, both)).status).toBe(200);
    await put(department, id, [{ unit: "tangxi-1", facts: { served: 6 } }]);
    const read = async (send: Send) => (await json(await send("GET", `${path}/cycles/${id}/facts`))).items;
    expect(await read(department)).toMatchObject([
      { unit: "luobu-2", facts: { served: 3 } },
      { unit: "tangxi-1", facts: { served: 6 } },
    ]);
    expect(await read(secretary)).toMatchObject([{ unit: "tangxi-1", facts: { served: 6 } }]);
  });

  it("are all or nothing, with each fault at its place", async () => {
    await publishBoth(at);
    const { id } = await openedCycle(at, await at.as("admin"));
    const refused = await put(secretary, id, [
      { unit: "tangxi-1", facts: { served: 12 } },
      { unit: "luobu-2", facts: {} },
      { unit: "tangxi-1", facts: {} },
    ]);
    expect((await json(refused)).errors).toEqual([
      { path: "units[0].facts.served", message: "示例由牵头部门填报" },
      { path: "units[1].unit", message: "没有这个党组织" },
      { path: "units[2].unit", message: "这个党组织前面给过了" },
    ]);
    expect(await at.database.db.select().from(own.cycleFacts)).toEqual([]);
  });

  it("wait until the cycle is opened", async () => {
    await publishBoth(at);
    const planned = { code: "later", title: "下一次", kind: "quarterly", year: 2026, opensOn: "2026-12-01" };
    const made = await (await at.as("admin"))("POST", `${path}/cycles`, { ...planned, standards: ["point"] });
    const { id } = (await made.json()) as { id: string };
    const early = await put(await at.as("department"), id, [{ unit: "tangxi-1", facts: { served: 1 } }]);
    expect(early.status).toBe(409);
    expect((await put(await at.as("department"), "nothing", [{ unit: "tangxi-1" }])).status).toBe(404);
  });
});
