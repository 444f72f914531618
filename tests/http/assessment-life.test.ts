import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { type Assessing, assessing, expectDone, fullMarks, itemsIn } from "../support/assessing.ts";

let a: Assessing;
let id: string;

beforeEach(async () => {
  a = await assessing();
  id = a.cycle.assessments.get("tangxi-1") ?? "";
});

/** Up to acceptance: typed, handed in, passed by the township. */
async function toAcceptance(typed: readonly object[] = fullMarks): Promise<void> {
  expect((await a.type(a.people.secretary, id, typed)).status).toBe(200);
  expectDone(await a.step(a.people.secretary, id, "submission"), "township");
  expectDone(await a.step(a.people.township, id, "review", {}), "acceptance");
}

describe("an assessment", () => {
  it("goes from the secretary to the township, the check on site and acceptance", async () => {
    await toAcceptance();
    const answers = [{ item: "venue", value: "shared", reason: "两家合用" }];
    expectDone(await a.step(a.people.assessor, id, "verification", { answers }), "acceptance");
    const accepted = { isAccepted: true, answers: [{ item: "effect", value: 18, reason: "走访党员 12 人，评价好" }] };
    expectDone(await a.step(a.people.assessor2, id, "acceptance", accepted), "decided");
    const items = itemsIn(await a.read(a.people.secretary, id));
    expect(items.get("venue")).toMatchObject({
      claimed: { value: "own", points: 30 },
      verified: { value: "shared", reason: "两家合用", points: 20 },
      accepted: { value: "shared", points: 20 },
      ...{ isDifferent: true, isDeviating: true },
    });
    expect(items.get("effect")).toMatchObject({
      ...{ claimed: { value: 15 }, verified: { value: 15 }, accepted: { value: 18, points: 18 } },
    });
  });

  it("says at each stage what may be done by whom", async () => {
    const may = async (send: (typeof a.people)["admin"]) => (await a.read(send, id)).body["may"];
    const { secretary, township, assessor, assessor2, admin } = a.people;
    expect(await may(secretary)).toEqual(["answer", "submit"]);
    expect(await may(township)).toEqual([]);
    await a.step(secretary, id, "submission");
    expect(await may(secretary)).toEqual([]);
    expect(await may(township)).toEqual(["review", "return"]);
    await a.step(township, id, "review", {});
    expect(await may(assessor)).toEqual(["verify", "return"]);
    await a.step(assessor, id, "verification", {});
    expect(await may(assessor)).toEqual(["return"]);
    expect(await may(assessor2)).toEqual(["accept", "return"]);
    expect(await may(admin)).toEqual([]);
  });

  it("shows a score that is marked provisional, of the stage that it has reached", async () => {
    await a.type(a.people.secretary, id, fullMarks.slice(0, 3));
    const drafted = (await a.read(a.people.secretary, id)).body["score"];
    expect(drafted).toMatchObject({ of: "draft", isProvisional: true, score: 70, missing: ["effect", "brand"] });
    await a.step(a.people.secretary, id, "submission");
    const claimed = (await a.read(a.people.township, id)).body["score"];
    expect(claimed).toMatchObject({ of: "claimed", score: 70, level: "3", levelTitle: "三星级" });
  });

  it("is returned with the reason, mended and handed in again; what was claimed before stays in the trail", async () => {
    await a.type(a.people.secretary, id, fullMarks);
    await a.step(a.people.secretary, id, "submission");
    expectDone(await a.step(a.people.township, id, "return", { reason: "场所写的是独立，实为共用" }), "self");
    await a.type(a.people.secretary, id, [{ item: "venue", value: "shared", base: "own" }]);
    const again = await a.step(a.people.secretary, id, "submission");
    expect(again.body).toMatchObject({ state: "township", round: 2 });
    const { history } = (await a.read(a.people.secretary, id)).body as { history: { action: string; note: string }[] };
    expect(history.map(({ action }) => action)).toEqual(["open", "submit", "return", "submit"]);
    expect(history[2]?.note).toBe("场所写的是独立，实为共用");
    const events = await a.at.database.db.select().from(own.events).where(eq(own.events.subjectId, id));
    const claims = events.filter(({ action }) => action === "submit").map(({ body }) => body["answers"]);
    expect(claims).toMatchObject([{ venue: "own" }, { venue: "shared" }]);
  });

  it("returned from acceptance loses its checks and reviews, and is checked anew", async () => {
    await toAcceptance();
    await a.step(a.people.assessor, id, "verification", {});
    expectDone(await a.step(a.people.assessor2, id, "return", { reason: "佐证不全" }), "self");
    await a.step(a.people.secretary, id, "submission");
    await a.step(a.people.township, id, "review", {});
    const early = await a.step(a.people.assessor2, id, "acceptance", { isAccepted: true });
    expect(early.body).toMatchObject({ status: 409, code: "site-check-missing" });
    expectDone(await a.step(a.people.assessor, id, "verification", {}), "acceptance");
    expectDone(await a.step(a.people.assessor2, id, "acceptance", { isAccepted: true }), "decided");
  });

  it("takes each step at its stage alone", async () => {
    const { township, assessor, secretary } = a.people;
    for (const [send, noun, body] of [
      [township, "review", {}],
      [assessor, "verification", {}],
      [assessor, "acceptance", { isAccepted: true }],
      [township, "return", { reason: "不全" }],
    ] as const) {
      expect((await a.step(send, id, noun, body)).body).toMatchObject({ status: 409, code: "wrong-stage" });
    }
    await a.step(secretary, id, "submission");
    expect((await a.step(secretary, id, "submission")).body).toMatchObject({ code: "wrong-stage" });
    expect((await a.type(secretary, id, fullMarks)).body).toMatchObject({ code: "wrong-stage" });
  });

  it("isn't decided on what was read before somebody else's step", async () => {
    const { etag } = await a.read(a.people.admin, id);
    await a.step(a.people.secretary, id, "submission");
    const path = `/api/tenants/${a.at.code}/assessments/${id}/review`;
    expect((await a.people.township("POST", path, {}, { "if-match": etag })).status).toBe(412);
    expect((await a.people.township("POST", path, {})).status).toBe(428);
  });

  it("of another township's unit isn't found", async () => {
    const elsewhere = a.cycle.assessments.get("chamber-1") ?? "";
    expect((await a.read(a.people.township, elsewhere)).status).toBe(404);
    expect((await a.read(a.people.secretary, elsewhere)).status).toBe(404);
    expect((await a.step(a.people.secretary, elsewhere, "submission")).status).toBe(404);
    expect((await a.step(a.people.township, elsewhere, "review", {})).status).toBe(404);
  });

  it("closes to its secretary after the last day in China, and opens again for what was returned", async () => {
    const cycle = `/api/tenants/${a.at.code}/cycles/${a.cycle.id}`;
    await a.people.admin("PATCH", cycle, { selfUntil: "2026-11-22", reviewUntil: "2026-11-25" }, { "if-match": "*" });
    a.at.clock.forward(7 * 3600 + 3599);
    await a.step(a.people.secretary, id, "submission");
    a.at.clock.forward(1);
    const other = a.cycle.assessments.get("tangxi-2") ?? "";
    const holder = await a.at.asHolder({ role: "secretary", scope: { kind: "unit", id: "tangxi-2" } });
    const late = await a.type(holder, other, fullMarks);
    expect(late.body).toMatchObject({ code: "too-late", detail: "自评到 2026-11-22 截止，要补请管理员改期。" });
    await a.step(a.people.township, id, "return", { reason: "不全" });
    expectDone(await a.step(a.people.secretary, id, "submission"), "township");
  });
});

