import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { type Json, lifeOf, refusal, soundPolicy, soundStandard } from "../support/life.ts";
import { tenant } from "../support/tenant.ts";

const json = async (response: Response): Promise<Json> => (await response.json()) as Json;

async function fresh() {
  const at = await tenant();
  const admin = await at.as("admin");
  const path = `/api/tenants/${at.code}/facts`;
  const change = (key: string, body: Json, revision = 1) =>
    admin("PATCH", `${path}/unit/${key}`, body, { "if-match": `"${revision}"` });
  const remove = (key: string, revision = 1) =>
    admin("DELETE", `${path}/unit/${key}`, undefined, { "if-match": `"${revision}"` });
  const [standards, policies] = [lifeOf(at, admin, "standards"), lifeOf(at, admin, "policies")];
  return { ...at, admin, path, change, remove, standards, policies };
}

const invested = { key: "invested", of: "unit", label: "投入", type: "number", filledBy: "township" };

describe("declaring a fact", () => {
  it("answers it with its place, in two round trips, with an event", async () => {
    const { admin, path, roundTrips, database } = await fresh();
    const before = roundTrips();
    const response = await admin("POST", path, { ...invested, measure: "元", per: "cycle" });
    expect(roundTrips() - before).toBe(2);
    expect([response.status, response.headers.get("etag")]).toEqual([201, '"1"']);
    expect(response.headers.get("location")).toBe(`${path}/unit/invested`);
    const fact = await json(response);
    const full = { ...invested, measure: "元", per: "cycle", choices: [], formerKeys: [], usedBy: [] };
    expect(fact).toEqual({ ...full, revision: 1, isSensitive: false });
    expect(await json(await admin("GET", `${path}/unit/invested`))).toEqual(fact);
    const events = await database.db.select().from(own.events).where(eq(own.events.subjectKind, "fact"));
    expect(events).toMatchObject([{ action: "create", subjectId: "unit/invested", revision: 1 }]);
    const { items } = (await json(await admin("GET", path))) as { items: Json[] };
    expect(items.map(({ key }) => key)).toEqual(["members", "vacant", "venue", "invested"]);
  });

  it("is refused where it can't be told from another, or isn't what it says", async () => {
    const { admin, path } = await fresh();
    const faults = async (body: Json) => (await refusal(await admin("POST", path, body)))["errors"];
    expect(await faults({ ...invested, key: "on_belt" })).toEqual([
      { path: "key", message: "on_belt 是每个对象自带的名字，请换一个" },
    ]);
    expect(await faults({ ...invested, type: "choice" })).toEqual([
      { path: "choices", message: "单选、多选要写出选项" },
    ]);
    const twice = [1, 2].map(() => ({ code: "a", title: "甲" }));
    expect(await faults({ ...invested, choices: twice })).toEqual([
      { path: "choices", message: "只有单选、多选有选项，请删去" },
      { path: "choices[1].code", message: "选项编码 a 前面用过了，请换一个" },
    ]);
    expect(await faults({ ...invested, key: "Invested" })).toMatchObject([{ path: "key" }]);
    expect(await refusal(await admin("POST", path, { ...invested, key: "members" }))).toMatchObject({
      ...{ status: 409, code: "code-taken", detail: "members 已经登记，请换一个。" },
    });
    expect((await admin("POST", path, { ...invested, key: "members", of: "belt" })).status).toBe(201);
  });

  it("with a key is done once", async () => {
    const { admin, path } = await fresh();
    const first = await admin("POST", path, invested, { "idempotency-key": "k" });
    const again = await admin("POST", path, invested, { "idempotency-key": "k" });
    expect([first.status, await again.text()]).toEqual([201, await first.text()]);
  });
});

