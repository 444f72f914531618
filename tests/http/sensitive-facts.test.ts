import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { readWorkbook, xlsxType } from "../../worker/spreadsheet/workbook.ts";
import { type Json, refusal } from "../support/life.ts";
import { rosterFile } from "../support/roster.ts";
import { tenant } from "../support/tenant.ts";

const json = async (response: Response): Promise<Json> => (await response.json()) as Json;

/** A tenant in which the number of members is sensitive, and one unit has it. */
async function fresh() {
  const at = await tenant();
  const admin = await at.as("admin");
  const path = `/api/tenants/${at.code}`;
  const change = await admin("PATCH", `${path}/facts/unit/members`, { isSensitive: true }, { "if-match": '"1"' });
  expect(await json(change)).toMatchObject({ key: "members", isSensitive: true, revision: 2 });
  const unit = `${path}/units/tangxi-2`;
  const filled = await admin("PATCH", `${unit}/facts`, { facts: { members: 7 } }, { "if-match": '"1"' });
  return { ...at, admin, path, unit, filled };
}

const readings = async ({ database }: Awaited<ReturnType<typeof fresh>>) =>
  await database.db.select().from(own.events).where(eq(own.events.subjectKind, "reading"));

describe("a sensitive fact", () => {
  it("is told of and not shown: in lists, alone, in what a change answers, and in the trail", async () => {
    const at = await fresh();
    expect(await json(at.filled)).toMatchObject({ masked: ["members"], revision: 2 });
    expect((await json(await at.admin("GET", at.unit)))["facts"]).not.toHaveProperty("members");
    const { items } = (await json(await at.admin("GET", `${at.path}/units?limit=200`))) as { items: Json[] };
    const listed = items.find(({ id }) => id === "tangxi-2");
    expect(listed).toMatchObject({ masked: ["members"] });
    expect(listed?.["facts"]).not.toHaveProperty("members");
    const [event] = await at.database.db.select().from(own.events).where(eq(own.events.action, "fill"));
    expect(event?.body).toMatchObject({ facts: {}, masked: ["members"] });
    expect(await readings(at)).toEqual([]);
  });

  it("is shown for a reason, which is kept with who looked", async () => {
    const at = await fresh();
    const before = at.roundTrips();
    const shown = await at.admin("POST", `${at.unit}/facts/revelation`, { reason: "核对应建" });
    expect(at.roundTrips() - before).toBe(2);
    expect(await json(shown)).toEqual({ facts: { members: 7 } });
    expect(await readings(at)).toMatchObject([
      { action: "read", body: { of: { kind: "unit", id: "tangxi-2" }, reason: "核对应建" } },
    ]);
  });

  it("is shown to nobody without a reason, nor out of reach, nor where there is none", async () => {
    const at = await fresh();
    const refused = await refusal(await at.admin("POST", `${at.unit}/facts/revelation`, {}));
    expect(refused).toMatchObject({ status: 400, errors: [{ path: "reason" }] });
    const viewer = await at.as("viewer");
    expect((await viewer("POST", `${at.unit}/facts/revelation`, { reason: "看看" })).status).toBe(403);
    const none = await at.admin("POST", `${at.path}/units/tangxi/facts/revelation`, { reason: "看看" });
    expect(none.status).toBe(404);
    expect(await readings(at)).toEqual([]);
  });

  it("is neither in the trail of an import nor in what is exported", async () => {
    const at = await fresh();
    const head = ["编码", "名称", "类别", "上级编码", "党员数"];
    const file = await rosterFile("党组织", [head, ["new-1", "新支部", "党支部", "luobu", 5]]);
    const sent = { "content-type": xlsxType };
    const checked = await json(await at.admin("POST", `${at.path}/units/imports?mode=add`, file, sent));
    const { id } = checked["import"] as { id: string };
    expect((await at.admin("POST", `${at.path}/units/imports/${id}/application`)).status).toBe(200);
    const [event] = await at.database.db.select().from(own.events).where(eq(own.events.action, "create"));
    expect(event?.body).toMatchObject({ code: "new-1", facts: {}, masked: ["members"] });
    const exported = await at.admin("GET", `${at.path}/units/export`);
    const [sheet] = await readWorkbook(new Uint8Array(await exported.arrayBuffer()));
    expect(sheet?.rows[0]).not.toContain("党员数");
    expect(sheet?.rows[0]).toContain("书记空缺");
  });

  it("is a standing one of units or entities alone", async () => {
    const { admin, path } = await fresh();
    const fact = { key: "months", of: "unit", label: "任职月数", type: "number", filledBy: "department", per: "cycle" };
    const refused = await refusal(await admin("POST", `${path}/facts`, { ...fact, isSensitive: true }));
    expect(refused["errors"]).toEqual([{ path: "isSensitive", message: "只有党组织、两新组织的常设事实可以定为敏感" }]);
  });
});
