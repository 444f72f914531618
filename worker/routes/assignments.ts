import { Hono } from "hono";
import * as v from "valibot";
import { createAssignment, endAssignment, listAssignments } from "../actions/assignments/assignment.ts";
import { assignmentKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const count = v.nullable(f.whole(0, 1_000_000));
const assignment = v.strictObject({
  id: f.id,
  kind: f.oneOf(assignmentKinds),
  person: f.said(50),
  office: v.nullable(f.said(50)),
  user: v.nullable(f.id),
  unit: v.nullable(f.id),
  belt: v.nullable(f.id),
  entity: v.nullable(f.id),
  of: f.said(100),
  from: f.date,
  until: v.nullable(f.date),
  dueOn: v.nullable(f.date),
  count,
  revision: f.revision,
});
const target = { unit: v.optional(f.id), belt: v.optional(f.id), entity: v.optional(f.id) };
const newAssignment = v.strictObject({
  ...target,
  kind: f.oneOf(assignmentKinds),
  person: f.text(50),
  office: v.optional(v.nullable(f.text(50))),
  user: v.optional(v.nullable(f.id)),
  from: v.optional(f.date),
  dueOn: v.optional(v.nullable(f.date)),
  count: v.optional(count),
});

export const assignments = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listAssignments",
      summary: "联系指导和包联",
      description: "谁联系哪个示范点或示范带，谁包哪一片、哪家两新组织；已结束的也在内。",
      roles: everyone,
      query: v.strictObject({
        ...target,
        kind: v.optional(f.oneOf(assignmentKinds)),
        limit: f.limit,
        cursor: f.cursor,
      }),
      answers: { 200: { description: "一页", schema: f.pageOf(assignment) } },
    }),
    async (c) => c.json(await listAssignments(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createAssignment",
      summary: "定联系指导或包联",
      description: "一人联系一个示范点，一个示范点由一人联系。person 写职务或代称；dueOn、count 为时限和数量。",
      roles: ["admin"],
      body: newAssignment,
      isRepeatable: true,
      answers: { 201: { description: "定下的一条", schema: assignment, headers: ["ETag", "Location"] } },
      refusals: ["conflict"],
    }),
    async (c) => replyWith(await createAssignment(scopeOf(c), c.req.valid("json"))),
  )
  .patch(
    "/:id",
    operation({
      id: "endAssignment",
      summary: "结束联系指导或包联",
      roles: ["admin"],
      body: v.strictObject({ until: f.date }),
      isConditional: true,
      answers: { 200: { description: "结束的一条", schema: assignment, headers: ["ETag"] } },
    }),
    async (c) => {
      const { until } = c.req.valid("json");
      return reply(c, await endAssignment(scopeOf(c), c.req.param("id"), ifMatchOf(c), until));
    },
  );
