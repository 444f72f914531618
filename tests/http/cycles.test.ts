import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { openedCycle, pointStandard, publishBoth, publishStandard } from "../support/assessed.ts";
import { type Send, type TestTenant, tenant } from "../support/tenant.ts";

let at: TestTenant;
let admin: Send;
let cycles: string;

const q4 = {
  code: "2026-q4",
  title: "四季度督查",
  kind: "quarterly",
  year: 2026,
  opensOn: "2026-11-20",
  selfUntil: "2026-11-30",
  reviewUntil: "2026-12-10",
  acceptanceUntil: "2026-12-20",
  standards: ["point"],
};

interface Refused {
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}
const refused = async (response: Response) => (await response.json()) as Refused;

async function planned(fields: object = {}): Promise<{ id: string; etag: string }> {
  const response = await admin("POST", cycles, { ...q4, ...fields });
  expect(response.status).toBe(201);
  return { id: ((await response.json()) as { id: string }).id, etag: response.headers.get("etag") ?? "" };
}

async function assessed(cycle: string) {
  return await at.database.db
    .select({ unit: own.assessments.unitId, standard: own.assessments.standardCode, state: own.assessments.state })
    .from(own.assessments)
    .where(eq(own.assessments.cycleId, cycle))
    .orderBy(asc(own.assessments.standardCode), asc(own.assessments.unitId));
}

beforeEach(async () => {
  at = await tenant();
  admin = await at.as("admin");
  cycles = `/api/tenants/${at.code}/cycles`;
  await publishBoth(at);
});

describe("a cycle that is planned", () => {
  it("asks nothing of anybody", async () => {
    const { id } = await planned();
    expect(await (await admin("GET", `${cycles}/${id}`)).json()).toMatchObject({
      ...{ code: "2026-q4", state: "planned", openedAt: null, standards: [], revision: 1 },
      terms: { standards: ["point"], participants: {}, siteChecks: 1 },
    });
    expect(await assessed(id)).toEqual([]);
  });

  it("is refused with every fault at its place", async () => {
    const response = await admin("POST", cycles, {
      ...q4,
      selfUntil: "2026-11-10",
      acceptanceUntil: "2026-12-01",
      standards: ["point", "nothing", "point"],
      participants: { belts: ["belt-9"], townships: ["luobu", "tangxi-1"] },
    });
    expect(response.status).toBe(400);
    expect((await refused(response)).errors).toEqual([
      { path: "selfUntil", message: "不能早于开启日 2026-11-20" },
      { path: "acceptanceUntil", message: "不能早于初审截止日 2026-12-10" },
      { path: "standards[1]", message: "没有已发布的标准 nothing，请先发布" },
      { path: "standards[2]", message: "point 前面给过了" },
      { path: "participants.belts[0]", message: "没有这条示范带" },
      { path: "participants.townships[1]", message: "没有这个乡镇或行业党委" },
    ]);
  });

  it("changes until it opens; then only its title and its last days do", async () => {
    const { id, etag } = await planned();
    const changed = await admin("PATCH", `${cycles}/${id}`, { siteChecks: 2 }, { "if-match": etag });
    expect(await changed.json()).toMatchObject({ terms: { siteChecks: 2 }, revision: 2 });
    await admin("POST", `${cycles}/${id}/opening`);
    await at.drain();
    const now = (await admin("GET", `${cycles}/${id}`)).headers.get("etag") ?? "";
    const later = await admin("PATCH", `${cycles}/${id}`, { selfUntil: "2026-12-02" }, { "if-match": now });
    expect(later.status).toBe(200);
    const settled = await admin("PATCH", `${cycles}/${id}`, { standards: ["stars"] }, { "if-match": "*" });
    expect(settled.status).toBe(409);
    expect((await refused(settled)).detail).toBe("周期已经开启，只能改名称和各个截止日。");
  });

  it("doesn't open before its day in China", async () => {
    const { id } = await planned({ opensOn: "2026-11-23", selfUntil: null, reviewUntil: null, acceptanceUntil: null });
    const early = await admin("POST", `${cycles}/${id}/opening`);
    expect((await refused(early)).detail).toBe("还没到开启日 2026-11-23，今天是 2026-11-22。");
    at.clock.forward(8 * 3600);
    expect((await admin("POST", `${cycles}/${id}/opening`)).status).toBe(202);
  });
});

