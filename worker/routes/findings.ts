import { Hono } from "hono";
import * as v from "valibot";
import { listFindings } from "../actions/findings/finding.ts";
import { readFinding } from "../actions/findings/read.ts";
import { changeFinding, createFinding, withdrawFinding } from "../actions/findings/write.ts";
import { findingStates } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { finding, wholeFinding } from "../http/inspection-shapes.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const terms = { responsible: f.text(50), dueOn: f.date, holdsMoney: v.boolean() };
const query = v.strictObject({
  state: v.optional(f.oneOf(findingStates)),
  overdue: f.yesOrNo,
  holdsMoney: f.yesOrNo,
  unit: v.optional(f.id),
  visit: v.optional(f.id),
  limit: f.limit,
  cursor: f.cursor,
});
const changed = { 200: { description: "这个问题", schema: finding, headers: ["ETag"] } } as const;

export const findings = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listFindings",
      summary: "问题",
      description: "期限早的在前。overdue 为过了期限还没报整改的，holdsMoney 为没销号以前不拨补助的。",
      roles: everyone,
      query,
      answers: { 200: { description: "一页问题", schema: f.pageOf(finding) } },
    }),
    async (c) => c.json(await listFindings(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createFinding",
      summary: "提出一个问题",
      description: "responsible 写职务或代称，不写姓名；dueOn 为整改期限，含那一天。督查中发现的随督查记录一起交。",
      roles: ["admin", "assessor"],
      body: v.strictObject({ unit: f.id, cycle: v.optional(f.id), text: f.text(1000), ...terms }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "提出的问题", schema: finding, headers: ["ETag", "Location"] } },
    }),
    async (c) => replyWith(await createFinding(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readFinding",
      summary: "一个问题和它的各次整改",
      description: "may 为读的人现在能做的。",
      roles: everyone,
      answers: { 200: { description: "这个问题", schema: wholeFinding, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readFinding(scopeOf(c), c.req.param("id"))),
  )
  .patch(
    "/:id",
    operation({
      id: "changeFinding",
      summary: "改整改的责任人、期限，或要不要暂缓拨款",
      description: "待整改时才能改；理由记在留痕里。",
      roles: ["admin", "assessor"],
      body: v.strictObject({ ...v.partial(v.object(terms)).entries, reason: f.text(500) }),
      mostBytes: 16_384,
      isConditional: true,
      answers: changed,
      refusals: ["conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await changeFinding(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .post(
    "/:id/withdrawal",
    operation({
      id: "withdrawFinding",
      summary: "撤回提错的问题",
      roles: ["admin", "assessor"],
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      answers: changed,
      refusals: ["conflict", "stale"],
    }),
    async (c) => reply(c, await withdrawFinding(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  );
