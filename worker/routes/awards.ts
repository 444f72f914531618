import { Hono } from "hono";
import * as v from "valibot";
import { listAwards, withdrawAward } from "../actions/awards/award.ts";
import { awardCauses } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";

const award = v.strictObject({
  id: f.id,
  unit: f.id,
  unitName: f.said(100),
  standard: f.documentCode,
  standardTitle: f.said(200),
  cause: f.oneOf(awardCauses),
  level: v.nullable(f.said(64)),
  levelTitle: v.nullable(f.said(200)),
  from: f.date,
  until: v.nullable(f.date),
  result: v.nullable(f.id),
  reason: v.nullable(f.said(500)),
  decidedBy: v.nullable(f.said(100)),
  decidedAt: f.instant,
  isHeld: v.boolean(),
});

export const awards = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listAwards",
      summary: "等级的持有和变动",
      description: "每一次变动一行，最近的在前；isHeld 为今天持有的。until 为有效期最后一天，null 为不定期限。",
      roles: everyone,
      query: v.strictObject({ unit: v.optional(f.id), held: f.yesOrNo, limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页变动", schema: f.pageOf(award) } },
    }),
    async (c) => c.json(await listAwards(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/:id/withdrawal",
    operation({
      id: "withdrawAward",
      summary: "取消等级",
      description: "从今天起不再持有，写明理由；以前的记录不变。",
      roles: ["admin"],
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      answers: { 200: { description: "取消了的等级", schema: award } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => c.json(await withdrawAward(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  );
