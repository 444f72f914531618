import { beforeEach, describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { wakeTenant } from "../../worker/jobs.ts";
import { type BeltCycle, beltCycle } from "../support/belt-cycle.ts";

let b: BeltCycle;
const items = ({ body }: { body: Readonly<Record<string, unknown>> }) => body["items"] as Record<string, unknown>[];

beforeEach(async () => {
  b = await beltCycle();
});

describe("the opening of a cycle bound to a standard of belts", () => {
  it("makes one sheet for each belt, asked of the township or trade committee that it belongs to", async () => {
    const { id } = await b.open();
    const rows = items(await b.call(b.people.admin, "GET", `assessments?cycle=${id}`));
    const shown = rows.map(({ ofBelt, unit, state }) => [ofBelt, unit, state]);
    expect(shown.toSorted((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1))).toEqual([
      [
        { id: "belt-1", code: "belt-1", name: "汤溪示范带" },
        { id: "tangxi", code: "tangxi", name: "tangxi 党组织", township: "汤溪镇" },
        "self",
      ],
      [
        { id: "belt-2", code: "belt-2", name: "汤溪北线" },
        { id: "tangxi", code: "tangxi", name: "tangxi 党组织", township: "汤溪镇" },
        "self",
      ],
      [
        { id: "belt-3", code: "belt-3", name: "商会示范带" },
        { id: "chamber", code: "chamber", name: "chamber 党组织", township: "商会" },
        "self",
      ],
    ]);
  });

  it("asks belts and units alike where both standards are bound, and only the belts that take part", async () => {
    const { cases } = await b.open({ standards: ["belt", "stars"], participants: { belts: ["belt-1"] } });
    expect([...cases.keys()].toSorted()).toEqual(["belt-1", "tangxi-1", "tangxi-2"]);
  });

  it("asks only the belts of the townships that take part", async () => {
    const { cases } = await b.open({ participants: { townships: ["chamber"] } });
    expect([...cases.keys()]).toEqual(["belt-3"]);
  });

  it("is refused by name where a belt that takes part belongs to nobody", async () => {
    const lost = await b.call(b.people.admin, "POST", "belts", { code: "lost", name: "无主带" });
    expect(lost.status).toBe(201);
    const asked = { code: "x", title: "年底验收", kind: "year-end", year: 2026, opensOn: "2026-11-20" };
    const made = await b.call(b.people.admin, "POST", "cycles", { ...asked, standards: ["belt"] });
    expect((await b.call(b.people.admin, "POST", `cycles/${made.body["id"]}/opening`)).body).toMatchObject({
      code: "conflict",
      detail: "无主带没有写明归哪个乡镇或行业党委，没有人自评；先写明，再开启。",
    });
  });
});

describe("the sheet of a belt", () => {
  it("is answered by its township or trade committee, by nobody else", async () => {
    const { cases } = await b.open();
    const id = cases.get("belt-1") ?? "";
    expect((await b.type(b.people.township, id, 20)).status).toBe(200);
    expect((await b.type(b.people.secretary, id, 20)).status).toBe(404);
    expect((await b.type(b.people.chamber, id, 20)).status).toBe(404);
    expect((await b.type(b.people.chamber, cases.get("belt-3") ?? "", 20)).status).toBe(200);
  });

  it("waits in its township's list as what is theirs to fill in", async () => {
    const { cases } = await b.open();
    const mine = items(await b.call(b.people.township, "GET", "assessments?mine=true&state=self"));
    expect(mine.map(({ id }) => id).toSorted()).toEqual([cases.get("belt-1"), cases.get("belt-2")].toSorted());
    const { body } = await b.call(b.people.township, "GET", `assessments/${cases.get("belt-1")}`);
    expect(body["may"]).toEqual(["answer", "submit"]);
    expect(body["unit"]).toMatchObject({ id: "tangxi", township: "汤溪镇" });
  });

  it("is scored by what is known of the belt: 12 公里 is long enough, 3 isn't, and unknown fails", async () => {
    const { cases } = await b.open();
    const scoreOf = async (belt: string) => {
      const { body } = await b.call(b.people.admin, "GET", `assessments/${cases.get(belt)}`);
      return body["score"] as { score: number | null; error: { item: string } | null };
    };
    await b.type(b.people.township, cases.get("belt-2") ?? "", 20);
    await b.type(b.people.chamber, cases.get("belt-3") ?? "", 20);
    expect((await scoreOf("belt-2")).score).toBe(85);
    expect((await scoreOf("belt-3")).score).toBe(60);
    expect((await scoreOf("belt-1")).error).toMatchObject({ item: "long" });
  });

  it("goes from its township straight to acceptance: nobody passes what they claimed themselves", async () => {
    const { cases } = await b.open();
    const id = cases.get("belt-2") ?? "";
    await b.type(b.people.township, id, 20);
    expect((await b.step(b.people.township, id, "submission")).body).toMatchObject({ state: "acceptance" });
    expect((await b.step(b.people.township, id, "review", {})).body).toMatchObject({ code: "wrong-stage" });
  });

  it("isn't checked by who answered it, though they be an assessor too", async () => {
    const { cases } = await b.open();
    const id = cases.get("belt-2") ?? "";
    const both = await b.at.asHolder(
      { role: "township", scope: { kind: "unit", id: "tangxi" } },
      { role: "assessor", scope: { kind: "tenant", id: b.at.code } },
    );
    await b.type(both, id, 20);
    expect((await b.step(both, id, "submission")).status).toBe(200);
    const refused = await b.step(both, id, "verification", { answers: [], vetoes: [] });
    expect([refused.status, refused.body["code"]]).toEqual([409, "separation"]);
  });

  it("goes back to its township with a reason, and comes again", async () => {
    const { cases } = await b.open();
    const id = cases.get("belt-2") ?? "";
    await b.type(b.people.township, id, 20);
    await b.step(b.people.township, id, "submission");
    const back = await b.step(b.people.assessor, id, "return", { reason: "佐证不全" });
    expect(back.body).toMatchObject({ state: "self", round: 2 });
    expect((await b.step(b.people.township, id, "submission")).body).toMatchObject({ state: "acceptance", round: 2 });
  });

  it("leaves a unit's sheet to its secretary: the township is forbidden to fill it in", async () => {
    const { cases } = await b.open({ standards: ["stars"] });
    const id = cases.get("tangxi-1") ?? "";
    const typed = [{ item: "unity", value: 5, base: null }];
    const refused = await b.call(b.people.township, "PATCH", `assessments/${id}/answers`, typed);
    expect(refused.body).toMatchObject({ status: 403, code: "forbidden", detail: "这份自评由它的书记填报。" });
    expect((await b.call(b.people.secretary, "PATCH", `assessments/${id}/answers`, typed)).status).toBe(200);
  });
});

describe("the results of belts", () => {
  it("are the belts', each its own, listed page by page beside those of units", async () => {
    const { id, cases } = await b.open();
    await b.accept(cases.get("belt-2") ?? "", 20);
    await b.accept(cases.get("belt-3") ?? "", 24);
    await b.close(id);
    const first = await b.call(b.people.admin, "GET", `results?cycle=${id}&limit=1`);
    const next = await b.call(b.people.admin, "GET", `results?cycle=${id}&limit=1&cursor=${first.body["nextCursor"]}`);
    expect([...items(first), ...items(next)]).toMatchObject([
      { unit: "chamber", ofBelt: { name: "商会示范带" }, score: 72, level: null, rank: 2, township: "商会" },
      { unit: "tangxi", ofBelt: { name: "汤溪北线" }, score: 85, level: "pass", rank: 1, township: "汤溪镇" },
    ]);
    expect(next.body["nextCursor"]).toBe(null);
    expect(items(await b.call(b.people.chamber, "GET", `results?cycle=${id}`))).toMatchObject([{ unit: "chamber" }]);
  });

  it("are corrected alone, though the same township answers for another belt", async () => {
    await b.call(b.people.admin, "PATCH", "belts/belt-1", { facts: { belt_length: 10 } }, '"1"');
    const { id, cases } = await b.open();
    await b.accept(cases.get("belt-1") ?? "", 20);
    await b.accept(cases.get("belt-2") ?? "", 20);
    await b.close(id);
    const [one, two] = items(await b.call(b.people.admin, "GET", `results?cycle=${id}`));
    const corrected = await b.call(
      b.people.assessor2,
      "POST",
      `results/${two?.["id"]}/corrections`,
      { reason: "录入有误", answers: [{ item: "density", value: 25, reason: "看错了" }] },
      '"2"',
    );
    expect([corrected.status, corrected.body["score"]]).toEqual([200, 90]);
    const answers = async (result: unknown) =>
      (await b.call(b.people.assessor, "GET", `results/${result}/documents`)).body["answers"];
    expect(await answers(two?.["id"])).toMatchObject({ density: 25 });
    expect(await answers(one?.["id"])).toMatchObject({ density: 20 });
  });

  it("become final after their publicity, and give no award: what is held is a unit's", async () => {
    const { id, cases } = await b.open();
    await b.accept(cases.get("belt-2") ?? "", 20);
    await b.close(id);
    await b.call(b.people.admin, "POST", "publicity", { cycle: id, days: 5, termMonths: 12 });
    await b.at.drain();
    b.at.clock.forward(10 * 86_400);
    await wakeTenant(b.at.deps, b.at.code);
    await b.at.drain();
    const { state } = (await b.at.database.db.select().from(own.results))[0] ?? {};
    expect(state).toBe("final");
    expect(await b.at.database.db.select().from(own.awards)).toEqual([]);
  });

  it("are objected to by who answers for them; who accepted another belt of theirs may answer", async () => {
    const { id, cases } = await b.open();
    await b.accept(cases.get("belt-2") ?? "", 20);
    const other = cases.get("belt-1") ?? "";
    await b.type(b.people.township, other, 20);
    await b.step(b.people.township, other, "submission");
    await b.step(b.people.assessor2, other, "verification", { answers: [], vetoes: [] });
    await b.step(b.people.assessor, other, "acceptance", { isAccepted: false, reason: "长度不明" });
    await b.close(id);
    await b.call(b.people.admin, "POST", "publicity", { cycle: id, days: 5, termMonths: 12 });
    await b.at.drain();
    const rows = items(await b.call(b.people.admin, "GET", `results?cycle=${id}`));
    const second = rows.find(({ ofBelt }) => (ofBelt as { code: string }).code === "belt-2");
    const raised = await b.call(b.people.township, "POST", "objections", { result: second?.["id"], text: "少算" });
    const answer = { isUpheld: false, text: "按现场核实" };
    const path = `objections/${raised.body["id"]}/answer`;
    const own2 = await b.call(b.people.assessor2, "POST", path, answer, raised.etag);
    expect(own2.body).toMatchObject({ code: "separation" });
    expect((await b.call(b.people.assessor, "POST", path, answer, raised.etag)).status).toBe(200);
  });

  it("are publicised under the belt's name, and who answers for it is told", async () => {
    const { id, cases } = await b.open();
    await b.accept(cases.get("belt-2") ?? "", 20);
    await b.close(id);
    const started = await b.call(b.people.admin, "POST", "publicity", { cycle: id, days: 5, termMonths: 12 });
    await b.at.drain();
    const [shown] = items(await b.call(b.people.secretary, "GET", `publicity/${started.body["id"]}/results`));
    expect(shown).toMatchObject({
      ofBelt: { name: "汤溪北线" },
      unit: "tangxi",
      township: "汤溪镇",
      score: 85,
      isOwn: false,
    });
    const [theirs] = items(await b.call(b.people.township, "GET", `publicity/${started.body["id"]}/results`));
    expect(theirs?.["isOwn"]).toBe(true);
    const told = items(await b.call(b.people.township, "GET", "inbox"));
    expect(told.map(({ kind }) => kind)).toEqual(["publicity"]);
    const raised = await b.call(b.people.township, "POST", "objections", { result: shown?.["id"], text: "少算一项" });
    expect(raised.body).toMatchObject({ source: "unit", ofBelt: { name: "汤溪北线" } });
  });

  it("aren't what a dashboard strings up, nor the latest results of units; asked for by their standard they are", async () => {
    const { id, cases } = await b.open();
    await b.accept(cases.get("belt-2") ?? "", 20);
    await b.close(id);
    expect((await b.call(b.people.admin, "GET", "dashboard")).body["cycle"]).toBe(null);
    expect(items(await b.call(b.people.admin, "GET", "results"))).toEqual([]);
    const latest = items(await b.call(b.people.admin, "GET", "results?standard=belt"));
    expect(latest).toMatchObject([{ ofBelt: { code: "belt-2" }, score: 85 }]);
    expect(items(await b.call(b.people.admin, "GET", `results?cycle=${id}&demonstration=false`))).toEqual([]);
  });

  it("prefill the next cycle's sheet of the same belt, and what it held is known", async () => {
    const first = await b.open();
    await b.accept(first.cases.get("belt-2") ?? "", 20);
    await b.close(first.id);
    const second = await b.open({ code: "2026-z", title: "复验" });
    const { body } = await b.call(b.people.admin, "GET", `assessments/${second.cases.get("belt-2")}`);
    const [section] = body["sections"] as { items: { code: string; draft: unknown }[] }[];
    expect(section?.items.map(({ draft }) => draft)).toEqual([20, 20, 20, null]);
    const other = await b.call(b.people.admin, "GET", `assessments/${second.cases.get("belt-1")}`);
    const [empty] = other.body["sections"] as { items: { draft: unknown }[] }[];
    expect(empty?.items.map(({ draft }) => draft)).toEqual([null, null, null, null]);
  });
});
