import { Hono } from "hono";
import * as v from "valibot";
import { listPublicities, listPublicResults, readPublicity } from "../actions/publicity/publicity.ts";
import { closePublicity, startPublicity } from "../actions/publicity/start.ts";
import { publicityStates, resultStates } from "../domain/vocabulary.ts";
import { afterwards } from "../http/afterwards.ts";
import { assessedBelt } from "../http/assessed-belt.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const count = f.whole(0, 1_000_000_000);
const days = f.whole(1, 60);
const termMonths = v.nullable(f.whole(1, 120));
const shown = v.strictObject({
  id: f.id,
  cycle: f.id,
  cycleTitle: f.said(100),
  state: f.oneOf(publicityStates),
  startsOn: f.date,
  untilOn: f.date,
  days,
  termMonths,
  startedBy: f.said(100),
  startedAt: f.instant,
  closedAt: v.nullable(f.instant),
  results: count,
  final: count,
  objectedTo: count,
  revision: f.revision,
});
const publicResult = v.strictObject({
  id: f.id,
  unit: f.id,
  unitName: f.said(100),
  ofBelt: assessedBelt,
  township: v.nullable(f.said(30)),
  standard: f.documentCode,
  standardTitle: f.said(200),
  accepted: v.boolean(),
  score: v.nullable(f.number(0, 1e11)),
  level: v.nullable(f.said(64)),
  levelTitle: f.said(200),
  state: f.oneOf(resultStates),
  isObjectedTo: v.boolean(),
  isOwn: v.boolean(),
});
const deciders = ["admin", "assessor"] as const;

export const publicity = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listPublicities",
      summary: "公示列表",
      description: "最近的在前，人人可看。objectedTo 为有异议待答复的结果数。",
      roles: everyone,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页公示", schema: f.pageOf(shown) } },
    }),
    async (c) => c.json(await listPublicities(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "startPublicity",
      summary: "公示一个周期的结果",
      description:
        "从今天起公示 days 天，最后一天（中国时间）整天可提异议。termMonths 为等级的有效月数，null 为不定期限；不给的按租户的设置。",
      roles: deciders,
      body: v.strictObject({ cycle: f.id, days: v.optional(days), termMonths: v.optional(termMonths) }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "开始的公示", schema: shown, headers: ["ETag", "Location"] } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const { answer, job } = await startPublicity(scopeOf(c), c.req.valid("json"));
      const { enqueue } = c.get("deps");
      await afterwards(c, () => enqueue({ tenant: c.get("actor").tenant, job }));
      return replyWith(answer);
    },
  )
  .get(
    "/:id",
    operation({
      id: "readPublicity",
      summary: "一次公示",
      roles: everyone,
      answers: { 200: { description: "公示", schema: shown, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readPublicity(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/results",
    operation({
      id: "listPublicResults",
      summary: "公示的结果",
      description: "全租户的结果，人人可看：谁得了什么，不含理由。按党组织编码排。",
      roles: everyone,
      query: v.strictObject({
        q: v.optional(f.text(100)),
        unit: v.optional(f.id),
        township: v.optional(f.text(100)),
        limit: f.limit,
        cursor: f.cursor,
      }),
      answers: { 200: { description: "一页公示的结果", schema: f.pageOf(publicResult) } },
    }),
    async (c) => c.json(await listPublicResults(scopeOf(c), c.req.param("id"), c.req.valid("query"))),
  )
  .post(
    "/:id/closing",
    operation({
      id: "closePublicity",
      summary: "公示期满，结果生效",
      description: "由后台任务办；有异议没有答复、异议成立还没有更正的结果留着，办结后再按一次，或等每天的任务。",
      roles: deciders,
      answers: { 202: { description: "生效的任务", schema: v.strictObject({ job: f.id }) } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const asked = await closePublicity(scopeOf(c), c.req.param("id"));
      const { enqueue } = c.get("deps");
      await afterwards(c, () => enqueue({ tenant: c.get("actor").tenant, ...asked }));
      return c.json(asked, 202);
    },
  );
