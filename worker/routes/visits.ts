import { Hono } from "hono";
import * as v from "valibot";
import { cancelVisit, reportVisit } from "../actions/visits/end.ts";
import { listVisits, readVisit } from "../actions/visits/visit.ts";
import { visitStates } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { visit, wholeVisit } from "../http/inspection-shapes.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { reply } from "../http/reply.ts";

const roles = ["admin", "assessor", "viewer"] as const;
const foundWrong = v.strictObject({
  text: f.text(1000),
  responsible: f.text(50),
  dueOn: f.date,
  holdsMoney: v.boolean(),
});
const ended = { 200: { description: "这一处", schema: visit, headers: ["ETag"] } } as const;

export const visits = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listVisits",
      summary: "督查要去的各处",
      description: "日期早的在前。mine 只要自己去的。",
      roles,
      query: v.strictObject({
        inspection: v.optional(f.id),
        mine: f.yesOrNo,
        state: v.optional(f.oneOf(visitStates)),
        limit: f.limit,
        cursor: f.cursor,
      }),
      answers: { 200: { description: "一页", schema: f.pageOf(visit) } },
    }),
    async (c) => c.json(await listVisits(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    operation({
      id: "readVisit",
      summary: "督查的一处",
      description: "assessments 为这个党组织在本周期要核验的各件。",
      roles,
      answers: { 200: { description: "这一处", schema: wholeVisit, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readVisit(scopeOf(c), c.req.param("id"))),
  )
  .post(
    "/:id/report",
    operation({
      id: "reportVisit",
      summary: "写督查记录",
      description: "由去的人写一次；发现的问题一起交，随即转给党组织整改。visitedOn 不写为今天。",
      roles: ["assessor"],
      body: v.strictObject({
        report: f.text(2000),
        visitedOn: v.optional(f.date),
        findings: v.optional(f.listOf(foundWrong, 50), []),
      }),
      answers: ended,
      refusals: ["conflict", "stale"],
    }),
    async (c) => reply(c, await reportVisit(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  )
  .post(
    "/:id/cancellation",
    operation({
      id: "cancelVisit",
      summary: "不去了",
      roles: ["admin", "assessor"],
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      answers: ended,
      refusals: ["conflict", "stale"],
    }),
    async (c) => reply(c, await cancelVisit(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  );
