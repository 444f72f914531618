import { describe, expect, it } from "vitest";
import { type Json, lifeOf, refusal, soundPolicy, soundStandard } from "../support/life.ts";
import { tenant } from "../support/tenant.ts";

/** Paid by level: four stars, and a fifth that no standard here has; three stars stand below every row. */
const byLevel = (rows: Json): Json =>
  soundPolicy({
    grants: [{ code: "award", title: "奖补", amount: { kind: "table", of: "result.level", rows } }],
  });
const stray = byLevel({ 5: 50_000, 4: 30_000 });
const fitting = byLevel({ 4: 30_000, 3: 10_000 });

async function both() {
  const at = await tenant();
  const admin = await at.as("admin");
  const [standards, policies] = [lifeOf(at, admin, "standards"), lifeOf(at, admin, "policies")];
  const check = async (policy: Json): Promise<readonly string[]> => {
    const { warnings } = (await (await admin("POST", `${policies.path}/check`, { policy })).json()) as Json;
    return (warnings as readonly Json[]).map(({ code, path }) => `${code} ${path}`);
  };
  return { ...at, admin, standards, policies, check };
}

describe("a policy's rows are held against the levels of the standards that are in force", () => {
  it("wherever a draft is shown, in one round trip, once a standard is published", async () => {
    const { standards, policies, admin, check, roundTrips } = await both();
    await standards.create("point", soundStandard());
    expect(await check(stray)).toEqual([]);
    await standards.publish("point", 1, 1, { holdsFrom: "2026-01-01" });
    const warning = {
      code: "row-unreachable",
      path: "grants[0].amount.rows.5",
      message: "「奖补」「5」这一行（500.00 元）用不上：没有谁会是「5」。",
      figures: { rows: 1, key: "5" },
      proposal: {
        text: "删去这一行，或放宽条件。",
        path: "grants[0].amount.rows",
        value: { 4: 30_000 },
      },
      source: null,
    };
    const before = roundTrips();
    expect(await check(stray)).toEqual(["row-unreachable grants[0].amount.rows.5"]);
    expect(roundTrips() - before).toBe(1);
    expect(await check(fitting)).toEqual([]);
    expect(await (await policies.create("award", stray)).json()).toMatchObject({ faults: [], warnings: [warning] });
    expect(await (await policies.write("award", 1, 1, stray)).json()).toMatchObject({ warnings: [warning] });
    expect((await policies.read("award", 1)).warnings).toEqual([warning]);
    expect(await (await policies.write("award", 1, 2, fitting)).json()).toMatchObject({ warnings: [] });
    const file = await admin("POST", `${policies.path}/imports`, stray);
    expect(await file.json()).toMatchObject({ warnings: [warning] });
  });

  it("and a level that they leave out is told of too", async () => {
    const { standards, check } = await both();
    const five = [
      { code: "5", title: "五星级", atLeast: 90 },
      { code: "4", title: "四星级", atLeast: 80 },
      { code: "3", title: "三星级", atLeast: 60 },
    ];
    await standards.create("point", soundStandard({ levels: five }));
    await standards.publish("point", 1, 1, { holdsFrom: "2026-01-01" });
    expect(await check(byLevel({ 5: 50_000, 3: 10_000 }))).toEqual(["level-without-row grants[0].amount.rows"]);
    expect(await check(byLevel({ 5: 50_000, 4: 30_000, 3: 10_000 }))).toEqual([]);
    expect(await check(byLevel({ 5: 10_000, 4: 30_000 }))).toEqual(["row-jumps-down grants[0].amount.rows.5"]);
  });

  it("of the version that holds and of those that will, and of none that was replaced or retired", async () => {
    const { standards, check } = await both();
    const { create, begin, write, publish, retire } = standards;
    await create("point", soundStandard());
    await publish("point", 1, 1, { holdsFrom: "2026-01-01" });
    await begin("point");
    const levels = [
      { code: "5", title: "五星级", atLeast: 80 },
      { code: "3", title: "三星级", atLeast: 60 },
    ];
    await write("point", 2, 1, soundStandard({ levels }));
    await publish("point", 2, 2, { holdsFrom: "2027-01-01" });
    expect(await check(byLevel({ 5: 50_000, 4: 30_000, 3: 10_000 }))).toEqual([]);
    await begin("point");
    await publish("point", 3, 1, { holdsFrom: "2026-06-01" });
    expect(await check(byLevel({ 5: 50_000, 4: 30_000, 3: 10_000 }))).toEqual([
      "row-unreachable grants[0].amount.rows.4",
    ]);
    await retire("point", 3, 2);
    await retire("point", 2, 3);
    await retire("point", 1, 2);
    expect(await check(stray)).toEqual([]);
  });
});

describe("publishing over a slip of levels", () => {
  it("needs a reason, which is kept with what was warned of; a policy that fits needs none", async () => {
    const { standards, policies, roundTrips } = await both();
    await standards.create("point", soundStandard());
    await standards.publish("point", 1, 1, { holdsFrom: "2026-01-01" });
    await policies.create("award", stray);
    const message = "「奖补」「5」这一行（500.00 元）用不上：没有谁会是「5」。";
    expect(await refusal(await policies.publish("award", 1, 1))).toMatchObject({
      ...{ status: 409, code: "warnings-need-reason" },
      errors: [{ path: "document.grants[0].amount.rows.5", message }],
    });
    const before = roundTrips();
    expect((await policies.publish("award", 1, 1, { reason: "五星级明年设" })).status).toBe(200);
    expect(roundTrips() - before).toBe(2);
    expect((await policies.read("award", 1)).publication).toMatchObject({
      reason: "五星级明年设",
      over: [{ path: "grants[0].amount.rows.5", message }],
    });
    await policies.create("other", fitting);
    expect((await policies.publish("other", 1, 1)).status).toBe(200);
  });
});