describe("what uses a fact", () => {
  it("is every version and gate that reads it, by path", async () => {
    const { admin, path, standards, policies, database } = await fresh();
    await standards.create("point", soundStandard());
    await standards.publish("point", 1, 1);
    await policies.create("award", soundPolicy());
    const gate = { code: "big", title: "规模", applies: "unit.members > 3", atLeastLevel: "3", isHard: true };
    await database.db.insert(own.gates).values({ ...gate, document: "通知" });
    const usedBy = [
      {
        ...{ kind: "standard", code: "point", title: "验收标准", version: 1, state: "published" },
        paths: ["sections[0].items[1].from"],
      },
      { kind: "policy", code: "award", title: "奖补办法", version: 1, state: "draft", paths: ["grants[0].amount.of"] },
      { kind: "gate", code: "big", title: "规模", version: null, state: null, paths: ["applies"] },
    ];
    expect((await json(await admin("GET", `${path}/unit/members`)))["usedBy"]).toEqual(usedBy);
    expect((await json(await admin("GET", `${path}/unit/vacant`)))["usedBy"]).toEqual([]);
    const { items } = (await json(await admin("GET", `${path}?uses=true&limit=2`))) as { items: Json[] };
    expect(items.map((fact) => fact["usedBy"])).toEqual([usedBy, []]);
  });

  it("keeps it from being removed, and so do values", async () => {
    const { remove, standards, admin, path, database } = await fresh();
    expect(await refusal(await remove("members"))).toMatchObject({
      ...{ code: "fact-in-use", detail: "已有 1 处填了它，请先改那些党组织。" },
    });
    await standards.create("point", soundStandard({ appliesTo: "!unit.vacant" }));
    expect(await refusal(await remove("vacant"))).toMatchObject({
      ...{ status: 409, code: "fact-in-use", detail: "用到它的有：标准「验收标准」第 1 版。" },
    });
    expect((await remove("venue", 2)).status).toBe(412);
    expect((await remove("venue")).status).toBe(204);
    expect((await admin("GET", `${path}/unit/venue`)).status).toBe(404);
    const [event] = await database.db.select().from(own.events).where(eq(own.events.subjectId, "unit/venue"));
    expect(event).toMatchObject({ action: "remove", revision: 2 });
    expect((await admin("POST", path, { ...invested, key: "venue" })).headers.get("etag")).toBe('"3"');
  });
});

describe("changing a fact", () => {
  it("changes what is given, by whoever read it last", async () => {
    const { change } = await fresh();
    const response = await change("members", { label: "党员人数", measure: null, filledBy: "township" });
    expect([response.status, response.headers.get("etag")]).toEqual([200, '"2"']);
    expect(await json(response)).toMatchObject({ key: "members", label: "党员人数", measure: null, type: "number" });
    expect((await change("members", { label: "又改" })).status).toBe(412);
    expect((await change("nothing", { label: "没有" })).status).toBe(404);
  });

  it("keeps its type while a published version or a value relies on it", async () => {
    const { change, standards } = await fresh();
    expect((await refusal(await change("members", { type: "text" })))["detail"]).toBe(
      "已有 1 处填了它，不能改类型；请另登记一项。",
    );
    await standards.create("point", soundStandard({ appliesTo: "!unit.vacant" }));
    await standards.publish("point", 1, 1);
    expect(await refusal(await change("vacant", { per: "cycle" }))).toMatchObject({
      ...{ code: "fact-in-use", detail: "标准「验收标准」第 1 版按现在的类型取数，不能改；请另登记一项。" },
    });
    expect((await change("venue", { type: "bool", choices: [] })).status).toBe(200);
  });

  it("keeps the choices that units have made", async () => {
    const { change, admin, code } = await fresh();
    await admin("PATCH", `/api/tenants/${code}/units/tangxi-1`, { facts: { venue: "met" } }, { "if-match": '"1"' });
    const [met, none] = [
      { code: "met", title: "达标" },
      { code: "none", title: "没有" },
    ];
    expect((await refusal(await change("venue", { choices: [none] })))["code"]).toBe("fact-in-use");
    expect((await change("venue", { choices: [met] })).status).toBe(200);
  });
});

