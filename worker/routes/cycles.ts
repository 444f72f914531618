import { Hono } from "hono";
import * as v from "valibot";
import { closeCycle } from "../actions/cycles/close.ts";
import { fillCycleFacts, listCycleFacts } from "../actions/cycles/facts.ts";
import { listCycles } from "../actions/cycles/list.ts";
import { openCycle } from "../actions/cycles/open.ts";
import { progressOfCycle } from "../actions/cycles/progress.ts";
import { readCycle } from "../actions/cycles/read.ts";
import { changeCycle, createCycle } from "../actions/cycles/write.ts";
import { cycleStates } from "../domain/vocabulary.ts";
import { afterwards } from "../http/afterwards.ts";
import {
  cycle,
  cycleChange,
  cycleFacts,
  cycleProgress,
  filledUnits,
  jobGiven,
  newCycle,
} from "../http/cycle-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, fillers, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

export const cycles = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listCycles",
      summary: "考核周期列表",
      description: "最近的在前；terms 为计划的要求，standards 为开启时绑定的标准版本，results 为认定结果的数目。",
      roles: everyone,
      query: v.strictObject({ state: v.optional(f.oneOf(cycleStates)), limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页考核周期", schema: f.pageOf(cycle) } },
    }),
    async (c) => c.json(await listCycles(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createCycle",
      summary: "计划一个考核周期",
      description:
        "日期为中国标准时间，截止日当天仍可办。participants 不给的不限；siteChecks 为验收前要几人实地核验（默认 1，2 为两人互不可见）。",
      roles: ["admin"],
      body: newCycle,
      isRepeatable: true,
      answers: { 201: { description: "计划的周期", schema: cycle, headers: ["ETag", "Location"] } },
      refusals: ["code-taken", "conflict"],
    }),
    async (c) => replyWith(await createCycle(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readCycle",
      summary: "一个考核周期",
      roles: everyone,
      answers: { 200: { description: "考核周期", schema: cycle, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readCycle(scopeOf(c), c.req.param("id"))),
  )
  .patch(
    "/:id",
    operation({
      id: "changeCycle",
      summary: "修改考核周期",
      description: "只改所给的各项。开启后只能改名称和各个截止日。",
      roles: ["admin"],
      body: cycleChange,
      isConditional: true,
      answers: { 200: { description: "改后的周期", schema: cycle, headers: ["ETag"] } },
      refusals: ["conflict"],
    }),
    async (c) => reply(c, await changeCycle(scopeOf(c), c.req.param("id"), ifMatchOf(c), c.req.valid("json"))),
  )
  .post(
    "/:id/opening",
    operation({
      id: "openCycle",
      summary: "开启考核周期",
      description: "按开启日施行的版本绑定标准，由后台任务建立各党组织的考核；重复提交给出同一项任务。",
      roles: ["admin"],
      answers: { 202: { description: "建立考核的任务", schema: jobGiven } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => {
      const { job, isNew } = await openCycle(scopeOf(c), c.req.param("id"));
      const { enqueue } = c.get("deps");
      if (isNew) await afterwards(c, () => enqueue({ tenant: c.get("actor").tenant, job }));
      return c.json({ job }, 202);
    },
  )
  .post(
    "/:id/closing",
    operation({
      id: "closeCycle",
      summary: "结束考核周期",
      description: "验收到此为止，由后台任务把全部已认定的一起算定结果；还有没认定的要写理由，它们没有结果。",
      roles: ["admin"],
      body: v.strictObject({ reason: v.optional(v.nullable(f.text(500))) }),
      answers: { 202: { description: "算定结果的任务", schema: jobGiven } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => {
      const { job, isNew } = await closeCycle(scopeOf(c), c.req.param("id"), c.req.valid("json").reason ?? null);
      const { enqueue } = c.get("deps");
      if (isNew) await afterwards(c, () => enqueue({ tenant: c.get("actor").tenant, job }));
      return c.json({ job }, 202);
    },
  )
  .get(
    "/:id/facts",
    operation({
      id: "listCycleFacts",
      summary: "本周期填报的事实",
      description: "办法按周期读的事实，如任职月数；按党组织编码排列，没填报的不列。",
      roles: everyone,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页", schema: f.pageOf(cycleFacts) } },
    }),
    async (c) => c.json(await listCycleFacts(scopeOf(c), c.req.param("id"), c.req.valid("query"))),
  )
  .patch(
    "/:id/facts",
    operation({
      id: "fillCycleFacts",
      summary: "填报本周期的事实",
      description: "每项由登记时定的岗位在自己的范围内填报，管理员都可以填；有一处不对就都不写。",
      roles: fillers,
      body: v.strictObject({ units: filledUnits }),
      answers: { 200: { description: "填报以后的事实", schema: v.strictObject({ items: f.listOf(cycleFacts, 200) }) } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => c.json({ items: await fillCycleFacts(scopeOf(c), c.req.param("id"), c.req.valid("json").units) }),
  )
  .get(
    "/:id/progress",
    operation({
      id: "readCycleProgress",
      summary: "考核周期的进度",
      description: "各环节、各乡镇的考核数，只数看得到的；job 为最近一项开启或结束的任务。",
      roles: everyone,
      answers: { 200: { description: "进度", schema: cycleProgress } },
    }),
    async (c) => c.json(await progressOfCycle(scopeOf(c), c.req.param("id"))),
  );
