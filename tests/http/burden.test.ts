import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { acceptedCycle } from "../support/cycle.ts";
import { type Json, lifeOf, soundStandard } from "../support/life.ts";
import { tenant } from "../support/tenant.ts";

const json = async (response: Response): Promise<Json> => (await response.json()) as Json;

const standard = soundStandard({
  sections: [
    {
      code: "team",
      title: "队伍",
      items: [
        { code: "secretary", title: "书记选配", score: { kind: "yes-no", points: 40 } },
        { code: "minutes", title: "会议记录", score: { kind: "count", each: 10, atMost: 50 }, proof: "document" },
        { code: "size", title: "党员人数", score: { kind: "count", each: 1, atMost: 10 }, from: "unit.members" },
      ],
    },
  ],
});

/** Two of 汤溪镇's branches and one of 罗埠镇's are asked two items by 10 October 2026, and a fact of the cycle. */
async function asked() {
  const at = await tenant();
  const admin = await at.as("admin");
  const standards = lifeOf(at, admin, "standards");
  await standards.create("point", standard);
  await standards.publish("point", 1, 1);
  const got = { answers: {}, scoreHundredths: 0, level: null };
  await acceptedCycle(at.database, "point", 1, [
    { unit: "tangxi-1", ...got },
    { unit: "tangxi-2", ...got },
    { unit: "luobu-2", ...got },
  ]);
  const { db } = at.database;
  const fact = { key: "months", of: "unit", label: "任职月数", type: "number", per: "cycle", filledBy: "secretary" };
  await note(at.database, [
    db.insert(own.facts).values(fact as typeof own.facts.$inferInsert),
    db.insert(own.cycleFacts).values({ cycleId: "c1", unitId: "luobu-2", facts: { months: 12 } }),
  ]);
  return { ...at, admin, path: `/api/tenants/${at.code}/burden` };
}

const unit = (code: string, township: string, fields: number, minutes: number, isAbove: boolean) => ({
  ...{ unit: code, code, name: `${code} 党组织`, township, isAbove, fields, uploads: 1, minutes },
});

describe("the burden of a month", () => {
  it("is what is asked of each unit beside the ceiling, in one round trip", async () => {
    const { admin, path, code, roundTrips } = await asked();
    const settings = { burden: { fields: 2, uploads: 3, minutes: null } };
    expect((await admin("PATCH", `/api/tenants/${code}`, { settings }, { "if-match": '"1"' })).status).toBe(200);
    const before = roundTrips();
    const answer = await json(await admin("GET", `${path}?month=2026-10`));
    expect(roundTrips() - before).toBe(1);
    expect(answer).toEqual({
      month: "2026-10",
      ceiling: { fields: 2, uploads: 3, minutes: null },
      units: 3,
      above: 2,
      typical: { fields: 3, uploads: 1, minutes: 7 },
      most: { fields: 3, uploads: 1, minutes: 7 },
      cycles: [
        {
          ...{ cycle: "c1", title: "10 月验收", standard: "point", standardTitle: "验收标准", dueOn: "2026-10-10" },
          ...{ isPlanned: false, units: 3, fields: 2, uploads: 1, minutes: 6 },
        },
      ],
      items: [
        unit("luobu-2", "罗埠镇", 2, 6, false),
        unit("tangxi-1", "汤溪镇", 3, 7, true),
        unit("tangxi-2", "汤溪镇", 3, 7, true),
      ],
      nextCursor: null,
    });
  });

  it("is listed page by page, and the units above the ceiling alone", async () => {
    const { admin, path, code } = await asked();
    await admin("PATCH", `/api/tenants/${code}`, { settings: { burden: { fields: 2 } } }, { "if-match": '"1"' });
    const first = await json(await admin("GET", `${path}?month=2026-10&above=true&limit=1`));
    const second = await json(
      await admin("GET", `${path}?month=2026-10&above=true&limit=1&cursor=${String(first["nextCursor"])}`),
    );
    const codesOf = (page: Json) => (page["items"] as readonly Json[]).map((each) => each["code"]);
    expect([codesOf(first), codesOf(second), second["nextCursor"]]).toEqual([["tangxi-1"], ["tangxi-2"], null]);
  });

  it("shows a secretary their own unit alone, and nothing of it is due in another month", async () => {
    const { as, path } = await asked();
    const secretary = await as("secretary");
    const own = await json(await secretary("GET", `${path}?month=2026-10`));
    expect((own["items"] as readonly Json[]).map((each) => each["code"])).toEqual(["tangxi-1"]);
    expect(own["units"]).toBe(1);
    expect(await json(await secretary("GET", `${path}?month=2026-09`))).toMatchObject({
      units: 0,
      cycles: [],
      items: [],
    });
  });

  it("has a ceiling of whole numbers only", async () => {
    const { admin, code } = await asked();
    const settings = { burden: { fields: 1.5, hours: 2 } };
    const refused = await admin("PATCH", `/api/tenants/${code}`, { settings }, { "if-match": '"1"' });
    expect(refused.status).toBe(400);
    expect((await json(refused))["errors"]).toEqual([
      { path: "settings.burden.fields", message: "应为 0～100,000 的整数，不设上限写 null" },
      { path: "settings.burden.hours", message: "没有这一项，可写 fields、uploads、minutes" },
    ]);
  });
});

describe("the burden of a cycle that is planned", () => {
  it("is seen before the cycle is opened, of the units that would take part", async () => {
    const { admin, path, code } = await asked();
    const planned = {
      ...{ code: "2026-q4", title: "第四季度督查", kind: "quarterly", year: 2026 },
      ...{ opensOn: "2026-12-20", selfUntil: "2026-12-31" },
      ...{ standards: ["point"], participants: { demonstrationsOnly: true } },
    };
    const created = await admin("POST", `/api/tenants/${code}/cycles`, planned);
    expect(created.status).toBe(201);
    const answer = await json(await admin("GET", `${path}?month=2026-12`));
    expect(answer["cycles"]).toMatchObject([
      { title: "第四季度督查", isPlanned: true, units: 2, fields: 2, uploads: 1 },
    ]);
    const items = answer["items"] as readonly Json[];
    expect(items.map((each) => [each["code"], each["fields"]])).toEqual([
      ["chamber-1", 3],
      ["tangxi-1", 3],
    ]);
  });
});
