import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { type Send, tenant } from "../support/tenant.ts";

interface Listed {
  readonly items: readonly { readonly code: string; readonly township: string | null }[];
  readonly nextCursor: string | null;
}
async function json<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

async function fresh() {
  const at = await tenant();
  const path = `/api/tenants/${at.code}/units`;
  const codes = async (send: Send, query = ""): Promise<readonly string[]> =>
    (await json<Listed>(await send("GET", `${path}${query}`))).items.map(({ code }) => code);
  return { ...at, path, codes, admin: await at.as("admin") };
}

describe("the list of units", () => {
  it("goes by code, page after page, each in one round trip", async () => {
    const { admin, path, roundTrips } = await fresh();
    const before = roundTrips();
    const first = await json<Listed>(await admin("GET", `${path}?limit=5`));
    expect(roundTrips() - before).toBe(1);
    const second = await json<Listed>(await admin("GET", `${path}?limit=5&cursor=${first.nextCursor}`));
    expect(first.items.map(({ code }) => code)).toEqual(["chamber", "chamber-1", "luobu", "luobu-1", "luobu-2"]);
    expect(second.items.map(({ code }) => code)).toEqual(["root", "tangxi", "tangxi-1", "tangxi-2"]);
    expect(second.nextCursor).toBeNull();
  });

  it("is filtered by what a unit is and where", async () => {
    const { admin, codes } = await fresh();
    expect(await codes(admin, "?township=汤溪镇")).toEqual(["tangxi-1", "tangxi-2"]);
    expect(await codes(admin, "?township=商会")).toEqual(["chamber-1"]);
    expect(await codes(admin, "?township=luobu&kind=branch")).toEqual(["luobu-2"]);
    expect(await codes(admin, "?demonstration=true&belt=belt-1")).toEqual(["tangxi-1"]);
    expect(await codes(admin, "?demonstration=false&belt=belt-1")).toEqual(["tangxi-2"]);
    expect(await codes(admin, "?q=mber")).toEqual(["chamber", "chamber-1"]);
    expect(await codes(admin, "?q=%25")).toEqual([]);
  });

  it("holds for a township its own tree, for a secretary the one unit", async () => {
    const { as, codes, path } = await fresh();
    const [township, secretary] = [await as("township"), await as("secretary")];
    expect(await codes(township)).toEqual(["tangxi", "tangxi-1", "tangxi-2"]);
    expect(await codes(secretary)).toEqual(["tangxi-1"]);
    expect((await township("GET", `${path}/tangxi-2`)).status).toBe(200);
    expect((await township("GET", `${path}/luobu-1`)).status).toBe(404);
    expect((await secretary("GET", `${path}/tangxi-2`)).status).toBe(404);
  });

  it("names for a unit under a trade committee the trade as its township", async () => {
    const { admin, path } = await fresh();
    expect(await json(await admin("GET", `${path}/chamber-1`))).toMatchObject({ township: "商会", trade: "商会" });
  });
});

