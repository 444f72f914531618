import { Hono } from "hono";
import * as v from "valibot";
import { listUsers, readUser } from "../actions/users/list.ts";
import { roles, scopeKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { reply } from "../http/reply.ts";

const user = v.strictObject({
  id: f.id,
  username: f.said(64),
  name: f.said(100),
  roles: f.listOf(
    v.strictObject({ role: f.oneOf(roles), scope: v.strictObject({ kind: f.oneOf(scopeKinds), id: f.said(64) }) }),
    1000,
  ),
  disabledAt: v.nullable(f.instant),
  lastSignInAt: v.nullable(f.instant),
  createdAt: f.instant,
  revision: f.revision,
});

export const users = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listUsers",
      summary: "用户列表",
      roles: ["admin"],
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页用户，按用户名", schema: f.pageOf(user) } },
    }),
    async (c) => c.json(await listUsers(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    operation({
      id: "readUser",
      summary: "一个用户",
      roles: ["admin"],
      answers: { 200: { description: "用户", schema: user, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readUser(scopeOf(c), c.req.param("id"))),
  );
