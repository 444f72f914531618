import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { creditCode } from "../support/credit-codes.ts";
import { accepted, assessmentsOf, closeCycle, openCycle, step, type } from "../support/walking.ts";
import { everythingOf, expectStatus, type Person, type Year, yearOf } from "../support/year.ts";

// 衢州 by its standard: 六个好 is one name with two texts, 五个有 is asked of the committees, and the rates of coverage are
// counted over entities with their definitions. The article gives no figures: every number here is 示例.

let year: Year;
let units: ReadonlyMap<string, string>;
let cycle: string;
let assessments: Awaited<ReturnType<typeof assessmentsOf>>;
const person = (username: string): Person => year.person(username);
const unit = (code: string): string => units.get(code) ?? "";
const id = (key: string): string => assessments.get(key)?.id ?? "";
const rated = (...codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, 9]));

beforeAll(async () => {
  year = await yearOf("quzhou", "2016-05-03");
  units = await year.units();
});

afterAll(() => year.close());

describe("一、应建必建：覆盖率连同定义", () => {
  const entities = [
    { name: "示例企业 11", kind: "enterprise", isOperating: true, fullMembers: 5 },
    { name: "示例企业 12", kind: "enterprise", isOperating: true, fullMembers: 1 },
    { name: "示例企业 13", kind: "enterprise", isOperating: true, fullMembers: 4 },
    { name: "示例社会组织 11", kind: "social", isOperating: true, fullMembers: 3 },
  ];
  const made: string[] = [];
  const figures = async () => {
    const { body } = await person("viewer").get("/coverage");
    const all = body["figures"] as { code: string; text: string; definition: string; numerator: number | null }[];
    return new Map(all.map((figure) => [figure.code, figure]));
  };

  it("管理员登记四家两新组织；编错一位的信用代码不收，同一家不收两次", async () => {
    const admin = person("admin");
    const wrong = `${creditCode(1).slice(0, 17)}${creditCode(1).endsWith("0") ? "1" : "0"}`;
    expect((await admin.post("/entities", { ...entities[0], creditCode: wrong })).status).toBe(400);
    for (const [index, entity] of entities.entries()) {
      const added = await admin.post("/entities", { ...entity, creditCode: creditCode(index + 1) });
      expectStatus(added, 201);
      made.push(String(added.body["id"]));
    }
    expect((await admin.post("/entities", { ...entities[0], creditCode: creditCode(1) })).status).toBe(409);
  });

  it("再单独组建一家、挂靠一家、社会组织一家：连同已有的，经营的八家覆盖了六家，应建的六家组建了四家", async () => {
    const links = [
      { entity: made[0], unit: unit("longyou-01"), mode: "single" },
      { entity: made[1], unit: unit("longyou-01"), mode: "attached" },
      { entity: made[3], unit: unit("longyou-02"), mode: "single" },
    ];
    for (const link of links) expectStatus(await person("admin").post("/coverages", link), 201);
    const rates = [...(await figures()).values()].map(({ code, definition, ...figure }) => [
      code,
      figure.numerator,
      definition.length > 0,
    ]);
    expect(rates).toEqual([
      ["organisation", 6, true],
      ["single", 4, true],
      ["must", 4, true],
      ["work", expect.anything(), true],
    ]);
  });

  it("有一家的党员数没有报，组建率就是未知，不当作没有", async () => {
    const { etag } = await person("admin").get(`/entities/${made[2]}`);
    expectStatus(await person("admin").patch(`/entities/${made[2]}`, { fullMembers: null }, etag), 200);
    expect((await figures()).get("must")?.numerator).toBeNull();
  });
});

describe("二、同叫“六个好”，按领域用两个标准", () => {
  it("开启以后，经济组织、社会组织、工委各问各的", async () => {
    cycle = await openCycle(year, {
      ...{ code: "2016-year", title: "2016 年考核", kind: "year-end", year: 2016, opensOn: "2016-05-03" },
      standards: ["six-goods-economic", "six-goods-social", "committee-five"],
    });
    assessments = await assessmentsOf(person("admin"), cycle);
    expect([...assessments.keys()].toSorted()).toEqual([
      "committee-five city",
      "committee-five longyou",
      "six-goods-economic longyou-01",
      "six-goods-social longyou-02",
    ]);
  });

  it("两家书记各填自己的，看不到对方的", async () => {
    const economic = ["production", "results", "labour", "culture", "duty", "building"].map((code) => `${code}_score`);
    await type(person("secretary2"), id("six-goods-economic longyou-01"), { ...rated(...economic), pairs: 5 });
    const elsewhere = await person("secretary2").get(`/assessments/${id("six-goods-social longyou-02")}`);
    expect(elsewhere.status).toBe(404);
    const { body } = await person("secretary3").get(`/assessments/${id("six-goods-social longyou-02")}`);
    const sections = body["sections"] as { title: string; kind: string; items: { code: string }[] }[];
    const base = sections.filter(({ kind }) => kind === "base");
    expect(base.map(({ title }) => title)).toEqual([
      ...["领导班子好", "党员队伍好", "工作机制好", "发展业绩好", "诚信服务好", "群众反映好"],
    ]);
    const codes = base.flatMap(({ items }) => items).map(({ code }) => code);
    await type(person("secretary3"), id("six-goods-social longyou-02"), rated(...codes));
  });

  it("经济组织 90 分加五结对 5 分，社会组织 90 分，都是五星级", async () => {
    const hands = { township: person("township"), assessor: person("assessor"), accepting: person("assessor2") };
    await accepted({ ...hands, secretary: person("secretary2") }, id("six-goods-economic longyou-01"));
    await accepted({ ...hands, secretary: person("secretary3") }, id("six-goods-social longyou-02"));
    const again = await step(person("assessor2"), id("six-goods-social longyou-02"), "acceptance", {
      isAccepted: true,
    });
    expect(again.body).toMatchObject({ status: 409, code: "wrong-stage" });
  });
});

describe("三、“五个有”评的是两新工委", () => {
  it("龙游两新工委报有机构、有队伍、有阵地、有制度，经费还没有：80 分", async () => {
    const own = id("committee-five longyou");
    await type(person("secretary"), own, { body: true, team: true, place: true, funds: false, rules: true });
    await accepted(
      {
        ...{ secretary: person("secretary"), township: person("township") },
        ...{ assessor: person("assessor"), accepting: person("assessor2") },
      },
      own,
    );
    const { body } = await person("secretary").get(`/assessments/${own}`);
    expect(body["score"]).toMatchObject({ score: 80, of: "accepted" });
  });

  it("结束考核：市里自己那一份没有人办，写明理由，没有结果", async () => {
    await closeCycle(year, cycle, { reason: "市本级另行考核" });
    const results = await everythingOf<Record<string, unknown>>(person("viewer"), "/results?cycle=2016-year");
    expect(results.map((each) => [each["unitCode"], each["score"], each["level"]])).toEqual([
      ["longyou", 80, null],
      ["longyou-01", 95, "5"],
      ["longyou-02", 90, "5"],
    ]);
    expect((await everythingOf(person("secretary3"), "/results?cycle=2016-year")).length).toBe(1);
  });
});
