import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accepted, assessmentsOf, closeCycle, openCycle, step, type } from "../support/walking.ts";
import { everythingOf, expectStatus, type Person, type Year, yearOf } from "../support/year.ts";

// 金华 by the report on its plan of 2015-04-29: belts of about 10 km, 1+7 categories, 4+5, "年底逐个进行验收". Points are the
// demonstration's 示例; of the belts the report names none, so the one here is 示例 too.

let year: Year;
let units: ReadonlyMap<string, string>;
let belt: string;
const person = (username: string): Person => year.person(username);
const unit = (code: string): string => units.get(code) ?? "";

beforeAll(async () => {
  year = await yearOf("jinhua", "2016-04-11");
  units = await year.units();
});

afterAll(() => year.close());

describe("一、示范带和 1+7 类别", () => {
  it("目标照规划：近期 11 条、中期 20 条左右、远期全覆盖，没有数的不编", async () => {
    const { body } = await person("viewer").get("/dashboard");
    const horizons = body["horizons"] as { title: string; targets: { label: string; count: number | null }[] }[];
    const belts = horizons.map(({ title, targets }) => [title, targets.at(-1)?.count ?? null]);
    expect(belts).toEqual([
      ["近期", 11],
      ["中期", 20],
      ["远期", null],
    ]);
  });

  it("管理员建一条约 10 公里的带，归示例街道，三个示范点上带；书记建不了", async () => {
    const street = { code: "street", name: "示例街道党工委", shortName: "示例街道", kind: "township" };
    const place = await person("admin").post("/units", { ...street, parent: unit("city") });
    expectStatus(place, 201);
    const township = String(place.body["id"]);
    const asked = {
      ...{ code: "example", name: "示例示范带", township, lengthMetres: 10_000, isLengthAbout: true },
      facts: { belt_length: 10 },
    };
    expect((await person("secretary").post("/belts", asked)).status).toBe(403);
    const made = await person("admin").post("/belts", { ...asked, plannedUnits: 3, plannedDemonstrations: 3 });
    expectStatus(made, 201);
    belt = String(made.body["id"]);
    for (const [index, code] of ["lawyers", "pastry", "zotye"].entries()) {
      const { etag } = await person("admin").get(`/units/${unit(code)}`);
      const placed = { belt, beltPosition: index + 1 };
      expectStatus(await person("admin").patch(`/units/${unit(code)}`, placed, etag), 200);
    }
    expect((await person("viewer").get(`/belts/${belt}`)).body).toMatchObject({ units: 3, demonstrations: 3 });
  });

  it("类别只有七个，编一个不收；在外婺商党工委还是六家", async () => {
    const { etag } = await person("admin").get(`/units/${unit("zotye")}`);
    const wrong = await person("admin").patch(`/units/${unit("zotye")}`, { category: "cinema" }, etag);
    expect(wrong.body).toMatchObject({
      code: "invalid",
      errors: [{ path: "category", message: "没有这个示范点类别" }],
    });
    expectStatus(await person("admin").patch(`/units/${unit("zotye")}`, { category: "youth" }, etag), 200);
    const all = await everythingOf<{ category: string | null }>(person("viewer"), "/units");
    expect(all.filter(({ category }) => category === "merchants-abroad")).toHaveLength(6);
  });

  it("每点标识介绍牌逐块登记；进出口指示牌和导向示意图各一", async () => {
    const { etag, body } = await person("township").get(`/belts/${belt}/signage`);
    expect(body["points"]).toHaveLength(3);
    const signs = [{ kind: "plate", unit: unit("lawyers"), installedOn: "2016-04-10" }];
    const set = await person("township").post(`/belts/${belt}/signage`, { signs }, etag);
    expectStatus(set, 200);
    const plates = (set.body["signs"] as { kind: string; installedOn: string | null }[]).filter(
      ({ kind }) => kind === "plate",
    );
    expect(plates.map(({ installedOn }) => installedOn)).toEqual(["2016-04-10", null, null]);
  });

  it("委员分头联系：一人联系一个示范点，再加一个不行", async () => {
    const liaison = { kind: "liaison", person: "工委委员 01" };
    expectStatus(await person("admin").post("/assignments", { ...liaison, unit: unit("lawyers") }), 201);
    expect((await person("admin").post("/assignments", { ...liaison, unit: unit("pastry") })).status).toBe(409);
  });
});

