import { Hono } from "hono";
import * as v from "valibot";
import { readJob } from "../actions/jobs/read.ts";
import { jobStates } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";

const job = v.strictObject({
  id: f.id,
  name: f.said(64),
  period: f.said(200),
  state: f.oneOf(jobStates),
  done: f.whole(0, 1_000_000_000_000),
  total: v.nullable(f.whole(0, 1_000_000_000_000)),
  error: v.nullable(f.said(500)),
  createdAt: f.instant,
  updatedAt: f.instant,
});

export const jobs = new Hono<AppEnv>().get(
  "/:id",
  operation({
    id: "readJob",
    summary: "一项后台任务的进度",
    description: "只给提出的人和租户管理员看；total 为 null 时总数还不知道。",
    roles: everyone,
    answers: { 200: { description: "进度", schema: job } },
  }),
  async (c) => c.json(await readJob(scopeOf(c), c.req.param("id"))),
);
