import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { wakeTenant } from "../../worker/jobs.ts";
import { told } from "../support/assessing.ts";
import { closedCycle, type Publicising } from "../support/publicised.ts";

// It is 16:00 of 22 November 2026 in China: five days of publicity end with the 26th.

let p: Publicising;
let id: string;

beforeEach(async () => {
  p = await closedCycle();
});

async function begin(body?: object): Promise<void> {
  const started = await p.start(body);
  expect(started.status).toBe(201);
  id = String(started.body["id"]);
}

const publicity = async () => (await p.send("viewer", "GET", `publicity/${id}`)).body;
const inboxOf = async (user: string) =>
  (
    await p.a.at.database.db
      .select({ title: own.inbox.title })
      .from(own.inbox)
      .where(eq(own.inbox.userId, user))
      .orderBy(own.inbox.at, own.inbox.id)
  ).map(({ title }) => title);
/** Answers as a role other than the one who accepted. */
const answer = async (objection: string, isUpheld: boolean) =>
  await p.send("assessor", "POST", `objections/${objection}/answer`, { isUpheld, text: "查了租约，理由如下" }, '"1"');

describe("publicity", () => {
  it("begins with a closed cycle's results, for as many days as are said, and tells the secretaries", async () => {
    await begin();
    expect(await publicity()).toMatchObject({
      ...{ state: "open", startsOn: "2026-11-22", untilOn: "2026-11-26", days: 5, termMonths: 12 },
      ...{ cycleTitle: "四季度督查", results: 2, final: 0, objectedTo: 0, startedBy: "admin 01" },
    });
    expect(await p.states()).toEqual({ "tangxi-1": "publicised", "tangxi-2": "publicised" });
    expect(await inboxOf("user-secretary")).toEqual(["《四季度督查》的结果在公示，有异议 11 月 26 日前提出"]);
    const events = await p.a.at.database.db
      .select({ id: own.events.subjectId, revision: own.events.revision })
      .from(own.events)
      .where(eq(own.events.action, "publicised"));
    expect(events.map(({ revision }) => revision)).toEqual([3, 3]);
  });

  it("lasts five days and sets no term where nothing else is said, or what the tenant has set", async () => {
    await begin({});
    expect(await publicity()).toMatchObject({ days: 5, untilOn: "2026-11-26", termMonths: null });
    p = await closedCycle();
    const settings = JSON.stringify({ publicityDays: 7, awardMonths: 24 });
    await note(p.a.at.database, [p.a.at.database.db.update(own.tenant).set({ settings: sql`${settings}` })]);
    await begin({});
    expect(await publicity()).toMatchObject({ days: 7, untilOn: "2026-11-28", termMonths: 24 });
  });

  it("shows everybody who got what, whatever they reach, and not why", async () => {
    await begin();
    const list = await p.send("secretary", "GET", `publicity/${id}/results`);
    expect(list.body["items"]).toEqual([
      expect.objectContaining({ unit: "tangxi-1", score: 95, levelTitle: "五星级", state: "publicised" }),
      expect.objectContaining({ unit: "tangxi-2", score: 70, levelTitle: "三星级", isObjectedTo: false }),
    ]);
    expect(JSON.stringify(list.body)).not.toContain("explanation");
  });

  it("isn't begun twice, nor of a cycle that is open", async () => {
    await begin();
    expect((await p.start()).body).toMatchObject({ code: "conflict", detail: "这个周期的结果已经公示过。" });
    await note(p.a.at.database, [p.a.at.database.db.update(own.cycles).set({ state: "open" })]);
    expect((await p.start()).body).toMatchObject({ detail: "周期结束、结果算定以后才能公示。" });
    const unknown = await p.send("admin", "POST", "publicity", { cycle: "nowhere" });
    expect(unknown.body).toMatchObject({ errors: [{ path: "cycle", message: "没有这个考核周期" }] });
  });
});