describe("the people on one assessment", () => {
  it("are told apart: who checked on site doesn't accept, and is told which step it was", async () => {
    await toAcceptance();
    await a.step(a.people.assessor, id, "verification", {});
    const refused = await a.step(a.people.assessor, id, "acceptance", { isAccepted: true });
    expect(refused.body).toMatchObject({ code: "separation", detail: "这一件是你核验的，由别的考核员验收。" });
  });

  it("are told apart also where one person holds both roles", async () => {
    const both = await a.at.asHolder(
      { role: "secretary", scope: { kind: "unit", id: "tangxi-1" } },
      { role: "township", scope: { kind: "unit", id: "tangxi" } },
    );
    await a.step(both, id, "submission");
    expect((await a.step(both, id, "review", {})).body).toMatchObject({ code: "separation" });
  });
});

describe("a check on site", () => {
  it("wants a reason for what differs, and for what is scored at discretion", async () => {
    await toAcceptance();
    const answers = [
      { item: "secretary", value: true },
      { item: "meetings", value: 3 },
      { item: "effect", value: 15 },
      { item: "nothing", value: 1 },
      { item: "venue", value: "rented", reason: "租的" },
    ];
    const { body } = await a.step(a.people.assessor, id, "verification", { answers, vetoes: ["flood"] });
    const errors = body["errors"] as { path: string }[];
    expect(errors.map(({ path }) => path)).toEqual([
      ...["answers[3].item", "answers[4].value", "answers[1].reason", "answers[2].reason", "answers[3].reason"],
      "vetoes[0]",
    ]);
  });

  it("counts a deviation beyond the tenant's limit in the unit's history, and none within it", async () => {
    const settings = { deviationLimit: 5 };
    await note(a.at.database, [a.at.database.db.update(own.tenant).set({ settings }).where(eq(own.tenant.id, 1))]);
    await toAcceptance();
    const answers = [
      { item: "meetings", value: 3, reason: "缺一次记录" },
      { item: "venue", value: "shared", reason: "两家合用" },
    ];
    await a.step(a.people.assessor, id, "verification", { answers });
    const items = itemsIn(await a.read(a.people.admin, id));
    expect(items.get("meetings")).toMatchObject({ isDifferent: true, isDeviating: false });
    expect(items.get("venue")).toMatchObject({ isDifferent: true, isDeviating: true });
    const list = await a.people.admin("GET", `/api/tenants/${a.at.code}/assessments?unit=tangxi-1`);
    expect(await list.json()).toMatchObject({ items: [{ deviations: 1 }] });
  });
});

