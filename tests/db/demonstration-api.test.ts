import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, type ServedDemonstration, serveDemonstration } from "../support/demonstration.ts";

// The demonstration tenants as an API client sees them: what the documents say, read over the routes.

let served: ServedDemonstration;

beforeAll(async () => {
  served = await serveDemonstration();
});

afterAll(() => served.close());

const get: ServedDemonstration["get"] = (...asked) => served.get(...asked);

describe("the zone's dashboard", () => {
  it("says the result first, out of one round trip", async () => {
    const { status, body } = await get("jinhua-edz", "viewer", "/dashboard");
    expect([status, served.roundTrips()]).toEqual([200, 1]);
    expect(body["sentences"]).toEqual(["84 个点，83 个到三星；40 个示范点，38 个到四星。", "8 条带，6 条合格。"]);
    served.expectDeclared("readDashboard", body);
  });

  it("shows every belt and what lies outside, with what is missing", async () => {
    const { body } = await get("jinhua-edz", "viewer", "/dashboard");
    const lines = [...(body["belts"] as Answer[]), ...(body["outside"] as Answer[])];
    const shown = lines.map((line) => [
      line["name"],
      `${line["reached"]}/${line["units"]}`,
      `${line["demonstrationsReached"]}/${line["demonstrations"]}`,
      line["shortText"],
    ]);
    expect(shown).toEqual([
      ["苏孟乡示范带", "10/10", "3/3", "合格"],
      ["秋滨街道示范带", "10/10", "3/3", "合格"],
      ["三江街道示范带", "9/10", "3/3", "差 1 个点"],
      ["西关街道示范带", "7/7", "3/3", "合格"],
      ["江南街道示范带", "7/7", "3/3", "合格"],
      ["汤溪镇示范带", "15/15", "4/5", "差 1 个点"],
      ["罗埠镇示范带", "15/15", "5/5", "合格"],
      ["洋埠镇示范带", "10/10", "3/3", "合格"],
      ["网络经济产业", "8/8", "7/8", "差 1 个点"],
      ["商会", "4/4", "4/4", "齐了"],
    ]);
  });

  it("says where it is stuck and by how much", async () => {
    const { body } = await get("jinhua-edz", "preparer", "/dashboard");
    const stuck = (body["stuck"] as Answer[]).map(({ unit: _, ...rest }) => Object.values(rest));
    expect(stuck).toEqual([
      ["三江街道 09 号点", "69.50 分，不评星", "差 0.50 分到三星级", "整条带不能验收"],
      ["汤溪镇 05 号点", "79.50 分，三星级", "差 0.50 分到四星级", "示范点 4/5，整条带不能验收"],
      ["网络经济产业 08 号点", "79.50 分，三星级", "差 0.50 分到四星级", "示范点 7/8"],
    ]);
  });

  it("shows a township's clerk its own belt alone", async () => {
    const { body } = await get("jinhua-edz", "township", "/dashboard");
    expect(body["sentences"]).toEqual(["10 个点，10 个到三星；3 个示范点，3 个到四星。", "1 条带，1 条合格。"]);
    expect((body["targets"] as { rows: Answer[] }).rows.map((row) => row["label"])).toEqual(["苏孟乡"]);
    expect(body["outside"]).toEqual([]);
  });

  it("judges no belt by the one point of it that a secretary sees", async () => {
    const { body } = await get("jinhua-edz", "secretary", "/dashboard");
    expect(body["sentences"]).toEqual(["1 个示范点，1 个到三星；1 个示范点，1 个到四星。"]);
    expect(body["belts"]).toMatchObject([{ name: "苏孟乡示范带", units: 1, passes: true, shortText: "齐了" }]);
  });
});

describe.each(["jinhua", "quzhou", "kaihua"])("the dashboard of %s", (tenant) => {
  it("is what OpenAPI says, for everyone", async () => {
    for (const role of ["admin", "township", "secretary", "department"]) {
      const { status, body } = await get(tenant, role, "/dashboard");
      expect(status).toBe(200);
      served.expectDeclared("readDashboard", body);
    }
  });
});

it("Kaihua's departments have a star each, and its secretaries' shares are refused", async () => {
  const { body } = await get("kaihua", "viewer", "/dashboard");
  expect((body["departments"] as Answer[]).map((each) => [each["title"], each["badges"]])).toEqual([
    ["组织部门", ["和谐之星"]],
    ["经信科技部门", ["创新之星"]],
    ["环保部门", ["生态之星"]],
    ["总工会", ["敬业之星"]],
    ["团县委", ["服务之星"]],
  ]);
  expect(body["figureFault"]).toContain("没有一个总数同时算得出这几个比例");
  expect(body["tenant"]).toMatchObject({ parent: "quzhou", parentName: "衢州市" });
});

