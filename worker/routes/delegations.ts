import { Hono } from "hono";
import * as v from "valibot";
import { createDelegation, endDelegation, listDelegations } from "../actions/subsidies/delegations/delegation.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { named } from "../http/money-shapes.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";
import { moneyReaders } from "./pools.ts";

const days = { fromOn: f.date, untilOn: f.date };
const delegation = v.strictObject({
  ...{ id: f.id, from: named, to: named, ...days, reason: f.said(500) },
  ...{ decidedBy: f.said(100), decidedAt: f.instant, endedAt: v.nullable(f.instant), revision: f.revision },
});

export const delegations = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listDelegations",
      summary: "委托审批",
      description: "谁在哪几天代谁审批，最近定的在前。",
      roles: moneyReaders,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页委托", schema: f.pageOf(delegation) } },
    }),
    async (c) => c.json(await listDelegations(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createDelegation",
      summary: "委托别人审批",
      description: "财务审批委托自己的，管理员可以替缺席的登记。from、to 为用户的 id；两头的日子都算。",
      roles: ["approver", "admin"],
      body: v.strictObject({ from: f.id, to: f.id, ...days, reason: f.text(500) }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "登记的委托", schema: delegation, headers: ["ETag", "Location"] } },
    }),
    async (c) => replyWith(await createDelegation(scopeOf(c), c.req.valid("json"))),
  )
  .post(
    "/:id/closing",
    operation({
      id: "endDelegation",
      summary: "终止委托",
      roles: ["approver", "admin"],
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      answers: { 200: { description: "终止了的委托", schema: delegation, headers: ["ETag"] } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => reply(c, await endDelegation(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  );