describe("renaming a fact", () => {
  it("is followed by drafts and values, never by published versions, which read it as before", async () => {
    const { change, standards, policies, admin, code, database, path } = await fresh();
    await standards.create("point", soundStandard());
    await standards.publish("point", 1, 1);
    await standards.begin("point");
    await policies.create("award", soundPolicy());
    const published = await standards.read("point", 1);
    const renamed = await json(await change("members", { key: "people" }));
    expect(renamed).toMatchObject({ key: "people", formerKeys: ["members"], revision: 2 });
    expect((renamed["usedBy"] as Json[]).map(({ kind, version }) => [kind, version])).toEqual([
      ["standard", 1],
      ["standard", 2],
      ["policy", 1],
    ]);
    expect(await json(await admin("GET", `${path}/unit/people`))).toEqual(renamed);
    expect(await standards.read("point", 1)).toEqual(published);
    const draft = await standards.read("point", 2);
    expect([draft.revision, draft.publicationFaults]).toEqual([2, []]);
    expect(JSON.stringify(draft.document)).toBe(JSON.stringify(soundStandard()).replace("unit.members", "unit.people"));
    expect(JSON.stringify((await policies.read("award", 1)).document)).toContain('"of":"unit.people"');
    const unit = await json(await admin("GET", `/api/tenants/${code}/units/luobu-2`));
    expect([unit["facts"], unit["revision"]]).toEqual([{ people: 7 }, 2]);
    const events = await database.db.select().from(own.events);
    expect(events.slice(-4).map((event) => [event.action, event.subjectId, event.revision])).toEqual([
      ["rename", "unit/people", 2],
      ["rename", "unit/members", 2],
      ["rename-fact", "point/2", 2],
      ["rename-fact", "award/1", 2],
    ]);
  });

  it("leaves the old name to nobody else, and can be taken back", async () => {
    const { change, standards, admin, path } = await fresh();
    await standards.create("point", soundStandard());
    await standards.publish("point", 1, 1);
    await change("members", { key: "people" });
    expect((await refusal(await admin("POST", path, { ...invested, key: "members" })))["detail"]).toBe(
      "members 是「党员数」的旧名，已发布的还按它取数，请换一个。",
    );
    expect((await refusal(await change("vacant", { key: "people" })))["code"]).toBe("code-taken");
    const back = await json(await change("people", { key: "members" }, 2));
    expect(back).toMatchObject({ key: "members", formerKeys: ["people"], revision: 3 });
    await standards.begin("point");
    expect((await standards.read("point", 2)).publicationFaults).toEqual([]);
  });

  it("is told to a draft that begins from what was published before", async () => {
    const { change, standards } = await fresh();
    await standards.create("point", soundStandard());
    await standards.publish("point", 1, 1);
    await change("members", { key: "people" });
    await standards.begin("point");
    expect((await standards.read("point", 2)).publicationFaults).toEqual([
      { path: "sections[0].items[1].from", message: "unit.members 已改名为 unit.people，请改用新名。" },
    ]);
  });

  it("keeps no former name that nothing published reads", async () => {
    const { change } = await fresh();
    expect(await json(await change("members", { key: "people" }))).toMatchObject({ key: "people", formerKeys: [] });
  });

  it("and what was published is paid as before", async () => {
    const { change, policies, admin, code, database } = await fresh();
    await policies.create("award", soundPolicy());
    await policies.publish("award", 1, 1);
    await database.client.batch(cycleWithResults, "write");
    const ask = { policy: { code: "award", version: 1 } };
    const calculate = async () => await json(await admin("POST", `/api/tenants/${code}/subsidies/calculate`, ask));
    const before = await calculate();
    expect(before["totalFen"]).toBe(70_000);
    await change("members", { key: "people" });
    expect((await calculate())["lines"]).toEqual(before["lines"]);
  });
});

const hash = "0123456789abcdef".repeat(4);
const at = "2026-01-01T00:00:00.000Z";
const cycleWithResults = [
  `INSERT INTO standards (code, version, state, title, subject, document, sha256, holds_from, published_at)
    VALUES ('old', 1, 'published', '标准', 'unit', '{}', '${hash}', '2026-01-01', '${at}')`,
  "INSERT INTO cycles (id, code, title, kind, year, opens_on) VALUES ('c', '2026', '验收', 'acceptance', 2026, '2026-01-01')",
  "INSERT INTO cycle_standards VALUES ('c', 'old', 1)",
  `INSERT INTO results (id, cycle_id, unit_id, standard_code, standard_version, is_accepted, score_hundredths, record, decided_at)
    VALUES ('r', 'c', 'luobu-2', 'old', 1, 1, 8000, '{}', '${at}')`,
];

describe("a fact that a draft reads and nobody declared", () => {
  it("stands in the version as it would be declared, until somebody has", async () => {
    const { admin, path, standards } = await fresh();
    await standards.create("point", soundStandard({ appliesTo: "unit.staff >= 3" }));
    const versions = path.replace(/facts$/, "standards/point/versions");
    const undeclared = async () => (await json(await admin("GET", `${versions}/1`)))["undeclaredFacts"];
    expect(await undeclared()).toEqual([
      { key: "staff", of: "unit", per: "standing", type: "number", choices: [], paths: ["appliesTo"] },
    ]);
    const staff = { key: "staff", of: "unit", label: "职工人数", type: "number", filledBy: "secretary" };
    expect((await admin("POST", path, staff)).status).toBe(201);
    expect(await undeclared()).toEqual([]);
  });
});
