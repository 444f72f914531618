import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { creditCode } from "../support/credit-codes.ts";
import { tenant } from "../support/tenant.ts";

interface Figure {
  readonly code: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly text: string;
}

async function fresh() {
  const at = await tenant();
  const root = `/api/tenants/${at.code}`;
  const admin = await at.as("admin");
  const post = async (path: string, body: unknown) => await admin("POST", `${root}/${path}`, body);
  const entity = async (n: number, more: Readonly<Record<string, unknown>> = {}) => {
    const body = { creditCode: creditCode(n), name: `企业 ${n}`, kind: "enterprise", establishedOn: null, ...more };
    return (await (await post("entities", body)).json()) as { id: string };
  };
  const cover = async (id: string, unit: string, from = "2026-01-01", mode = "area") =>
    await post("coverages", { entity: id, unit, mode, from });
  const figures = async (query = "") => {
    const { figures: found } = (await (await admin("GET", `${root}/coverage${query}`)).json()) as { figures: Figure[] };
    return Object.fromEntries(found.map(({ code, numerator, denominator }) => [code, [numerator, denominator]]));
  };
  return { ...at, root, admin, post, entity, cover, figures };
}

describe("an entity", () => {
  it("is registered by a credit code that checks, once", async () => {
    const { post, database } = await fresh();
    const body = { creditCode: creditCode(1), name: "第一家", kind: "social", township: "tangxi", fullMembers: 4 };
    const made = await post("entities", { ...body, isOperating: true });
    expect(made.status).toBe(201);
    const entity = (await made.json()) as { id: string };
    expect(entity).toMatchObject({ townshipName: "汤溪镇", mustOrganise: true, isCovered: false, revision: 1 });
    expect((await post("entities", body)).status).toBe(409);
    const wrong = await post("entities", { ...body, creditCode: "91330701MA0000001X" });
    expect(await wrong.json()).toMatchObject({
      errors: [{ path: "creditCode", message: "统一社会信用代码不对，请核对 18 位" }],
    });
    const events = await database.db.select().from(own.events).where(eq(own.events.subjectId, entity.id));
    expect(events).toMatchObject([{ action: "create", revision: 1 }]);
  });

  it("of which nothing is said is unknown in everything", async () => {
    const { entity } = await fresh();
    expect(await entity(2)).toMatchObject({ isOperating: null, fullMembers: null, mustOrganise: null, facts: {} });
  });

  it("changes by the ETag that was read, in two round trips", async () => {
    const { entity, admin, root, roundTrips } = await fresh();
    const { id } = await entity(3, { isOperating: true });
    const before = roundTrips();
    const changed = await admin(
      "PATCH",
      `${root}/entities/${id}`,
      { fullMembers: 2, trade: "chamber" },
      { "if-match": '"1"' },
    );
    expect(roundTrips() - before).toBe(2);
    expect(await changed.json()).toMatchObject({ fullMembers: 2, mustOrganise: false, tradeName: "商会", revision: 2 });
    expect((await admin("PATCH", `${root}/entities/${id}`, { fullMembers: 3 }, { "if-match": '"1"' })).status).toBe(
      412,
    );
  });

  it("is seen by its township and by the unit that covers it, and by no other", async () => {
    const { entity, cover, as, root } = await fresh();
    const { id: mine } = await entity(4, { township: "tangxi" });
    const { id: other } = await entity(5, { township: "luobu" });
    const { id: covered } = await entity(6, { township: "luobu" });
    await cover(covered, "tangxi-1");
    const ids = async (role: "township" | "secretary") => {
      const { items } = (await (await (await as(role))("GET", `${root}/entities`)).json()) as {
        items: { id: string }[];
      };
      return items.map(({ id }) => id);
    };
    expect(await ids("township")).toEqual([mine, covered]);
    expect(await ids("secretary")).toEqual([covered]);
    expect((await (await as("township"))("GET", `${root}/entities/${other}`)).status).toBe(404);
  });
});

