import { describe, expect, it } from "vitest";
import * as control from "../../db/control/schema.ts";
import { bearer, district, firstAdmin, follow, type OwnSignup, signUp } from "../support/signup.ts";
import { tenant } from "../support/tenant.ts";

const open = await tenant();
let districts = 0;
const freshCode = (): string => {
  districts += 1;
  return `linked-${districts}`;
};

describe("a sign-up is followed", () => {
  it("by its token alone", async () => {
    const { id, token } = await signUp(open.anyone, district(freshCode()));
    const other = await signUp(open.anyone, district(freshCode()));
    const status = async (at: string, headers: Readonly<Record<string, string>>) =>
      (await open.anyone("GET", `/api/signups/${at}`, undefined, headers)).status;
    expect(await status(id, bearer(token))).toBe(200);
    expect(await status(id, bearer(other.token))).toBe(404);
    expect(await status(id, {})).toBe(404);
    expect(await status("nobody", bearer(token))).toBe(404);
  });

  it("and no secret is kept as it is", async () => {
    const signup = await signUp(open.anyone, district(freshCode()));
    const { invitation } = await follow(open.anyone, signup);
    const stored = JSON.stringify([
      await open.control.db.select().from(control.signups),
      await open.control.db.select().from(control.events),
    ]);
    expect(stored).not.toContain(signup.token);
    expect(stored).not.toContain(invitation?.token);
  });
});

describe("a one-time link", () => {
  const linkOf = async (): Promise<{ code: string; link: string; signup: OwnSignup }> => {
    const code = freshCode();
    const signup = await signUp(open.anyone, district(code));
    const { invitation } = await follow(open.anyone, signup);
    return { code, link: invitation?.token ?? "", signup };
  };
  const use = (link: string, more: Record<string, unknown> = {}) =>
    open.anyone("POST", "/api/invitation", { ...firstAdmin, ...more }, bearer(link));

  it("is used once", async () => {
    const { link, signup } = await linkOf();
    expect((await use(link)).status).toBe(201);
    const second = await use(link, { username: "another" });
    expect([second.status, await second.json()]).toMatchObject([
      409,
      { code: "invitation-spent", detail: "首位管理员已设好，请用那个用户名登录。" },
    ]);
    expect((await open.anyone("GET", "/api/invitation", undefined, bearer(link))).status).toBe(409);
    expect((await follow(open.anyone, signup)).invitation).toMatchObject({ state: "used", token: null });
  });

  it("makes one admin of three who come at once", async () => {
    const { link, code } = await linkOf();
    const answers = await Promise.all(["zhang", "li", "li"].map((username) => use(link, { username })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const signIns = await Promise.all(
      ["zhang", "li"].map((username) =>
        open.anyone("POST", "/api/session", { tenant: code, username, password: firstAdmin.password, mode: "token" }),
      ),
    );
    expect(signIns.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it("expires after seven days, and is opened again by the operator, who never learns it", async () => {
    const { link, signup } = await linkOf();
    open.clock.forward(7 * 86_400);
    expect([(await use(link)).status, (await follow(open.anyone, signup)).invitation]).toMatchObject([
      409,
      { state: "expired", token: null },
    ]);
    const send = await open.as("operator");
    const renewed = await send("POST", `/api/signups/${signup.id}/renewal`);
    expect([renewed.status, JSON.stringify(await renewed.json()).includes(link)]).toEqual([200, false]);
    expect((await use(link)).status).toBe(201);
    expect((await send("POST", `/api/signups/${signup.id}/renewal`)).status).toBe(409);
  });

  it("that nobody was given is not found, and tells nothing of tenants", async () => {
    const { code } = await linkOf();
    for (const link of ["x".repeat(43), code, open.code]) expect((await use(link)).status).toBe(404);
    expect((await open.anyone("POST", "/api/invitation", firstAdmin)).status).toBe(404);
  });

  it("refuses a weak password, by its path, and stays open", async () => {
    const { link } = await linkOf();
    for (const password of ["short", "aaaaaaaaaaaa", "zhang-2026-x"]) {
      const response = await use(link, { password });
      expect([response.status, await response.json()], password).toMatchObject([
        400,
        { errors: [{ path: "password" }] },
      ]);
    }
    expect((await use(link)).status).toBe(201);
  });
});
