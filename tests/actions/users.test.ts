import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import {
  code,
  freshUsers,
  json,
  password,
  type Refused,
  secretary,
  status,
  type User,
  viewer,
} from "../support/users.ts";

describe("adding a user", () => {
  it("answers who they are and where they reach, in two round trips, with an event and no password", async () => {
    const { create, roundTrips, database, code: tenantCode } = await freshUsers();
    const before = roundTrips();
    const response = await create({ roles: [secretary, viewer] });
    expect([response.status, roundTrips() - before]).toEqual([201, 2]);
    const user = await json<User>(response);
    expect(user).toMatchObject({
      username: "shuji-01",
      name: "书记 01",
      state: "invited",
      invitedUntil: null,
      roles: [
        { ...secretary, place: "tangxi-1 党组织" },
        { ...viewer, place: "商会" },
      ],
      revision: 1,
    });
    expect(response.headers.get("location")).toBe(`/api/tenants/${tenantCode}/users/${user.id}`);
    const events = await database.db.select().from(own.events).where(eq(own.events.subjectId, user.id));
    expect(events).toMatchObject([{ action: "create", actorId: "user-admin", revision: 1 }]);
  });

  it("names every role that doesn't fit its scope or a place that isn't there", async () => {
    const { create, admins } = await freshUsers();
    const at = (role: string, kind: string, id: string) => ({ role, scope: { kind, id } });
    const roles = [
      at("admin", "unit", "tangxi"),
      at("secretary", "unit", "nobody"),
      at("township", "trade", "tangxi"),
      at("department", "department", "none"),
      at("viewer", "tenant", "elsewhere"),
      secretary,
      secretary,
      admins,
    ];
    expect((await json<Refused>(create({ roles }))).errors).toEqual([
      { path: "roles[0].scope.kind", message: "租户管理员的范围应为：全租户" },
      { path: "roles[1].scope.id", message: "没有这个党组织，或已撤销" },
      { path: "roles[2].scope.id", message: "应为一个行业党委的 id" },
      { path: "roles[3].scope.id", message: "没有这个牵头部门" },
      { path: "roles[4].scope.id", message: "应为本租户的编码" },
      { path: "roles[6]", message: "同一岗位和范围写了两次，请删去一个" },
    ]);
    const many = Array.from({ length: 21 }, () => secretary);
    expect((await json<Refused>(create({ roles: many }))).errors).toEqual([{ path: "roles", message: "最多 20 项" }]);
  });

  it("refuses a username that somebody had, and repeats itself with a key", async () => {
    const { create, admin, path } = await freshUsers();
    expect(await code(create({ username: "viewer" }))).toEqual([409, "code-taken"]);
    const body = { username: "new", name: "新人 01", roles: [] };
    const [first, again] = [
      await admin("POST", path, body, { "idempotency-key": "k" }),
      await admin("POST", path, body, { "idempotency-key": "k" }),
    ];
    expect(await again.text()).toBe(await first.text());
    expect((await json<{ items: User[] }>(admin("GET", `${path}?q=new`))).items.length).toBe(1);
  });
});

describe("disabling a user", () => {
  it("puts them out at once and lets nobody in until they are enabled", async () => {
    const { arrived, admin, path, signIn } = await freshUsers();
    const { user, send } = await arrived();
    const disabled = await json<User>(admin("POST", `${path}/${user.id}/suspension`, { reason: "调离" }));
    expect(disabled).toMatchObject({ state: "disabled", revision: 4 });
    expect(await status(send("GET", "/api/session"))).toBe(401);
    expect(await status(signIn("shuji-01", password))).toBe(401);
    expect(await code(admin("POST", `${path}/${user.id}/suspension`, { reason: "再来" }))).toEqual([409, "conflict"]);
    expect(await code(admin("POST", `${path}/${user.id}/invitation`))).toEqual([409, "conflict"]);
    expect(await json(admin("POST", `${path}/${user.id}/resumption`, { reason: "回来" }))).toMatchObject({
      state: "active",
    });
    expect(await status(send("GET", "/api/session"))).toBe(401);
    expect(await status(signIn("shuji-01", password))).toBe(200);
  });
});

