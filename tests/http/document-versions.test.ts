import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { bothNouns, type Json, life, lifeOf, refusal } from "../support/life.ts";
import type { Send } from "../support/tenant.ts";

const json = async <T = Json>(response: Response): Promise<T> => (await response.json()) as T;

describe.each(bothNouns)("versions of $noun", ({ noun, sound }) => {
  it("follow one another: the next draft begins from the last version, one at a time", async () => {
    const { create, publish, begin, one } = await life(noun);
    await create("point", sound());
    expect(await refusal(await begin("point"))).toMatchObject({ code: "draft-exists", detail: "第 1 版还是草稿。" });
    await publish("point", 1, 1);
    const response = await begin("point");
    expect([response.status, response.headers.get("location")]).toEqual([201, one("point", 2)]);
    expect(await json(response)).toMatchObject({ version: 2, state: "draft", document: sound(), revision: 1 });
    expect((await refusal(await begin("point")))["code"]).toBe("draft-exists");
  });

  it("of ten drafts begun at once there is one", async () => {
    const { create, publish, begin } = await life(noun);
    await create("point", sound());
    await publish("point", 1, 1);
    const all = await Promise.all(Array.from({ length: 10 }, () => begin("point")));
    expect(all.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
  });

  it("hold each from its day, and until they are retired", async () => {
    const at = await life(noun);
    const { create, publish, begin, clock, match, one, path } = at;
    await create("point", sound());
    await publish("point", 1, 1, { holdsFrom: "2026-01-01" });
    await begin("point");
    await publish("point", 2, 1, { holdsFrom: "2026-12-01" });
    const inForceFor = async (admin: Send, on?: string) =>
      (await json<Json>(await admin("GET", `${path}/point${on === undefined ? "" : `?on=${on}`}`)))["inForce"];
    const inForce = (on?: string) => inForceFor(at.admin, on);
    expect([await inForce("2025-12-31"), await inForce("2026-01-01"), await inForce()]).toEqual([null, 1, 1]);
    expect([await inForce("2026-11-30"), await inForce("2026-12-01")]).toEqual([1, 2]);
    clock.forward(10 * 86_400);
    const { admin, retire, publish: publishLater, begin: beginLater } = lifeOf(at, await at.as("admin"), noun);
    expect(await inForceFor(admin)).toBe(2);
    const retired = await retire("point", 2, 2);
    expect(await json(retired)).toMatchObject({
      state: "retired",
      retirement: {
        at: "2026-12-02T08:00:00.000Z",
        by: { id: "user-admin", name: "admin 01" },
        reason: "新办法已施行",
      },
    });
    expect([await inForceFor(admin, "2026-12-01"), await inForceFor(admin, "2026-12-02")]).toEqual([2, 1]);
    expect((await refusal(await retire("point", 2, 3)))["code"]).toBe("version-retired");
    expect((await refusal(await publishLater("point", 2, 3)))["code"]).toBe("version-published");
    await beginLater("point");
    expect((await refusal(await retire("point", 3, 1)))["code"]).toBe("version-not-published");
    expect((await admin("POST", `${one("point", 1)}/retirement`, {}, match(2))).status).toBe(400);
  });

  it("stand in the list with the latest published one", async () => {
    const { create, publish, begin, admin, path } = await life(noun);
    await create("point", sound());
    const first = async () => (await json<{ items: Json[] }>(await admin("GET", path))).items;
    expect(await first()).toMatchObject([{ code: "point", version: null, state: "draft" }]);
    await publish("point", 1, 1);
    await begin("point");
    expect(await first()).toMatchObject([{ code: "point", version: 1, state: "published", holdsFrom: "2026-12-01" }]);
  });
});

describe("a check", () => {
  it.each([
    ["standards", "standard"],
    ["policies", "policy"],
  ])("of %s names the faults and stores nothing", async (noun, field) => {
    const { admin, path, database } = await life(noun as "standards" | "policies");
    const response = await admin("POST", `${path}/check`, { [field]: { format: "?" } });
    const { faults, warnings } = await json<{ faults: Json[]; warnings: Json[] }>(response);
    expect(faults.map((fault) => fault["path"])).toEqual(expect.arrayContaining(["format", "title"]));
    expect(warnings).toEqual([]);
    expect((await admin("POST", `${path}/check`, { [field]: [] })).status).toBe(400);
    expect(await database.db.select().from(own.events)).toEqual([]);
  });
});

describe.each(bothNouns)("a comparison of $noun", ({ noun, sound }) => {
  it("tells item by item how a version differs from another, in one round trip", async () => {
    const { create, publish, begin, write, admin, path, roundTrips } = await life(noun);
    await create("point", sound());
    await publish("point", 1, 1);
    await begin("point");
    const compare = (query: string) => admin("GET", `${path}/point/comparison?${query}`);
    expect(await json(await compare("from=1&to=2"))).toEqual({ items: [] });
    await write("point", 2, 1, sound({ title: "新标题" }));
    const before = roundTrips();
    const { items } = await json<{ items: Json[] }>(await compare("from=1&to=2"));
    expect(roundTrips() - before).toBe(1);
    expect(items).toEqual([{ path: "title", kind: "changed", text: expect.stringContaining("新标题") }]);
    await write("point", 2, 2, { title: "错" });
    expect((await refusal(await compare("from=1&to=2")))["errors"]).toMatchObject([{ path: "to" }]);
    expect((await refusal(await compare("from=3&to=1")))["errors"]).toEqual([
      { path: "from", message: "没有第 3 版，请核对" },
    ]);
    expect((await refusal(await compare("from=0")))["errors"]).toMatchObject([{ path: "from" }, { path: "to" }]);
    expect((await admin("GET", `${path}/other/comparison?from=1&to=2`)).status).toBe(404);
  });
});
