import { Hono } from "hono";
import * as v from "valibot";
import { changeUser, disableUser, enableUser } from "../actions/users/change.ts";
import { createUser } from "../actions/users/create.ts";
import { inviteUser } from "../actions/users/invite.ts";
import { listUsers, readUser } from "../actions/users/list.ts";
import { mostAppointments } from "../domain/appointments.ts";
import { roles, scopeKinds, userStates } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const held = { role: f.oneOf(roles), scope: v.strictObject({ kind: f.oneOf(scopeKinds), id: f.said(64) }) };
const user = v.strictObject({
  id: f.id,
  username: f.said(64),
  name: f.said(100),
  roles: f.listOf(v.strictObject({ ...held, place: f.said(100) }), 1000),
  state: f.oneOf(userStates),
  invitedUntil: v.nullable(f.instant),
  disabledAt: v.nullable(f.instant),
  lastSignInAt: v.nullable(f.instant),
  createdAt: f.instant,
  revision: f.revision,
});
const heldRoles = v.pipe(
  v.array(v.strictObject({ ...held, scope: v.strictObject({ kind: f.oneOf(scopeKinds), id: f.text(64) }) })),
  v.maxLength(mostAppointments),
);
const newUser = v.strictObject({ username: f.username, name: f.text(100), roles: heldRoles });
const change = v.strictObject({ name: v.optional(f.text(100)), roles: v.optional(heldRoles) });
const decision = {
  roles: ["admin"] as const,
  body: v.strictObject({ reason: f.text(500) }),
  mostBytes: 16_384,
  answers: { 200: { description: "用户与现在的状态", schema: user, headers: ["ETag"] as const } },
};

export const users = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listUsers",
      summary: "用户列表",
      description: "按用户名排列；q 为用户名或姓名的一部分。",
      roles: ["admin"],
      query: v.strictObject({
        limit: f.limit,
        cursor: f.cursor,
        q: v.optional(f.text(100)),
        role: v.optional(f.oneOf(roles)),
        state: v.optional(f.oneOf(userStates)),
      }),
      answers: { 200: { description: "一页用户", schema: f.pageOf(user) } },
    }),
    async (c) => c.json(await listUsers(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createUser",
      summary: "添加用户",
      description: "添好后再给一次性链接（invitation），本人用它设密码。用户名用过就不再给别人。",
      roles: ["admin"],
      body: newUser,
      mostBytes: 65_536,
      isRepeatable: true,
      answers: { 201: { description: "添加的用户", schema: user, headers: ["ETag", "Location"] } },
      refusals: ["code-taken"],
    }),
    async (c) => replyWith(await createUser(scopeOf(c), c.req.valid("json"))),
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
  )
  .patch(
    "/:id",
    operation({
      id: "changeUser",
      summary: "修改用户",
      description: "roles 给出时替换全部岗位和范围，并让此人的登录立即失效。",
      roles: ["admin"],
      body: change,
      mostBytes: 65_536,
      isConditional: true,
      answers: { 200: { description: "改后的用户", schema: user, headers: ["ETag"] } },
      refusals: ["last-admin", "conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await changeUser(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .post(
    "/:id/invitation",
    operation({
      id: "inviteUser",
      summary: "给用户一次性链接",
      description: "本人用它设密码，七天有效，只显示这一次。有密码的，原密码和登录立即失效；先前给的链接也失效。",
      roles: ["admin"],
      answers: {
        201: {
          description: "链接里的一串字符，只在这里出现",
          schema: v.strictObject({ user: f.id, secret: f.said(64), expiresAt: f.instant }),
        },
      },
      refusals: ["conflict", "stale"],
    }),
    async (c) => c.json(await inviteUser(scopeOf(c), c.req.param("id")), 201),
  )
  .post(
    "/:id/suspension",
    operation({ ...decision, id: "disableUser", summary: "停用用户", refusals: ["conflict", "stale", "last-admin"] }),
    async (c) => reply(c, await disableUser(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  )
  .post(
    "/:id/resumption",
    operation({ ...decision, id: "enableUser", summary: "恢复用户", refusals: ["conflict", "stale"] }),
    async (c) => reply(c, await enableUser(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  );
