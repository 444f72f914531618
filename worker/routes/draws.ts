import { Hono } from "hono";
import * as v from "valibot";
import { commitDraw } from "../actions/draws/commit.ts";
import { abandonDraw, finishDraw } from "../actions/draws/end.ts";
import { listDraws, readDraw } from "../actions/draws/list.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { draw, listedDraw } from "../http/inspection-shapes.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const newDraw = v.strictObject({
  title: f.text(100),
  wanted: f.whole(1, 200),
  assessors: v.pipe(f.listOf(f.id, 10), v.minLength(1)),
  cycle: v.optional(f.id),
  township: v.optional(f.id),
  belt: v.optional(f.id),
  demonstration: v.optional(v.boolean()),
});
const ended = { 200: { description: "抽查的全部记录", schema: draw, headers: ["ETag"] } } as const;

export const draws = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listDraws",
      summary: "随机抽查",
      description: "编号连续，作废的也在内；最近的在前。督查和领导以外的人，到督查那天起才看得到。",
      roles: everyone,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页抽查", schema: f.pageOf(listedDraw) } },
    }),
    async (c) => c.json(await listDraws(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "commitDraw",
      summary: "封存一次抽查",
      description:
        "定下名单、权重和随机数，公布三者的 SHA-256。考核员联系的党组织不在名单里。township 为乡镇或行业的 id。上一次没抽完、没作废时不能再封存。",
      roles: ["admin", "assessor"],
      body: newDraw,
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "封存了的抽查", schema: draw, headers: ["ETag", "Location"] } },
      refusals: ["conflict"],
    }),
    async (c) => replyWith(await commitDraw(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readDraw",
      summary: "一次抽查的全部记录",
      description:
        "名单、权重、哈希、公证词、见证人、结果；抽完或作废以后有随机数，任何人可以照此重算。不在自己范围内的党组织不给名称。",
      roles: everyone,
      answers: { 200: { description: "抽查的全部记录", schema: draw, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readDraw(scopeOf(c), c.req.param("id"))),
  )
  .post(
    "/:id/word",
    operation({
      id: "finishDraw",
      summary: "填公证词，抽出结果",
      description: "word 由见证人当场定，witness 写见证人的职务或代称。结果由封存的内容和公证词决定，随即记下。",
      roles: ["admin", "assessor"],
      body: v.strictObject({ word: f.text(100), witness: f.text(50) }),
      mostBytes: 16_384,
      answers: ended,
      refusals: ["conflict", "stale"],
    }),
    async (c) => reply(c, await finishDraw(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  )
  .post(
    "/:id/abandonment",
    operation({
      id: "abandonDraw",
      summary: "作废一次抽查",
      description: "只能作废还没抽的；记录和理由都留着。",
      roles: ["admin", "assessor"],
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      answers: ended,
      refusals: ["conflict", "stale"],
    }),
    async (c) => reply(c, await abandonDraw(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  );
