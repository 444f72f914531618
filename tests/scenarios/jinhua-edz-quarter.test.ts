import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assessmentsOf, closeCycle, draftsOf, openCycle, step, type } from "../support/walking.ts";
import { everythingOf, expectStatus, type Person, type Year, yearOf } from "../support/year.ts";

// 金华经济技术开发区, before the acceptance of jinhua-edz.test.ts: 一点一策, and the check of the third quarter. The notice:
// "逐个制定具体可行的创建方案，明确创建目标、工作举措、责任人员、完成时限", "每季度对建设进展情况进行检查".

let year: Year;
let units: ReadonlyMap<string, string>;
const person = (username: string): Person => year.person(username);
const unit = (code: string): string => units.get(code) ?? "";

beforeAll(async () => {
  year = await yearOf("jinhua-edz", "2016-07-04");
  units = await year.units();
});

afterAll(() => year.close());

describe("一、一点一策", () => {
  const plan = {
    goals: "年底到四星级",
    measures: [{ text: "每月一次主题党日", responsible: "书记 01", dueOn: "2016-09-30" }],
    milestones: [{ title: "活动场所改好", dueOn: "2016-08-31" }],
  };
  let id: string;

  it("苏孟乡 01 号点的方案缺完成时限，报不上去", async () => {
    const undated = plan.measures.map((measure) => ({ ...measure, dueOn: null }));
    const made = await person("secretary").post("/plans", {
      ...{ unit: unit("sumeng-01"), year: 2016, ...plan, measures: undated },
    });
    expectStatus(made, 201);
    id = String(made.body["id"]);
    const refused = await person("secretary").post(`/plans/${id}/submission`, undefined, made.etag);
    expect(refused.body).toMatchObject({ code: "invalid", errors: [{ path: "measures[0].dueOn" }] });
  });

  it("补齐以后报送，由乡镇审定；三江街道的经办看不到它", async () => {
    const secretary = person("secretary");
    const { etag } = await secretary.get(`/plans/${id}`);
    const whole = await secretary.patch(`/plans/${id}`, plan, etag);
    const sent = await secretary.post(`/plans/${id}/submission`, undefined, whole.etag);
    expectStatus(sent, 200);
    expect((await person("township2").get(`/plans/${id}`)).status).toBe(404);
    const approved = await person("township").post(`/plans/${id}/approval`, { decision: "approve" }, sent.etag);
    expect(approved.body).toMatchObject({ state: "approved" });
  });
});

