import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { code, freshUsers, json, password, type Refused, status, type User } from "../support/users.ts";

describe("a one-time link", () => {
  it("lasts seven days, shows whom it is for, and sets the password once", async () => {
    const { create, invite, open, signIn, code: tenantCode, database, path, admin } = await freshUsers();
    const user = await json<User>(create({}));
    expect(await status(signIn("shuji-01", password))).toBe(401);
    const { secret, expiresAt } = await invite(user.id);
    expect(expiresAt).toBe("2026-11-29T08:00:00.000Z");
    expect(await json(open(secret))).toEqual({
      tenant: { code: tenantCode, name: `${tenantCode} 测试区` },
      user: { username: "shuji-01", name: "书记 01" },
      expiresAt,
    });
    expect(await status(open(secret, password))).toBe(201);
    expect(await code(open(secret, "Another-2026-pw"))).toEqual([409, "invitation-spent"]);
    expect(await status(signIn("shuji-01", password))).toBe(200);
    expect(await json(admin("GET", `${path}/${user.id}`))).toMatchObject({ state: "active", invitedUntil: null });
    const stored = JSON.stringify([
      await database.db.select().from(own.invitations),
      await database.db.select().from(own.events),
    ]);
    expect(stored).not.toContain(secret);
    const events = await database.db.select().from(own.events).where(eq(own.events.subjectId, user.id));
    expect(events.map(({ action, revision }) => [action, revision])).toEqual([
      ["create", 1],
      ["invite", 2],
      ["set-password", 3],
    ]);
  });

  it("of two who use it at once lets one in", async () => {
    const { create, invite, open } = await freshUsers();
    const { secret } = await invite((await json<User>(create({}))).id);
    const both = await Promise.all([open(secret, password), open(secret, "Another-2026-pw")]);
    expect(both.map((each) => each.status).toSorted()).toEqual([201, 409]);
  });

  it("is ended by the next one, and by its time", async () => {
    const { create, invite, open, clock } = await freshUsers();
    const user = await json<User>(create({}));
    const [first, second] = [await invite(user.id), await invite(user.id)];
    expect(await code(open(first.secret, password))).toEqual([409, "invitation-spent"]);
    clock.forward(7 * 86_400);
    expect((await json<Refused>(open(second.secret))).detail).toBe("链接过了期限，请管理员另给一个。");
  });

  it("that nobody was given, or of a tenant that isn't, is not found", async () => {
    const { open, anyone } = await freshUsers();
    expect(await code(open("A".repeat(43)))).toEqual([404, "not-found"]);
    const elsewhere = anyone("GET", "/api/tenants/no-such-place/invitation", undefined, {
      authorization: `Bearer ${"A".repeat(43)}`,
    });
    expect(await code(elsewhere)).toEqual([404, "not-found"]);
  });

  it("takes no password that is easily guessed", async () => {
    const { create, invite, open } = await freshUsers();
    const { secret } = await invite((await json<User>(create({}))).id);
    expect((await json<Refused>(open(secret, "shuji-01-2026"))).errors).toEqual([
      { path: "password", message: "密码里不能有用户名" },
    ]);
    expect(await status(open(secret, password))).toBe(201);
  });
});

describe("a reset by the admin", () => {
  it("ends the sessions and the old password at once, until the link is used", async () => {
    const { arrived, invite, open, signIn } = await freshUsers();
    const { user, send } = await arrived();
    expect(await status(send("GET", "/api/session"))).toBe(200);
    const { secret } = await invite(user.id);
    expect(await status(send("GET", "/api/session"))).toBe(401);
    expect(await status(signIn("shuji-01", password))).toBe(401);
    expect(await status(open(secret, "Another-2026-pw"))).toBe(201);
    expect(await status(signIn("shuji-01", "Another-2026-pw"))).toBe(200);
  });

  it("is not for oneself", async () => {
    const { admin, path } = await freshUsers();
    expect((await json<Refused>(admin("POST", `${path}/user-admin/invitation`))).detail).toBe(
      "自己的密码在「我的」里改。",
    );
  });
});

describe("changing one's own password", () => {
  it("asks for the old one, ends the sessions elsewhere and keeps this one", async () => {
    const { arrived, signIn, anyone } = await freshUsers();
    const { send } = await arrived();
    const elsewhere = await json<{ accessToken: string }>(signIn("shuji-01", password));
    const change = (old: string, chosen: string) => send("POST", "/api/session/password", { old, password: chosen });
    expect((await json<Refused>(change("wrong-password", "Another-2026-pw"))).errors).toEqual([
      { path: "old", message: "原来的密码不对" },
    ]);
    expect((await json<Refused>(change(password, password))).errors).toEqual([
      { path: "password", message: "和原来的一样，请换一个" },
    ]);
    expect(await status(change(password, "Another-2026-pw"))).toBe(204);
    expect(await status(send("GET", "/api/session"))).toBe(200);
    const there = { authorization: `Bearer ${elsewhere.accessToken}` };
    expect(await status(anyone("GET", "/api/session", undefined, there))).toBe(401);
    expect(await status(signIn("shuji-01", password))).toBe(401);
    expect(await status(signIn("shuji-01", "Another-2026-pw"))).toBe(200);
  });
});
