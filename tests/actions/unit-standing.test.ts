import { describe, expect, it } from "vitest";
import { type Send, tenant } from "../support/tenant.ts";

// A report of a day prints the same whenever it is printed: what units were on that day is kept where they change.

interface Listed {
  readonly items: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly township: string | null;
    readonly facts: Readonly<Record<string, unknown>>;
  }[];
}

async function fresh() {
  const at = await tenant();
  const path = `/api/tenants/${at.code}/units`;
  const admin = await at.as("admin");
  const asOf = async (day: string, send: Send = admin) =>
    ((await (await send("GET", `${path}?asOf=${day}`)).json()) as Listed).items;
  const change = (id: string, revision: number, body: unknown) =>
    admin("PATCH", `${path}/${id}`, body, { "if-match": `"${revision}"` });
  const close = (id: string, revision: number, body: unknown) =>
    admin("POST", `${path}/${id}/closing`, body, { "if-match": `"${revision}"` });
  return { ...at, path, admin, asOf, change, close };
}

describe("units as of a day", () => {
  it("stay where they were before a move, by the names of then", async () => {
    const { asOf, change } = await fresh();
    expect((await change("luobu-1", 1, { parent: "chamber", on: "2026-03-01" })).status).toBe(200);
    expect((await change("luobu", 1, { shortName: "罗埠新镇", on: "2026-05-01" })).status).toBe(200);
    const places = async (day: string) =>
      Object.fromEntries((await asOf(day)).map(({ code, township }) => [code, township]));
    expect(await places("2026-02-28")).toMatchObject({ "luobu-1": "罗埠镇", "luobu-2": "罗埠镇" });
    expect(await places("2026-03-01")).toMatchObject({ "luobu-1": "商会", "luobu-2": "商会" });
    expect(await places("2026-06-30")).toMatchObject({ "luobu-1": "商会", "luobu-2": "商会" });
    const named = async (day: string) => (await asOf(day)).find(({ code }) => code === "luobu");
    expect(await named("2026-04-30")).toMatchObject({ shortName: "罗埠镇" });
    expect(await named("2026-05-01")).toMatchObject({ shortName: "罗埠新镇" });
  });

  it("keep their names and facts of then", async () => {
    const { asOf, change } = await fresh();
    await change("luobu-2", 1, { name: "改过的名", facts: { members: 9 }, on: "2026-06-01" });
    const unit = async (day: string) => (await asOf(day)).find(({ code }) => code === "luobu-2");
    expect(await unit("2026-05-31")).toMatchObject({ name: "luobu-2 党组织", facts: { members: 7 } });
    expect(await unit("2026-06-01")).toMatchObject({ name: "改过的名", facts: { members: 9 } });
  });

  it("are there from the day on which they were founded to the one on which they are closed", async () => {
    const { admin, path, asOf, close } = await fresh();
    const body = { code: "tangxi-9", name: "新支部", kind: "branch", parent: "tangxi", establishedOn: "2026-02-01" };
    const { id } = (await (await admin("POST", path, body)).json()) as { id: string };
    const closed = await close(id, 1, { reason: "企业停业", on: "2026-06-01" });
    expect(await closed.json()).toMatchObject({ closedOn: "2026-06-01", into: null, reason: "企业停业" });
    const isThere = async (day: string) => (await asOf(day)).some((unit) => unit.id === id);
    expect(await Promise.all(["2026-01-31", "2026-02-01", "2026-05-31", "2026-06-01"].map(isThere))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect((await admin("GET", `${path}/${id}`)).status).toBe(404);
  });

  it("print the same before and after a merger", async () => {
    const { asOf, close } = await fresh();
    const before = await asOf("2026-06-30");
    expect((await close("luobu-1", 1, { reason: "合并", into: "tangxi-1", on: "2026-07-01" })).status).toBe(400);
    expect((await close("luobu-1", 1, { reason: "合并" })).status).toBe(409);
    expect((await close("luobu-2", 1, { reason: "合并", into: "tangxi-2", on: "2026-07-01" })).status).toBe(200);
    expect(await asOf("2026-06-30")).toEqual(
      before.map((unit) => (unit.id === "luobu-2" ? { ...unit, revision: 2 } : unit)),
    );
  });
});

describe("the day of a change", () => {
  it("isn't one that is to come, nor one before what is recorded already", async () => {
    const { change } = await fresh();
    const faultOf = async (response: Response) =>
      ((await response.json()) as { errors: readonly { path: string; message: string }[] }).errors;
    expect(await faultOf(await change("tangxi-1", 1, { name: "甲", on: "2026-11-23" }))).toEqual([
      { path: "on", message: "还没到这一天，最晚写今天 2026-11-22" },
    ]);
    expect((await change("tangxi-1", 1, { name: "甲", on: "2026-05-01" })).status).toBe(200);
    expect(await faultOf(await change("tangxi-1", 2, { name: "乙", on: "2026-04-30" }))).toEqual([
      { path: "on", message: "2026-05-01 已有变动，不能写更早的日期" },
    ]);
  });

  it("may be the same twice: what was before both stays", async () => {
    const { asOf, change } = await fresh();
    await change("tangxi-1", 1, { name: "甲", on: "2026-05-01" });
    await change("tangxi-1", 2, { name: "乙", on: "2026-05-01" });
    const name = async (day: string) => (await asOf(day)).find(({ code }) => code === "tangxi-1")?.name;
    expect([await name("2026-04-30"), await name("2026-05-01")]).toEqual(["tangxi-1 党组织", "乙"]);
  });
});

describe("a unit under a township", () => {
  it("may belong to a trade committee besides, and is one unit in the list of either", async () => {
    const { admin, path, change } = await fresh();
    const changed = await change("tangxi-1", 1, { industry: "chamber" });
    expect(await changed.json()).toMatchObject({ township: "汤溪镇", trade: "商会", industry: "chamber" });
    const codes = async (query: string) =>
      ((await (await admin("GET", `${path}?${query}`)).json()) as Listed).items.map(({ code }) => code);
    expect(await codes("township=商会")).toEqual(["chamber-1", "tangxi-1"]);
    expect(await codes("township=汤溪镇")).toEqual(["tangxi-1", "tangxi-2"]);
    expect((await codes("limit=200")).filter((code) => code === "tangxi-1")).toEqual(["tangxi-1"]);
  });

  it("keeps the trade committee when it moves to another township", async () => {
    const { change } = await fresh();
    await change("tangxi-1", 1, { industry: "chamber" });
    const moved = await change("tangxi-1", 2, { parent: "luobu" });
    expect(await moved.json()).toMatchObject({ township: "罗埠镇", trade: "商会" });
    const wrong = await change("chamber-1", 1, { industry: "tangxi" });
    expect(await wrong.json()).toMatchObject({ errors: [{ path: "industry", message: "没有这个行业党委" }] });
  });
});
