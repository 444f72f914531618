import { describe, expect, it } from "vitest";
import { acceptedCycle } from "../support/cycle.ts";
import { type Json, lifeOf, refusal, soundPolicy, soundStandard } from "../support/life.ts";
import { tenant } from "../support/tenant.ts";

const json = async (response: Response): Promise<Json> => (await response.json()) as Json;

/** The second version asks less of the secretary and more members; `age` replaces an item that nobody has answered. */
const second = soundStandard({
  sections: [
    {
      code: "team",
      title: "队伍",
      items: [
        { code: "secretary", title: "书记选配", score: { kind: "yes-no", points: 40 } },
        { code: "size", title: "党员人数", score: { kind: "count", each: 10, atMost: 60 }, from: "unit.members" },
      ],
    },
  ],
});

/** 罗埠 has seven members, 汤溪 01 one, of 汤溪 02 nobody knows; the cycle was scored by version 1. */
async function assessed() {
  const at = await tenant();
  const admin = await at.as("admin");
  const [standards, policies] = [lifeOf(at, admin, "standards"), lifeOf(at, admin, "policies")];
  await standards.create("point", soundStandard());
  await standards.publish("point", 1, 1);
  const units = `/api/tenants/${at.code}/units`;
  await admin("PATCH", `${units}/tangxi-1`, { facts: { members: 1 } }, { "if-match": '"1"' });
  const answers = { secretary: true, gone: "x" };
  await acceptedCycle(at.database, "point", 1, [
    { unit: "luobu-2", answers, scoreHundredths: 10_000, level: "4" },
    { unit: "tangxi-1", answers, scoreHundredths: 7000, level: "3" },
    { unit: "tangxi-2", answers, scoreHundredths: 6000, level: "3" },
  ]);
  return { ...at, admin, standards, policies };
}

describe("the effect of a standard's draft", () => {
  it("names who gains, who loses and who can't be scored, in two round trips", async () => {
    const { standards, admin, roundTrips } = await assessed();
    await standards.begin("point");
    await standards.write("point", 2, 1, second);
    const before = roundTrips();
    const effect = await json(await admin("GET", `${standards.one("point", 2)}/effect`));
    expect(roundTrips() - before).toBe(2);
    const scored = [
      { level: "4", title: "四星级", count: 1 },
      { level: "3", title: "三星级", count: 1 },
      { level: null, title: "没有等级", count: 0 },
    ];
    expect(effect).toEqual({
      cycle: { id: "c1", code: "2026-10", title: "10 月验收" },
      subjects: 3,
      before: { version: 1, levels: scored },
      after: {
        version: 2,
        levels: [
          { level: "4", title: "四星级", count: 1 },
          { level: "3", title: "三星级", count: 0 },
          { level: null, title: "没有等级", count: 1 },
        ],
      },
      changes: [
        {
          ...{ unit: "tangxi-1", code: "tangxi-1", name: "tangxi-1 党组织", township: "汤溪镇" },
          ...{ scoreBefore: 70, scoreAfter: 50, levelBefore: "3", levelAfter: null },
        },
      ],
      failed: [
        {
          ...{ unit: "tangxi-2", code: "tangxi-2", name: "tangxi-2 党组织", township: "汤溪镇" },
          reason: "size：缺少 unit.members",
        },
      ],
    });
    expect(await json(await admin("GET", `${standards.one("point", 2)}/effect?cycle=2026-10`))).toEqual(effect);
  });

  it("of the version itself is none", async () => {
    const { standards, admin } = await assessed();
    expect(await json(await admin("GET", `${standards.one("point", 1)}/effect`))).toMatchObject({ changes: [] });
  });

  it("is refused of a draft with faults, of a cycle there isn't and of a standard nobody was scored by", async () => {
    const { standards, admin } = await assessed();
    await standards.begin("point");
    expect(await refusal(await admin("GET", `${standards.one("point", 2)}/effect?cycle=c9`))).toMatchObject({
      errors: [{ path: "cycle", message: "没有用这个标准的这个考核周期" }],
    });
    await standards.write("point", 2, 1, { ...second, scoring: "?" });
    expect((await refusal(await admin("GET", `${standards.one("point", 2)}/effect`)))["errors"]).toMatchObject([
      { path: "document.scoring" },
    ]);
    await standards.create("other", soundStandard());
    expect((await refusal(await admin("GET", `${standards.one("other", 1)}/effect`)))["errors"]).toMatchObject([
      { path: "cycle" },
    ]);
    expect((await admin("GET", `${standards.one("other", 9)}/effect`)).status).toBe(404);
  });
});

