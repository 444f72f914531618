import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { openedCycle } from "../support/assessed.ts";
import { type Assessing, assessing, expectDone, fullMarks, told } from "../support/assessing.ts";

let a: Assessing;
const unitsOf = { "tangxi-1": "tangxi", "tangxi-2": "tangxi", "chamber-1": "chamber" } as const;

/** Everything from the form to acceptance, with what was typed. */
async function decide(unit: keyof typeof unitsOf, typed: readonly object[], accept: object = { isAccepted: true }) {
  const id = a.cycle.assessments.get(unit) ?? "";
  const secretary = await a.at.asHolder({ role: "secretary", scope: { kind: "unit", id: unit } });
  const township = await a.at.asHolder({ role: "township", scope: { kind: "unit", id: unitsOf[unit] } });
  if (typed.length > 0) await a.type(secretary, id, typed);
  await a.step(secretary, id, "submission");
  await a.step(township, id, "review", {});
  await a.step(a.people.assessor, id, "verification", {});
  expectDone(await a.step(a.people.assessor2, id, "acceptance", accept), "decided");
}

const close = async (body: object = {}) =>
  await told(await a.people.admin("POST", `/api/tenants/${a.at.code}/cycles/${a.cycle.id}/closing`, body));

async function resultsOf() {
  const { results, units } = own;
  return await a.at.database.db
    .select({
      ...{ unit: units.code, accepted: results.isAccepted, score: results.scoreHundredths, level: results.level },
      ...{ rank: results.rank, state: results.state },
    })
    .from(results)
    .innerJoin(units, eq(units.id, results.unitId))
    .orderBy(asc(units.code));
}

beforeEach(async () => {
  a = await assessing();
});

