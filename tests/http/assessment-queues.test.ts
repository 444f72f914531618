import { beforeEach, describe, expect, it } from "vitest";
import { type Assessing, assessing, expectDone, itemsIn } from "../support/assessing.ts";
import type { Send } from "../support/tenant.ts";

let a: Assessing;

beforeEach(async () => {
  a = await assessing({ standards: ["stars"] });
});

interface Listed {
  readonly items: readonly { readonly unit: { readonly code: string }; readonly state: string }[];
  readonly nextCursor: string | null;
}
async function list(send: Send, query: string): Promise<readonly string[]> {
  const response = await send("GET", `/api/tenants/${a.at.code}/assessments${query}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as Listed).items.map(({ unit }) => unit.code);
}
const of = (unit: string) => a.cycle.assessments.get(unit) ?? "";
const secretaryOf = (unit: string) => a.at.asHolder({ role: "secretary", scope: { kind: "unit", id: unit } });

describe("the queue of a township", () => {
  it("holds its own units that were handed in, the oldest first", async () => {
    for (const unit of ["tangxi-2", "luobu-1", "tangxi-1"]) {
      a.at.clock.forward(60);
      await a.step(await secretaryOf(unit), of(unit), "submission");
    }
    expect(await list(a.people.township, "?mine=true")).toEqual(["tangxi-2", "tangxi-1"]);
    expect(await list(a.people.admin, "?state=township")).toEqual(["tangxi-2", "luobu-1", "tangxi-1"]);
    expect(await list(a.people.admin, "?state=township&township=%E7%BD%97%E5%9F%A0%E9%95%87")).toEqual(["luobu-1"]);
    expect(await list(a.people.secretary, "")).toEqual(["tangxi-1"]);
  });

  it("goes on from page to page without losing or repeating one", async () => {
    const path = `/api/tenants/${a.at.code}/assessments?limit=2`;
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const response: Response = await a.people.admin("GET", cursor === null ? path : `${path}&cursor=${cursor}`);
      const page = (await response.json()) as Listed;
      seen.push(...page.items.map(({ unit }) => unit.code));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(["chamber-1", "luobu-1", "luobu-2", "tangxi-1", "tangxi-2"]);
  });
});

describe("a department", () => {
  const passed = async () => {
    await a.step(a.people.secretary, of("tangxi-1"), "submission");
    expectDone(await a.step(a.people.township, of("tangxi-1"), "review", {}), "department");
  };

  it("finds in its queue what waits for a section of its own, and passes it on", async () => {
    await passed();
    expect(await list(a.people.department, "?mine=true")).toEqual(["tangxi-1"]);
    const review = { section: "harmony", comment: "情况属实" };
    expectDone(await a.step(a.people.department, of("tangxi-1"), "department-reviews", review), "acceptance");
    expect(await list(a.people.department, "?mine=true")).toEqual([]);
  });

  it("passes no section of another's, and none where it has none", async () => {
    await passed();
    const other = await a.step(a.people.department, of("tangxi-1"), "department-reviews", { section: "service" });
    expect(other.body).toMatchObject({ code: "invalid", errors: [{ path: "section" }] });
    const stranger = await a.at.asHolder({ role: "department", scope: { kind: "department", id: "union" } });
    const none = await a.step(stranger, of("tangxi-1"), "department-reviews", { section: "harmony" });
    expect(none.status).toBe(404);
    expect((await a.step(stranger, of("tangxi-1"), "return", { reason: "不实" })).status).toBe(404);
  });

  it("says what it found otherwise beside what was claimed, which stays; the check on site goes on from there", async () => {
    const id = of("tangxi-1");
    const typed = [
      { item: "unity", value: 9, base: null },
      { item: "secretary", value: true, base: null },
    ];
    expect((await a.type(a.people.secretary, id, typed)).status).toBe(200);
    await passed();
    const answers = [{ item: "unity", value: 7, reason: "民主生活会少开一次" }];
    const review = { section: "harmony", answers, comment: null };
    expectDone(await a.step(a.people.department, id, "department-reviews", review), "acceptance");
    const item = async () => itemsIn(await a.read(a.people.admin, id)).get("unity");
    expect(await item()).toMatchObject({
      claimed: { value: 9, points: 9 },
      verified: { value: 7, points: 7, reason: "民主生活会少开一次" },
      ...{ accepted: null, isDifferent: true, isDeviating: true },
    });
    const others = itemsIn(await a.read(a.people.admin, id)).get("secretary");
    expect(others).toMatchObject({ claimed: { value: true }, verified: null });
    const onSite = [{ item: "secretary", value: false, reason: "书记已调离" }];
    expectDone(await a.step(a.people.assessor, id, "verification", { answers: onSite }), "acceptance");
    expect(await item()).toMatchObject({ claimed: { value: 9 }, verified: { value: 7, reason: "民主生活会少开一次" } });
    expectDone(await a.step(a.people.assessor2, id, "acceptance", { isAccepted: true }), "decided");
    expect(await item()).toMatchObject({ claimed: { value: 9 }, verified: { value: 7 }, accepted: { value: 7 } });
    expect((await a.read(a.people.admin, id)).body["deviations"]).toBe(2);
  });

  it("gives values of the section that it reviews alone, each with its reason where it differs", async () => {
    await passed();
    const answers = [
      { item: "secretary", value: false, reason: "不实" },
      { item: "unity", value: 7 },
      { item: "unity", value: 11, reason: "太好" },
      { item: "venue", value: "own", reason: "独立" },
    ];
    const review = { section: "harmony", answers };
    const { body } = await a.step(a.people.department, of("tangxi-1"), "department-reviews", review);
    expect(body["code"]).toBe("invalid");
    expect((body["errors"] as { path: string }[]).map(({ path }) => path)).toEqual([
      "answers[2].item",
      "answers[3].item",
      "answers[0].item",
      "answers[1].reason",
    ]);
    expect((await a.read(a.people.admin, of("tangxi-1"))).body).toMatchObject({
      ...{ state: "department", stages: { verified: null } },
    });
  });

  it("returns what isn't so, and reviews it again in the next round", async () => {
    await passed();
    expectDone(await a.step(a.people.department, of("tangxi-1"), "return", { reason: "不实" }), "self");
    await passed();
    const review = { section: "harmony" };
    expectDone(await a.step(a.people.department, of("tangxi-1"), "department-reviews", review), "acceptance");
  });
});

describe("two site checks", () => {
  it("are blind to one another; what they differ on acceptance decides", async () => {
    const b = await assessing({ siteChecks: 2 });
    const id = b.cycle.assessments.get("tangxi-1") ?? "";
    const { secretary, township, assessor, assessor2, assessor3 } = b.people;
    await b.type(secretary, id, [
      { item: "meetings", value: 4, base: null },
      { item: "venue", value: "own", base: null },
    ]);
    await b.step(secretary, id, "submission");
    await b.step(township, id, "review", {});
    const first = [{ item: "venue", value: "shared", reason: "两家合用" }];
    await b.step(assessor, id, "verification", { answers: first });
    const between = await b.read(assessor2, id);
    expect(JSON.stringify(between.body)).not.toContain("两家合用");
    expect(between.body).toMatchObject({
      siteChecks: { wanted: 2, done: 1, isMineDone: false },
      stages: { verified: null },
    });
    const second = [{ item: "meetings", value: 3, reason: "缺一次" }, ...first];
    await b.step(assessor2, id, "verification", { answers: second });
    const { body } = await b.step(assessor3, id, "acceptance", { isAccepted: true });
    expect(body).toMatchObject({
      errors: [{ path: "answers", message: "两次核验在指标 meetings 上不一致，要在这里认定" }],
    });
    const answers = [{ item: "meetings", value: 3, reason: "以记录为准" }];
    expectDone(await b.step(assessor3, id, "acceptance", { isAccepted: true, answers }), "decided");
  });
});