describe("an objection", () => {
  it("can't be raised before the publicity", async () => {
    expect((await p.raise("secretary", "tangxi-1")).body).toMatchObject({ detail: "这个结果还没有公示。" });
  });

  it("is taken in the last minute of the last day in China, and not a minute later", async () => {
    await begin();
    await p.until("2026-11-26T23:59:30+08:00");
    expect((await p.raise("secretary", "tangxi-1")).status).toBe(201);
    await p.until("2026-11-27T00:00:00+08:00");
    expect((await p.raise("township", "tangxi-2")).status).toBe(409);
    expect(await p.states()).toEqual({ "tangxi-1": "publicised", "tangxi-2": "final" });
  });

  it("is the secretary's for their own unit alone, the township's and admin's for what came from outside", async () => {
    await begin();
    expect((await p.raise("secretary", "tangxi-2")).status).toBe(404);
    expect((await p.raise("secretary", "tangxi-1")).body).toMatchObject({ source: "unit", dueOn: "2026-11-27" });
    expect((await p.raise("secretary", "tangxi-1")).body).toMatchObject({ detail: "上一件异议还在等答复。" });
    expect((await p.raise("township", "tangxi-1")).body).toMatchObject({ source: "outside" });
    expect((await p.raise("admin", "tangxi-2")).body).toMatchObject({ source: "outside" });
    expect((await inboxOf("user-assessor")).length).toBe(3);
    const own = await p.send("secretary", "GET", "objections");
    expect((own.body["items"] as { unit: string }[]).map(({ unit }) => unit)).toEqual(["tangxi-1", "tangxi-1"]);
  });

  it("of a unit out of reach isn't found", async () => {
    await begin();
    const raised = await p.raise("admin", "tangxi-2");
    expect((await p.send("secretary", "GET", `objections/${raised.body["id"]}`)).status).toBe(404);
    expect((await p.send("township", "GET", `objections/${raised.body["id"]}`)).status).toBe(200);
  });

  it("isn't answered by whoever accepted the case, nor by whoever raised it", async () => {
    await begin();
    const own = String((await p.raise("secretary", "tangxi-1")).body["id"]);
    const asked = { isUpheld: false, text: "核验无误" };
    const path = `/api/tenants/${p.a.at.code}/objections/${own}/answer`;
    const refused = await told(await p.a.people.assessor2("POST", path, asked, { "if-match": '"1"' }));
    expect(refused.body).toMatchObject({ code: "separation", detail: "这一件是你验收的，异议由别的考核员答复。" });
    const outside = String((await p.raise("admin", "tangxi-2")).body["id"]);
    const again = await p.send("admin", "POST", `objections/${outside}/answer`, asked, '"1"');
    expect(again.body).toMatchObject({ code: "conflict", detail: "这件异议是你登记的，由别人答复。" });
  });

  it("is answered once, and the secretary is told", async () => {
    await begin();
    const raised = String((await p.raise("secretary", "tangxi-1")).body["id"]);
    expect((await answer(raised, false)).body).toMatchObject({
      state: "dismissed",
      answeredBy: "assessor 01",
      revision: 2,
    });
    expect((await inboxOf("user-secretary")).at(-1)).toBe("公示异议已答复：不成立");
    expect((await answer(raised, true)).body).toMatchObject({ code: "stale" });
    const other = { isUpheld: true, text: "改" };
    const twice = await p.send("admin", "POST", `objections/${raised}/answer`, other, '"2"');
    expect(twice.body).toMatchObject({ code: "conflict", detail: "这件异议已经答复。" });
  });

  it("is kept by the database as it was raised, and answered by another whoever forgets to ask", async () => {
    await begin();
    const raised = String((await p.raise("secretary", "tangxi-1")).body["id"]);
    const { database } = p.a.at;
    const run = async (text: string) => await database.client.execute(text);
    await expect(run("UPDATE objections SET text = '改'")).rejects.toThrow("answered once, never changed");
    await expect(run("DELETE FROM objections")).rejects.toThrow("never removed");
    const [step] = await database.db.select().from(own.caseSteps).where(eq(own.caseSteps.step, "accept"));
    const by = `answered_by = '${step?.userId}', answer = '好', is_upheld = 0, answered_at = '2026-11-23T00:00:00.000Z'`;
    await expect(run(`UPDATE objections SET ${by} WHERE id = '${raised}'`)).rejects.toThrow("separation");
    await expect(run("UPDATE results SET state = 'final', revision = revision + 1")).rejects.toThrow(
      "objection is open",
    );
  });
});

