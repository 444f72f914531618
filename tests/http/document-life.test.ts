import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { canonicalJson, digestOf } from "../../worker/domain/canonical.ts";
import { bothNouns, type Json, life, refusal, type Version } from "../support/life.ts";

const json = async <T = Version>(response: Response): Promise<T> => (await response.json()) as T;

describe.each(bothNouns)("a draft among $noun", ({ noun, sound }) => {
  it("begins as version 1, in two round trips, with an event", async () => {
    const { create, one, admin, roundTrips, database } = await life(noun);
    const before = roundTrips();
    const response = await create("point", sound());
    expect(roundTrips() - before).toBe(2);
    expect([response.status, response.headers.get("etag")]).toEqual([201, '"1"']);
    expect(response.headers.get("location")).toBe(one("point", 1));
    const version = await json(response);
    expect(version).toMatchObject({
      ...{ code: "point", version: 1, state: "draft", holdsFrom: null, sha256: null, revision: 1 },
      ...{ publication: null, retirement: null, document: sound(), faults: [], warnings: [], publicationFaults: [] },
    });
    expect(await json(await admin("GET", one("point", 1)))).toEqual(version);
    const events = await database.db.select().from(own.events).where(eq(own.events.subjectId, "point/1"));
    expect(events).toMatchObject([{ action: "create", actorId: "user-admin", revision: 1 }]);
  });

  it("with a key is begun once; a code is taken once", async () => {
    const { admin, path, create } = await life(noun);
    const [body, key] = [{ code: "point", document: sound() }, { "idempotency-key": "k" }];
    const first = await admin("POST", path, body, key);
    const again = await admin("POST", path, body, key);
    expect(await again.text()).toBe(await first.text());
    expect(await refusal(await create("point", sound()))).toMatchObject({ status: 409, code: "code-taken" });
    expect((await create("Point", sound())).status).toBe(400);
    expect((await admin("POST", path, { code: "p2", document: [] })).status).toBe(400);
  });

  it("may hold any fault, and says all of them", async () => {
    const { create, write } = await life(noun);
    const version = await json(await create("point", { format: "?", title: "", more: 1 }));
    expect(version.title).toBe("未命名");
    expect(version.faults.map(({ path }) => path)).toEqual(expect.arrayContaining(["format", "title", "more"]));
    const sounder = await json(await write("point", 1, 1, sound({ title: "\u0000 名\n称 " })));
    expect([sounder.title, sounder.faults]).toEqual(["名 称", []]);
  });

  it("is held to 256 KB and to what can be kept", async () => {
    const { create, admin, path } = await life(noun);
    const room = 256 * 1024 - JSON.stringify({ title: "" }).length;
    expect((await create("large", { title: "x".repeat(room) })).status).toBe(201);
    expect(await refusal(await create("larger", { title: "x".repeat(room + 1) }))).toMatchObject({
      ...{ status: 413, code: "too-large", detail: "一份文档最多 256 KB，请精简后再存。" },
    });
    const unkept = `{"code":"p","document":{"a":["\\ud800"],"b":1e400}}`;
    expect(
      (await refusal(await admin("POST", path, unkept, { "content-type": "application/json" })))["errors"],
    ).toEqual([
      { path: "document.a[0]", message: "文字里有不成对的代理字符，请重新输入。" },
      { path: "document.b", message: "数太大，请改小。" },
    ]);
  });

  it("is changed by whoever has read it last", async () => {
    const { create, write, one, admin, match, read, database } = await life(noun);
    await create("point", sound());
    expect((await admin("PUT", one("point", 1), { document: sound() })).status).toBe(428);
    const changed = await admin(
      "PUT",
      one("point", 1),
      { document: sound({ title: "新" }), holdsFrom: "2027-01-01" },
      match(1),
    );
    expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"2"']);
    expect(await json(changed)).toMatchObject({ title: "新", holdsFrom: "2027-01-01", revision: 2 });
    expect(await refusal(await write("point", 1, 1, sound()))).toMatchObject({ status: 412, code: "stale" });
    expect(await read("point", 1)).toMatchObject({ title: "新", document: sound({ title: "新" }) });
    const events = await database.db.select().from(own.events).where(eq(own.events.subjectId, "point/1"));
    expect(events.map(({ action, revision }) => [action, revision])).toEqual([
      ["create", 1],
      ["change", 2],
    ]);
    expect(events[1]?.body).toMatchObject({ before: sound() });
  });

  it("is removed, and the next of its number goes on from its revisions", async () => {
    const { create, remove, admin, one, path } = await life(noun);
    await create("point", sound());
    expect((await remove("point", 1, 2)).status).toBe(412);
    expect((await remove("point", 1, 1)).status).toBe(204);
    expect((await admin("GET", one("point", 1))).status).toBe(404);
    expect((await admin("GET", `${path}/point`)).status).toBe(404);
    expect((await create("point", sound())).headers.get("etag")).toBe('"3"');
  });

  it("isn't found where there is none", async () => {
    const { admin, one, match, path } = await life(noun);
    expect((await admin("PUT", one("point", 1), { document: {} }, match(1))).status).toBe(404);
    expect((await admin("DELETE", one("point", 1), undefined, match(1))).status).toBe(404);
    expect((await admin("POST", `${path}/point/versions`)).status).toBe(404);
    const publication = { holdsFrom: "2026-12-01" };
    expect((await admin("POST", `${one("point", 1)}/publication`, publication, match(1))).status).toBe(404);
    expect((await admin("POST", `${one("point", 1)}/retirement`, { reason: "无" }, match(1))).status).toBe(404);
  });
});