describe("the closing of a cycle", () => {
  it("scores all that was decided together, and leaves results that aren't final", async () => {
    await decide("tangxi-1", fullMarks);
    await decide("tangxi-2", fullMarks.slice(0, 3));
    await decide("chamber-1", [], { isAccepted: false, reason: "没有活动场所" });
    expect((await close()).status).toBe(202);
    await a.at.drain();
    expect(await resultsOf()).toEqual([
      { unit: "chamber-1", accepted: false, score: 0, level: null, rank: 3, state: "accepted" },
      { unit: "tangxi-1", accepted: true, score: 9500, level: "5", rank: 1, state: "accepted" },
      { unit: "tangxi-2", accepted: true, score: 7000, level: "3", rank: 2, state: "accepted" },
    ]);
    const cycle = await told(await a.people.admin("GET", `/api/tenants/${a.at.code}/cycles/${a.cycle.id}`));
    expect(cycle.body).toMatchObject({ state: "closed", closedOn: "2026-11-22", results: 3 });
    const list = await told(await a.people.secretary("GET", `/api/tenants/${a.at.code}/results?cycle=2026-q4`));
    const [result] = list.body["items"] as { id: string; score: number; levelTitle: string }[];
    expect(result).toMatchObject({ score: 95, levelTitle: "五星级" });
    const why = await told(await a.people.secretary("GET", `/api/tenants/${a.at.code}/results/${result?.id}`));
    expect(why.body).toMatchObject({ explanation: { score: 95 } });
  });

  it("wants a reason where some are undecided, and gives those no result", async () => {
    await decide("tangxi-1", fullMarks);
    expect((await close()).body).toMatchObject({
      ...{ code: "conflict", detail: "还有 2 份没有认定；照此结束要写理由，它们没有结果。" },
    });
    expect((await close({ reason: "年底结账" })).status).toBe(202);
    await a.at.drain();
    expect((await resultsOf()).map(({ unit }) => unit)).toEqual(["tangxi-1"]);
  });

  it("lets nobody change an assessment any more", async () => {
    await close({ reason: "年底结账" });
    const id = a.cycle.assessments.get("tangxi-1") ?? "";
    expect((await a.type(a.people.secretary, id, fullMarks)).body).toMatchObject({ code: "wrong-stage" });
    expect((await a.step(a.people.secretary, id, "submission")).body).toMatchObject({ code: "wrong-stage" });
  });

  it("is one job however often it is asked for or its message comes", async () => {
    await decide("tangxi-1", fullMarks);
    const jobs = [await close({ reason: "年底结账" }), await close({ reason: "年底结账" })].map(
      ({ body }) => body["job"],
    );
    expect(jobs[1]).toBe(jobs[0]);
    a.at.queue.push(...a.at.queue);
    await a.at.drain();
    expect(await resultsOf()).toHaveLength(1);
    const events = await a.at.database.db.select().from(own.events).where(eq(own.events.subjectKind, "result"));
    expect(events.map(({ action, revision }) => ({ action, revision }))).toEqual([
      { action: "freeze", revision: 1 },
      { action: "score", revision: 2 },
    ]);
  });

  it("holds a hard gate against what acceptance took: the level it counted on must stand", async () => {
    await decide("tangxi-2", fullMarks.slice(0, 3));
    const gate = { code: "point", title: "创建点", applies: "unit.on_belt", atLeastLevel: "4", isHard: true };
    await note(a.at.database, [a.at.database.db.insert(own.gates).values({ ...gate, document: "通知", position: 1 })]);
    await close({ reason: "年底结账" });
    await a.at.drain();
    expect(await resultsOf()).toMatchObject([{ unit: "tangxi-2", accepted: false, level: "3" }]);
  });

  it("fills in the next cycle's form with what was accepted, and says where it came from", async () => {
    await decide("tangxi-1", fullMarks);
    await close({ reason: "年底结账" });
    await a.at.drain();
    const next = await openedCycle(a.at, a.people.admin, {
      code: "2026-year",
      kind: "year-end",
      standards: ["point", "stars"],
    });
    const list = await told(await a.people.secretary("GET", `/api/tenants/${a.at.code}/assessments?cycle=${next.id}`));
    const forms = list.body["items"] as { id: string; standard: { code: string } }[];
    const item = async (code: string, name: string) => {
      const form = await a.read(a.people.secretary, forms.find(({ standard }) => standard.code === code)?.id ?? "");
      const sections = form.body["sections"] as { items: { code: string }[] }[];
      return sections.flatMap(({ items }) => items).find((each) => each.code === name);
    };
    expect(await item("point", "venue")).toMatchObject({
      ...{ draft: "own", prefilled: { from: "cycle", title: "四季度督查" } },
    });
    expect(await item("stars", "secretary")).toMatchObject({
      ...{ draft: true, prefilled: { from: "standard", title: "创建点验收标准" } },
    });
    expect(await item("stars", "unity")).toMatchObject({ draft: null, prefilled: null });
  });
});

describe("a correction of a result", () => {
  it("scores the one again against the frozen others, and leaves what stood before readable", async () => {
    await decide("tangxi-1", fullMarks);
    await decide("tangxi-2", fullMarks.slice(0, 3));
    await close({ reason: "年底结账" });
    await a.at.drain();
    const list = await told(await a.people.admin("GET", `/api/tenants/${a.at.code}/results?cycle=2026-q4`));
    const [first] = list.body["items"] as { id: string }[];
    const path = `/api/tenants/${a.at.code}/results/${first?.id}`;
    const correct = async (send: typeof a.people.assessor2, etag: string) =>
      await told(
        await send(
          "POST",
          `${path}/corrections`,
          { reason: "复核", answers: [{ item: "venue", value: "none", reason: "已退租" }] },
          { "if-match": etag },
        ),
      );
    expect((await correct(a.people.assessor, '"2"')).body).toMatchObject({ code: "separation" });
    expect((await correct(a.people.assessor2, '"1"')).body).toMatchObject({ code: "stale" });
    const done = await correct(a.people.assessor2, '"2"');
    expect(done.body).toEqual({ id: first?.id, accepted: true, score: 65, level: null, revision: 3 });
    expect(await resultsOf()).toMatchObject([
      { unit: "tangxi-1", score: 6500, level: null, rank: 2 },
      { unit: "tangxi-2", score: 7000, level: "3", rank: 2 },
    ]);
    const before = await told(await a.people.secretary("GET", `${path}/corrections`));
    expect(before.body["items"]).toMatchObject([
      { revision: 2, score: 95, level: "5", accepted: true, reason: "复核", answers: { venue: "own" } },
    ]);
  });
});
