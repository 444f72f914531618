import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assessmentsOf, closeCycle, openCycle, step, type } from "../support/walking.ts";
import { everythingOf, expectStatus, type Person, type Year, yearOf } from "../support/year.ts";

// 开化 after its report of 2015-03-24: 五星争创, each star with the department that is responsible for it. "坚持因企制宜",
// "让每家企业创有方向，争有目标". Points and the line of a star are the demonstration's 示例.

let year: Year;
let units: ReadonlyMap<string, string>;
let cycle: string;
let assessments: Awaited<ReturnType<typeof assessmentsOf>>;
const person = (username: string): Person => year.person(username);
const unit = (code: string): string => units.get(code) ?? "";
const id = (code: string): string => assessments.get(code)?.id ?? "";

/** 组织部门、经信科技部门、环保部门、总工会、团县委, by the star that each is responsible for. */
const departments = {
  harmony: "department",
  innovation: "department2",
  ecology: "department3",
  dedication: "department4",
  service: "department5",
} as const;
type Star = keyof typeof departments;

/** The two items of each star. */
const itemsOf: Readonly<Record<Star, readonly [string, string]>> = {
  harmony: ["unity", "relations"],
  innovation: ["saving", "upgrading"],
  ecology: ["water", "greening"],
  dedication: ["discipline", "diligence"],
  service: ["charity", "volunteering"],
};
const rated = (stars: readonly Star[], points: number) =>
  Object.fromEntries(stars.flatMap((star) => itemsOf[star].map((item) => [item, points])));
const all = Object.keys(departments) as Star[];

beforeAll(async () => {
  year = await yearOf("kaihua", "2016-03-01");
  units = await year.units();
});

afterAll(() => year.close());

describe("一、争有目标：各家申报争创哪几颗星", () => {
  it("华康药业的书记申报三颗；替别家申报不了，部门也不能替书记申报", async () => {
    const { etag } = await person("secretary2").get(`/units/${unit("huakang")}`);
    const declared = { facts: { declared: ["harmony", "innovation", "service"] } };
    expect((await person("secretary").patch(`/units/${unit("huakang")}/facts`, declared, etag)).status).toBe(404);
    const others = await person("department").patch(`/units/${unit("huakang")}/facts`, declared, etag);
    expect(others.body).toMatchObject({
      ...{ code: "invalid", errors: [{ path: "facts.declared", message: "申报争创的星由书记填报" }] },
    });
    expectStatus(await person("secretary2").patch(`/units/${unit("huakang")}/facts`, declared, etag), 200);
  });

  it("开启争创，只问申报了的两家；没有申报的四家不问", async () => {
    cycle = await openCycle(year, {
      ...{ code: "2016-stars", title: "2016 年五星争创", kind: "year-end", year: 2016, opensOn: "2016-03-01" },
      ...{ standards: ["five-stars"], participants: { declaredOnly: true } },
    });
    assessments = await assessmentsOf(person("admin"), cycle);
    expect([...assessments.keys()].toSorted()).toEqual(["huakang", "yuantong"]);
  });
});

describe("二、自评和初审", () => {
  it("元通硅业填五颗星，华康药业只填申报的三颗，没申报的不问", async () => {
    await type(person("secretary"), id("yuantong"), rated(all, 9));
    await type(person("secretary2"), id("huakang"), rated(["harmony", "innovation", "service"], 8));
    const { body } = await person("secretary2").get(`/assessments/${id("huakang")}`);
    const sections = body["sections"] as { code: string; items: { because: string }[] }[];
    const asked = sections
      .filter(({ items }) => !items.every(({ because }) => because.startsWith("不适用")))
      .map(({ code }) => code);
    expect(asked).toEqual(["harmony", "innovation", "service"]);
  });

  it("报送以后由县里初审，交五个部门评审", async () => {
    for (const [who, code] of [
      ["secretary", "yuantong"],
      ["secretary2", "huakang"],
    ] as const) {
      expectStatus(await step(person(who), id(code), "submission"), 200);
      expect((await step(person("department"), id(code), "department-reviews", { section: "harmony" })).status).toBe(
        409,
      );
      expect((await step(person("township"), id(code), "review")).body).toMatchObject({ state: "department" });
    }
  });
});

