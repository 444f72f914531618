import { Hono } from "hono";
import * as v from "valibot";
import { createCoverage, endCoverage, listCoverages } from "../actions/coverages/coverage.ts";
import { readCoverage } from "../actions/coverages/report.ts";
import { coverageModes } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const count = f.whole(0, 1_000_000_000);
const figures = f.listOf(
  v.strictObject({
    code: f.said(64),
    title: f.said(100),
    definition: f.said(200),
    numerator: v.nullable(count),
    denominator: v.nullable(count),
    rate: v.nullable(f.number(0, 100)),
    unknown: count,
    text: f.said(100),
  }),
  10,
);
const parts = f.listOf(v.strictObject({ id: f.id, name: f.said(100), entities: count, figures }), 10_000);

export const coverage = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "readCoverage",
    summary: "覆盖率",
    description:
      "组织覆盖率、单独组建率、组建率、工作覆盖率，各附分子、分母和定义。有未报的，整项未知，不作 0。mustOrganiseMembers：正式党员满几人为应建。",
    roles: everyone,
    query: v.strictObject({ asOf: v.optional(f.date) }),
    answers: {
      200: {
        description: "全部，及各乡镇、各行业",
        schema: v.strictObject({
          ...{ asOf: f.date, entities: count, mustOrganiseMembers: f.whole(1, 1000) },
          ...{ figures, townships: parts, trades: parts },
        }),
      },
    },
  }),
  async (c) => c.json(await readCoverage(scopeOf(c), c.req.valid("query").asOf)),
);

const link = v.strictObject({
  id: f.id,
  entity: f.id,
  entityName: f.said(100),
  unit: f.id,
  unitName: f.said(100),
  mode: f.oneOf(coverageModes),
  from: f.date,
  until: v.nullable(f.date),
  revision: f.revision,
});

export const coverages = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listCoverages",
      summary: "覆盖关系",
      description: "哪个党组织以什么方式覆盖哪家两新组织，已结束的也在内。",
      roles: everyone,
      query: v.strictObject({ entity: v.optional(f.id), unit: v.optional(f.id), limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页覆盖关系", schema: f.pageOf(link) } },
    }),
    async (c) => c.json(await listCoverages(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createCoverage",
      summary: "登记覆盖关系",
      description: "from 为起算日，不写为今天；until 那一天起不再覆盖。",
      roles: ["admin"],
      body: v.strictObject({
        entity: f.id,
        unit: f.id,
        mode: f.oneOf(coverageModes),
        from: v.optional(f.date),
        until: v.optional(v.nullable(f.date)),
      }),
      isRepeatable: true,
      answers: { 201: { description: "登记的覆盖关系", schema: link, headers: ["ETag", "Location"] } },
      refusals: ["conflict"],
    }),
    async (c) => replyWith(await createCoverage(scopeOf(c), c.req.valid("json"))),
  )
  .patch(
    "/:id",
    operation({
      id: "endCoverage",
      summary: "结束覆盖关系",
      roles: ["admin"],
      body: v.strictObject({ until: f.date }),
      isConditional: true,
      answers: { 200: { description: "结束的覆盖关系", schema: link, headers: ["ETag"] } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const { until } = c.req.valid("json");
      return reply(c, await endCoverage(scopeOf(c), c.req.param("id"), ifMatchOf(c), until));
    },
  );