describe("coverage", () => {
  it("counts an entity once although two units cover it", async () => {
    const { entity, cover, figures, admin, root } = await fresh();
    const { id } = await entity(1, { isOperating: true, fullMembers: 3, township: "tangxi", trade: "chamber" });
    await entity(2, { isOperating: true, fullMembers: 0, township: "luobu" });
    expect((await cover(id, "tangxi-1")).status).toBe(201);
    expect((await cover(id, "chamber-1", "2026-02-01", "single")).status).toBe(201);
    expect((await cover(id, "tangxi-1", "2026-03-01")).status).toBe(409);
    expect(await figures()).toEqual({ organisation: [1, 2], single: [1, 2], must: [1, 1], work: [1, 2] });
    const report = (await (await admin("GET", `${root}/coverage`)).json()) as Record<
      string,
      { name: string; entities: number }[]
    >;
    expect(report["townships"]?.map(({ name, entities }) => [name, entities])).toEqual([
      ["罗埠镇", 1],
      ["汤溪镇", 1],
    ]);
    expect(report["trades"]?.map(({ name, entities }) => [name, entities])).toEqual([["商会", 1]]);
  });

  it("prints for an earlier day what it was then", async () => {
    const { entity, cover, figures, admin, root } = await fresh();
    const { id } = await entity(1, { isOperating: true, fullMembers: 3 });
    const { id: link } = (await (await cover(id, "tangxi-1", "2026-02-01")).json()) as { id: string };
    await admin("PATCH", `${root}/coverages/${link}`, { until: "2026-09-01" }, { "if-match": '"1"' });
    await admin("PATCH", `${root}/entities/${id}`, { fullMembers: 1, on: "2026-10-01" }, { "if-match": '"1"' });
    expect(await figures("?asOf=2026-01-31")).toMatchObject({ organisation: [0, 1], must: [0, 1] });
    expect(await figures("?asOf=2026-08-31")).toMatchObject({ organisation: [1, 1], must: [1, 1] });
    expect(await figures("?asOf=2026-09-01")).toMatchObject({ organisation: [0, 1], must: [0, 1] });
    expect(await figures()).toMatchObject({ organisation: [0, 1], must: [0, 0] });
  });

  it("stays unknown where an entity isn't known, and isn't counted once it is closed", async () => {
    const { entity, figures, admin, root } = await fresh();
    const { id } = await entity(1);
    expect(await figures()).toMatchObject({ organisation: [null, null], must: [null, null] });
    const closed = await admin("POST", `${root}/entities/${id}/closing`, { reason: "注销" }, { "if-match": '"1"' });
    expect(closed.status).toBe(204);
    expect(await figures()).toMatchObject({ organisation: [0, 0] });
  });

  it("asks for a unit from as many full members as the tenant says, three where it says nothing", async () => {
    const { entity, figures, admin, root } = await fresh();
    await entity(1, { isOperating: true, fullMembers: 3 });
    const set = async (mustOrganiseMembers: unknown, revision: number) =>
      await admin("PATCH", root, { settings: { mustOrganiseMembers } }, { "if-match": `"${revision}"` });
    const told = async () =>
      ((await (await admin("GET", `${root}/coverage`)).json()) as Record<string, unknown>)["mustOrganiseMembers"];
    expect([await told(), await figures()]).toMatchObject([3, { must: [0, 1] }]);
    expect((await set(5, 1)).status).toBe(200);
    expect([await told(), await figures()]).toMatchObject([5, { must: [0, 0] }]);
    const wrong = await set(0, 2);
    expect([wrong.status, await wrong.json()]).toMatchObject([
      400,
      { errors: [{ path: "settings.mustOrganiseMembers", message: "应为 1～1000 的整数，照党章定的 3 人写 null" }] },
    ]);
    expect((await set(null, 2)).status).toBe(200);
    expect(await told()).toBe(3);
  });

  it("goes over to the unit that a unit is merged into", async () => {
    const { entity, cover, admin, root } = await fresh();
    const { id } = await entity(1, { isOperating: true });
    await cover(id, "luobu-2");
    const body = { reason: "合并", into: "tangxi-2", on: "2026-07-01" };
    expect((await admin("POST", `${root}/units/luobu-2/closing`, body, { "if-match": '"1"' })).status).toBe(200);
    const { items } = (await (await admin("GET", `${root}/coverages?entity=${id}`)).json()) as {
      items: { unit: string; from: string; until: string | null }[];
    };
    expect(items.map(({ unit, from, until }) => [unit, from, until])).toEqual([
      ["luobu-2", "2026-01-01", "2026-07-01"],
      ["tangxi-2", "2026-07-01", null],
    ]);
  });
});