describe("二、三季度督查", () => {
  let cycle: string;
  let assessments: Awaited<ReturnType<typeof assessmentsOf>>;
  const id = (code: string): string => assessments.get(code)?.id ?? "";

  it("管理员开启，84 个点和带外 12 个示范点各有一份；书记自己开启不了", async () => {
    const fields = {
      code: "2016-q3",
      title: "2016 年三季度督查",
      kind: "quarterly",
      year: 2016,
      opensOn: "2016-07-04",
    };
    const asked = { ...fields, selfUntil: "2016-07-29", standards: ["belt-point"] };
    expect((await person("secretary").post("/cycles", asked)).status).toBe(403);
    cycle = await openCycle(year, asked);
    assessments = await assessmentsOf(person("admin"), cycle);
    expect(assessments.size).toBe(96);
    expect([...(await assessmentsOf(person("secretary"), cycle)).keys()]).toEqual(["sumeng-01"]);
    expect((await assessmentsOf(person("township"), cycle)).size).toBe(10);
  });

  it("上年认定的值已经带出，书记只改变了的一项", async () => {
    const before = await draftsOf(person("secretary"), id("sumeng-01"));
    expect([before.get("training"), before.get("members")]).toEqual([5, 4.5]);
    await type(person("secretary"), id("sumeng-01"), { members: 5 });
    expect((await step(person("secretary"), id("sumeng-01"), "submission")).body).toMatchObject({ state: "township" });
  });

  it("苏孟乡初审；书记不能初审，三江街道的经办看不到它", async () => {
    expect((await step(person("secretary"), id("sumeng-01"), "review")).status).toBe(403);
    expect((await step(person("township2"), id("sumeng-01"), "review")).status).toBe(404);
    expect((await step(person("township"), id("sumeng-01"), "review")).body).toMatchObject({ state: "acceptance" });
  });

  it("考核员实地核验，党员教育自报 5 次、查到 2 次，要写理由；偏差记在这个点名下", async () => {
    const silent = await step(person("assessor"), id("sumeng-01"), "verification", {
      answers: [{ item: "training", value: 2 }],
    });
    expect(silent.body).toMatchObject({ code: "invalid", errors: [{ path: "answers[0].reason" }] });
    const answers = [{ item: "training", value: 2, reason: "有记录的只有 2 次" }];
    expectStatus(await step(person("assessor"), id("sumeng-01"), "verification", { answers }), 200);
    const { body } = await person("assessor").get(`/assessments/${id("sumeng-01")}`);
    const sections = body["sections"] as { items: { code: string }[] }[];
    expect(sections.flatMap(({ items }) => items).find(({ code }) => code === "training")).toMatchObject({
      ...{ claimed: { value: 5, points: 5 }, verified: { value: 2, points: 2, reason: "有记录的只有 2 次" } },
      ...{ isDifferent: true, isDeviating: true },
    });
    expect(body["deviations"]).toBe(1);
  });

  it("核验的人不能验收，由另一名考核员验收", async () => {
    const same = await step(person("assessor"), id("sumeng-01"), "acceptance", { isAccepted: true });
    expect(same.body).toMatchObject({
      status: 409,
      code: "separation",
      detail: "这一件是你核验的，由别的考核员验收。",
    });
    const other = await step(person("assessor2"), id("sumeng-01"), "acceptance", { isAccepted: true });
    expect(other.body).toMatchObject({ state: "decided" });
  });

  it("随机抽查：先封存名单，见证人另有其人，抽出的 8 个点谁都可以重算", async () => {
    const assessor = person("assessor");
    const users = await everythingOf<{ id: string; username: string }>(person("admin"), "/users");
    const sent = users.filter(({ username }) => username === "assessor").map((user) => user.id);
    const drawn = await assessor.post("/draws", { title: "三季度抽查", wanted: 8, assessors: sent, cycle });
    expectStatus(drawn, 201);
    expect(drawn.body).toMatchObject({ state: "committed", nonce: null, result: null });
    const draw = String(drawn.body["id"]);
    const own = await assessor.post(`/draws/${draw}/word`, { word: "秋收", witness: "考核员 01" });
    expect(own.body).toMatchObject({ code: "invalid", errors: [{ path: "witness" }] });
    const finished = await assessor.post(`/draws/${draw}/word`, { word: "秋收", witness: "纪检干部 01" });
    expect(finished.body).toMatchObject({ state: "finished", commitment: drawn.body["commitment"] });
    expect(finished.body["result"]).toHaveLength(8);
    expect((await assessor.post(`/draws/${draw}/word`, { word: "再抽", witness: "纪检干部 01" })).status).toBe(409);
  });

  it("三江街道 09 号点的问题写明责任人和期限；书记报整改，别处的书记报不了，复查以后销号", async () => {
    const asked = {
      ...{ unit: unit("sanjiang-09"), cycle, text: "活动场所没有议事的地方" },
      ...{ responsible: "书记 02", dueOn: "2016-09-30", holdsMoney: true },
    };
    expect((await person("secretary2").post("/findings", asked)).status).toBe(403);
    const found = await person("assessor").post("/findings", asked);
    expectStatus(found, 201);
    const rectified = { finding: found.body["id"], text: "已腾出一间议事室" };
    expect((await person("secretary").post("/rectifications", rectified)).status).toBe(404);
    const handed = await person("secretary2").post("/rectifications", rectified);
    expectStatus(handed, 201);
    const recheck = `/rectifications/${handed.body["id"]}/recheck`;
    expect((await person("assessor").post(recheck, { isPassed: false })).status).toBe(400);
    expectStatus(await person("assessor").post(recheck, { isPassed: true }), 200);
    expect((await person("secretary2").get(`/findings/${found.body["id"]}`)).body).toMatchObject({ state: "closed" });
    expect((await person("secretary2").post("/rectifications", rectified)).status).toBe(409);
  });

  it("结束督查，还没认定的 95 份要写理由；结束以后谁也不能再动", async () => {
    const silent = await person("admin").post(`/cycles/${cycle}/closing`, {});
    expect(silent.body).toMatchObject({ status: 409, detail: "还有 95 份没有认定；照此结束要写理由，它们没有结果。" });
    await closeCycle(year, cycle, { reason: "季度督查只核验一部分" });
    const late = await step(person("secretary2"), id("sanjiang-09"), "submission");
    expect(late.body).toMatchObject({ status: 409, code: "wrong-stage" });
  });
});
