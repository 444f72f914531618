import { Hono } from "hono";
import * as v from "valibot";
import { listInbox, readAllMessages, readMessage } from "../actions/inbox/read.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";

const link = v.nullable(f.said(200));
const message = v.strictObject({
  id: f.id,
  at: f.instant,
  kind: f.said(64),
  title: f.said(200),
  lines: f.listOf(v.strictObject({ text: f.said(500), link }), 100),
  link,
  readAt: v.nullable(f.instant),
});
const unread = f.whole(0, 1_000_000_000);

export const inbox = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listInbox",
      summary: "我的消息",
      description: "只有本人的，最近的在前；unread 为未读总数。",
      roles: everyone,
      query: v.strictObject({ unread: f.yesOrNo, limit: f.limit, cursor: f.cursor }),
      answers: {
        200: {
          description: "一页消息",
          schema: v.strictObject({ items: f.listOf(message, 200), nextCursor: v.nullable(f.said(500)), unread }),
        },
      },
    }),
    async (c) => c.json(await listInbox(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/reading",
    operation({
      id: "readAllMessages",
      summary: "全部标为已读",
      roles: everyone,
      answers: { 200: { description: "还有几条未读", schema: v.strictObject({ unread }) } },
    }),
    async (c) => c.json(await readAllMessages(scopeOf(c))),
  )
  .post(
    "/:id/reading",
    operation({
      id: "readMessage",
      summary: "标为已读",
      roles: everyone,
      answers: { 200: { description: "这条消息", schema: message } },
    }),
    async (c) => c.json(await readMessage(scopeOf(c), c.req.param("id"))),
  );
