import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { family, levels, withVenue } from "../support/family.ts";
import { type Json, lifeOf, refusal, soundStandard, type Version } from "../support/life.ts";
import { tenant } from "../support/tenant.ts";

const json = async <T = Json>(response: Response): Promise<T> => (await response.json()) as T;

describe("a parent's standards", () => {
  it("are shown to its child: the latest published of each, in two round trips", async () => {
    const { child, root, down, adopt, parent } = await family({
      allows: { lowering: "parts", parts: ["items.secretary"] },
    });
    await parent.create("hidden", soundStandard());
    const before = down.roundTrips();
    const answer = await json<{ parent: Json; items: readonly Json[] }>(
      await child.admin("GET", `${root}/parent/standards`),
    );
    expect(down.roundTrips() - before).toBe(2);
    expect(answer.parent).toMatchObject({ name: "上级市" });
    expect(answer.items.map(({ code, version, allows, adoptedAs }) => ({ code, version, allows, adoptedAs }))).toEqual([
      { code: "point", version: 1, allows: { lowering: "parts", parts: ["items.secretary"] }, adoptedAs: [] },
    ]);
    await adopt();
    const { items } = await json<{ items: readonly Json[] }>(await child.admin("GET", `${root}/parent/standards`));
    expect(items.map(({ adoptedAs }) => adoptedAs)).toEqual([["own-point"]]);
  });

  it("are none where there is no parent", async () => {
    const alone = await tenant();
    const { admin, path } = lifeOf(alone, await alone.as("admin"), "standards");
    const list = await admin("GET", `/api/tenants/${alone.code}/parent/standards`);
    expect(await json(list)).toEqual({ parent: null, items: [] });
    expect(await refusal(await admin("POST", `${path}/own/adoption`, { standard: "point" }))).toMatchObject({
      code: "invalid",
      errors: [{ path: "standard", message: "本租户没有上级，没有可采用的标准" }],
    });
  });
});

describe("adopting", () => {
  it("begins a draft with the parent's text, declares the facts it reads, and differs in nothing", async () => {
    const { adopt, child, read, down, up } = await family();
    const before = down.roundTrips();
    const response = await adopt();
    expect([response.status, down.roundTrips() - before]).toEqual([201, 3]);
    const draft = await json<Version>(response);
    expect([draft.version, draft.state, draft.document, draft.publicationFaults]).toEqual([
      1,
      "draft",
      soundStandard(),
      [],
    ]);
    const { taken, changes, newer } = await read(1);
    expect([changes, newer]).toEqual([[], null]);
    expect(taken).toMatchObject({
      parent: { code: up.code, name: "上级市" },
      standard: "point",
      version: 1,
      allows: { lowering: "none", parts: [] },
      by: { id: "user-admin", name: "admin 01" },
    });
    const { items } = await json<{ items: readonly Json[] }>(
      await child.admin("GET", `/api/tenants/${down.code}/facts`),
    );
    expect(items.find(({ key }) => key === "members")).toMatchObject({ label: "党员数", type: "number" });
    const events = await down.database.db.select().from(own.events);
    expect(events.map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ["adopt", "own-point/1"],
      ["create", "unit/members"],
    ]);
  });

  it("is refused for a code that is taken and for what the parent hasn't published", async () => {
    const { adopt, parent } = await family();
    await parent.create("hidden", soundStandard());
    await adopt();
    expect((await refusal(await adopt()))["code"]).toBe("code-taken");
    expect(await refusal(await adopt("other", "hidden"))).toMatchObject({
      code: "invalid",
      errors: [{ path: "standard" }],
    });
  });

  it("goes on from a version to its next draft, and ends with a draft that is removed", async () => {
    const { adopt, child, read } = await family();
    await adopt();
    await child.publish("own-point", 1, 1);
    await child.begin("own-point");
    expect((await read(2)).changes).toEqual([]);
    expect((await child.remove("own-point", 2, 1)).status).toBe(204);
    expect((await child.admin("GET", `${child.one("own-point", 2)}/adoption`)).status).toBe(404);
    expect((await read(1)).changes).toEqual([]);
  });
});

describe("publishing what was adopted", () => {
  it("takes additions and raises", async () => {
    const { adopt, child, read } = await family();
    await adopt();
    await child.write("own-point", 1, 1, withVenue({ levels: levels(85) }));
    expect((await read(1)).changes).toMatchObject([
      { kind: "added", effect: "adds", part: "sections.venue", isRefused: false },
      { path: "levels[0].atLeast", effect: "raises", part: "levels.4", isRefused: false },
    ]);
    expect((await child.publish("own-point", 1, 2, { reason: "本区加一节" })).status).toBe(200);
  });

  it("refuses every place that lowers", async () => {
    const { adopt, child } = await family();
    await adopt();
    await child.write("own-point", 1, 1, soundStandard({ levels: levels(75), start: 5 }));
    expect(await refusal(await child.publish("own-point", 1, 2, { reason: "试试" }))).toEqual({
      status: 409,
      code: "lowers-parent",
      detail: "有 2 处低于上级市《验收标准》第 1 版的要求。",
      errors: [
        { path: "document.start", message: "起步分 没有 → 5 分" },
        { path: "document.levels[0].atLeast", message: "等级「四星级」的线 80 分以上 → 75 分以上" },
      ],
    });
  });

  it("takes what the parent allowed as it published, and no more", async () => {
    const { adopt, child } = await family({ allows: { lowering: "parts", parts: ["levels"] } });
    await adopt();
    await child.write("own-point", 1, 1, soundStandard({ levels: levels(75), start: 5 }));
    const refused = await refusal(await child.publish("own-point", 1, 2, { reason: "试试" }));
    expect((refused["errors"] as Json[]).map(({ path }) => path)).toEqual(["document.start"]);
    await child.write("own-point", 1, 2, soundStandard({ levels: levels(75) }));
    expect((await child.publish("own-point", 1, 3, { reason: "试试" })).status).toBe(200);
  });

  it("allows only parts that the standard has", async () => {
    const { parent } = await family();
    await parent.begin("point");
    const allows = { lowering: "parts", parts: ["items.secretary", "items.nobody"] };
    expect(await refusal(await parent.publish("point", 2, 1, { allows }))).toMatchObject({
      code: "invalid",
      errors: [{ path: "allows.parts[1]" }],
    });
  });

  it("is no lowering because a fact was renamed here", async () => {
    const { adopt, child, read, root } = await family();
    await adopt();
    const fact = `${root}/facts/unit/members`;
    expect((await child.admin("PATCH", fact, { key: "party" }, child.match(1))).status).toBe(200);
    expect(JSON.stringify((await child.read("own-point", 1)).document)).toContain("unit.party");
    expect((await read(1)).changes).toEqual([]);
    expect((await child.publish("own-point", 1, 2)).status).toBe(200);
  });
});

describe("another tenant", () => {
  it("sees nothing of it, and no child reads more of its parent than what was published", async () => {
    const { child, root, up } = await family();
    const other = await tenant();
    const stranger = await other.as("admin");
    expect((await stranger("GET", `${root}/parent/standards`)).status).toBe(404);
    expect((await stranger("GET", `${root}/adoptions`)).status).toBe(404);
    expect((await child.admin("GET", `/api/tenants/${up.code}/standards`)).status).toBe(404);
  });
});