describe("a result", () => {
  it("is final after the last day, by the job that comes by itself, however often its message comes", async () => {
    await begin();
    await p.until("2026-11-26T23:59:59+08:00");
    expect(await p.states()).toEqual({ "tangxi-1": "publicised", "tangxi-2": "publicised" });
    p.a.at.clock.forward(1);
    await wakeTenant(p.a.at.deps, p.a.at.code);
    await wakeTenant(p.a.at.deps, p.a.at.code);
    p.a.at.queue.push(...p.a.at.queue, ...p.a.at.queue);
    await p.a.at.drain();
    expect(await p.states()).toEqual({ "tangxi-1": "final", "tangxi-2": "final" });
    expect(await publicity()).toMatchObject({ state: "closed", final: 2 });
    expect((await p.a.at.database.db.select().from(own.awards)).length).toBe(2);
  });

  it("isn't final by a press before the time is over", async () => {
    await begin();
    const early = await p.send("admin", "POST", `publicity/${id}/closing`);
    expect(early.body).toMatchObject({ detail: "公示到 2026-11-26 为止，期满以后才能生效。" });
    await p.until("2026-11-27T00:00:00+08:00");
    expect((await p.send("admin", "POST", `publicity/${id}/closing`)).body).toMatchObject({
      detail: "全部结果都已生效。",
    });
  });

  it("under an objection waits, alone, and is final once it is dismissed", async () => {
    await begin();
    const raised = String((await p.raise("secretary", "tangxi-1")).body["id"]);
    await p.until("2026-11-27T08:00:00+08:00");
    expect(await p.states()).toEqual({ "tangxi-1": "publicised", "tangxi-2": "final" });
    expect(await publicity()).toMatchObject({ state: "over", objectedTo: 1 });
    await answer(raised, false);
    await p.a.at.drain();
    expect(await p.states()).toEqual({ "tangxi-1": "final", "tangxi-2": "final" });
  });

  it("whose objection was upheld waits for its correction", async () => {
    await begin();
    const raised = String((await p.raise("secretary", "tangxi-1")).body["id"]);
    expect((await answer(raised, true)).body).toMatchObject({ state: "upheld" });
    await p.until("2026-11-27T08:00:00+08:00");
    expect(await p.states()).toMatchObject({ "tangxi-1": "publicised" });
    const corrected = await correct("tangxi-1", '"3"');
    expect(corrected.body).toMatchObject({ score: 85, level: "4" });
    expect((await p.send("admin", "POST", `publicity/${id}/closing`)).status).toBe(202);
    await p.a.at.drain();
    expect(await p.states()).toEqual({ "tangxi-1": "final", "tangxi-2": "final" });
  });

  it("that is final changes by a correction alone, which keeps what stood before", async () => {
    await begin();
    await p.until("2026-11-27T08:00:00+08:00");
    const { client } = p.a.at.database;
    await expect(client.execute("UPDATE results SET level = '4', revision = revision + 1")).rejects.toThrow(
      "changes only by a correction",
    );
    expect((await correct("tangxi-1", '"4"')).body).toMatchObject({ score: 85, level: "4", revision: 5 });
    const before = await p.send("secretary", "GET", `results/${p.results["tangxi-1"]}/corrections`);
    expect(before.body["items"]).toMatchObject([{ revision: 4, score: 95, level: "5", reason: "异议成立" }]);
    expect(await p.states()).toMatchObject({ "tangxi-1": "final" });
  });

  it("never goes back", async () => {
    await begin();
    const { client } = p.a.at.database;
    await expect(client.execute("UPDATE results SET state = 'accepted', revision = revision + 1")).rejects.toThrow(
      "publicised, then final",
    );
  });
});

/** The venue is shared after all: ten points less. By an assessor who had no other step on the case. */
async function correct(unit: "tangxi-1" | "tangxi-2", etag: string) {
  const assessor = await p.a.at.asHolder({ role: "assessor", scope: { kind: "tenant", id: p.a.at.code } });
  const path = `/api/tenants/${p.a.at.code}/results/${p.results[unit]}/corrections`;
  const body = { reason: "异议成立", answers: [{ item: "venue", value: "shared", reason: "两家合用" }] };
  return await told(await assessor("POST", path, body, { "if-match": etag }));
}
