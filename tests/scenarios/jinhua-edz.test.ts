import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accepted, assessmentsOf, closeCycle, openCycle, step, toAcceptance, type } from "../support/walking.ts";
import { everythingOf, expectStatus, type Person, type Year, yearOf } from "../support/year.ts";

// 金华经济技术开发区 in the year after its notice of 2015-08-25: 84 points on eight belts at three stars, 40 demonstrations
// at four. One story, read from above to below; the figures are the notice's, points and rates the demonstration's 示例.

let year: Year;
let units: ReadonlyMap<string, string>;
const person = (username: string): Person => year.person(username);
const unit = (code: string): string => units.get(code) ?? "";

beforeAll(async () => {
  year = await yearOf("jinhua-edz", "2016-10-10");
  units = await year.units();
});

afterAll(() => year.close());

/** The points of each place, in belt order, and who answers for them and passes them. */
const places = {
  ...{ sumeng: 10, qiubin: 10, sanjiang: 10, xiguan: 7, jiangnan: 7, tangxi: 15, luobu: 15, yangbu: 10 },
  ...{ network: 8, chamber: 4 },
} as const;
const pointsOf = (place: keyof typeof places): readonly string[] =>
  Array.from({ length: places[place] }, (_, index) => `${place}-${String(index + 1).padStart(2, "0")}`);

describe("一、10 月考核验收", () => {
  let cycle: string;
  let assessments: Awaited<ReturnType<typeof assessmentsOf>>;
  const id = (code: string): string => assessments.get(code)?.id ?? "";
  const secretaries = new Map<string, Person>();
  const townships = new Map<string, Person>();

  it("管理员给各乡镇、行业添了书记和经办，各用一次性链接设密码", async () => {
    for (const place of Object.keys(places) as (keyof typeof places)[]) {
      const held = pointsOf(place).map((code) => ({ role: "secretary", scope: { kind: "unit", id: unit(code) } }));
      secretaries.set(place, await year.invited(`shuji-${place}`, "书记 03", held));
      const scope = { kind: place === "network" || place === "chamber" ? "trade" : "unit", id: unit(place) };
      townships.set(place, await year.invited(`jingban-${place}`, "乡镇经办 03", [{ role: "township", scope }]));
    }
    expect(await everythingOf(person("admin"), "/users?role=secretary")).toHaveLength(12);
  });

  it("10 月 10 日开启，96 个点各有一份", async () => {
    cycle = await openCycle(year, {
      ...{ code: "2016-acceptance", title: "2016 年 10 月考核验收", kind: "acceptance", year: 2016 },
      ...{ opensOn: "2016-10-10", selfUntil: "2016-10-12", reviewUntil: "2016-10-14", acceptanceUntil: "2016-10-20" },
      standards: ["belt-point"],
    });
    assessments = await assessmentsOf(person("admin"), cycle);
    expect(assessments.size).toBe(96);
  });

  it("汤溪镇 05 号点和网络经济产业 08 号点把党员管理做到 4 分，补上去年差的 0.50 分", async () => {
    const [tangxi, network] = [secretaries.get("tangxi"), secretaries.get("network")];
    if (tangxi === undefined || network === undefined) throw new Error("no secretaries");
    await type(tangxi, id("tangxi-05"), { members: 4 });
    await type(network, id("network-08"), { members: 4 });
    const { body } = await tangxi.get(`/assessments/${id("tangxi-05")}`);
    expect(body["score"]).toMatchObject({ score: 80, level: "4", isProvisional: true });
  });

  it("两级考核：95 个点自评、初审、核验，再逐个验收", async () => {
    for (const place of Object.keys(places) as (keyof typeof places)[]) {
      const [secretary, township] = [secretaries.get(place), townships.get(place)];
      if (secretary === undefined || township === undefined) throw new Error(`nobody for ${place}`);
      const hands = { secretary, township, assessor: person("assessor"), accepting: person("assessor2") };
      for (const code of pointsOf(place)) if (code !== "sanjiang-09") await accepted(hands, id(code));
    }
    const { body } = await person("viewer").get(`/cycles/${cycle}/progress`);
    expect(body).toMatchObject({ total: 96, states: { self: 1, decided: 95 } });
  });

  it("自评到 12 日截止，13 日三江街道 09 号点才报，报不上去；管理员改期以后可以报", async () => {
    year.on("2016-10-13");
    const late = await step(person("secretary2"), id("sanjiang-09"), "submission");
    expect(late.body).toMatchObject({ status: 409, code: "too-late" });
    const { etag } = await person("admin").get(`/cycles/${cycle}`);
    expectStatus(await person("admin").patch(`/cycles/${cycle}`, { selfUntil: "2016-10-14" }, etag), 200);
  });

  it("三江街道 09 号点 69.50 分，带上的点要三星级，认定不了，写明理由不予认定", async () => {
    const hands = { secretary: person("secretary2"), township: person("township2"), assessor: person("assessor") };
    await toAcceptance(hands, id("sanjiang-09"));
    const yes = await step(person("assessor2"), id("sanjiang-09"), "acceptance", { isAccepted: true });
    expect(yes.body).toMatchObject({ status: 409, code: "gates-unmet" });
    expect(yes.body["detail"]).toBe("要求三星级以上，认定不评星，差 0.50 分到三星级。");
    const no = { isAccepted: false, reason: "差 0.50 分，不到三星级" };
    expectStatus(await step(person("assessor2"), id("sanjiang-09"), "acceptance", no), 200);
    const { body } = await person("secretary2").get(`/assessments/${id("sanjiang-09")}`);
    expect(body["decision"]).toEqual(no);
  });

  it("算定：84 个点里 83 个到三星，40 个示范点都到四星，三江街道的带还不合格", async () => {
    year.on("2016-10-20");
    await closeCycle(year, cycle);
    const { body } = await person("viewer").get("/dashboard");
    expect(body["sentences"]).toEqual(["84 个点，83 个到三星；40 个示范点，40 个到四星。", "8 条带，7 条合格。"]);
    const failed = await everythingOf<{ unitCode: string }>(
      person("viewer"),
      "/results?cycle=2016-acceptance&accepted=false",
    );
    expect(failed.map(({ unitCode }) => unitCode)).toEqual(["sanjiang-09"]);
    expect((await person("township").get("/results?cycle=2016-acceptance&limit=200")).body["items"]).toHaveLength(10);
  });
});

