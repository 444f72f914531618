import { type Context, Hono } from "hono";
import * as v from "valibot";
import { readInvitation } from "../actions/invitation/read.ts";
import { useInvitation } from "../actions/invitation/use.ts";
import { deliverOutbox } from "../actions/tenants/deliver.ts";
import { shortestPassword } from "../domain/password.ts";
import { Problem } from "../domain/problem.ts";
import { afterwards } from "../http/afterwards.ts";
import { bearerOf } from "../http/cookie.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { addressOf, operation } from "../http/operation.ts";

const shown = v.strictObject({
  tenant: v.strictObject({ code: f.tenantCode, name: f.said(100) }),
  expiresAt: f.instant,
});
const admin = v.strictObject({
  username: f.username,
  name: f.text(100),
  password: v.pipe(v.string(), v.minLength(shortestPassword), v.maxLength(200)),
});
const made = v.strictObject({ tenant: f.tenantCode, username: f.said(64), name: f.said(100) });

/** The secret of a one-time link; where there is none nothing is found. */
function secretOf(c: Context<AppEnv>): string {
  const secret = bearerOf(c);
  if (secret === undefined) throw new Problem("not-found");
  return secret;
}

export const invitation = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "readInvitation",
      summary: "手中的一次性链接",
      description: "链接里的一串字符以 Authorization: Bearer 带上。",
      roles: "public",
      isForBearer: true,
      answers: { 200: { description: "给哪个租户设首位管理员，到何时为止", schema: shown } },
      refusals: ["invitation-spent", "forbidden"],
    }),
    async (c) => {
      const deps = c.get("deps");
      const now = deps.now().toISOString();
      const { tenant, expiresAt } = await readInvitation(deps.openDatabase("control"), secretOf(c), now);
      return c.json({ tenant, expiresAt });
    },
  )
  .post(
    "/",
    operation({
      id: "useInvitation",
      summary: "用一次性链接设首位管理员",
      description: "链接里的一串字符以 Authorization: Bearer 带上；只能用一次。",
      roles: "public",
      isForBearer: true,
      body: admin,
      mostBytes: 16_384,
      answers: { 201: { description: "首位管理员，可以登录了", schema: made } },
      refusals: ["invitation-spent", "forbidden"],
    }),
    async (c) => {
      const deps = c.get("deps");
      const now = deps.now();
      deps.rateLimit("signInPerAddress", addressOf(c), now);
      const means = { ...deps, now: now.toISOString() };
      const user = await useInvitation(means, secretOf(c), c.req.valid("json"));
      const { openDatabase: open } = deps;
      await afterwards(c, () => deliverOutbox(open("control"), open(`t-${user.tenant}`), user.tenant, now));
      return c.json(user, 201);
    },
  );