describe("acceptance", () => {
  const gate = (code: string, applies: string, atLeastLevel: string, isHard: boolean) => ({
    ...{ code, title: code, applies, atLeastLevel, isHard, document: "通知", position: 1 },
  });

  it("is refused where a hard gate isn't met, and says by how much", async () => {
    await note(a.at.database, [
      a.at.database.db
        .insert(own.gates)
        .values([gate("point", "unit.on_belt", "3", true), gate("demo", "unit.demonstration", "4", true)]),
    ]);
    await toAcceptance(fullMarks.slice(0, 3));
    await a.step(a.people.assessor, id, "verification", {});
    const refused = await a.step(a.people.assessor2, id, "acceptance", { isAccepted: true });
    expect(refused.body).toMatchObject({
      ...{ status: 409, code: "gates-unmet", detail: "要求四星级以上，认定三星级，差 10.00 分到四星级。" },
    });
    const silent = await a.step(a.people.assessor2, id, "acceptance", { isAccepted: false });
    expect(silent.body).toMatchObject({ code: "invalid", errors: [{ path: "reason" }] });
    const reason = "示范点没有到四星级";
    expectDone(await a.step(a.people.assessor2, id, "acceptance", { isAccepted: false, reason }), "decided");
    expect((await a.read(a.people.secretary, id)).body["decision"]).toEqual({ isAccepted: false, reason });
  });

  it("raises a veto, which takes the level", async () => {
    await toAcceptance();
    await a.step(a.people.assessor, id, "verification", { vetoes: ["accident"] });
    const { score, vetoes } = (await a.read(a.people.assessor2, id)).body;
    expect(score).toMatchObject({ score: 95, level: null });
    expect(vetoes).toMatchObject([{ code: "accident", isRaised: true }]);
  });
});