describe("二、公示、异议和更正", () => {
  let publicity: string;
  let objection: string;
  const resultOf = async (who: string, code: string) => {
    const { body } = await person(who).get(`/results?cycle=2016-acceptance&q=${encodeURIComponent(code)}`);
    return String((body["items"] as { id: string }[])[0]?.id);
  };

  it("考核员公示五天，书记开始不了；别处的经办也看得到谁得了什么，看不到理由", async () => {
    const cycles = await everythingOf<{ id: string; code: string }>(person("admin"), "/cycles");
    const asked = { cycle: cycles.find(({ code }) => code === "2016-acceptance")?.id, days: 5, termMonths: 12 };
    expect((await person("secretary").post("/publicity", asked)).status).toBe(403);
    const started = await person("assessor2").post("/publicity", asked);
    expectStatus(started, 201);
    publicity = String(started.body["id"]);
    await year.drain();
    expect((await person("viewer").get(`/publicity/${publicity}`)).body).toMatchObject({
      ...{ results: 96, untilOn: "2016-10-24", state: "open" },
    });
    expect((await everythingOf(person("township"), `/publicity/${publicity}/results`)).length).toBe(96);
    expect((await person("township").get(`/results/${await resultOf("viewer", "sanjiang-09")}`)).status).toBe(404);
  });

  it("三江街道 09 号点的书记提异议；别的点的书记替它提不了", async () => {
    const asked = { result: await resultOf("secretary2", "sanjiang-09"), text: "9 月补了两次组织生活，没有算上" };
    expect((await person("secretary").post("/objections", asked)).status).toBe(404);
    const raised = await person("secretary2").post("/objections", asked);
    expectStatus(raised, 201);
    objection = String(raised.body["id"]);
  });

  it("验收这一件的考核员不能答复，由另一名答复成立", async () => {
    const { etag } = await person("assessor2").get(`/objections/${objection}`);
    const answer = { isUpheld: true, text: "记录属实，缺的一次已补" };
    const own = await person("assessor2").post(`/objections/${objection}/answer`, answer, etag);
    expect(own.body).toMatchObject({ status: 409, code: "separation" });
    expectStatus(await person("assessor").post(`/objections/${objection}/answer`, answer, etag), 200);
  });

  it("成立的要先更正：组织生活缺两次改为缺一次，71.50 分，到三星级，更正以前的还查得到", async () => {
    const result = await resultOf("assessor2", "sanjiang-09");
    const { etag } = await person("assessor2").get(`/results/${result}`);
    const asked = {
      ...{ reason: "异议成立，组织生活少算了一次", isAccepted: true },
      answers: [{ item: "meetings", value: 1, reason: "9 月已补一次" }],
    };
    const corrected = await person("assessor2").post(`/results/${result}/corrections`, asked, etag);
    expect(corrected.body).toMatchObject({ score: 71.5, level: "3", accepted: true });
    const { body } = await person("secretary2").get(`/results/${result}/corrections`);
    expect(body["items"]).toMatchObject([{ score: 69.5, accepted: false, reason: "异议成立，组织生活少算了一次" }]);
  });

  it("没到期不生效；期满以后 96 个结果都生效，84 个点都到三星，8 条带都合格", async () => {
    expect((await person("admin").post(`/publicity/${publicity}/closing`)).status).toBe(409);
    year.on("2016-10-25");
    expectStatus(await person("admin").post(`/publicity/${publicity}/closing`), 202);
    await year.drain();
    const { body } = await person("viewer").get(`/publicity/${publicity}`);
    expect(body).toMatchObject({ state: "closed", final: 96 });
    const dashboard = await person("viewer").get("/dashboard");
    expect(dashboard.body["sentences"]).toEqual([
      "84 个点，84 个到三星；40 个示范点，40 个到四星。",
      "8 条带，8 条合格。",
    ]);
    const late = { result: await resultOf("secretary2", "sanjiang-09"), text: "还想再提" };
    expect((await person("secretary2").post("/objections", late)).status).toBe(409);
  });
});

