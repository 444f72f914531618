import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { hashPassword } from "../../worker/actions/password.ts";
import { type TestTenant, tenant } from "../support/tenant.ts";

const password = "Hongdai-2015";
const passwordHash = await hashPassword(password);

async function withPassword(): Promise<TestTenant> {
  const at = await tenant();
  await note(at.database, [at.database.db.update(own.users).set({ passwordHash })]);
  return at;
}

const signIn = (at: TestTenant, more: object = {}) =>
  at.anyone("POST", "/api/session", { tenant: at.code, username: "preparer", password, ...more });

describe("signing in", () => {
  it("answers the user and sets a cookie that scripts can't read", async () => {
    const at = await withPassword();
    const response = await signIn(at);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      id: "user-preparer",
      name: "preparer 01",
      username: "preparer",
      tenant: at.code,
      roles: [{ role: "preparer", scope: { kind: "tenant", id: at.code } }],
    });
    expect(response.headers.get("set-cookie")).toMatch(
      /^hongdai=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it("over https sets a cookie for this host alone", async () => {
    const at = await withPassword();
    const response = await at.app.request("https://hongdai.example/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ tenant: at.code, username: "preparer", password }),
    });
    expect(response.headers.get("set-cookie")).toMatch(/^__Host-hongdai=.*; HttpOnly; Secure; SameSite=Lax$/);
  });

  it("takes two round trips and leaves an event", async () => {
    const at = await withPassword();
    const before = at.roundTrips();
    await signIn(at);
    expect(at.roundTrips() - before).toBe(2);
    const rows = await at.database.db.select().from(own.events).where(eq(own.events.action, "sign-in"));
    expect(rows).toMatchObject([{ actorId: "user-preparer", subjectKind: "session", revision: 1 }]);
  });

  it("gives a bearer token to whoever asks for one, and no cookie", async () => {
    const at = await withPassword();
    const response = await signIn(at, { mode: "token" });
    const { accessToken, expiresIn } = (await response.json()) as { accessToken: string; expiresIn: number };
    expect(expiresIn).toBe(43_200);
    expect(response.headers.get("set-cookie")).toBeNull();
    const who = await at.anyone("GET", "/api/session", undefined, { authorization: `Bearer ${accessToken}` });
    expect(await who.json()).toMatchObject({ username: "preparer", tenant: at.code });
  });

  it.each([
    ["a wrong password", { password: "wrong" }],
    ["an unknown user", { username: "nobody" }],
    ["an unknown tenant", { tenant: "no-such-place" }],
    ["a tenant that can't exist", { tenant: "../control" }],
  ])("refuses %s with the same answer", async (_, more) => {
    const at = await withPassword();
    const response = await signIn(at, more);
    expect(response.status).toBe(401);
    const { instance: _instance, ...problem } = (await response.json()) as Record<string, unknown>;
    expect(problem).toEqual({
      type: "urn:hongdai:problem:wrong-credentials",
      title: "租户、用户名或密码不对，请核对后再试",
      status: 401,
      code: "wrong-credentials",
    });
  });

  it("refuses a disabled user as an unknown one", async () => {
    const at = await withPassword();
    await note(at.database, [at.database.db.update(own.users).set({ disabledAt: "2026-01-02T00:00:00.000Z" })]);
    expect(await (await signIn(at)).json()).toMatchObject({ code: "wrong-credentials" });
  });

  it("never echoes a password, however wrong the body is", async () => {
    const at = await withPassword();
    const response = await signIn(at, { password: ["hunter2"], extra: "hunter2" });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).not.toContain("hunter2");
    expect(JSON.parse(text).errors).toEqual([
      { path: "password", message: "应为文字" },
      { path: "extra", message: "没有这一项，请删去" },
    ]);
  });

  it("is limited for one user, with the time to wait", async () => {
    const at = await tenant({ rateLimits: '{"signInPerUser":{"limit":2,"seconds":60}}' });
    await signIn(at);
    await signIn(at);
    const third = await signIn(at);
    expect(third.status).toBe(429);
    expect(third.headers.get("retry-after")).toBe("30");
    at.clock.forward(30);
    expect((await signIn(at)).status).toBe(401);
  });
});

describe("a session", () => {
  it("ends at once for its token and its cookie", async () => {
    const at = await withPassword();
    const cookie = (await signIn(at)).headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await at.anyone("GET", "/api/session", undefined, { cookie })).status).toBe(200);
    const out = await at.anyone("DELETE", "/api/session", undefined, { cookie });
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toMatch(/^hongdai=; Max-Age=0; Path=\/$/);
    expect((await at.anyone("GET", "/api/session", undefined, { cookie })).status).toBe(401);
    expect((await at.anyone("DELETE", "/api/session", undefined, { cookie })).status).toBe(401);
  });

  it("ends when its user is disabled", async () => {
    const at = await tenant();
    const admin = await at.as("admin");
    await note(at.database, [at.database.db.update(own.users).set({ disabledAt: "2026-01-02T00:00:00.000Z" })]);
    expect((await admin("GET", `/api/tenants/${at.code}/units`)).status).toBe(401);
  });

  it("ends after twelve hours", async () => {
    const at = await withPassword();
    const { accessToken } = (await (await signIn(at, { mode: "token" })).json()) as { accessToken: string };
    const headers = { authorization: `Bearer ${accessToken}` };
    at.clock.forward(12 * 3600 - 1);
    expect((await at.anyone("GET", "/api/session", undefined, headers)).status).toBe(200);
    at.clock.forward(2);
    expect((await at.anyone("GET", "/api/session", undefined, headers)).status).toBe(401);
  });

  it("does nothing more in a suspended tenant", async () => {
    const at = await tenant();
    const [admin, operator] = [await at.as("admin"), await at.as("operator")];
    const path = `/api/tenants/${at.code}`;
    expect((await operator("POST", `${path}/suspension`, { reason: "欠费" })).status).toBe(200);
    expect((await admin("GET", `${path}/units`)).status).toBe(403);
    expect((await operator("POST", `${path}/resumption`, { reason: "已缴" })).status).toBe(200);
    expect((await admin("GET", `${path}/units`)).status).toBe(200);
  });
});
