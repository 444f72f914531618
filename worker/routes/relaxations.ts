import { Hono } from "hono";
import * as v from "valibot";
import { decideRelaxation, endRelaxation, listRelaxations } from "../actions/relaxations/relaxation.ts";
import { caseSteps } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const step = f.oneOf(caseSteps);
const relaxation = v.strictObject({
  id: f.id,
  firstStep: step,
  secondStep: step,
  reason: f.said(500),
  decidedBy: f.said(100),
  decidedAt: f.instant,
  endedBy: v.nullable(f.said(100)),
  endedAt: v.nullable(f.instant),
  revision: f.revision,
});
const asked = v.strictObject({ firstStep: step, secondStep: step, reason: f.text(500) });

export const relaxations = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listRelaxations",
      summary: "放宽的记录",
      description: "哪两步在本租户可以由一人办，谁在何时为何定的；最近的在前，随批次打印。",
      roles: ["admin", "assessor", "preparer", "approver", "cashier", "viewer"],
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页放宽", schema: f.pageOf(relaxation) } },
    }),
    async (c) => c.json(await listRelaxations(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "decideRelaxation",
      summary: "放宽一对步骤",
      description: "同一件上不能由一人办的两步，从此可以由一人办，直到终止。",
      roles: ["admin"],
      body: asked,
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "定下的放宽", schema: relaxation, headers: ["ETag", "Location"] } },
    }),
    async (c) => replyWith(await decideRelaxation(scopeOf(c), c.req.valid("json"))),
  )
  .post(
    "/:id/closing",
    operation({
      id: "endRelaxation",
      summary: "终止放宽",
      roles: ["admin"],
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      answers: { 200: { description: "终止了的放宽", schema: relaxation, headers: ["ETag"] } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => reply(c, await endRelaxation(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  );
