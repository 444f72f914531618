import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import type { Scope } from "../../worker/actions/scope.ts";
import { selectVetoesInForce, selectVetoesOnCase } from "../../worker/actions/vetoes-in-force.ts";
import { tenant } from "../support/tenant.ts";

type Json = Record<string, unknown>;
const json = async (response: Response | Promise<Response>) => (await (await response).json()) as Json;

const vetoes = [
  { code: "accident", title: "发生安全生产责任事故" },
  { code: "unpaid", title: "拖欠党费", when: "unit.members > 0" },
];
const asked = {
  ...{ unit: "tangxi-1", standard: "five-have", veto: "accident", happenedOn: "2026-09-15" },
  ...{ from: "2026-09-15", until: "2027-09-14", text: "九月发生一起责任事故", proof: "应急管理部门通报" },
};

async function place() {
  const at = await tenant();
  const { db } = at.database;
  await note(at.database, [
    db.insert(own.standards).values({
      ...{ code: "five-have", version: 1, state: "published", title: "五个有", subject: "unit", document: { vetoes } },
      ...{ sha256: "0".repeat(64), holdsFrom: "2026-01-01", publishedAt: "2026-01-01T00:00:00.000Z" },
    }),
    db.insert(own.cycles).values({
      ...{ id: "c1", code: "2026-10", title: "10 月验收", kind: "acceptance", year: 2026, opensOn: "2026-08-01" },
      acceptanceUntil: "2026-10-31",
    }),
    db.insert(own.cycleStandards).values({ cycleId: "c1", standardCode: "five-have", standardVersion: 1 }),
    db.insert(own.assessments).values({
      ...{ id: "a-1", cycleId: "c1", unitId: "tangxi-1", standardCode: "five-have", standardVersion: 1 },
    }),
  ]);
  const path = `/api/tenants/${at.code}/vetoes`;
  const [admin, assessor, secretary] = [await at.as("admin"), await at.as("assessor"), await at.as("secretary")];
  const decide = async (more: Json = {}) => await json(assessor("POST", path, { ...asked, ...more }));
  const appeal = (id: unknown) => secretary("POST", `${path}/${id}/appeal`, { text: "责任不在本企业" });
  const answer = (who: typeof admin, id: unknown, isLifted: boolean) =>
    who("POST", `${path}/${id}/decision`, { isLifted, answer: "复核后认定责任在承包方" });
  const scope = { db, now: at.clock.now().toISOString() } as Scope;
  const onCase = async () => (await selectVetoesOnCase(scope, "a-1")).map(({ code }) => code);
  const on = async (day: string) => (await selectVetoesInForce(scope, "tangxi-1", day)).map(({ veto }) => veto);
  return { at, path, admin, assessor, secretary, decide, appeal, answer, onCase, on };
}

describe("a veto", async () => {
  const { at, path, admin, assessor, secretary, decide, appeal, answer, onCase, on } = await place();
  const veto = await decide();

  it("says what happened, its proof, its window and who decided it", () => {
    expect(veto).toMatchObject({
      ...{ title: "发生安全生产责任事故", state: "standing", isInForce: true, decidedBy: "assessor 01" },
      ...{ from: "2026-09-15", until: "2027-09-14", proof: "应急管理部门通报" },
    });
  });

  it("comes into the assessments of its standard whose acceptance ends within its window", async () => {
    expect(await onCase()).toEqual(["accident"]);
    expect([await on("2026-09-14"), await on("2026-09-15"), await on("2027-09-15")]).toEqual([[], ["accident"], []]);
  });

  it("is seen by its unit, and not outside", async () => {
    expect(await json(secretary("GET", `${path}/${veto["id"]}`))).toMatchObject({ may: ["appeal"] });
    const elsewhere = await decide({ unit: "luobu-1" });
    expect((await secretary("GET", `${path}/${elsewhere["id"]}`)).status).toBe(404);
    expect((await appeal(elsewhere["id"])).status).toBe(404);
    expect(await json(secretary("GET", path))).toMatchObject({ items: [{ id: veto["id"] }] });
    expect(((await json(admin("GET", `${path}?on=2027-09-14`)))["items"] as Json[]).length).toBe(2);
    expect(await json(admin("GET", `${path}?on=2027-09-15`))).toMatchObject({ items: [] });
  });

  it("is appealed once, and goes on counting until the answer", async () => {
    expect((await answer(admin, veto["id"], true)).status).toBe(409);
    expect(await json(appeal(veto["id"]))).toMatchObject({ state: "appealed", appeal: "责任不在本企业" });
    expect((await appeal(veto["id"])).status).toBe(409);
    expect(await onCase()).toEqual(["accident"]);
  });

  it("is answered by another person than who decided it, and counts no more once lifted", async () => {
    expect(await json(answer(assessor, veto["id"], true))).toMatchObject({
      code: "separation",
      detail: "这条否决是你定的，由另一位同事答复。",
    });
    expect(await json(answer(admin, veto["id"], true))).toMatchObject({
      ...{ state: "lifted", isInForce: false, answeredBy: "admin 01", answer: "复核后认定责任在承包方" },
    });
    expect(await onCase()).toEqual([]);
    expect((await answer(admin, veto["id"], false)).status).toBe(409);
  });

  it.each([
    ["changed", "UPDATE unit_vetoes SET until_on = '2026-09-20', revision = revision + 1"],
    ["put upon another unit", "UPDATE unit_vetoes SET unit_id = 'luobu-2', revision = revision + 1"],
    ["removed", "DELETE FROM unit_vetoes"],
  ])("is never %s in the database", async (_, statement) => {
    await expect(at.database.client.execute(statement)).rejects.toThrow();
  });
});

describe("a veto kept after its appeal", () => {
  it("goes on counting", async () => {
    const { admin, decide, appeal, answer, onCase } = await place();
    const veto = await decide();
    await appeal(veto["id"]);
    expect(await json(answer(admin, veto["id"], false))).toMatchObject({ state: "kept", isInForce: true });
    expect(await onCase()).toEqual(["accident"]);
  });
});

describe("what isn't a veto of the standard", () => {
  it("is refused with every fault", async () => {
    const { decide } = await place();
    const days = { happenedOn: "2026-11-23", from: "2026-11-20", until: "2026-11-01" };
    expect(await decide({ unit: "nowhere", veto: "unpaid", ...days })).toMatchObject({
      errors: [
        { path: "unit", message: "没有这个党组织，或已撤销" },
        { path: "veto", message: "否决“拖欠党费”由条件自动判定，不由人提出" },
        { path: "happenedOn", message: "还没到这一天，最晚写今天 2026-11-22" },
        { path: "from", message: "不早于发生的那天" },
        { path: "until", message: "不早于起算的那天" },
      ],
    });
    expect(await decide({ standard: "none" })).toMatchObject({ errors: [{ path: "standard" }] });
    expect(await decide({ veto: "none" })).toMatchObject({ errors: [{ path: "veto" }] });
  });
});