describe("三、以奖代补的测算", () => {
  interface Line {
    readonly recipient: string;
    readonly grant: string;
    readonly fen: number;
  }

  it("取的正是这次认定的结果：40 个示范点，按示例标准合计 1,560,000.00 元", async () => {
    const asked = { policy: { code: "belt-awards", version: 1 }, cycle: "2016-acceptance" };
    expect((await person("secretary").post("/subsidies/calculate", asked)).status).toBe(403);
    const { body } = await person("preparer").post("/subsidies/calculate", asked);
    expect([body["totalFen"], body["errors"]]).toEqual([156_000_000, []]);
    const lines = (body["lines"] as Line[]).filter(({ fen }) => fen !== 0);
    expect(lines.map(({ grant }) => grant)).toEqual(Array.from({ length: 40 }, () => "demonstration"));
    const fenOf = new Map(lines.map(({ recipient, fen }) => [recipient, fen]));
    // 五星级 5 万元、四星级 3 万元；汤溪镇合计 19 万元，封顶 15 万元，按比例折算到百元，余数给零头最大的，一样大的给编码在前的。
    expect(
      pointsOf("tangxi")
        .slice(0, 5)
        .map((code) => fenOf.get(code)),
    ).toEqual([...[2_370_000, 3_950_000, 2_370_000, 3_940_000, 2_370_000]]);
    expect([fenOf.get("sumeng-01"), fenOf.get("sumeng-02"), fenOf.get("network-08")]).toEqual([
      ...[5_000_000, 3_000_000, 3_000_000],
    ]);
    expect(fenOf.has("sanjiang-09")).toBe(false);
  });
});