describe("creating a unit", () => {
  const body = {
    code: "tangxi-3",
    name: "汤溪新党支部",
    kind: "branch",
    parent: "tangxi",
    facts: { members: 3, vacant: null },
  };

  it("answers it with its place and ETag, in two round trips, with an event", async () => {
    const { admin, path, roundTrips, database } = await fresh();
    const before = roundTrips();
    const response = await admin("POST", path, body);
    expect(roundTrips() - before).toBe(2);
    expect(response.status).toBe(201);
    expect(response.headers.get("etag")).toBe('"1"');
    const unit = await json<{ id: string }>(response);
    expect(response.headers.get("location")).toBe(`${path}/${unit.id}`);
    expect(unit).toMatchObject({
      code: "tangxi-3",
      township: "汤溪镇",
      trade: null,
      facts: { members: 3, vacant: null },
    });
    expect(await json(await admin("GET", `${path}/${unit.id}`))).toEqual(unit);
    const events = await database.db.select().from(own.events).where(eq(own.events.subjectId, unit.id));
    expect(events).toMatchObject([{ action: "create", actorId: "user-admin", revision: 1 }]);
  });

  it("names every fault of its place and its facts", async () => {
    const { admin, path } = await fresh();
    const response = await admin("POST", path, {
      ...body,
      parent: "nobody",
      belt: "no-belt",
      category: "nothing",
      facts: { members: 1.1234567, vacant: "no", venue: "broken", colour: "red" },
    });
    const { errors } = await json<{ errors: { path: string }[] }>(response);
    expect(errors.map(({ path: at }) => at)).toEqual([
      "parent",
      "belt",
      "category",
      "facts.members",
      "facts.vacant",
      "facts.venue",
      "facts.colour",
    ]);
  });

  it("refuses a place that doesn't fit and a township without a name", async () => {
    const { admin, path } = await fresh();
    const below = await json<{ errors: unknown[] }>(await admin("POST", path, { ...body, parent: "tangxi-1" }));
    expect(below.errors).toEqual([{ path: "parent", message: "党支部不能放在党支部之下" }]);
    const nameless = { ...body, kind: "township", parent: "root" };
    expect((await json<{ errors: { path: string }[] }>(await admin("POST", path, nameless))).errors[0]?.path).toBe(
      "shortName",
    );
  });

  it("refuses a code that was ever used", async () => {
    const { admin, path } = await fresh();
    const response = await admin("POST", path, { ...body, code: "tangxi-1" });
    expect([response.status, (await json<{ code: string }>(response)).code]).toEqual([409, "code-taken"]);
  });

  it("with a key answers the same bytes again and refuses another body", async () => {
    const { admin, path, codes } = await fresh();
    const key = { "idempotency-key": "k-1" };
    const first = await admin("POST", path, body, key);
    const again = await admin("POST", path, body, key);
    expect([again.status, again.headers.get("etag"), again.headers.get("location")]).toEqual([
      201,
      first.headers.get("etag"),
      first.headers.get("location"),
    ]);
    expect(await again.text()).toBe(await first.text());
    expect((await admin("POST", path, { ...body, name: "另一个" }, key)).status).toBe(422);
    expect(await codes(admin, "?q=tangxi-3")).toEqual(["tangxi-3"]);
  });

  it("of ten at once with one key creates one and tells all the same", async () => {
    const { admin, path } = await fresh();
    const key = { "idempotency-key": "k-2" };
    const responses = await Promise.all(Array.from({ length: 10 }, () => admin("POST", path, body, key)));
    expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(await Promise.all(responses.map((response) => response.text()))).size).toBe(1);
  });
});

describe("changing a unit", () => {
  it("needs the ETag that was read, and a fresh one", async () => {
    const { admin, path } = await fresh();
    expect((await admin("PATCH", `${path}/tangxi-1`, { name: "新名" })).status).toBe(428);
    const changed = await admin("PATCH", `${path}/tangxi-1`, { name: "新名" }, { "if-match": '"1"' });
    expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"2"']);
    expect((await admin("PATCH", `${path}/tangxi-1`, { name: "再改" }, { "if-match": '"1"' })).status).toBe(412);
  });

  it("of ten at once with one ETag lets one through", async () => {
    const { admin, path, database } = await fresh();
    const all = Array.from({ length: 10 }, (_, n) =>
      admin("PATCH", `${path}/tangxi-1`, { name: `第 ${n}` }, { "if-match": '"1"' }),
    );
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, ...Array(9).fill(412)]);
    const events = await database.db.select().from(own.events).where(eq(own.events.subjectId, "tangxi-1"));
    expect(events.map(({ revision }) => revision)).toEqual([2]);
  });

  it("changes what is given; facts merge, and unknown makes them unknown", async () => {
    const { admin, path } = await fresh();
    const change = { facts: { vacant: true, venue: null }, unknown: ["members"] };
    const response = await admin("PATCH", `${path}/luobu-2`, change, { "if-match": '"1"' });
    expect(await json(response)).toMatchObject({
      name: "luobu-2 党组织",
      facts: { vacant: true, venue: null },
      revision: 2,
    });
    expect(await json(await admin("GET", `${path}/luobu-2`))).toMatchObject({ facts: { vacant: true, venue: null } });
  });

  it("moves all that lies below to the new township", async () => {
    const { admin, path } = await fresh();
    const response = await admin("PATCH", `${path}/luobu-1`, { parent: "chamber" }, { "if-match": '"1"' });
    expect(await json(response)).toMatchObject({ township: "商会", trade: "商会" });
    expect(await json(await admin("GET", `${path}/luobu-2`))).toMatchObject({ township: "商会", trade: "商会" });
  });

  it("never puts a unit below itself", async () => {
    const { admin, path } = await fresh();
    const { errors } = await json<{ errors: { message: string }[] }>(
      await admin("PATCH", `${path}/luobu-1`, { parent: "luobu-1" }, { "if-match": '"1"' }),
    );
    expect(errors.map(({ message }) => message)).toContain("上级不能是它自己或它的下级");
  });

  it("refuses a place on a belt that another has", async () => {
    const { admin, path } = await fresh();
    const response = await admin("PATCH", `${path}/tangxi-2`, { beltPosition: 1 }, { "if-match": '"1"' });
    expect(response.status).toBe(409);
    expect(await json(await admin("GET", `${path}/tangxi-2`))).toMatchObject({ beltPosition: 2, revision: 1 });
  });
});