describe("the effect of a policy's draft", () => {
  const grant = (code: string, title: string, fenEach: number) => ({
    ...{ code, title, when: "has(unit.members)" },
    amount: { kind: "rate", of: "unit.members", fenEach },
  });

  it("is the money before and after, by township, grant and unit, in two round trips", async () => {
    const { policies, admin, roundTrips } = await assessed();
    await policies.create("award", soundPolicy({ grants: [grant("members", "党员活动", 10_000)] }));
    await policies.publish("award", 1, 1, { reason: "照发" });
    await policies.begin("award");
    const grants = [
      { ...grant("members", "党员活动", 10_000), when: "has(unit.members) && unit.members > 1" },
      grant("venue", "场所补助", 5000),
    ];
    await policies.write("award", 2, 1, soundPolicy({ grants }));
    const before = roundTrips();
    const effect = await json(await admin("GET", `${policies.one("award", 2)}/effect`));
    expect(roundTrips() - before).toBe(2);
    expect(effect).toEqual({
      cycle: { id: "c1", code: "2026-10", title: "10 月验收" },
      ...{ version: 2, beforeVersion: 1, totalBeforeFen: 80_000, totalAfterFen: 110_000, totalDifferenceFen: 30_000 },
      gains: { units: 1, fen: 35_000 },
      losses: { units: 1, fen: -5000 },
      townships: [
        { township: "罗埠镇", beforeFen: 70_000, afterFen: 105_000, differenceFen: 35_000 },
        { township: "汤溪镇", beforeFen: 10_000, afterFen: 5000, differenceFen: -5000 },
      ],
      grants: [
        { grant: "members", title: "党员活动", beforeFen: 80_000, afterFen: 70_000, differenceFen: -10_000 },
        { grant: "venue", title: "场所补助", beforeFen: 0, afterFen: 40_000, differenceFen: 40_000 },
      ],
      changes: [
        {
          ...{ unit: "luobu-2", code: "luobu-2", name: "luobu-2 党组织", township: "罗埠镇" },
          ...{ beforeFen: 70_000, afterFen: 105_000, differenceFen: 35_000 },
        },
        {
          ...{ unit: "tangxi-1", code: "tangxi-1", name: "tangxi-1 党组织", township: "汤溪镇" },
          ...{ beforeFen: 10_000, afterFen: 5000, differenceFen: -5000 },
        },
      ],
      failed: [],
    });
  });

  it("of a first draft is all of it; who can't be paid is named with the reason", async () => {
    const { policies, admin } = await assessed();
    await policies.create("award", soundPolicy());
    const effect = await json(await admin("GET", `${policies.one("award", 1)}/effect?cycle=c1&standard=point`));
    expect(effect).toMatchObject({ beforeVersion: null, totalBeforeFen: 0, totalAfterFen: 80_000 });
    expect((effect["failed"] as Json[]).find(({ code }) => code === "tangxi-2")).toEqual({
      ...{ unit: "tangxi-2", code: "tangxi-2", name: "tangxi-2 党组织", township: "汤溪镇" },
      ...{ grant: "members", reason: "金额算不出：缺少 unit.members" },
    });
    await policies.write("award", 1, 1, soundPolicy({ year: "x" }));
    expect((await refusal(await admin("GET", `${policies.one("award", 1)}/effect`)))["errors"]).toMatchObject([
      { path: "document.year" },
    ]);
  });
});