describe.each(bothNouns)("a publication among $noun", ({ noun, sound }) => {
  it("freezes the document with the hash of its canonical form, who, when and why", async () => {
    const { create, publish, database, read, roundTrips } = await life(noun);
    await create("point", sound());
    const before = roundTrips();
    const response = await publish("point", 1, 1, { reason: "试行" });
    expect(roundTrips() - before).toBe(2);
    expect([response.status, response.headers.get("etag")]).toEqual([200, '"2"']);
    const version = await json(response);
    const sha256 = await digestOf(sound());
    const by = { id: "user-admin", name: "admin 01" };
    expect(version).toMatchObject({ state: "published", holdsFrom: "2026-12-01", sha256, document: sound() });
    expect(version.publication).toEqual({ at: "2026-11-22T08:00:00.000Z", by, reason: "试行", over: [] });
    expect(await read("point", 1)).toEqual(version);
    const table = noun === "standards" ? own.standards : own.policies;
    const [row] = await database.db.select({ canonical: table.canonical }).from(table);
    expect(row?.canonical).toBe(canonicalJson(sound()));
    const events = await database.db.select().from(own.events).where(eq(own.events.action, "publish"));
    expect(events).toMatchObject([{ subjectId: "point/1", revision: 2, body: { sha256, reason: "试行" } }]);
  });

  it("is refused twice, and so is every later change, with the reason", async () => {
    const { create, publish, write, remove, admin, one, read } = await life(noun);
    await create("point", sound());
    await publish("point", 1, 1);
    const frozen = await read("point", 1);
    const again = await refusal(await publish("point", 1, 1));
    expect(again).toEqual({
      status: 409,
      code: "version-published",
      detail: `第 1 版已经发布，正文和校验值 ${frozen.sha256?.slice(0, 12)}… 不再改动；要改请另起一版草稿。`,
    });
    expect((await refusal(await publish("point", 1, 2)))["code"]).toBe("version-published");
    expect((await refusal(await write("point", 1, 2, sound({ title: "改" }))))["code"]).toBe("version-published");
    expect((await refusal(await remove("point", 1, 2)))["code"]).toBe("version-published");
    expect((await refusal(await admin("DELETE", one("point", 1), undefined, { "if-match": "*" })))["code"]).toBe(
      "version-published",
    );
    expect(await read("point", 1)).toEqual(frozen);
  });

  it("refuses every fault, what isn't cited and what isn't declared, by its path in the draft", async () => {
    const { create, write, publish, read } = await life(noun);
    const { sources: _, ...uncited } = sound();
    await create("point", { ...uncited, title: 7 });
    const paths = async (revision: number) =>
      ((await refusal(await publish("point", 1, revision)))["errors"] as Json[]).map(({ path }) => path);
    expect(await paths(1)).toEqual(["document.title", "document.sources"]);
    await write("point", 1, 1, undeclared(noun, sound()));
    expect((await read("point", 1)).publicationFaults).toEqual([
      { path: undeclaredPath(noun), message: "unit.colour 没有登记，请先在「事实」里登记，或改用已登记的。" },
    ]);
    expect(await paths(2)).toEqual([`document.${undeclaredPath(noun)}`]);
    expect(await read("point", 1)).toMatchObject({ state: "draft", revision: 2 });
  });

  it("needs a day that there is", async () => {
    const { create, publish } = await life(noun);
    await create("point", sound());
    expect((await refusal(await publish("point", 1, 1, { holdsFrom: "2026-02-30" })))["errors"]).toEqual([
      { path: "holdsFrom", message: "没有这一天，应写作 2015-10-31" },
    ]);
  });

  it("of ten at once lets one through", async () => {
    const { create, publish, database } = await life(noun);
    await create("point", sound());
    const all = await Promise.all(Array.from({ length: 10 }, () => publish("point", 1, 1)));
    const statuses = all.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => [200, 409, 412].includes(status))).toBe(true);
    const events = await database.db.select().from(own.events).where(eq(own.events.action, "publish"));
    expect(events).toHaveLength(1);
  });
});

function undeclared(noun: string, document: Json): Json {
  if (noun === "standards") return { ...document, appliesTo: "unit.colour == 'red'" };
  const [grant] = document["grants"] as Json[];
  return { ...document, grants: [{ ...grant, when: "unit.colour == 'red'" }] };
}

function undeclaredPath(noun: string): string {
  return noun === "standards" ? "appliesTo" : "grants[0].when";
}