describe("changing what somebody holds", () => {
  it("ends their sessions, which carry the roles; a name alone doesn't", async () => {
    const { arrived, admin, path } = await freshUsers();
    const { user, send } = await arrived();
    const change = (body: object, revision: number) =>
      admin("PATCH", `${path}/${user.id}`, body, { "if-match": `"${revision}"` });
    expect(await code(change({ name: "书记 02" }, 1))).toEqual([412, "stale"]);
    expect(await json(change({ name: "书记 02" }, 3))).toMatchObject({ name: "书记 02", revision: 4 });
    expect(await status(send("GET", "/api/session"))).toBe(200);
    expect(await json(change({ roles: [viewer] }, 4))).toMatchObject({
      roles: [{ ...viewer, place: "商会" }],
      revision: 5,
    });
    expect(await status(send("GET", "/api/session"))).toBe(401);
  });

  it("while they sign in lets no old roles through", async () => {
    const { arrived, admin, path, signIn, database } = await freshUsers();
    const { user } = await arrived();
    const [signedIn] = await Promise.all([
      signIn("shuji-01", password),
      admin("PATCH", `${path}/${user.id}`, { roles: [viewer] }, { "if-match": '"3"' }),
    ]);
    const live = await database.client.execute(
      `SELECT count(*) FROM sessions WHERE user_id = '${user.id}' AND ended_at IS NULL`,
    );
    expect([
      [503, 0],
      [200, 0],
    ]).toContainEqual([signedIn.status, live.rows[0]?.[0]]);
  });
});

describe("the last admin", () => {
  it("can neither be disabled nor lose the role, not even by themself", async () => {
    const { admin, path, database } = await freshUsers();
    await database.client.execute("UPDATE users SET password_hash = 'set' WHERE id = 'user-admin'");
    expect(await code(admin("POST", `${path}/user-admin/suspension`, { reason: "试" }))).toEqual([409, "last-admin"]);
    expect(await code(admin("PATCH", `${path}/user-admin`, { roles: [viewer] }, { "if-match": '"1"' }))).toEqual([
      409,
      "last-admin",
    ]);
  });

  it("isn't made up for by one who has no password yet", async () => {
    const { admin, path, create, admins, database } = await freshUsers();
    await database.client.execute("UPDATE users SET password_hash = 'set' WHERE id = 'user-admin'");
    await create({ roles: [admins] });
    expect(await code(admin("POST", `${path}/user-admin/suspension`, { reason: "试" }))).toEqual([409, "last-admin"]);
  });

  it("stays where two take each other's role at once", async () => {
    const { admin, path, arrived, admins, database } = await freshUsers();
    await database.client.execute("UPDATE users SET password_hash = 'set' WHERE id = 'user-admin'");
    const { user, send } = await arrived({ username: "second", roles: [admins] });
    const both = await Promise.all([
      admin("PATCH", `${path}/${user.id}`, { roles: [] }, { "if-match": '"3"' }),
      send("PATCH", `${path}/user-admin`, { roles: [] }, { "if-match": '"1"' }),
    ]);
    expect(both.filter((each) => each.status === 200).length).toBe(1);
    const left = await database.client.execute("SELECT count(*) FROM user_roles WHERE role = 'admin'");
    expect(left.rows[0]?.[0]).toBe(1);
  });
});

describe("the list of users", () => {
  it("is narrowed by a part of the name, a role and a state", async () => {
    const { admin, path, create } = await freshUsers();
    await create({});
    const found = async (query: string) =>
      (await json<{ items: User[] }>(admin("GET", `${path}?${query}`))).items.map(({ username }) => username);
    expect(await found("q=shuji")).toEqual(["shuji-01"]);
    expect(await found(`q=${encodeURIComponent("书记 01")}`)).toEqual(["shuji-01"]);
    expect(await found("role=secretary")).toEqual(["secretary", "shuji-01"]);
    expect(await found("state=disabled")).toEqual([]);
  });
});
