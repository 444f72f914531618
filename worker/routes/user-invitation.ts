import { type Context, Hono } from "hono";
import * as v from "valibot";
import { readUserInvitation, useUserInvitation } from "../actions/users/use-invitation.ts";
import { shortestPassword } from "../domain/password.ts";
import { Problem } from "../domain/problem.ts";
import { bearerOf } from "../http/cookie.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { addressOf, operation } from "../http/operation.ts";

const shown = v.strictObject({
  tenant: v.strictObject({ code: f.tenantCode, name: f.said(100) }),
  user: v.strictObject({ username: f.said(64), name: f.said(100) }),
  expiresAt: f.instant,
});

/** The secret of a one-time link; where there is none nothing is found. */
function secretOf(c: Context<AppEnv>): string {
  const secret = bearerOf(c);
  if (secret === undefined) throw new Problem("not-found");
  return secret;
}

function meansOf(c: Context<AppEnv>) {
  const { openDatabase, now, newId } = c.get("deps");
  return { database: openDatabase(`t-${c.req.param("tenant")}`), now: now().toISOString(), newId };
}

export const userInvitation = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "readUserInvitation",
      summary: "手中的一次性链接是给谁的",
      description: "链接里的一串字符以 Authorization: Bearer 带上。",
      roles: "public",
      isForBearer: true,
      answers: { 200: { description: "给哪个用户设密码，到何时为止", schema: shown } },
      refusals: ["invitation-spent", "forbidden"],
    }),
    async (c) => {
      c.get("deps").rateLimit("signInPerAddress", addressOf(c), c.get("deps").now());
      return c.json(await readUserInvitation(meansOf(c), secretOf(c)));
    },
  )
  .post(
    "/",
    operation({
      id: "useUserInvitation",
      summary: "用一次性链接设密码",
      description: "链接里的一串字符以 Authorization: Bearer 带上；只能用一次。",
      roles: "public",
      isForBearer: true,
      body: v.strictObject({ password: v.pipe(v.string(), v.minLength(shortestPassword), v.maxLength(200)) }),
      mostBytes: 16_384,
      answers: { 201: { description: "设好了密码的用户，可以登录了", schema: shown } },
      refusals: ["invitation-spent", "forbidden"],
    }),
    async (c) => {
      c.get("deps").rateLimit("signInPerAddress", addressOf(c), c.get("deps").now());
      return c.json(await useUserInvitation(meansOf(c), secretOf(c), c.req.valid("json").password), 201);
    },
  );
