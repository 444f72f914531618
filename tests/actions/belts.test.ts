import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { type Send, tenant } from "../support/tenant.ts";

async function fresh() {
  const at = await tenant();
  return { ...at, path: `/api/tenants/${at.code}/belts`, admin: await at.as("admin") };
}

describe("belts", () => {
  it("are listed with what stands on them, in one round trip", async () => {
    const { admin, path, roundTrips } = await fresh();
    const before = roundTrips();
    expect(await (await admin("GET", path)).json()).toEqual({
      items: [
        {
          id: "belt-1",
          code: "belt-1",
          name: "汤溪示范带",
          township: "tangxi",
          plannedUnits: 2,
          plannedDemonstrations: null,
          lengthMetres: null,
          isLengthAbout: false,
          facts: {},
          isPartial: false,
          units: 2,
          demonstrations: 1,
          revision: 1,
        },
      ],
      nextCursor: null,
    });
    expect(roundTrips() - before).toBe(1);
  });

  it("are seen by the secretary of a unit on them, and by their township", async () => {
    const { as, path } = await fresh();
    expect((await (await as("secretary"))("GET", `${path}/belt-1`)).status).toBe(200);
    expect((await (await as("township"))("GET", `${path}/belt-1`)).status).toBe(200);
  });

  it("count and name to a secretary the units that they reach, and to the admin all", async () => {
    const { as, admin, path } = await fresh();
    const secretary = await as("secretary");
    const counted = async (send: typeof admin) => {
      const { units, demonstrations } = (await (await send("GET", `${path}/belt-1`)).json()) as Record<string, number>;
      const { points } = (await (await send("GET", `${path}/belt-1/signage`)).json()) as { points: { id: string }[] };
      return [units, demonstrations, points.map(({ id }) => id)];
    };
    expect(await counted(admin)).toEqual([2, 1, ["tangxi-1", "tangxi-2"]]);
    const own = await counted(secretary);
    expect([own[0], own[2]]).toEqual([1, ["tangxi-1"]]);
  });

  it("tell whoever reaches a part of them, and doesn't answer for them, nothing of the whole: no plan, no facts", async () => {
    const { as, admin, asHolder, path } = await fresh();
    await admin("PATCH", `${path}/belt-1`, { plannedDemonstrations: 1 }, { "if-match": '"1"' });
    const shown = async (send: Send) => {
      const belt = (await (await send("GET", `${path}/belt-1`)).json()) as Record<string, unknown>;
      return [belt["isPartial"], belt["plannedUnits"], belt["plannedDemonstrations"]];
    };
    expect(await shown(await as("secretary"))).toEqual([true, null, null]);
    expect(await shown(await as("township"))).toEqual([false, 2, 1]);
    expect(await shown(admin)).toEqual([false, 2, 1]);
    await admin("PATCH", `${path}/belt-1`, { township: "luobu" }, { "if-match": '"2"' });
    const whole = await asHolder({ role: "township", scope: { kind: "unit", id: "tangxi" } });
    expect(await shown(whole)).toEqual([false, 2, 1]);
  });

  it("have the facts that were declared of belts; what isn't declared, or of another type, is refused", async () => {
    const { admin, path, database } = await fresh();
    await note(database, [
      database.db.insert(own.facts).values({
        ...{ key: "belt_length", of: "belt", label: "长度", type: "number", filledBy: "township" },
      }),
    ]);
    const change = (body: object, revision: number) =>
      admin("PATCH", `${path}/belt-1`, body, { "if-match": `"${revision}"` });
    const wrong = await change({ facts: { belt_length: "长", members: 3 } }, 1);
    expect(await wrong.json()).toMatchObject({ errors: [{ path: "facts.belt_length" }, { path: "facts.members" }] });
    expect(await (await change({ facts: { belt_length: 10 } }, 1)).json()).toMatchObject({
      facts: { belt_length: 10 },
    });
    expect(await (await change({ unknown: ["belt_length"] }, 2)).json()).toMatchObject({ facts: {} });
  });

  it("are created under a township or a trade committee alone", async () => {
    const { admin, path } = await fresh();
    const body = { code: "belt-2", name: "商会示范带", township: "chamber", lengthMetres: 2500, isLengthAbout: true };
    const response = await admin("POST", path, body);
    expect([response.status, response.headers.get("etag")]).toEqual([201, '"1"']);
    expect(await response.json()).toMatchObject({ ...body, units: 0, demonstrations: 0, plannedUnits: null });
    const wrong = await admin("POST", path, { ...body, code: "belt-3", township: "tangxi-1" });
    expect(await wrong.json()).toMatchObject({ errors: [{ path: "township" }] });
    expect((await admin("POST", path, body)).status).toBe(409);
  });

  it("plan no more demonstrations than units", async () => {
    const { admin, path } = await fresh();
    const response = await admin("PATCH", `${path}/belt-1`, { plannedDemonstrations: 3 }, { "if-match": '"1"' });
    expect(await response.json()).toMatchObject({
      errors: [{ path: "plannedDemonstrations", message: "计划示范点不能多于计划创建点 2 个" }],
    });
  });

  it("are changed by the ETag that was read", async () => {
    const { admin, path } = await fresh();
    const change = { name: "新名", plannedUnits: 5 };
    expect((await admin("PATCH", `${path}/belt-1`, change)).status).toBe(428);
    const changed = await admin("PATCH", `${path}/belt-1`, change, { "if-match": '"1"' });
    expect(await changed.json()).toMatchObject({ ...change, units: 2, revision: 2 });
    expect((await admin("PATCH", `${path}/belt-1`, change, { "if-match": '"1"' })).status).toBe(412);
  });
});
