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

  it("管理员建一条约 10 公里的带，三个示范点上带；书记建不了", async () => {
    const asked = { code: "example", name: "示例示范带", lengthMetres: 10_000, isLengthAbout: true };
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
  const id = (code: string): string => assessments.get(code)?.id ?? "";
  const five = ["team", "system", "carrier", "venue", "culture"].map((code) => `${code}_score`);

  it("带上的标准评不了带本身，评的是点；三个点各一份，在外党工委不在内", async () => {
    year.on("2016-12-01");
    const fields = { code: "2016-year", title: "2016 年底验收", kind: "year-end", year: 2016, opensOn: "2016-12-01" };
    const ofBelts = await person("admin").post("/cycles", { ...fields, standards: ["belt"] });
    expect(ofBelts.body).toMatchObject({ code: "invalid", errors: [{ path: "standards[0]" }] });
    cycle = await openCycle(year, { ...fields, standards: ["belt-point"], participants: { belts: [belt] } });
    assessments = await assessmentsOf(person("admin"), cycle);
    expect([...assessments.keys()].toSorted()).toEqual(["lawyers", "pastry", "zotye"]);
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

  it("整条带按“4+5”的四项要求试评：四项各 20 分，80 分", async () => {
    const answers = { density: 20, quality: 20, effect: 20, momentum: 20 };
    const asked = { standard: { code: "belt", version: 1 }, subjects: [{ id: "example", unit: {}, answers }] };
    const { body } = await person("assessor").post("/standards/evaluate", asked);
    expect(body["results"]).toMatchObject([{ id: "example", score: 80 }]);
  });

  it("结束验收：认定的一个有结果，没有认定的两个没有；结束以后不再收", async () => {
    await closeCycle(year, cycle, { reason: "其余两个点明年再验收" });
    const results = await everythingOf<Record<string, unknown>>(person("viewer"), "/results?cycle=2016-year");
    expect(results.map((each) => [each["unitCode"], each["score"], each["accepted"]])).toEqual([["lawyers", 90, true]]);
    expect((await step(person("secretary2"), id("zotye"), "submission")).body).toMatchObject({ code: "wrong-stage" });
  });
});