describe("the zone's results", () => {
  it("are 96 in the cycle of October 2015, out of one round trip", async () => {
    const { body } = await get("jinhua-edz", "preparer", "/results?limit=200");
    expect([(body["items"] as Answer[]).length, body["nextCursor"], served.roundTrips()]).toEqual([96, null, 1]);
    served.expectDeclared("listResults", body);
  });

  it("come page by page, each once", async () => {
    const codes: unknown[] = [];
    let cursor: unknown = "";
    while (cursor !== null) {
      const { body } = await get(
        "jinhua-edz",
        "preparer",
        `/results?limit=40${cursor === "" ? "" : `&cursor=${cursor}`}`,
      );
      codes.push(...(body["items"] as Answer[]).map((each) => each["unitCode"]));
      cursor = body["nextCursor"];
    }
    expect([codes.length, new Set(codes).size]).toEqual([96, 96]);
  });

  it("are narrowed by township, demonstration, acceptance and words", async () => {
    const codes = async (query: string): Promise<unknown[]> => {
      const { body } = await get("jinhua-edz", "preparer", `/results?limit=200&${query}`);
      return (body["items"] as Answer[]).map((each) => each["unitCode"]);
    };
    expect(await codes("accepted=false")).toEqual(["network-08", "sanjiang-09", "tangxi-05"]);
    expect((await codes(`township=${encodeURIComponent("商会")}`)).length).toBe(4);
    expect((await codes("demonstration=true")).length).toBe(40);
    expect((await codes("cycle=2015-acceptance&standard=belt-point")).length).toBe(96);
    expect(await codes("cycle=2015-q3")).toEqual([]);
    expect(await codes(`q=${encodeURIComponent("汤溪镇 05")}`)).toEqual(["tangxi-05"]);
  });

  it("open to their reasons and gates", async () => {
    const list = await get("jinhua-edz", "preparer", "/results?q=tangxi-05");
    const [item] = list.body["items"] as Answer[];
    const { body } = await get("jinhua-edz", "preparer", `/results/${item?.["id"]}`);
    expect(served.roundTrips()).toBe(1);
    served.expectDeclared("readResult", body);
    expect(body).toMatchObject({ score: 79.5, level: "3", levelTitle: "三星级", accepted: false, township: "汤溪镇" });
    expect((body["gates"] as Answer[]).map((gate) => [gate["isMet"], gate["text"]])).toEqual([
      [true, "要求三星级以上，认定三星级"],
      [false, "要求四星级以上，认定三星级，差 0.50 分到四星级"],
    ]);
    expect(body["explanation"]).toMatchObject({ score: 79.5, missing: [] });
  });

  it("of other townships aren't found by a township's clerk", async () => {
    const list = await get("jinhua-edz", "preparer", "/results?q=tangxi-05");
    const [item] = list.body["items"] as Answer[];
    expect((await get("jinhua-edz", "township", `/results/${item?.["id"]}`)).status).toBe(404);
    expect(((await get("jinhua-edz", "township", "/results?limit=200")).body["items"] as Answer[]).length).toBe(10);
    expect(((await get("jinhua-edz", "secretary", "/results?limit=200")).body["items"] as Answer[]).length).toBe(1);
  });
});

it("the zone's cycles are the acceptance with 96 results and the quarterly check, planned", async () => {
  const { body } = await get("jinhua-edz", "viewer", "/cycles");
  served.expectDeclared("listCycles", body);
  expect((body["items"] as Answer[]).map((each) => [each["code"], each["state"], each["results"]])).toEqual([
    ["2015-acceptance", "closed", 96],
    ["2015-q3", "planned", 0],
  ]);
});

describe("the subsidies of the demonstration", () => {
  async function calculate(tenant: string, code: string): Promise<Answer> {
    const sent = { policy: { code, version: 1 }, detail: true };
    const { status, body } = await served.post(tenant, "preparer", "/subsidies/calculate", sent);
    expect(status).toBe(200);
    return body;
  }

  it("of the zone are 1,530,000.00 元 for its own units and latest results, without an error", async () => {
    const body = await calculate("jinhua-edz", "belt-awards");
    expect([body["totalFen"], body["errors"]]).toEqual([153_000_000, []]);
    expect((body["lines"] as Answer[]).filter((line) => line["fen"] !== 0).length).toBe(38);
  });

  it("of Kaihua are one secretary's allowance, an example, without an error", async () => {
    const body = await calculate("kaihua", "secretary-allowance");
    expect([body["totalFen"], body["errors"]]).toEqual([120_000, []]);
  });
});
