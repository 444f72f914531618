import { type Context, Hono } from "hono";
import * as v from "valibot";
import { beginSession } from "../actions/session/begin.ts";
import { endSession } from "../actions/session/end.ts";
import { readSession } from "../actions/session/read.ts";
import { changePassword } from "../actions/users/password.ts";
import { shortestPassword } from "../domain/password.ts";
import { roles, scopeKinds } from "../domain/vocabulary.ts";
import { clearSessionCookie, writeSessionCookie } from "../http/cookie.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { addressOf, everyone, operation, scopeOf } from "../http/operation.ts";
import { sessionSeconds, signToken } from "../http/session-token.ts";

const user = v.strictObject({
  id: f.id,
  name: f.said(100),
  username: f.said(64),
  tenant: f.tenantCode,
  roles: f.listOf(
    v.strictObject({
      role: f.oneOf({ ...roles, operator: "平台运营" }),
      scope: v.strictObject({ kind: f.oneOf(scopeKinds), id: f.said(64) }),
    }),
    1000,
  ),
});
const credentials = v.strictObject({
  tenant: v.pipe(v.string(), v.minLength(1), v.maxLength(32)),
  username: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  mode: v.optional(v.picklist(["cookie", "token"])),
});
const token = v.strictObject({ accessToken: f.said(16_384), expiresIn: f.whole(1, 86_400) });

export const session = new Hono<AppEnv>()
  .post(
    "/",
    operation({
      id: "signIn",
      summary: "登录",
      description: "默认给出 HttpOnly 的 cookie；mode 为 token 时给出 accessToken，以 Authorization: Bearer 使用。",
      roles: "public",
      body: credentials,
      mostBytes: 16_384,
      answers: { 200: { description: "登录的用户，或令牌", schema: v.union([user, token]), headers: ["Set-Cookie"] } },
      refusals: ["wrong-credentials", "forbidden"],
    }),
    async (c) => {
      const { mode, ...asked } = c.req.valid("json");
      const deps = c.get("deps");
      const now = deps.now();
      deps.rateLimit("signInPerAddress", addressOf(c), now);
      deps.rateLimit("signInPerUser", `${asked.tenant} ${asked.username}`, now);
      const actor = await beginSession({ ...deps, now, sessionSeconds }, withKnownTenant(asked));
      const accessToken = await signToken(deps.sessionKeys, actor, now);
      if (mode === "token") return c.json({ accessToken, expiresIn: sessionSeconds });
      writeSessionCookie(c, accessToken);
      const { sessionId: _, ...shown } = actor;
      return c.json(shown);
    },
  )
  .get(
    "/",
    operation({
      id: "readSession",
      summary: "我是谁",
      roles: [...everyone, "operator"],
      answers: { 200: { description: "登录的用户", schema: user } },
    }),
    async (c) => c.json(await readSession(scopeOf(c))),
  )
  .delete(
    "/",
    operation({
      id: "signOut",
      summary: "退出登录",
      roles: [...everyone, "operator"],
      answers: { 204: { description: "已退出，令牌和 cookie 立即失效" } },
    }),
    signOut,
  )
  .post(
    "/password",
    operation({
      id: "changePassword",
      summary: "改自己的密码",
      description: "要写对原来的密码；别处的登录立即失效，这里的继续。",
      roles: everyone,
      body: v.strictObject({
        old: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
        password: v.pipe(v.string(), v.minLength(shortestPassword), v.maxLength(200)),
      }),
      mostBytes: 16_384,
      answers: { 204: { description: "密码已改" } },
      refusals: ["stale"],
    }),
    async (c) => {
      const { old, password } = c.req.valid("json");
      const { tenant, username } = c.get("actor");
      c.get("deps").rateLimit("signInPerUser", `${tenant} ${username}`, c.get("deps").now());
      await changePassword(scopeOf(c), old, password);
      return c.body(null, 204);
    },
  );

async function signOut(c: Context<AppEnv>): Promise<Response> {
  await endSession(scopeOf(c));
  clearSessionCookie(c);
  return c.body(null, 204);
}

/** A tenant that can't exist must not become part of a database's address; it is refused like one that doesn't. */
function withKnownTenant<Asked extends { readonly tenant: string }>(asked: Asked): Asked {
  return v.is(f.tenantCode, asked.tenant) ? asked : { ...asked, tenant: "no-such-tenant" };
}