describe("the opening of a cycle", () => {
  it("makes an assessment of whom the standard applies to, with an event each", async () => {
    const { id } = await planned();
    const response = await admin("POST", `${cycles}/${id}/opening`);
    expect(response.status).toBe(202);
    const { job } = (await response.json()) as { job: string };
    expect(await assessed(id)).toEqual([]);
    await at.drain();
    expect(await assessed(id)).toEqual([
      { unit: "chamber-1", standard: "point", state: "self" },
      { unit: "tangxi-1", standard: "point", state: "self" },
      { unit: "tangxi-2", standard: "point", state: "self" },
    ]);
    const events = await at.database.db.select().from(own.events).where(eq(own.events.subjectKind, "assessment"));
    expect(events.map(({ action, actorId, revision }) => ({ action, actorId, revision }))).toEqual(
      [1, 2, 3].map(() => ({ action: "open", actorId: "user-admin", revision: 1 })),
    );
    expect(await (await admin("GET", `/api/tenants/${at.code}/jobs/${job}`)).json()).toMatchObject({
      ...{ state: "done", done: 9, total: 9 },
    });
    expect(await (await admin("GET", `${cycles}/${id}`)).json()).toMatchObject({
      ...{ state: "open", standards: [{ code: "point", version: 1 }] },
    });
  });

  it("is the same job however often it is asked for", async () => {
    const { id } = await planned();
    const jobs = [];
    for (let time = 0; time < 3; time += 1) {
      jobs.push(await (await admin("POST", `${cycles}/${id}/opening`)).json());
      await at.drain();
    }
    expect(jobs[1]).toEqual(jobs[0]);
    expect(jobs[2]).toEqual(jobs[0]);
    expect(await assessed(id)).toHaveLength(3);
  });

  it("asked for twice at once opens once", async () => {
    const { id } = await planned();
    const both = await Promise.all([1, 2].map(() => admin("POST", `${cycles}/${id}/opening`)));
    expect(both.map(({ status }) => status).toSorted()[0]).toBe(202);
    await at.drain();
    expect(await assessed(id)).toHaveLength(3);
  });

  it("binds the version in force on the opening day", async () => {
    const later = { ...pointStandard, title: "创建点验收标准（新）" };
    await publishStandard(at.database, "point", later, { version: 2, holdsFrom: "2026-11-21" });
    const first = await openedCycle(at, admin, { code: "before", opensOn: "2026-11-20" });
    const second = await openedCycle(at, admin, { code: "after", opensOn: "2026-11-21" });
    const bound = async (id: string) =>
      ((await (await admin("GET", `${cycles}/${id}`)).json()) as { standards: unknown }).standards;
    expect(await bound(first.id)).toEqual([{ code: "point", version: 1 }]);
    expect(await bound(second.id)).toEqual([{ code: "point", version: 2 }]);
  });

  it("says which standard holds nowhere on its day", async () => {
    const { id } = await planned({ opensOn: "2025-12-31", year: 2025 });
    const response = await admin("POST", `${cycles}/${id}/opening`);
    expect((await refused(response)).detail).toBe("标准 point 在开启日 2025-12-31 没有施行的版本。");
  });

  it("asks branches alone where a standard has no condition, and each standard by itself", async () => {
    const { id } = await openedCycle(at, admin, { standards: ["point", "stars"] });
    expect((await assessed(id)).map(({ unit, standard }) => `${standard} ${unit}`)).toEqual([
      ...["point chamber-1", "point tangxi-1", "point tangxi-2"],
      ...["stars chamber-1", "stars luobu-1", "stars luobu-2", "stars tangxi-1", "stars tangxi-2"],
    ]);
  });

  it.each([
    [{ belts: ["belt-1"] }, ["tangxi-1", "tangxi-2"]],
    [{ townships: ["luobu", "chamber"] }, ["chamber-1", "luobu-1", "luobu-2"]],
    [{ demonstrationsOnly: true }, ["chamber-1", "tangxi-1"]],
    [{ declaredOnly: true }, ["luobu-2"]],
  ])("with %j asks those alone", async (participants, units) => {
    await note(at.database, [
      at.database.db
        .update(own.units)
        .set({ facts: { declared: ["harmony"] } })
        .where(eq(own.units.id, "luobu-2")),
      at.database.db
        .update(own.units)
        .set({ facts: { declared: [] } })
        .where(eq(own.units.id, "luobu-1")),
    ]);
    const { id } = await openedCycle(at, admin, { standards: ["stars"], participants });
    expect((await assessed(id)).map(({ unit }) => unit)).toEqual(units);
  });

  it("counts where each unit stands, within one's reach", async () => {
    const { id } = await openedCycle(at, admin);
    const progress = async (send: Send) => (await (await send("GET", `${cycles}/${id}/progress`)).json()) as object;
    const none = { self: 0, township: 0, department: 0, acceptance: 0, decided: 0 };
    expect(await progress(admin)).toMatchObject({
      ...{ state: "open", total: 3, states: { ...none, self: 3 }, job: { state: "done", done: 9, total: 9 } },
      townships: [
        { township: "商会", total: 1, states: { ...none, self: 1 } },
        { township: "汤溪镇", total: 2, states: { ...none, self: 2 } },
      ],
    });
    expect(await progress(await at.as("secretary"))).toMatchObject({ total: 1 });
  });
});
