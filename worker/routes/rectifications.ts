import { Hono } from "hono";
import * as v from "valibot";
import { handIn, listRectifications, recheckRectification } from "../actions/findings/rectify.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { rectification } from "../http/inspection-shapes.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

export const rectifications = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listRectifications",
      summary: "报来的整改",
      description: "最近的在前。waiting 为 true 只要待复查的。",
      roles: everyone,
      query: v.strictObject({ waiting: f.yesOrNo, limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页整改", schema: f.pageOf(rectification) } },
    }),
    async (c) => c.json(await listRectifications(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "handInRectification",
      summary: "报整改",
      description: "由有问题的党组织的书记报；报了以后等考核员复查。",
      roles: ["secretary"],
      body: v.strictObject({ finding: f.id, text: f.text(2000) }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "报的整改", schema: rectification, headers: ["ETag", "Location"] } },
      refusals: ["not-found", "conflict", "stale"],
    }),
    async (c) => {
      const { finding, text } = c.req.valid("json");
      return replyWith(await handIn(scopeOf(c), finding, text));
    },
  )
  .post(
    "/:id/recheck",
    operation({
      id: "recheckRectification",
      summary: "复查：销号，或退回再改",
      description: "退回要写理由。报的人不能自己复查。",
      roles: ["assessor"],
      body: v.strictObject({ isPassed: v.boolean(), reason: v.optional(v.nullable(f.text(500)), null) }),
      mostBytes: 16_384,
      answers: { 200: { description: "复查过的整改", schema: rectification, headers: ["ETag"] } },
      refusals: ["conflict", "separation", "stale"],
    }),
    async (c) => reply(c, await recheckRectification(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  );