describe("二、年底逐个验收：五个有", () => {
  let cycle: string;
  let assessments: Awaited<ReturnType<typeof assessmentsOf>>;
  const id = (code: string): string => assessments.get(`belt-point ${code}`)?.id ?? "";
  const ofBelt = (): string => assessments.get("belt street")?.id ?? "";
  const five = ["team", "system", "carrier", "venue", "culture"].map((code) => `${code}_score`);

  it("点按“五个有”、带按“4+5”一起验收：三个点各一份、整条带一份，在外党工委不在内", async () => {
    year.on("2016-12-01");
    const fields = { code: "2016-year", title: "2016 年底验收", kind: "year-end", year: 2016, opensOn: "2016-12-01" };
    const standards = ["belt-point", "belt"];
    cycle = await openCycle(year, { ...fields, standards, participants: { belts: [belt] } });
    assessments = await assessmentsOf(person("admin"), cycle);
    expect([...assessments.keys()].toSorted()).toEqual([
      "belt street",
      "belt-point lawyers",
      "belt-point pastry",
      "belt-point zotye",
    ]);
    expect(assessments.get("belt street")).toMatchObject({ ofBelt: { code: "example", name: "示例示范带" } });
  });

  it("律师协会的书记填 18 分一项，自评、初审、核验、验收四个人办", async () => {
    await type(person("secretary"), id("lawyers"), Object.fromEntries(five.map((item) => [item, 18])));
    const hands = { secretary: person("secretary"), township: person("township") };
    await accepted({ ...hands, assessor: person("assessor"), accepting: person("assessor2") }, id("lawyers"));
    const { body } = await person("secretary").get(`/assessments/${id("lawyers")}`);
    expect(body["score"]).toMatchObject({ score: 90, of: "accepted" });
    expect((await person("secretary2").get(`/assessments/${id("lawyers")}`)).status).toBe(404);
  });

  it("众泰集团超过满分的填不进去；退回补正要写理由", async () => {
    const { body } = await person("secretary2").patch(`/assessments/${id("zotye")}/answers`, [
      { item: "team_score", value: 21, base: null },
    ]);
    expect(body).toMatchObject({ code: "invalid", errors: [{ path: "[0].value" }] });
    await type(person("secretary2"), id("zotye"), Object.fromEntries(five.map((item) => [item, 15])));
    await step(person("secretary2"), id("zotye"), "submission");
    expect((await step(person("township"), id("zotye"), "return", { reason: "" })).status).toBe(400);
    const back = await step(person("township"), id("zotye"), "return", { reason: "阵地的佐证不全" });
    expect(back.body).toMatchObject({ state: "self", round: 2 });
  });

  it("整条带由归口的一方按四项要求自评：密度、水平、作用、态势各 20 分；书记填不了，超过 25 分的填不进去", async () => {
    const typed = [{ item: "density", value: 20, base: null }];
    expect((await person("secretary").patch(`/assessments/${ofBelt()}/answers`, typed)).status).toBe(404);
    const over = await person("township").patch(`/assessments/${ofBelt()}/answers`, [
      { item: "momentum", value: 26, base: null },
    ]);
    expect(over.body).toMatchObject({ code: "invalid", errors: [{ path: "[0].value" }] });
    await type(person("township"), ofBelt(), { density: 20, quality: 20, effect: 20, momentum: 20 });
    const { body } = await person("township").get(`/assessments/${ofBelt()}`);
    expect(body["score"]).toMatchObject({ score: 80, of: "draft" });
  });

  it("交了直接到核验：自己填的不由自己初审；核验把态势看成 15 分，75 分，另一位考核员验收", async () => {
    const handed = await step(person("township"), ofBelt(), "submission");
    expect(handed.body).toMatchObject({ state: "acceptance" });
    expect((await step(person("township"), ofBelt(), "review")).body).toMatchObject({ code: "wrong-stage" });
    const seen = { answers: [{ item: "momentum", value: 15, reason: "新上的项目少于自报" }], vetoes: [] };
    expectStatus(await step(person("assessor"), ofBelt(), "verification", seen), 200);
    const same = await step(person("assessor"), ofBelt(), "acceptance", { isAccepted: true });
    expect(same.body).toMatchObject({ code: "separation" });
    expectStatus(await step(person("assessor2"), ofBelt(), "acceptance", { isAccepted: true }), 200);
    const { body } = await person("township").get(`/assessments/${ofBelt()}`);
    expect(body["score"]).toMatchObject({ score: 75, of: "accepted" });
  });

  it("结束验收：认定的一个点和整条带有结果，没有认定的两个点没有；结束以后不再收", async () => {
    await closeCycle(year, cycle, { reason: "其余两个点明年再验收" });
    const results = await everythingOf<Record<string, unknown>>(person("viewer"), "/results?cycle=2016-year");
    const told = results.map(({ unitCode, ofBelt: route, score, accepted: isAccepted }) => [
      ...[unitCode, (route as { name: string } | null)?.name ?? null, score, isAccepted],
    ]);
    expect(told).toEqual([
      ["lawyers", null, 90, true],
      ["street", "示例示范带", 75, true],
    ]);
    expect((await step(person("secretary2"), id("zotye"), "submission")).body).toMatchObject({ code: "wrong-stage" });
  });

  it("公示写带的名字，谁都看得到；点的等级随公示定，带没有", async () => {
    const started = await person("admin").post("/publicity", { cycle, days: 5 });
    expectStatus(started, 201);
    await year.drain();
    const shown = await everythingOf<Record<string, unknown>>(
      person("secretary2"),
      `/publicity/${started.body["id"]}/results`,
    );
    expect(shown.map(({ ofBelt: route, score }) => [(route as { name: string } | null)?.name ?? null, score])).toEqual([
      [null, 90],
      ["示例示范带", 75],
    ]);
    expect((await person("township").get("/inbox")).body["items"]).toMatchObject([{ kind: "publicity" }]);
  });
});
