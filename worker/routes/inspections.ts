import { Hono } from "hono";
import * as v from "valibot";
import { listInspections, readInspection } from "../actions/inspections/inspection.ts";
import { planInspection } from "../actions/inspections/plan.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { inspection } from "../http/inspection-shapes.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { replyWith } from "../http/reply.ts";

const roles = ["admin", "assessor", "viewer"] as const;
const newInspection = v.strictObject({
  title: f.text(100),
  plannedOn: f.date,
  isBlind: v.optional(v.boolean(), false),
  cycle: v.optional(f.id),
  draw: v.optional(f.id),
  units: v.optional(v.pipe(f.listOf(f.id, 200), v.minLength(1))),
  assessors: v.optional(v.pipe(f.listOf(f.id, 10), v.minLength(1))),
});

export const inspections = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listInspections",
      summary: "督查",
      description: "日期晚的在前；各处去没去，按自己的范围数。",
      roles,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页督查", schema: f.pageOf(inspection) } },
    }),
    async (c) => c.json(await listInspections(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "planInspection",
      summary: "安排一次督查",
      description:
        "每位考核员到每个党组织各一处。写了 draw，党组织和考核员就照抽查的结果。谁联系的党组织，不由谁去。isBlind：两人同去一处，各自写完记录以前互不可见。",
      roles: ["admin", "assessor"],
      body: newInspection,
      mostBytes: 65_536,
      isRepeatable: true,
      answers: {
        201: {
          description: "安排好的督查",
          schema: v.strictObject({ ...inspection.entries, revision: f.revision }),
          headers: ["ETag", "Location"],
        },
      },
      refusals: ["conflict"],
    }),
    async (c) => replyWith(await planInspection(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readInspection",
      summary: "一次督查",
      roles,
      answers: { 200: { description: "督查", schema: inspection } },
    }),
    async (c) => c.json(await readInspection(scopeOf(c), c.req.param("id"))),
  );
