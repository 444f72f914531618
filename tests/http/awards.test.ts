import { beforeEach, describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { openedCycle } from "../support/assessed.ts";
import { told } from "../support/assessing.ts";
import { closedCycle, type Publicising } from "../support/publicised.ts";

// Results are publicised from 22 to 26 November 2026 and final on the 27th, in China.

let p: Publicising;

beforeEach(async () => {
  p = await closedCycle();
});

const awardsOf = async (unit: string) =>
  (await p.send("viewer", "GET", `awards?unit=${unit}`)).body["items"] as Record<string, unknown>[];

/** Held from a day of one's own choosing, as an earlier cycle left it. */
const held = async (unit: string, level: string, untilOn: string | null) =>
  await note(p.a.at.database, [
    p.a.at.database.db.insert(own.awards).values({
      ...{
        id: `old-${unit}`,
        unitId: unit,
        standardCode: "point",
        cause: "granted",
        level,
        levelTitle: `${level} 星级`,
      },
      ...{ fromOn: "2025-11-27", untilOn, decidedAt: "2025-11-27T00:00:00.000Z" },
    }),
  ]);

describe("a level", () => {
  it("is held from the day on which the result is final, for its term", async () => {
    await p.start();
    expect(await awardsOf("tangxi-1")).toEqual([]);
    await p.until("2026-11-27T00:00:00+08:00");
    expect(await awardsOf("tangxi-1")).toMatchObject([
      { cause: "granted", levelTitle: "五星级", from: "2026-11-27", until: "2027-11-26", isHeld: true },
    ]);
  });

  it("held before is renewed, promoted or downgraded", async () => {
    await held("tangxi-1", "5", null);
    await held("tangxi-2", "4", null);
    await p.start();
    await p.until("2026-11-27T00:00:00+08:00");
    expect((await awardsOf("tangxi-1")).map(({ cause, isHeld }) => [cause, isHeld])).toEqual([
      ["renewed", true],
      ["granted", false],
    ]);
    expect((await awardsOf("tangxi-2")).map(({ cause }) => cause)).toEqual(["downgraded", "granted"]);
    p = await closedCycle();
    await held("tangxi-1", "3", null);
    await p.start();
    await p.until("2026-11-27T00:00:00+08:00");
    expect((await awardsOf("tangxi-1")).map(({ cause }) => cause)).toEqual(["promoted", "granted"]);
  });

  it("doesn't follow from a quarterly check", async () => {
    p = await closedCycle("quarterly");
    await p.start();
    await p.until("2026-11-27T00:00:00+08:00");
    expect(await p.states()).toMatchObject({ "tangxi-1": "final" });
    expect(await awardsOf("tangxi-1")).toEqual([]);
  });

  it("ends with its term: the job notes it, and the secretary is told", async () => {
    await p.start();
    await p.until("2026-11-27T08:00:00+08:00");
    await p.until("2027-11-26T09:00:00+08:00");
    const [last] = await p.a.at.database.db.select().from(own.awards).limit(1);
    expect(last?.cause).toBe("granted");
    await p.until("2027-11-27T09:00:00+08:00");
    const causes = await p.a.at.database.db
      .select({ unit: own.awards.unitId, cause: own.awards.cause, from: own.awards.fromOn })
      .from(own.awards)
      .orderBy(own.awards.unitId, own.awards.fromOn);
    expect(causes).toEqual([
      { unit: "tangxi-1", cause: "granted", from: "2026-11-27" },
      { unit: "tangxi-1", cause: "expired", from: "2027-11-27" },
      { unit: "tangxi-2", cause: "granted", from: "2026-11-27" },
      { unit: "tangxi-2", cause: "expired", from: "2027-11-27" },
    ]);
    const titles = await p.a.at.database.db.select({ title: own.inbox.title, user: own.inbox.userId }).from(own.inbox);
    expect(titles).toContainEqual({ title: "五星级已经到期", user: "user-secretary" });
    await p.until("2027-11-28T09:00:00+08:00");
    expect((await p.a.at.database.db.select().from(own.awards)).length).toBe(4);
  });

  it("is withdrawn with a reason, from today, once; what was held stays readable", async () => {
    await p.start();
    await p.until("2026-11-27T00:00:00+08:00");
    const id = String((await awardsOf("tangxi-1"))[0]?.["id"]);
    const withdraw = async (role: "admin" | "assessor", body: object) =>
      await p.send(role, "POST", `awards/${id}/withdrawal`, body);
    expect((await withdraw("admin", {})).status).toBe(400);
    expect((await withdraw("assessor", { reason: "活动场所撤了" })).status).toBe(403);
    expect((await withdraw("admin", { reason: "活动场所撤了" })).status).toBe(200);
    expect((await withdraw("admin", { reason: "再来" })).body).toMatchObject({ code: "conflict" });
    expect(await awardsOf("tangxi-1")).toMatchObject([
      { cause: "withdrawn", level: null, reason: "活动场所撤了", decidedBy: "admin 01", isHeld: false },
      { cause: "granted", level: "5", isHeld: false },
    ]);
  });

  it("follows the correction of a final result, within the same term", async () => {
    await p.start();
    await p.until("2026-11-27T00:00:00+08:00");
    await p.until("2026-12-10T10:00:00+08:00");
    const assessor = await p.a.at.asHolder({ role: "assessor", scope: { kind: "tenant", id: p.a.at.code } });
    const path = `/api/tenants/${p.a.at.code}/results/${p.results["tangxi-1"]}/corrections`;
    const body = { reason: "场所合用", answers: [{ item: "venue", value: "shared", reason: "两家合用" }] };
    expect((await told(await assessor("POST", path, body, { "if-match": '"4"' }))).status).toBe(200);
    expect(await awardsOf("tangxi-1")).toMatchObject([
      { cause: "downgraded", level: "4", from: "2026-12-10", until: "2027-11-26", reason: "场所合用", isHeld: true },
      { cause: "granted", level: "5", isHeld: false },
    ]);
  });

  it("is what the next cycle finds held on its opening day", async () => {
    await held("tangxi-1", "3", "2026-11-30");
    await held("tangxi-2", "4", "2026-11-19");
    const next = { code: "2026-12", kind: "acceptance", opensOn: "2026-11-22" };
    const { id } = await openedCycle(p.a.at, await p.a.at.as("admin"), next);
    const rows = await p.a.at.database.db
      .select({ unit: own.assessments.unitId, cycle: own.assessments.cycleId, held: own.assessments.held })
      .from(own.assessments);
    const found = Object.fromEntries(rows.flatMap((row) => (row.cycle === id ? [[row.unit, row.held]] : [])));
    expect(found["tangxi-1"]).toEqual({ level: "3", levels: { point: "3" } });
    expect(found["tangxi-2"]).toEqual({ level: null, levels: {} });
  });

  it("of a unit out of reach isn't listed, nor withdrawn", async () => {
    await p.start();
    await p.until("2026-11-27T00:00:00+08:00");
    const list = await p.send("secretary", "GET", "awards");
    expect((list.body["items"] as { unit: string }[]).map(({ unit }) => unit)).toEqual(["tangxi-1"]);
  });

  it("is history that nobody changes", async () => {
    await held("tangxi-1", "3", null);
    const { client } = p.a.at.database;
    await expect(client.execute("UPDATE awards SET level = '5'")).rejects.toThrow("what was held is history");
    await expect(client.execute("DELETE FROM awards")).rejects.toThrow("what was held is history");
  });
});