describe("三、部门评审", () => {
  it("组织部门评和谐之星，评不了团县委的服务之星", async () => {
    const others = await step(person("department"), id("yuantong"), "department-reviews", { section: "service" });
    expect(others.body).toMatchObject({
      ...{ code: "invalid", errors: [{ path: "section", message: "由本部门评审的是：harmony" }] },
    });
    const own = await step(person("department"), id("yuantong"), "department-reviews", { section: "harmony" });
    expect(own.body).toMatchObject({ state: "department" });
    const again = await step(person("department"), id("yuantong"), "department-reviews", { section: "harmony" });
    expect(again.body).toMatchObject({ status: 409, detail: "这一项本轮已经评审过了。" });
  });

  it("每个部门只看到等自己评审的；五个都评过才到验收", async () => {
    const waiting = async (who: string) => (await everythingOf(person(who), "/assessments?mine=true")).length;
    expect([await waiting("department"), await waiting("department5")]).toEqual([1, 2]);
    const states: unknown[] = [];
    for (const code of ["yuantong", "huakang"]) {
      for (const star of all) {
        if (code === "yuantong" && star === "harmony") continue;
        const passed = await step(person(departments[star]), id(code), "department-reviews", { section: star });
        states.push(passed.body["state"]);
      }
    }
    const four = ["department", "department", "department"];
    expect(states).toEqual([...four, "acceptance", ...four, "department", "acceptance"]);
  });
});

describe("四、核验、验收和一票否决", () => {
  it("元通硅业核实无误；华康药业的创新之星核到 7 分，不到得星线的八成", async () => {
    expectStatus(await step(person("assessor"), id("yuantong"), "verification"), 200);
    const answers = [{ item: "upgrading", value: 7, reason: "改造还没有完工" }];
    expectStatus(await step(person("assessor"), id("huakang"), "verification", { answers }), 200);
    const { body } = await person("assessor2").get(`/assessments/${id("huakang")}`);
    expect(body["score"]).toMatchObject({ badges: ["harmony", "service"], level: "two", levelTitle: "两颗星" });
  });

  it("考核员定的否决要在标准里有；书记申诉，由定否决以外的人答复，解除了验收就不再算", async () => {
    const veto = {
      ...{ unit: unit("huakang"), standard: "five-stars", veto: "pollution", happenedOn: "2016-02-20" },
      ...{ from: "2016-02-20", until: "2017-02-19", text: "示例：事故通报", proof: "环保部门通报（示例）" },
    };
    expect((await person("assessor").post("/vetoes", { ...veto, veto: "flood" })).status).toBe(400);
    expect((await person("secretary2").post("/vetoes", veto)).status).toBe(403);
    const made = await person("assessor").post("/vetoes", veto);
    expectStatus(made, 201);
    const appeal = await person("secretary2").post(`/vetoes/${made.body["id"]}/appeal`, { text: "示例：不是本企业" });
    expectStatus(appeal, 200);
    const decision = { isLifted: true, answer: "示例：查明是邻厂" };
    const own = await person("assessor").post(`/vetoes/${made.body["id"]}/decision`, decision);
    expect(own.body).toMatchObject({ status: 409, code: "separation" });
    const other = await person("admin").post(`/vetoes/${made.body["id"]}/decision`, decision);
    expectStatus(other, 200);
  });

  it("考核员 02 认定：元通硅业是五星企业，华康药业两颗星", async () => {
    for (const code of ["yuantong", "huakang"]) {
      const own = await step(person("assessor"), id(code), "acceptance", { isAccepted: true });
      expect(own.body).toMatchObject({ status: 409, code: "separation" });
      expectStatus(await step(person("assessor2"), id(code), "acceptance", { isAccepted: true }), 200);
    }
    await closeCycle(year, cycle);
    const results = await everythingOf<Record<string, unknown>>(person("viewer"), "/results?cycle=2016-stars");
    expect(results.map((each) => [each["unitCode"], each["score"], each["levelTitle"], each["badges"]])).toEqual([
      ["huakang", 78.33, "两颗星", ["harmony", "service"]],
      ["yuantong", 90, "五星企业", all],
    ]);
    expect((await step(person("secretary"), id("yuantong"), "submission")).body).toMatchObject({ code: "wrong-stage" });
  });
});

describe("五、书记职务津贴", () => {
  const asked = { policy: { code: "secretary-allowance", version: 1 }, cycle: "2016-stars" };

  it("任职月数没有人报，就算不出，不当作 0", async () => {
    const { body } = await person("preparer").post("/subsidies/calculate", asked);
    expect(body["totalFen"]).toBe(0);
    expect((body["errors"] as { recipient: string }[]).map(({ recipient }) => recipient)).toContain("yuantong");
  });

  it("部门报了月数：元通 12 个月、华康 6 个月，每月 100 元（示例），合计 1,800.00 元", async () => {
    const filled = [
      { unit: unit("yuantong"), facts: { months: 12, outstanding: false } },
      { unit: unit("huakang"), facts: { months: 6, outstanding: false } },
    ];
    expect((await person("secretary").patch(`/cycles/${cycle}/facts`, { units: filled.slice(0, 1) })).status).toBe(400);
    expectStatus(await person("department").patch(`/cycles/${cycle}/facts`, { units: filled }), 200);
    const { body } = await person("preparer").post("/subsidies/calculate", asked);
    expect([body["totalFen"], body["errors"]]).toEqual([180_000, []]);
  });
});
