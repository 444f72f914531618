import { Hono } from "hono";
import * as v from "valibot";
import { listPlans, readPlan } from "../actions/plans/plan.ts";
import {
  changePlan,
  createPlan,
  decidePlan,
  notePlanProgress,
  removePlan,
  submitPlan,
} from "../actions/plans/write.ts";
import { planDecisions, planStates } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

/** What a draft may hold: several lines, or nothing yet. */
const draft = (most: number) =>
  v.pipe(v.string(), v.maxLength(most), v.regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u, "不能含控制字符"));
const dueOn = v.nullable(f.date);
const text = {
  goals: draft(2000),
  measures: f.listOf(v.strictObject({ text: draft(1000), responsible: draft(50), dueOn }), 30),
  milestones: f.listOf(v.strictObject({ title: draft(200), dueOn }), 30),
};
const year = f.whole(2000, 2100);
const head = {
  id: f.id,
  unit: f.id,
  unitName: f.said(100),
  year,
  state: f.oneOf(planStates),
  revision: f.revision,
};
const percent = f.whole(0, 100);
const plan = v.strictObject({
  ...head,
  ...text,
  township: v.nullable(f.said(30)),
  progress: f.mapOf(v.strictObject({ percent, on: f.date, remark: v.nullable(f.said(200)) }), 30),
  decisions: f.listOf(
    v.strictObject({
      decision: f.oneOf(planDecisions),
      reason: v.nullable(f.said(500)),
      by: f.said(100),
      at: f.instant,
    }),
    1000,
  ),
  alike: f.listOf(v.strictObject({ unitName: v.nullable(f.said(100)), percent }), 5),
});
const listed = v.strictObject({
  ...head,
  township: v.nullable(f.said(30)),
  milestones: f.whole(0, 30),
  done: f.whole(0, 30),
});
const asked = v.pipe(v.string(), v.regex(/^20\d\d$|^2100$/, "应为年份，如 2015"), v.transform(Number), year);
const writers = ["secretary", "admin"] as const;
const one = { 200: { description: "这份一点一策", schema: plan, headers: ["ETag"] } } as const;

const collection = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listPlans",
      summary: "一点一策列表",
      description: "待审的在前。",
      roles: everyone,
      query: v.strictObject({
        year: v.optional(asked),
        state: v.optional(f.oneOf(planStates)),
        unit: v.optional(f.id),
        township: v.optional(f.text(100)),
        limit: f.limit,
        cursor: f.cursor,
      }),
      answers: { 200: { description: "一页一点一策", schema: f.pageOf(listed) } },
    }),
    async (c) => c.json(await listPlans(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createPlan",
      summary: "起一份一点一策",
      description: "一个点一年一份；在写时可以有空。责任人写职务。",
      roles: writers,
      body: v.strictObject({ unit: f.id, year, ...text }),
      isRepeatable: true,
      answers: {
        201: { description: "起好的一份", schema: v.strictObject(head), headers: ["ETag", "Location"] },
      },
      refusals: ["conflict"],
    }),
    async (c) => replyWith(await createPlan(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readPlan",
      summary: "一份一点一策",
      description: "alike 为同年里与它相同文字最多的几份，percent 是本份文字也出现在那一份里的比例。",
      roles: everyone,
      answers: one,
    }),
    async (c) => reply(c, await readPlan(scopeOf(c), c.req.param("id"))),
  )
  .patch(
    "/:id",
    operation({
      id: "changePlan",
      summary: "改在写的一点一策",
      roles: writers,
      body: v.strictObject(v.partial(v.object(text)).entries),
      isConditional: true,
      answers: one,
      refusals: ["conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await changePlan(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .delete(
    "/:id",
    operation({
      id: "removePlan",
      summary: "删去没报送过的一点一策",
      roles: writers,
      isConditional: true,
      answers: { 204: { description: "已删去" } },
      refusals: ["conflict"],
    }),
    async (c) => {
      await removePlan(scopeOf(c), c.req.param("id"), ifMatchOf(c));
      return c.body(null, 204);
    },
  );

const steps = new Hono<AppEnv>()
  .post(
    "/:id/submission",
    operation({
      id: "submitPlan",
      summary: "报送一点一策",
      description: "目标、举措、责任人、时限、节点都不能空。与别的雷同只提示，不拦。",
      roles: writers,
      isConditional: true,
      answers: one,
      refusals: ["conflict", "invalid"],
    }),
    async (c) => reply(c, await submitPlan(scopeOf(c), c.req.param("id"), ifMatchOf(c))),
  )
  .post(
    "/:id/approval",
    operation({
      id: "decidePlan",
      summary: "审定或退回一点一策",
      description: "报送的人不能审定；退回要写理由。",
      roles: ["township", "admin"],
      body: v.strictObject({ decision: v.picklist(["approve", "return"]), reason: v.optional(f.text(500)) }),
      isConditional: true,
      answers: one,
      refusals: ["conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await decidePlan(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .post(
    "/:id/progress",
    operation({
      id: "notePlanProgress",
      summary: "登记节点进度",
      description: "milestone 是第几个节点，从 0 起；percent 为百分之几。",
      roles: writers,
      body: v.strictObject({ milestone: f.whole(0, 29), percent, remark: v.optional(v.nullable(f.text(200))) }),
      isConditional: true,
      answers: one,
      refusals: ["conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await notePlanProgress(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  );

export const plans = collection.route("/", steps);
