import { Hono } from "hono";
import * as v from "valibot";
import { listDeliveries, sendAgain, tryWebhook } from "../actions/webhooks/deliveries.ts";
import { changeWebhook, createWebhook, listWebhooks } from "../actions/webhooks/webhook.ts";
import { deliveryStates, webhookKinds } from "../domain/vocabulary.ts";
import { afterwards } from "../http/afterwards.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const webhook = v.strictObject({
  id: f.id,
  title: f.said(50),
  kind: f.oneOf(webhookKinds),
  host: f.said(255),
  hint: f.said(8),
  isSigned: v.boolean(),
  isEnabled: v.boolean(),
  createdAt: f.instant,
  revision: f.revision,
});
const delivery = v.strictObject({
  id: f.id,
  topic: f.said(200),
  text: f.said(2000),
  state: f.oneOf(deliveryStates),
  tries: f.listOf(
    v.strictObject({ at: f.instant, status: v.nullable(f.whole(0, 999)), error: v.nullable(f.said(500)) }),
    10,
  ),
  nextAt: v.nullable(f.instant),
  createdAt: f.instant,
});
const url = f.text(500);
const secret = v.optional(v.nullable(f.text(200)));
const admin = ["admin"] as const;

export const webhooks = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listWebhooks",
      summary: "群机器人列表",
      description: "网址和加签密钥加密存放，不再显示；hint 为网址末四位。",
      roles: admin,
      answers: { 200: { description: "全部机器人", schema: v.strictObject({ items: f.listOf(webhook, 20) }) } },
    }),
    async (c) => c.json(await listWebhooks(scopeOf(c))),
  )
  .post(
    "/",
    operation({
      id: "createWebhook",
      summary: "接一个群机器人",
      description: "只发往钉钉和企业微信的机器人，只用 https。secret 为钉钉「加签」的密钥，企业微信没有。",
      roles: admin,
      body: v.strictObject({ title: f.text(50), kind: f.oneOf(webhookKinds), url, secret }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "接好的机器人", schema: webhook, headers: ["ETag", "Location"] } },
      refusals: ["conflict"],
    }),
    async (c) => replyWith(await createWebhook(scopeOf(c), c.get("deps").webhooks, c.req.valid("json"))),
  )
  .patch(
    "/:id",
    operation({
      id: "changeWebhook",
      summary: "修改或停用群机器人",
      description: "只改所给的各项；secret 给 null 为不加签。",
      roles: admin,
      body: v.strictObject({
        title: v.optional(f.text(50)),
        url: v.optional(url),
        secret,
        isEnabled: v.optional(v.boolean()),
      }),
      mostBytes: 16_384,
      isConditional: true,
      answers: { 200: { description: "改后的机器人", schema: webhook, headers: ["ETag"] } },
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      const { webhooks: means } = c.get("deps");
      return reply(c, await changeWebhook(scopeOf(c), means, c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .post(
    "/:id/trial",
    operation({
      id: "tryWebhook",
      summary: "试发一条",
      roles: admin,
      answers: { 202: { description: "在发的一条", schema: v.strictObject({ delivery: f.id }) } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const tried = await tryWebhook(scopeOf(c), c.req.param("id"));
      const { enqueue } = c.get("deps");
      await afterwards(c, () => enqueue({ tenant: c.get("actor").tenant, ...tried }));
      return c.json(tried, 202);
    },
  )
  .get(
    "/:id/deliveries",
    operation({
      id: "listDeliveries",
      summary: "发送记录",
      description: "最近的在前；tries 为每一次的时间、答复和没送到的缘由。",
      roles: admin,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页发送记录", schema: f.pageOf(delivery) } },
    }),
    async (c) => c.json(await listDeliveries(scopeOf(c), c.req.param("id"), c.req.valid("query"))),
  )
  .post(
    "/:id/deliveries",
    operation({
      id: "sendAgain",
      summary: "没送到的再发一次",
      description: "again 为没送到的那一条；另起一条来发，原来的照旧留着。一条只能再发一次。",
      roles: admin,
      body: v.strictObject({ again: f.id }),
      mostBytes: 1024,
      answers: { 202: { description: "在发的一条", schema: v.strictObject({ delivery: f.id }) } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const sent = await sendAgain(scopeOf(c), c.req.param("id"), c.req.valid("json").again);
      const { enqueue } = c.get("deps");
      await afterwards(c, () => enqueue({ tenant: c.get("actor").tenant, ...sent }));
      return c.json(sent, 202);
    },
  );
